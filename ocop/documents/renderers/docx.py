"""A `Paper` as a Word file, laid out as its PDF is: Decree 30/2020/NĐ-CP, Appendix I."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from ocop.documents.paper import (
    Annex,
    Beside,
    Closing,
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

FACE = "Times New Roman"
TEXT_WIDTH, WIDE_WIDTH = 165, 247
"""Millimetres between the margins: A4 upright, and lying."""

MOTTO_WIDTH = 60.4
NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
LEFT, MID, RIGHT, FULL = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)
ALIGNS = {"left": LEFT, "mid": MID, "money": RIGHT}
TICKED, OPEN = "☒", "☐"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
MADE = datetime(2020, 3, 5, tzinfo=UTC)
"""The day of the decree, written as the day of making: the same paper gives the same bytes."""


def to_docx(paper: Paper) -> bytes:
    """The Word file of a paper."""
    document = Document()
    _set_up(document, paper)
    _head(document, paper.head)
    _paragraph(document, paper.title, bold=True, align=MID, keep=True, before=6)
    for line in paper.subject:
        _paragraph(document, line, bold=True, align=MID, keep=True)
    if paper.subject:
        _rule(document.paragraphs[-1], width=TEXT_WIDTH, length=44)
    _blocks(document, paper.blocks, TEXT_WIDTH)
    if paper.closing:
        _closing(document, paper.closing)
    _blocks(document, paper.after, TEXT_WIDTH)
    for annex in paper.annexes:
        _annex(document, annex.head)
        _blocks(document, annex.blocks, WIDE_WIDTH if annex.head.wide else TEXT_WIDTH)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _set_up(document: Any, paper: Paper) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FACE, Pt(14)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for which in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(which), FACE)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    normal.element.get_or_add_rPr().append(language)
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.09
    about = document.core_properties
    about.title, about.author, about.comments, about.language = _plain(paper.name), "", "", "vi-VN"
    about.created = about.modified = MADE
    _page(document.sections[0])
    _page_numbers(document.sections[0])


def _page(section: Any, *, wide: bool = False) -> None:
    sides = (Mm(297), Mm(210)) if wide else (Mm(210), Mm(297))
    section.page_width, section.page_height = sides
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(20 if wide else 15)
    section.header_distance = Mm(8)


def _page_numbers(section: Any) -> None:
    """The number in the middle of the upper margin, from the second page on."""
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = MID
    run = paragraph.add_run()
    run.font.size = Pt(13)
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        piece = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            piece.set(qn("w:fldCharType"), kind)
        else:
            piece.text = words
        run._r.append(piece)


def _head(document: Any, head: Head) -> None:
    if head.mark:
        _paragraph(document, head.mark, size=12, italic=True, align=RIGHT)
    if not head.body:
        _paragraph(document, NATION, size=13, bold=True, align=MID)
        _rule(_paragraph(document, MOTTO, bold=True, align=MID), width=TEXT_WIDTH, length=MOTTO_WIDTH)
        _paragraph(document, "")
        return
    table = _frame(document, (66, 99), rows=2)
    left, right = table.rows[0].cells
    lines = [(line, False) for line in head.parent] + [(line, True) for line in head.body]
    for line, bold in lines:
        _paragraph(left, line, size=12, bold=bold, align=MID)
    _rule(left.paragraphs[-1], width=66, length=22)
    _paragraph(right, NATION, size=12.5, bold=True, align=MID)
    _rule(_paragraph(right, MOTTO, bold=True, align=MID), width=99, length=MOTTO_WIDTH)
    number, date = table.rows[1].cells
    _paragraph(number, f"Số: {head.number}", size=13, align=MID, before=7)
    if head.about:
        _paragraph(number, head.about, size=12, align=MID)
    _paragraph(date, head.place_and_date, italic=True, align=MID, before=7)
    _paragraph(document, "")


def _blocks(container: Any, blocks: Iterable[Any], width: int) -> None:
    for block in blocks:
        _WRITERS[type(block)](container, block, width)


def _heading(container: Any, block: Heading, _width: int) -> None:
    before = 9 if block.level == 1 else 6
    paragraph = _paragraph(container, block.words, bold=True, align=FULL, before=before, keep=True)
    paragraph.paragraph_format.first_line_indent = Mm(12.7)


def _text(container: Any, block: Text, _width: int) -> None:
    if block.look == "decides":
        _paragraph(container, block.words, bold=True, align=MID, before=9, keep=True)
        return
    for words in block.words.split("\n"):
        paragraph = _paragraph(container, words, italic=block.look == "ground", align=FULL, before=6)
        paragraph.paragraph_format.first_line_indent = Mm(12.7)


def _line(container: Any, block: Line, width: int, *, size: float = 14, before: float = 6) -> None:
    """An empty value is a tab whose leader is dots, up to the right margin."""
    first, *more = (block.value or "").split("\n")
    words = f"{block.label}: {first}" if block.value else f"{block.label}:\t"
    paragraph = _paragraph(container, words, size=size, align=FULL if block.value else LEFT, before=before)
    if not block.value:
        paragraph.paragraph_format.tab_stops.add_tab_stop(
            Mm(width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
        )
    for words in more:
        _paragraph(container, words, size=size, align=FULL)


def _ticks(container: Any, block: Ticks, _width: int) -> None:
    _paragraph(container, f"{block.label}:", before=6, keep=True)
    for words, ticked in block.options:
        _paragraph(container, f"{TICKED if ticked else OPEN} {words}", before=3)


def _table(container: Any, block: Table, width: int) -> None:
    if block.caption:
        _paragraph(container, block.caption, size=12, italic=True, align=RIGHT, before=6, keep=True)
    widths = _column_widths(block, width)
    table = container.add_table(rows=1, cols=len(widths))
    table.style, table.autofit, table.alignment = "Table Grid", False, WD_TABLE_ALIGNMENT.CENTER
    for cell, column in zip(table.rows[0].cells, block.columns, strict=True):
        _paragraph(cell, column.title, size=12, bold=True, align=MID, keep=True)
    _mark_row(table.rows[0], "w:tblHeader")
    for row in block.rows:
        _table_row(table.add_row(), row, block)
    for row in table.rows:
        _mark_row(row, "w:cantSplit")
    _widen(table, widths)
    _paragraph(container, "", size=6)


def _table_row(target: Any, row: Row, block: Table) -> None:
    for cell, words, column in zip(target.cells, row.cells, block.columns, strict=True):
        for line in words.split("\n"):
            _paragraph(cell, line, size=12, bold=bool(row.look), align=ALIGNS[column.align])


def _column_widths(block: Table, width: int) -> list[float]:
    """Millimetres of each column; those without a width of their own share what is left."""
    free = [column for column in block.columns if column.width is None]
    rest = width - sum(column.width or 0 for column in block.columns)
    return [column.width or rest / len(free) for column in block.columns]


def _beside(container: Any, block: Beside, width: int) -> None:
    _paragraph(container, "")
    each = width / len(block.boxes)
    table = container.add_table(rows=1, cols=len(block.boxes))
    table.style, table.autofit = "Table Grid", False
    _mark_row(table.rows[0], "w:cantSplit")
    _widen(table, [each] * len(block.boxes))
    for cell, box in zip(table.rows[0].cells, block.boxes, strict=True):
        _paragraph(cell, box.title, size=12, bold=True, align=MID)
        for line in box.lines:
            _line(cell, line, int(each - 6), size=12, before=3)


def _closing(document: Any, closing: Closing) -> None:
    _paragraph(document, "", size=6, keep=True)
    columns = len(closing.signatures) + (len(closing.signatures) == 1 or bool(closing.recipients))
    table = _frame(document, [TEXT_WIDTH / columns] * columns, rows=1)
    _mark_row(table.rows[0], "w:cantSplit")
    cells = list(table.rows[0].cells)
    if columns > len(closing.signatures):
        left = cells.pop(0)
        if closing.recipients:
            _paragraph(left, "Nơi nhận:", size=12, bold=True, italic=True)
        for recipient in closing.recipients:
            _paragraph(left, recipient, size=11)
    for cell, signature in zip(cells, closing.signatures, strict=True):
        _signature(cell, signature)


def _signature(cell: Any, signature: Signature) -> None:
    if signature.place_and_date:
        _paragraph(cell, signature.place_and_date, italic=True, align=MID, keep=True)
    for line in signature.office:
        _paragraph(cell, line, bold=True, align=MID, keep=True)
    if signature.note:
        _paragraph(cell, signature.note, italic=True, align=MID, keep=True)
    for _room in range(3):
        _paragraph(cell, "", size=24, keep=True)
    _paragraph(cell, signature.name, bold=True, align=MID)


def _annex(document: Any, annex: Annex) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    _page(section, wide=annex.wide)
    section.different_first_page_header_footer = True
    numbers = OxmlElement("w:pgNumType")
    numbers.set(qn("w:start"), "1")
    section._sectPr.append(numbers)
    _paragraph(document, annex.number, bold=True, align=MID, keep=True)
    _paragraph(document, annex.title, bold=True, align=MID, keep=True)
    if annex.origin:
        _paragraph(document, annex.origin, italic=True, align=MID, keep=True)


def _paragraph(
    container: Any,
    words: str,
    *,
    size: float = 14,
    bold: bool = False,
    italic: bool = False,
    align: Any = LEFT,
    before: float = 0,
    keep: bool = False,
) -> Any:
    """One more paragraph; a fresh cell gives the empty one it must hold."""
    fresh = hasattr(container, "_tc") and not container.paragraphs[-1].runs
    paragraph = container.paragraphs[-1] if fresh else container.add_paragraph()
    run = paragraph.add_run(_plain(words))
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    paragraph.alignment = align
    paragraph.paragraph_format.space_before = Pt(before)
    paragraph.paragraph_format.keep_with_next = keep
    return paragraph


def _plain(words: str) -> str:
    """The words without what XML cannot hold."""
    return _NOT_XML.sub("", words)


def _frame(document: Any, widths: Iterable[float], *, rows: int) -> Any:
    """A table without borders, to set things side by side."""
    widths = list(widths)
    table = document.add_table(rows=rows, cols=len(widths))
    table.autofit = False
    _widen(table, widths)
    return table


def _widen(table: Any, widths: Iterable[float]) -> None:
    """Set the width of each column, in the grid for one office program and in the cells for the other."""
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = Mm(wide)
        for cell in column.cells:
            cell.width = Mm(wide)


def _rule(paragraph: Any, *, width: float, length: float) -> None:
    """A line below the words, drawn as the border of a paragraph that is indented from both sides."""
    below = OxmlElement("w:p")
    paragraph._p.addnext(below)
    ruled = Paragraph(below, paragraph._parent)
    side = Mm((width - length) / 2)
    ruled.paragraph_format.left_indent = ruled.paragraph_format.right_indent = side
    ruled.paragraph_format.line_spacing, ruled.paragraph_format.space_before = Pt(4), Pt(3)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    ruled._p.get_or_add_pPr().append(borders)


def _mark_row(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


_WRITERS: dict[type, Callable[[Any, Any, int], None]] = {
    Heading: _heading,
    Text: _text,
    Line: _line,
    Ticks: _ticks,
    Table: _table,
    Beside: _beside,
}
