"""The certificate as a paper: read back, decoded, measured."""

import io
import logging
from dataclasses import replace
from datetime import date

import pdfplumber
import pikepdf
import pytest
from PIL import Image

from evaluations.documents.certificates import IN_WORDS, TEMPLATE, CertificatePage, split_name
from ocop.core.errors import RuleViolation
from ocop.core.uploads.pictures import read_jpeg
from ocop.documents.renderers import RenderFailed, template_version, to_certificate, to_pdf
from tests.factories.papers import qr_of, text_of
from tests.unit.test_fonts import vietnamese_letters

CHECK = "http://localhost:8000/gcn/0123456789abcdefghijkl"
SIXTY = " ".join(["sấy", "dẻo", "hữu", "cơ"] * 15)


def page(stars: int = 3, **changes) -> CertificatePage:
    return replace(
        CertificatePage(
            issuer="CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN CAO LÃNH",
            stars=stars,
            rank=f"HẠNG {stars} SAO ({IN_WORDS[stars]})",
            product=split_name("Thảm lục bình"),
            producer=split_name("Làng nghề đan thảm lục bình Mỹ Hiệp"),
            address="xã Mỹ Hiệp, huyện Cao Lãnh, tỉnh Đồng Tháp",
            address_now="xã Mỹ Hiệp, tỉnh Đồng Tháp",
            number="0001/2026/GCN-OCOP",
            product_code="87-873-1-2026",
            decision_number="12/QĐ-UBND",
            decided_on=date(2026, 6, 5),
            validity_months=36,
            valid_from=date(2026, 6, 5),
            valid_until=date(2029, 6, 5),
            place_and_date="Cao Lãnh, ngày 05 tháng 6 năm 2026",
            office=("CHỦ TỊCH",),
            signer="Lãnh đạo UBND huyện Cao Lãnh",
            qr=CHECK,
            code="7K4M-92QX",
        ),
        **changes,
    )


@pytest.mark.parametrize("stars", [3, 4, 5])
def test_the_words_come_back_and_only_our_font_is_inside(stars):
    paper = to_certificate(TEMPLATE, page(stars), stars=stars)

    text = text_of(paper)
    for words in (
        "GIẤY CHỨNG NHẬN",
        IN_WORDS[stars],
        "Thảm lục bình",
        "0001/2026/GCN-OCOP",
        "87-873-1-2026",
        "số 12/QĐ-UBND",
        "đến ngày 05/06/2029",
        "(nay là xã Mỹ Hiệp, tỉnh Đồng Tháp)",
        "7K4M-92QX",
    ):
        assert words in text
    with pdfplumber.open(io.BytesIO(paper)) as pdf:
        assert {char["fontname"].split("+")[-1].split("-Serif")[0] for char in pdf.pages[0].chars} == {"OCOP"}
        assert (round(pdf.pages[0].width), round(pdf.pages[0].height)) == (842, 595)
        assert len(pdf.pages) == 1


def test_every_vietnamese_letter_is_printed_and_read_back():
    letters = sorted(vietnamese_letters())
    named = page(product=split_name(" ".join(letters[:73])), producer=split_name(" ".join(letters[73:])))

    found = set(text_of(to_certificate(TEMPLATE, named, stars=3)))

    assert vietnamese_letters() - found == set()


def test_the_qr_code_leads_to_the_check_page():
    assert qr_of(to_certificate(TEMPLATE, page(), stars=3)) == CHECK


def test_names_of_sixty_syllables_stay_on_the_page():
    long = page(product=split_name(SIXTY), producer=split_name(SIXTY))

    assert text_of(to_certificate(TEMPLATE, long, stars=4)).count("hữu cơ") == 30


def test_a_name_that_cannot_fit_is_refused_never_cut():
    endless = page(product=split_name(" ".join([SIXTY] * 6)))

    with pytest.raises(RenderFailed, match="quá dài"):
        to_certificate(TEMPLATE, endless, stars=3)


def test_the_ornament_is_hidden_from_readers_aloud_and_the_paper_is_tagged():
    with pikepdf.open(io.BytesIO(to_certificate(TEMPLATE, page(), stars=3))) as pdf:
        assert b"/Artifact BMC" in pdf.pages[0].Contents.read_bytes()
        assert pdf.Root.Lang == "vi"
        assert pdf.Root.MarkInfo.Marked


def test_names_are_text_not_markup():
    paper = to_certificate(TEMPLATE, page(product=split_name('<img src="http://x/"> Mật ong & sữa')), stars=3)

    assert '<img src="http://x/"> Mật ong & sữa' in text_of(paper)


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/x.png", "file:///etc/hostname", "fonts/../../../manage.py"]
)
def test_a_template_that_reaches_outside_is_refused(settings, tmp_path, address):
    (tmp_path / "bad.html").write_text(
        f'<html lang="vi"><title>x</title><img alt="x" src="{address}"></html>'
    )
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path]}]

    with pytest.raises(RenderFailed):
        to_pdf("bad.html", None)


def test_a_style_that_is_not_understood_stops_the_paper(settings, tmp_path):
    (tmp_path / "bad.html").write_text(
        '<html lang="vi"><title>x</title><style>p { colour: red }</style></html>'
    )
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path]}]

    with pytest.raises(RenderFailed, match="colour"):
        to_pdf("bad.html", None)


def test_a_process_that_logs_errors_only_still_stops_the_paper(settings, tmp_path, caplog):
    caplog.set_level(logging.ERROR)
    logging.getLogger("weasyprint").setLevel(logging.NOTSET)

    test_a_style_that_is_not_understood_stops_the_paper(settings, tmp_path)


def test_the_version_of_a_template_is_short_and_stable():
    assert template_version(TEMPLATE) == template_version(TEMPLATE)
    assert len(template_version(TEMPLATE)) == 12


def test_a_broken_picture_is_still_refused_once_something_was_printed():
    to_certificate(TEMPLATE, page(), stars=3)

    half = io.BytesIO()
    Image.effect_noise((300, 300), 90).save(half, "JPEG")
    with pytest.raises(RuleViolation, match="bị hỏng"):
        read_jpeg(io.BytesIO(half.getvalue()[: half.tell() // 2]))
