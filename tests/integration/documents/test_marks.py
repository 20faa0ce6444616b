"""The mark of a province: who sets it, what is taken for one, and how certificates carry it."""

import io
from base64 import b64decode, b64encode
from dataclasses import replace
from decimal import Decimal

import pdfplumber
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from PIL import Image

from evaluations.documents.certificates import TEMPLATE, certificate_page
from evaluations.services.backgrounds import background_from
from ocop.audit.models import Event
from ocop.core.errors import RuleViolation, Stale
from ocop.core.roles import Role
from ocop.documents.models import ProvinceMark
from ocop.documents.queries import mark_for
from ocop.documents.renderers import to_certificate
from ocop.documents.services import remove_province_mark, set_province_mark
from tests.factories.accounts import make_officer
from tests.factories.certificates import make_certificate
from tests.factories.uploads import docx, jpeg, pdf, png
from tests.integration.evaluations.test_background_pictures import drawn


def upload(content: bytes | None = None, name: str = "bieu-trung.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, png((300, 200)) if content is None else content)


@pytest.fixture
def mark(cast):
    return set_province_mark(actor=cast.administrator, place=cast.places.province, upload=upload())


def kept(mark: ProvinceMark) -> Image.Image:
    with default_storage.open(mark.file.name) as file:
        return Image.open(io.BytesIO(file.read()))


def send(client, url, **typed):
    form = client.get(url).context["form"]
    keys = {"form_key": form.form_key} | ({} if form.version is None else {"version": form.version})
    return client.post(url, keys | typed)


def test_the_mark_is_kept_with_its_event(cast, mark):
    event = Event.objects.get(verb="mark.set")

    assert (event.actor, event.role) == (cast.administrator, Role.ADMINISTRATOR)
    assert event.place_path == cast.places.province.path
    assert event.after == {"sha256": mark.sha256, "version": 1}


def test_a_large_photo_becomes_a_small_png(cast):
    photo = upload(jpeg((2400, 1200)), "bieu-trung.jpg")
    picture = kept(set_province_mark(actor=cast.administrator, place=cast.places.province, upload=photo))

    assert (picture.format, picture.size) == ("PNG", (800, 400))


def emblem(side: int = 900) -> bytes:
    """A round picture with soft colours, clear around: what a province may upload as its mark."""
    down, across = (
        Image.linear_gradient("L").resize((side, side)),
        Image.radial_gradient("L").resize((side, side)),
    )
    picture = Image.merge(
        "RGBA", (down, across, down.rotate(90), across.point(lambda far: 255 * (far < 180)))
    )
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def test_a_mark_with_many_colours_leaves_a_certificate_with_a_background_small(cast):
    set_province_mark(actor=cast.administrator, place=cast.places.province, upload=upload(emblem()))
    backdrop = background_from(SimpleUploadedFile("nen.png", drawn(noise=30)))
    ground = f"data:image/jpeg;base64,{b64encode(backdrop).decode()}"
    page = replace(certificate_page(make_certificate(cast)), ground=ground)

    assert kept(mark_for(cast.places.province)).mode == "RGBA", "what lies beneath still shows around it"
    assert len(to_certificate(TEMPLATE, page, stars=page.stars)) <= 130_000


def heavy(mark: ProvinceMark, content: bytes) -> ProvinceMark:
    """The mark as it was kept before marks were bounded."""
    with default_storage.open(mark.file.name, "wb") as file:
        file.write(content)
    return mark


@pytest.mark.django_db(transaction=True)
def test_a_mark_of_before_is_redrawn_once(cast, mark, capsys):
    first = heavy(mark, emblem()).file.name

    call_command("redraw_marks")
    again = ProvinceMark.objects.get()
    call_command("redraw_marks")

    assert (again.version, ProvinceMark.objects.get().version) == (2, 2)
    assert not default_storage.exists(first)
    event = Event.objects.get(verb="mark.redraw")
    assert (event.actor, event.after) == (None, {"sha256": again.sha256, "version": 2})
    assert capsys.readouterr().out == f"{mark}: redrawn\n"
    backdrop = background_from(SimpleUploadedFile("nen.png", drawn(noise=30)))
    ground = f"data:image/jpeg;base64,{b64encode(backdrop).decode()}"
    page = replace(certificate_page(make_certificate(cast)), ground=ground)
    assert kept(again).mode == "RGBA"
    assert len(to_certificate(TEMPLATE, page, stars=page.stars)) <= 130_000


def test_a_light_mark_and_one_without_its_file_are_left(cast, mark):
    call_command("redraw_marks")
    default_storage.delete(mark.file.name)
    call_command("redraw_marks")

    assert ProvinceMark.objects.get().version == 1
    assert not Event.objects.filter(verb="mark.redraw").exists()


def test_a_mark_of_before_that_cannot_be_small_is_named_and_left(cast, mark, capsys):
    noise = io.BytesIO()
    Image.effect_noise((600, 600), 100).convert("RGB").save(noise, "PNG")
    heavy(mark, noise.getvalue())

    call_command("redraw_marks")

    assert ProvinceMark.objects.get().version == 1
    assert "quá nhiều chi tiết" in capsys.readouterr().err


def test_a_mark_that_cannot_be_small_is_refused(cast):
    noise = Image.effect_noise((600, 600), 100).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "PNG")

    with pytest.raises(RuleViolation, match="quá nhiều chi tiết"):
        set_province_mark(actor=cast.administrator, place=cast.places.province, upload=upload(out.getvalue()))


