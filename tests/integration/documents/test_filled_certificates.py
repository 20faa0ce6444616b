"""Certificates filled into a specimen look as if each had been laid out, and never overflow."""

import csv
import io
from dataclasses import replace
from pathlib import Path
from unicodedata import normalize

import numpy
import pikepdf
import pypdfium2
import pytest
from django.test import override_settings

from evaluations.documents.certificates import TEMPLATE, split_name
from ocop.documents.renderers import RenderFailed, lay_out_certificate, to_certificate
from ocop.documents.renderers import certificates as ways
from ocop.documents.words import specimen_mark
from tests.factories.papers import qr_of, text_of
from tests.integration.documents.test_certificate_sheet import page

NAMES = list(csv.DictReader((Path(__file__).parents[2] / "factories" / "long_names.csv").open()))
STACKED = " ".join(["Nghiễng", "Khuỷu", "Trưởng", "Đượm", "Ngoằng"] * 8)
"""Forty syllables with marks above marks, and descenders below."""

POINTS = 72 / 25.4
LEFT, RIGHT = 29 * POINTS, (297 - 29) * POINTS
MIDDLE_TOP, MIDDLE_END = (210 - 92) * POINTS, (210 - 141.5) * POINTS
"""From below, in points: the room between the rank and the foot (static/print/certificate.css)."""


def named(row: dict[str, str], **changes):
    fields = {
        "product": split_name(row["product"]),
        "producer": split_name(row["producer"]),
        "address": row["address"],
    }
    return page(**(fields | changes))


def picture(paper: bytes) -> numpy.ndarray:
    drawn = pypdfium2.PdfDocument(paper)[0].render(scale=100 / 72, grayscale=True)
    return numpy.array(drawn.to_pil()).astype(int)


LOOKED_AT = [
    *NAMES[::40],
    {"product": "Rượu", "producer": "Hộ Ba", "address": "ấp 1"},
    {"product": STACKED, "producer": STACKED, "address": "ấp 3, xã Mỹ Hiệp"},
    {
        "product": "Trà-sâm đông trùng/nấm – hộp 30",
        "producer": "Công ty A&B (chi nhánh 2)",
        "address": "12/3",
    },
    {"product": "Fi lê cá fl 11", "producer": "TAVAKO Ty. Vừa 11", "address": "11/11 ấp 11, xã Tà Và"},
]


@pytest.mark.parametrize("row", LOOKED_AT, ids=lambda row: row["product"][:20])
def test_filled_and_laid_out_look_the_same(row, monkeypatch):
    one = named(row, address_now="" if "Rượu" in row["product"] else "xã Mỹ Hiệp, tỉnh Đồng Tháp")
    laid_out = lay_out_certificate(TEMPLATE, one, stars=4)
    monkeypatch.setattr(ways, "lay_out_certificate", None)  # so that nothing is laid out after all

    difference = abs(picture(to_certificate(TEMPLATE, one, stars=4)) - picture(laid_out))

    assert difference.mean() < 0.2
    assert (difference > 100).mean() < 0.001


@override_settings(DEMO=True)
def test_a_demo_world_marks_what_it_prints(monkeypatch):
    one = named(LOOKED_AT[0], mark=specimen_mark())
    laid_out = lay_out_certificate(TEMPLATE, one, stars=4)
    monkeypatch.setattr(ways, "lay_out_certificate", None)
    filled = to_certificate(TEMPLATE, one, stars=4)

    bare = picture(to_certificate(TEMPLATE, named(LOOKED_AT[0]), stars=4))
    assert (abs(picture(filled) - bare) > 10).mean() > 0.01
    assert abs(picture(filled) - picture(laid_out)).mean() < 0.2
    with override_settings(DEMO=False):
        assert specimen_mark() == ""


def test_the_comparison_sees_a_line_that_moved():
    row = LOOKED_AT[0]
    moved = named(row | {"product": f"{row['product']} và thêm mấy chữ nữa cho dài ra"})

    difference = abs(
        picture(to_certificate(TEMPLATE, named(row), stars=4))
        - picture(to_certificate(TEMPLATE, moved, stars=4))
    )

    assert (difference > 100).mean() > 0.001


