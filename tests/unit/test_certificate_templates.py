"""What an authority may choose of its certificates, as they are drawn."""

import io
import subprocess
import sys

import pdfplumber
import pikepdf
import pytest

from evaluations.documents.certificates import TEMPLATE
from ocop.documents.renderers import lay_out_certificate, to_certificate
from ocop.documents.renderers.pdf import html_of
from tests.factories.papers import text_of
from tests.integration.documents.test_certificate_sheet import page

SEAL = 102
"""Points across a seal of 36 mm."""


@pytest.mark.parametrize(
    ("lines", "seal", "space"),
    [
        (1, "wide", ""),
        (2, "wide", "short"),
        (1, "medium", "short"),
        (3, "wide", "shorter"),
        (1, "narrow", "shorter"),
    ],
)
def test_lines_of_the_office_and_the_choice_leave_room_to_sign(lines, seal, space):
    assert page(office=("CHỦ TỊCH",) * lines, seal=seal).space == space


def test_three_lines_of_an_office_stay_on_the_page():
    office = ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")

    assert "KT. CHỦ TỊCH" in text_of(to_certificate(TEMPLATE, page(office=office), stars=4))


@pytest.mark.parametrize(
    "office",
    [
        ("TL. CHỦ TỊCH", "GIÁM ĐỐC SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"),
        ("TL. CHỦ TỊCH", "KT. GIÁM ĐỐC SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "PHÓ GIÁM ĐỐC"),
    ],
)
def test_a_long_title_is_broken_and_leaves_the_name_on_the_page(office):
    words = " ".join(
        text_of(to_certificate(TEMPLATE, page(office=office, signer="Người ký"), stars=4)).split()
    )

    assert "GIÁM ĐỐC SỞ NÔNG NGHIỆP" in words and "VÀ MÔI TRƯỜNG" in words
    assert "Người ký" in words


@pytest.mark.parametrize("seal", ["wide", "medium", "narrow"])
def test_the_place_of_the_seal_ends_above_the_name(seal):
    draft = lay_out_certificate(TEMPLATE, page(is_draft=True, seal=seal, signer="Họ và tên"), stars=4)

    with pdfplumber.open(io.BytesIO(draft)) as pdf:
        sheet = pdf.pages[0]
        name = sheet.search("Họ và tên")[0]
        rings = [curve for curve in sheet.curves if round(curve["width"]) == round(curve["height"]) == SEAL]
    assert rings
    assert all(ring["bottom"] <= name["top"] + 1 for ring in rings)


@pytest.mark.parametrize(("ground", "has_ornament"), [("ornament", True), ("blank", False)])
def test_ready_paper_is_printed_without_ornament(ground, has_ornament):
    paper = to_certificate(TEMPLATE, page(ground=ground), stars=4)

    with pikepdf.open(io.BytesIO(paper)) as pdf:
        assert ("/OcopSheet" in pdf.pages[0].Resources.get("/XObject", {})) is has_ornament


def test_a_preview_says_that_it_is_a_draft():
    assert html_of(TEMPLATE, page(mark="BẢN NHÁP", is_draft=True)).count("BẢN NHÁP") == 1
    assert "BẢN NHÁP" not in html_of(TEMPLATE, page())
    assert "Thảm lục bình" in text_of(lay_out_certificate(TEMPLATE, page(is_draft=True), stars=4))


def test_a_process_that_draws_certificates_loads_no_word_engine():
    """It would cost each of them some megabytes; a process may take 150 (`script/bench_certificates`)."""
    asked = "import sys, django; django.setup(); import evaluations.documents; print('docx' in sys.modules)"

    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    assert said.stdout.split()[-1] == "False"
