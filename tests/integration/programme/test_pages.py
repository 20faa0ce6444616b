"""The pages of cycles, and the import of criteria sets."""

from datetime import date

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ocop.audit.models import Event
from ocop.law.models import CriteriaSet, Regime
from ocop.programme import services
from ocop.programme.models import Cycle
from tests.factories.law import document_of

pytestmark = pytest.mark.django_db
LIST_QUERIES = 6
"""Session, reader, posts (three sources), count, rows, unread notices; who is no administrator asks for no
province.
"""
CODE = "QD148-01"


def send(client, url, **typed):
    page = client.get(url)
    form = page.context["form"]
    keys = {"form_key": form.form_key} | ({} if form.version is None else {"version": form.version})
    return client.post(url, keys | typed)


@pytest.fixture
def cycle(world):
    return services.open_cycle(actor=world.admin, province=world.places.province, year=2026)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_many(client, world, django_assert_num_queries, count):
    for year in range(2026 - count, 2026):
        services.open_cycle(actor=world.admin, province=world.places.province, year=year)
    client.force_login(world.commune_officer)
    client.get(reverse("accounts:profile"))

    with django_assert_num_queries(LIST_QUERIES):
        client.get(reverse("programme:cycle-list"))


def test_a_year_is_opened_timed_and_closed_on_pages(client, world):
    client.force_login(world.admin)
    opened = send(
        client, reverse("programme:cycle-open"), province=world.places.province.pk, year=2026, regime=""
    )
    cycle = Cycle.objects.get()
    pk = [cycle.pk]

    timed = send(
        client,
        reverse("programme:cycle-steps", args=pk),
        starts_5="01/09/2026",
        ends_5="30/12/2026",
    )
    closed = send(client, reverse("programme:cycle-close", args=pk), note="")

    assert opened.url == timed.url == closed.url == reverse("programme:cycle-detail", args=pk)
    assert cycle.steps.get().ends_on == date(2026, 12, 30)
    cycle.refresh_from_db()
    assert cycle.closed_on is not None


def test_the_missing_reason_stands_beside_its_field(client, world):
    client.force_login(world.admin)

    answer = send(
        client,
        reverse("programme:cycle-open"),
        province=world.places.province.pk,
        year=2026,
        regime=Regime.objects.get(code="R1048").pk,
    )

    assert answer.status_code == 422
    assert answer.context["form"].errors == {"reason": ["Hãy nêu lý do dùng quy định cũ."]}


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"starts_1": "01/03/2026"}, "ends_1"),
        ({"ends_2": "01/03/2026"}, "starts_2"),
        ({"starts_3": "02/03/2026", "ends_3": "01/03/2026"}, "ends_3"),
    ],
)
def test_half_a_step_is_refused_at_its_field(client, world, cycle, typed, field):
    client.force_login(world.officer)

    answer = send(client, reverse("programme:cycle-steps", args=[cycle.pk]), **typed)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not cycle.steps.exists()


def test_everybody_in_the_province_sees_the_year_and_the_neighbour_does_not(client, world, cycle):
    url = reverse("programme:cycle-detail", args=[cycle.pk])
    client.force_login(world.commune_officer)
    seen = client.get(url)
    client.force_login(world.neighbour)

    assert seen.status_code == 200
    assert [move.label for move in seen.context["page"].moves] == [
        "Ngày các bước ở đơn vị",
        "Chép từ năm trước",
    ], "the days of the own commune, never those of the province"
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("who", ["commune_officer", "commune_admin"])
def test_who_does_not_run_the_year_gets_no_form(client, world, cycle, who):
    client.force_login(getattr(world, who))

    for route in ("cycle-steps", "cycle-close"):
        assert client.get(reverse(f"programme:{route}", args=[cycle.pk])).status_code == 403


def text_of(**changes):
    return yaml.safe_dump(document_of(CODE) | changes, allow_unicode=True)


def test_a_set_is_shown_before_it_is_kept(client, world):
    client.force_login(world.admin)
    url = reverse("programme:criteria-import")

    shown = send(client, url, text=text_of())
    assert not CriteriaSet.objects.exists()
    key = shown.context["form"].form_key
    kept = client.post(url, {"form_key": key, "text": text_of(), "confirm": "1"})

    preview = shown.context["page"].preview
    assert (preview.code, preview.version, preview.complete) == (CODE, 1, True)
    criteria_set = CriteriaSet.objects.get()
    assert kept.url == reverse("law:set-detail", args=[criteria_set.pk])
    event = Event.objects.get(verb="criteria_set.import")
    assert event.after == {
        "code": CODE,
        "version": 1,
        "digest": criteria_set.digest,
        "complete": True,
    }


def test_a_set_is_read_from_a_file(client, world):
    client.force_login(world.admin)
    upload = SimpleUploadedFile("bo-01.yaml", text_of(name_vi="Bộ từ tệp").encode())

    shown = send(client, reverse("programme:criteria-import"), upload=upload)

    assert shown.context["page"].preview.code == CODE
    assert "Bộ từ tệp" in shown.context["form"].initial["text"]


def test_the_same_content_again_is_refused(client, world):
    client.force_login(world.admin)
    services.bring_in_set(actor=world.admin, text=text_of())

    answer = send(client, reverse("programme:criteria-import"), text=text_of(), confirm="1")

    assert answer.status_code == 422
    assert "Nội dung này đã có" in answer.content.decode()
    assert CriteriaSet.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"text": ""}, "Hãy dán nội dung"),
        ({"text": "a: [b"}, "Không đọc được tệp YAML"),
        ({"text": "chỉ một câu"}, "không phải một bộ tiêu chí"),
        ({"upload": SimpleUploadedFile("bo.yaml", b"\xff\xfe\x00")}, "không phải văn bản UTF-8"),
        ({"upload": SimpleUploadedFile("bo.exe", b"a: 1")}, "không thuộc loại được nhận"),
    ],
)
def test_what_cannot_be_read_says_why(client, world, typed, words):
    client.force_login(world.admin)

    answer = send(client, reverse("programme:criteria-import"), **typed)

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_set_that_does_not_add_up_names_its_problem(client, world):
    client.force_login(world.admin)
    document = document_of(CODE)

    shown = send(
        client, reverse("programme:criteria-import"), text=text_of(sections=document["sections"][:-1])
    )

    page = shown.context["page"]
    assert not page.preview.complete
    assert page.preview.problems
    assert page.preview.problems[0] in shown.content.decode()


def test_only_administrators_of_a_province_import(client, world):
    client.force_login(world.officer)
    assert client.get(reverse("programme:criteria-import")).status_code == 403
    client.force_login(world.commune_admin)

    answer = send(client, reverse("programme:criteria-import"), text=text_of(), confirm="1")

    assert answer.status_code == 422
    assert not CriteriaSet.objects.exists()
