"""Papers as values, and the Word file and the PDF made from them."""

import io
from dataclasses import replace

import docx
import pdfplumber
import pytest

from ocop.documents.paper import (
    Annex,
    AnnexPart,
    Beside,
    Box,
    Closing,
    Column,
    Head,
    Heading,
    Line,
    Paper,
    Row,
    Signature,
    Table,
    Text,
    Ticks,
)
from ocop.documents.renderers import paper_to_pdf, to_docx
from ocop.documents.renderers.faces import in_the_face
from tests.factories.papers import words_of_docx

TABLE = Table(
    (Column("TT", 11, "mid"), Column("Nội dung")), (Row(("1", "Xoài")), Row(("", "Tổng"), look="total"))
)
PAPER = Paper(
    name="Báo cáo thử",
    head=Head(body=("ỦY BAN NHÂN DÂN", "XÃ MỸ HIỆP"), number="01/BC-UBND", place_and_date="Mỹ Hiệp, ngày 01"),
    title="BÁO CÁO",
    subject=("Về việc thử",),
    blocks=(
        Heading("I. PHẦN MỘT"),
        Text("Lời thứ nhất."),
        Line("Nhãn", "giá trị"),
        Line("Để trống"),
        Ticks("Chọn", (("có", True), ("không", False))),
        TABLE,
    ),
    closing=Closing((Signature(("CHỦ TỊCH",), name="Người ký"),), recipients=("- Lưu: VT.",)),
    after=(Beside((Box("Nơi nhận phiếu", (Line("Phiếu số", "07"),)), Box("Nơi khác", (Line("Chữ ký"),)))),),
    annexes=(AnnexPart(Annex("PHỤ LỤC", "BẢNG KÊ", wide=True), (TABLE,)),),
)


def read_docx(content: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(content))


def test_a_row_needs_a_cell_for_every_column():
    with pytest.raises(ValueError, match="every column"):
        Table((Column("A"), Column("B")), (Row(("1",)),))


@pytest.mark.parametrize(
    ("make", "wrong"),
    [
        (lambda: Column("A", width=10), "width"),
        (lambda: Column("A", align="right"), "alignment"),
        (lambda: Row(("1",), look="loud"), "look"),
    ],
)
def test_what_no_style_sheet_knows_is_refused(make, wrong):
    with pytest.raises(ValueError, match=wrong):
        make()


def test_the_word_file_has_the_page_of_the_decree():
    upright, lying = read_docx(to_docx(PAPER)).sections

    assert (round(upright.page_width.mm), round(upright.left_margin.mm), round(upright.right_margin.mm)) == (
        210,
        30,
        15,
    )
    assert (round(lying.page_width.mm), round(lying.page_height.mm)) == (297, 210)
    assert upright.different_first_page_header_footer


def test_the_word_file_is_laid_out_by_the_rules_of_today():
    settings = docx.Document(io.BytesIO(to_docx(PAPER))).settings.element

    [mode] = settings.xpath('.//w:compatSetting[@w:name="compatibilityMode"]/@w:val')
    assert mode == "15", "else dots in a cell are not drawn by every program"


def test_the_word_file_repeats_the_heads_of_its_tables():
    document = read_docx(to_docx(PAPER))
    grids = [table for table in document.tables if table.style.name == "Table Grid" and len(table.rows) == 3]

    assert [[cell.text for cell in row.cells] for row in grids[0].rows] == [
        ["TT", "Nội dung"],
        ["1", "Xoài"],
        ["", "Tổng"],
    ]
    assert [grid.rows[0]._tr.xpath("./w:trPr/w:tblHeader") != [] for grid in grids] == [True, True]
    assert round(grids[0].columns[0].width.mm) == 11


def row_words(file, row) -> list[str]:
    return [cell.text for cell in file.tables[1].rows[row].cells]


