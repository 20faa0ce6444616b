"""The picture that an authority lays under its certificates: what is taken for one, what is drawn of it."""

from __future__ import annotations

import io

import pdfplumber
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from PIL import Image

from evaluations.documents.certificates import TEMPLATE
from evaluations.models import CertificateTemplate
from evaluations.queries.templates import ground_of
from evaluations.services.backgrounds import MOST_KEPT, SIZE
from evaluations.services.templates import set_certificate_template
from ocop.audit.models import Event
from ocop.core.errors import RuleViolation
from ocop.documents.renderers import to_certificate
from tests.factories.uploads import docx
from tests.integration.documents.test_certificate_sheet import page

MOST = 130_000
"""Bytes a certificate may take."""


def drawn(size=(1485, 1050), color="#f4f0e6", kind="PNG", noise=0) -> bytes:
    picture = Image.new("RGB", size, color)
    if noise:
        picture = Image.effect_noise(size, noise).point(lambda value: 200 + value // 5).convert("RGB")
    out = io.BytesIO()
    picture.save(out, kind)
    return out.getvalue()


def upload(content: bytes | None = None, name: str = "nen.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, drawn() if content is None else content)


def widest(sheet) -> float:
    return max(picture["width"] for picture in sheet.images)


def choose(cast, **changes) -> CertificateTemplate:
    said = {"actor": cast.administrator, "place": cast.places.province, "background": "picture"}
    return set_certificate_template(**said | changes)


def test_a_picture_is_drawn_anew_and_the_former_one_goes(cast, django_capture_on_commit_callbacks):
    row = choose(cast, picture=upload())
    former = row.picture.name

    with Image.open(default_storage.open(former)) as kept:
        assert (kept.format, kept.size) == ("JPEG", SIZE)
        assert not kept.getexif()
    assert Event.objects.get(verb="certificate_template.set").after["picture_sha256"] == row.picture_sha256
    with django_capture_on_commit_callbacks(execute=True):
        row = choose(cast, picture=upload(drawn(color="#ffffff")))
    assert row.picture.name != former
    assert not default_storage.exists(former)
    assert choose(cast, signer_title="Chủ tịch").picture.name == row.picture.name, "it stays where none comes"


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (None, "", "chọn ảnh nền"),
        (docx(), "nen.docx", "PNG hoặc JPEG"),
        (b"%PDF-", "nen.png", "nen.png"),
        (drawn((800, 566)), "nen.png", "vỡ nét"),
        (drawn((1485, 1485)), "nen.png", "khổ A4 ngang"),
        (drawn(color="#204020"), "nen.png", "quá đậm"),
        (drawn(noise=90), "nen.png", "quá nhiều chi tiết"),
    ],
)
def test_what_is_no_background_is_refused(cast, content, name, said):
    picture = SimpleUploadedFile(name, content) if name else None

    with pytest.raises(RuleViolation, match=said) as refused:
        choose(cast, picture=picture)
    assert refused.value.field == "picture"
    assert not CertificateTemplate.objects.exists()


def test_no_picture_background_without_a_picture(cast):
    row = choose(cast, background="ornament")

    with pytest.raises(IntegrityError), transaction.atomic():
        CertificateTemplate.objects.filter(pk=row.pk).update(background="picture")


@pytest.mark.parametrize("noise", [0, 25])
def test_certificates_on_a_picture_stay_small_and_show_their_stars(cast, noise):
    row = choose(cast, picture=upload(drawn(noise=noise)))
    assert len(default_storage.open(row.picture.name).read()) <= MOST_KEPT
    paper = to_certificate(TEMPLATE, page(ground=ground_of(row)), stars=4)

    assert len(paper) <= MOST
    with pdfplumber.open(io.BytesIO(paper)) as pdf:
        assert "Thảm lục bình" in pdf.pages[0].extract_text()
        assert widest(pdf.pages[0]) == pytest.approx(pdf.pages[0].width, abs=1)
        assert len(pdf.pages[0].curves) > 4, "the stars are drawn above it"


def test_it_is_set_on_the_page_and_seen_in_the_preview(client, cast):
    client.force_login(cast.administrator)
    address = reverse("evaluations:template-set", args=[cast.places.province.pk])
    form = client.get(address).context["form"]
    said = {"background": "picture", "seal_space": "wide", "form_key": form.form_key, "version": form.version}
    assert client.post(address, said | {"picture": upload()}).status_code == 302

    preview = client.get(reverse("evaluations:template-preview", args=[cast.places.province.pk]))
    with pdfplumber.open(io.BytesIO(preview.content)) as pdf:
        assert widest(pdf.pages[0]) == pytest.approx(pdf.pages[0].width, abs=1)