@pytest.mark.django_db(transaction=True)
def test_a_newer_picture_takes_the_place_of_the_older(cast, mark):
    first = mark.file.name
    again = set_province_mark(
        actor=cast.administrator, place=cast.places.province, upload=upload(png((250, 250)))
    )

    assert (ProvinceMark.objects.count(), again.pk, again.version) == (1, mark.pk, 2)
    assert not default_storage.exists(first)
    assert kept(again).size == (250, 250)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (pdf(), "bieu-trung.pdf"),
        (docx(), "bieu-trung.docx"),
        (pdf(), "bieu-trung.png"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='go()'/>", "bieu-trung.svg"),
        (b"\x89PNG\r\n\x1a\n" + b"<script>go()</script>", "bieu-trung.png"),
        (png((400, 100)), "bieu-trung.png"),
        (png((20, 20)), "bieu-trung.png"),
        (png((199, 199)), "bieu-trung.png"),
        (png() + b"\0" * (5 * 2**20), "bieu-trung.png"),
    ],
)
def test_what_is_no_small_picture_is_refused(cast, content, name):
    with pytest.raises(RuleViolation) as refusal:
        set_province_mark(actor=cast.administrator, place=cast.places.province, upload=upload(content, name))

    assert refusal.value.field == "upload"
    assert not ProvinceMark.objects.exists()
    assert not Event.objects.filter(verb="mark.set").exists()


@pytest.mark.parametrize(
    "who", ["province_leader", "province_officer", "new_officer", "auditor", "foreign_province_officer"]
)
def test_only_the_administrator_of_the_province_sets_and_removes(cast, mark, who):
    person = getattr(cast, who)

    with pytest.raises(RuleViolation, match="Chỉ quản trị"):
        set_province_mark(actor=person, place=cast.places.province, upload=upload())
    with pytest.raises(RuleViolation, match="Chỉ quản trị"):
        remove_province_mark(actor=person, mark=mark)


def test_an_administrator_from_elsewhere_is_refused(cast, mark):
    commune = make_officer(Role.ADMINISTRATOR, cast.places.my_hiep)
    foreign = make_officer(Role.ADMINISTRATOR, cast.places.an_giang)

    for person in (commune, foreign):
        with pytest.raises(RuleViolation):
            set_province_mark(actor=person, place=cast.places.province, upload=upload())
        with pytest.raises(RuleViolation):
            remove_province_mark(actor=person, mark=mark)


def test_removing_an_older_version_than_today_is_stale(cast, mark):
    set_province_mark(actor=cast.administrator, place=cast.places.province, upload=upload())

    with pytest.raises(Stale):
        remove_province_mark(actor=cast.administrator, mark=mark, version=1)


def test_a_former_district_prints_the_mark_of_its_province_of_today(cast, mark):
    places = cast.places

    assert mark_for(places.old_district) == mark_for(places.old_province) == mark_for(places.province) == mark
    assert mark_for(places.an_giang) is None


def test_a_certificate_carries_the_mark_on_its_one_page(cast, mark):
    page = certificate_page(make_certificate(cast))

    assert b64decode(page.logo.removeprefix("data:image/png;base64,")) == mark.file.read()
    with pdfplumber.open(io.BytesIO(to_certificate(TEMPLATE, page, stars=page.stars))) as paper:
        (sheet,) = paper.pages
        sizes = [(image["srcsize"], Decimal(image["x0"]), Decimal(image["top"])) for image in sheet.images]
    (place,) = [(left, top) for size, left, top in sizes if size == (300, 200)]
    assert place[0] < 90
    assert place[1] < 100


def test_without_a_mark_there_is_no_picture(cast):
    page = certificate_page(make_certificate(cast))

    assert page.logo == ""


def test_a_mark_whose_file_is_gone_stops_the_paper(cast, mark):
    default_storage.delete(mark.file.name)

    with pytest.raises(RuleViolation, match="tải lại"):
        certificate_page(make_certificate(cast))


def test_the_administrator_sets_and_removes_on_the_page(client, cast):
    client.force_login(cast.administrator)
    address = reverse("documents:mark")
    looks = reverse("evaluations:template-list")
    assert looks in client.get(reverse("evaluations:certificate-list")).content.decode()
    assert address in client.get(looks).content.decode()

    sent = send(client, address, place=cast.places.province.pk, upload=upload())
    assert sent.status_code == 302
    mark = ProvinceMark.objects.get()
    picture = reverse("documents:mark-picture", args=[mark.pk])
    assert picture in client.get(address).content.decode()
    answer = client.get(picture)
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")

    removed = send(client, reverse("documents:mark-remove", args=[mark.pk]))
    assert (removed.status_code, removed.url) == (302, address)
    assert not ProvinceMark.objects.exists()
    assert Event.objects.get(verb="mark.remove").before == {"sha256": mark.sha256, "version": 1}
    assert client.get(picture).status_code == 404


def test_a_refused_picture_comes_back_with_its_reason(client, cast):
    client.force_login(cast.administrator)

    answer = send(client, reverse("documents:mark"), place=cast.places.province.pk, upload=upload(pdf()))

    assert answer.status_code == 422
    assert "không phải PNG" in answer.content.decode()


def test_nobody_else_opens_the_page_or_finds_the_link(client, cast, mark):
    for person in (cast.province_officer, cast.province_leader, cast.officer, cast.producer_person):
        client.force_login(person)
        assert client.get(reverse("documents:mark")).status_code == 403
    client.force_login(cast.province_officer)
    assert (
        reverse("documents:mark") not in client.get(reverse("evaluations:certificate-list")).content.decode()
    )


def test_a_commune_administrator_is_told_who_may(client, cast, mark):
    client.force_login(make_officer(Role.ADMINISTRATOR, cast.places.my_hiep))

    page = client.get(reverse("documents:mark")).content.decode()

    assert "Chỉ quản trị cổng của tỉnh" in page
    assert client.get(reverse("documents:mark-picture", args=[mark.pk])).status_code == 404