def test_a_row_like_one_before_has_words_of_its_own():
    typed = [("1", "Xoài"), ("2", " Cam\tsành"), ("3", "Bưởi\nda xanh"), ("4", "Quýt 1-2"), ("5", "")]
    rows = (*map(Row, typed), Row(("", "Tổng"), look="total"))
    file = read_docx(to_docx(replace(PAPER, blocks=(Table(TABLE.columns, rows),), annexes=())))

    assert [tuple(row_words(file, at)) for at in range(1, 6)] == typed
    styles = [file.tables[1].rows[at].cells[1].paragraphs[0].style.name for at in (1, 4, 6)]
    assert styles == ["OCOP Cell", "OCOP Cell", "OCOP Cell strong"]
    kept = file.tables[1]._tbl.xpath(".//w:cantSplit")
    assert len(kept) == 7, "no row breaks across pages"


def test_in_word_the_row_before_a_sum_goes_along():
    """And none of those that were copied from it; the last row stays with the signature below the table."""
    rows = [Row((str(n), f"Xoài {n}")) for n in range(1, 4)]
    total = TABLE.rows[-1]
    file = read_docx(to_docx(replace(PAPER, blocks=(replace(TABLE, rows=(*rows, total, *rows, total)),))))

    kept = [
        [cell.paragraphs[0].paragraph_format.keep_with_next for cell in row.cells]
        for row in file.tables[1].rows[1:]
    ]
    loose, bound = [None] * 2, [True] * 2
    assert kept == [loose, loose, bound, loose, loose, loose, bound, bound]


def test_what_is_left_empty_is_a_line_to_write_on():
    paragraphs = {paragraph.text for paragraph in read_docx(to_docx(PAPER)).paragraphs}

    assert {"Nhãn: giá trị", "Để trống:\t", "☒ có", "☐ không"} <= paragraphs


def test_a_line_break_that_was_typed_begins_a_paragraph_in_both():
    paper = replace(PAPER, blocks=(Text("Thống nhất lại.\nXét theo mẫu.", lead="4."),), annexes=())
    with pdfplumber.open(io.BytesIO(paper_to_pdf(paper))) as pdf:
        words = pdf.pages[0].extract_words()
    first, second = (next(word for word in words if word["text"] == text) for text in ("4.", "Xét"))
    assert second["x0"] == pytest.approx(first["x0"], abs=1)

    said = [paragraph.text for paragraph in docx.Document(io.BytesIO(to_docx(paper))).paragraphs]
    assert {"4. Thống nhất lại.", "Xét theo mẫu."} <= set(said)


def test_the_same_paper_gives_the_same_words_in_both():
    with pdfplumber.open(io.BytesIO(paper_to_pdf(PAPER))) as pdf:
        printed = " ".join(page.extract_text() for page in pdf.pages)
        widths = [round(float(page.width)) for page in pdf.pages]
    written = words_of_docx(to_docx(PAPER))

    facts = (
        "01/BC-UBND",
        "Lời thứ nhất.",
        "Nhãn: giá trị",
        "Phiếu số: 07",
        "- Lưu: VT.",
        "BẢNG KÊ",
        "Người ký",
    )
    assert [fact for fact in facts if fact not in printed or fact not in written] == []
    assert widths == [595, 842]


def test_no_sum_stands_on_a_page_without_a_row_it_adds_up():
    """However many rows there are: one more each time, until the table has grown past the end of a page."""
    for count in range(26, 29):
        rows = [Row((str(n), f"Xoài {n}")) for n in range(1, count + 1)]
        table = replace(TABLE, rows=(*rows, TABLE.rows[-1]))
        with pdfplumber.open(io.BytesIO(paper_to_pdf(replace(PAPER, blocks=(table,), annexes=())))) as pdf:
            (page,) = (words for one in pdf.pages if "Tổng" in (words := one.extract_text()))
        assert f"Xoài {count}" in page, count


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Nghie\u0302\u0303ng Ưỡng Ẫm", "Nghiễng Ưỡng Ẫm"),
        ("Chanh 🍋 ngon", "Chanh □ ngon"),
        ("hai\x0bdòng\nba", "haidòng\nba"),
        ("đ – “₫” …", "đ – “₫” …"),
    ],
)
def test_only_letters_of_the_face_are_printed(typed, shown):
    assert in_the_face((Text(typed),)) == (Text(shown),)