def test_the_longest_names_stay_in_their_room(monkeypatch):
    """The 200 longest product names of published lists, and forty stacked syllables for every name."""
    monkeypatch.setattr(ways, "lay_out_certificate", None)
    stacked = {"product": STACKED, "producer": STACKED, "address": f"xã {STACKED[:50]}, tỉnh Đồng Tháp"}
    assert len(NAMES) == 200
    for row in [*NAMES, stacked]:
        paper = to_certificate(TEMPLATE, named(row), stars=5)

        (sheet,) = pypdfium2.PdfDocument(paper)
        text = sheet.get_textpage()
        for words in (row["product"], row["producer"]):
            assert " ".join(words.split()) in " ".join(text.get_text_range().split())
        boxes = [text.get_rect(number) for number in range(text.count_rects())]
        assert min(box[0] for box in boxes) >= LEFT - 0.5
        assert max(box[2] for box in boxes) <= RIGHT + 0.5
        said = text.get_text_range()
        names = said.index("Chứng nhận sản phẩm"), said.index("Mã tra cứu")
        middle = [text.get_charbox(place) for place in range(*names) if said[place].strip()][:-1]
        assert max(box[3] for box in middle) <= MIDDLE_TOP + 0.5


@pytest.mark.parametrize("stars", [3, 4, 5])
def test_a_filled_file_is_small_whole_and_tagged(stars):
    paper = to_certificate(TEMPLATE, page(stars), stars=stars)

    assert len(paper) <= 130_000
    with pikepdf.open(io.BytesIO(paper)) as pdf:
        assert pdf.Root.StructTreeRoot.K
        assert "pdfuaid" in pdf.Root.Metadata.read_bytes().decode()
        assert str(pdf.docinfo.Title) == "Giấy chứng nhận sản phẩm OCOP 0001/2026/GCN-OCOP"
        assert "7K4M-92QX" in "".join(str(held.get("/Alt", "")) for held in pdf.objects if _is_record(held))
        fonts = pdf.pages[0].Resources.Font.values()
        assert all(font.DescendantFonts[0].FontDescriptor.FontFile2 is not None for font in fonts)
        assert {str(font.BaseFont).partition("+")[2].partition("-Serif")[0] for font in fonts} == {"OCOP"}


def _is_record(held) -> bool:
    return isinstance(held, pikepdf.Dictionary) and not isinstance(held, pikepdf.Stream)


def test_the_same_words_give_the_same_bytes_whatever_was_drawn_between():
    first = to_certificate(TEMPLATE, page(), stars=3)
    to_certificate(TEMPLATE, named(NAMES[0], qr="https://ocop.example/gcn/0"), stars=3)

    assert to_certificate(TEMPLATE, page(), stars=3) == first


def test_a_filled_certificate_says_nothing_of_the_one_before():
    to_certificate(TEMPLATE, page(number="0007/2026/GCN-OCOP", code="AAAA-BBBB"), stars=3)

    paper = to_certificate(TEMPLATE, page(qr="https://ocop.example/gcn/1"), stars=3)

    assert "0007" not in text_of(paper) and b"AAAA" not in paper
    assert qr_of(paper) == "https://ocop.example/gcn/1"


def test_a_letter_outside_the_faces_kept_ready_is_laid_out_on_its_own():
    assert "Nấm Ωmega" in text_of(to_certificate(TEMPLATE, page(product=split_name("Nấm Ωmega")), stars=3))


def test_names_typed_with_loose_marks_are_printed_whole():
    name = "Bánh tráng phơi sương"
    loose, whole = (page(product=split_name(normalize(form, name))) for form in ("NFD", "NFC"))

    assert to_certificate(TEMPLATE, loose, stars=3) == to_certificate(TEMPLATE, whole, stars=3)


def test_braces_in_a_name_are_letters():
    assert "{number} {x} xyz" in text_of(
        to_certificate(TEMPLATE, page(product=split_name("{number} {x} xyz")), stars=3)
    )


def test_a_word_wider_than_the_page_is_refused():
    with pytest.raises(RenderFailed, match="quá dài"):
        to_certificate(TEMPLATE, page(product=split_name("W" * 200)), stars=3)


def test_a_page_that_is_not_understood_is_laid_out_on_its_own(monkeypatch, caplog):
    def refuse(*_given):
        raise ways.Unfillable("a new sort of box")

    monkeypatch.setattr(ways, "_specimen", refuse)

    assert "Thảm lục bình" in text_of(to_certificate(TEMPLATE, page(), stars=3))
    assert "a new sort of box" in caplog.text


def test_an_empty_product_code_leaves_its_place_empty():
    text = text_of(to_certificate(TEMPLATE, replace(page(), product_code=""), stars=3))

    assert "Mã sản phẩm" in text and "product_code" not in text
