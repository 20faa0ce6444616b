"""What an authority may choose of its certificates, as they are drawn."""

import io

import pikepdf
import pytest

from evaluations.documents.certificates import TEMPLATE
from ocop.documents.renderers import lay_out_certificate, to_certificate
from ocop.documents.renderers.pdf import html_of
from tests.factories.papers import text_of
from tests.integration.documents.test_certificate_sheet import page


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


@pytest.mark.parametrize(("ground", "has_ornament"), [("ornament", True), ("blank", False)])
def test_ready_paper_is_printed_without_ornament(ground, has_ornament):
    paper = to_certificate(TEMPLATE, page(ground=ground), stars=4)

    with pikepdf.open(io.BytesIO(paper)) as pdf:
        assert ("/OcopSheet" in pdf.pages[0].Resources.get("/XObject", {})) is has_ornament


def test_a_preview_says_that_it_is_a_draft():
    assert html_of(TEMPLATE, page(mark="BẢN NHÁP", is_draft=True)).count("BẢN NHÁP") == 1
    assert "BẢN NHÁP" not in html_of(TEMPLATE, page())
    assert "Thảm lục bình" in text_of(lay_out_certificate(TEMPLATE, page(is_draft=True), stars=4))
