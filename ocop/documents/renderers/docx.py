"""A `Paper` as a Word file, laid out as its PDF is: Decree 30/2020/NĐ-CP, Appendix I."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
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
from ocop.documents.renderers.word_styles import LEFT, MID, RIGHT, add_styles, id_of
from ocop.documents.signs import IN_TEXT

TEXT_WIDTH, WIDE_WIDTH = 165, 247
"""Millimetres between the margins: A4 upright, and lying."""

HEAD_WIDTHS, CLOSING_WIDTHS = (66, 99), (74, 91)
HEAD_REACH = 8
"""Millimetres by which the state, its motto and the date may reach out of their cell on either side: they
keep to one line though the face that stands in for Times New Roman is wider.
"""
DRAFT = "BẢN NHÁP"
MOTTO_WIDTH = 60.4
NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
ALIGNS = {"left": LEFT, "unit": LEFT, "mid": MID, "no": MID, "money": RIGHT}
ROWS = {"": "Cell", "line": "Cell", "sub": "Cell sub", "block": "Cell strong", "total": "Cell strong"}
TEXTS = {"text": "Text", "ground": "Ground", "decides": "Decides", "in-words": "In words"}
SMALL = 11
TICKED, OPEN = "☒", "☐"
SEAL_ROOM = 30
"""Millimetres for signature and seal."""
WORD_2013 = "15"
SPACE, HYPHEN = qn("xml:space"), "\u2011"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
MADE = datetime(2020, 3, 5, tzinfo=UTC)
"""The day of the decree, written as the day of making: the same paper gives the same bytes."""


def to_docx(paper: Paper) -> bytes:
    """The Word file of a paper."""
    document = Document(BytesIO(_blank()))
    document.core_properties.title = _plain(paper.name)
    _head(document, paper.head)
    _opening(document, paper)
    _blocks(document, paper.blocks, TEXT_WIDTH)
    if paper.closing:
        _closing(document, paper.closing)
    _blocks(document, paper.after, TEXT_WIDTH)
    for annex in paper.annexes:
        _annex(document, annex.head)
        _blocks(document, annex.blocks, WIDE_WIDTH if annex.head.wide else TEXT_WIDTH)
    if paper.is_draft:
        _mark_draft(document.sections[0])
    _keep_signs_whole(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


@cache
def _blank() -> bytes:
    """An empty upright page with every style: made once, since styles take longer than a letter's words."""
    document = Document()
    add_styles(document)
    about = document.core_properties
    about.author, about.comments, about.language = "", "", "vi-VN"
    about.created = about.modified = MADE
    _page(document.sections[0])
    _page_numbers(document.sections[0])
    _set_as_today(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _set_as_today(document: Any) -> None:
    """Lay the file out as Word has since 2013. By the rules before, LibreOffice draws no dots in a line to
    write on that stands in a cell.
    """
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), WORD_2013)


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


def _mark_draft(section: Any) -> None:
    """In the upper margin of every page: later sections take their headers from the first."""
    for header, words in ((section.first_page_header, DRAFT), (section.header, f" – {DRAFT}")):
        paragraph = header.paragraphs[0]
        paragraph.alignment = MID
        run = paragraph.add_run(words)
        run.bold, run.font.size = True, Pt(13)


def _head(document: Any, head: Head) -> None:
    if head.mark:
        _paragraph(document, head.mark, "Form mark")
    if not head.body:
        _paragraph(document, NATION, "Nation")
        _rule(_paragraph(document, MOTTO, "Motto"), width=TEXT_WIDTH, length=MOTTO_WIDTH)
        _paragraph(document, "", "Gap")
        return
    table = _frame(document, HEAD_WIDTHS, rows=2)
    left, right = table.rows[0].cells
    long = " long" if head.is_long else ""
    for line in head.parent:
        _paragraph(left, line, f"Parent{long}")
    for line in head.body:
        _paragraph(left, line, f"Issuer{long}")
    _rule(left.paragraphs[-1], width=HEAD_WIDTHS[0], length=22)
    _reach_out(_paragraph(right, NATION, "Nation"))
    _rule(_paragraph(right, MOTTO, "Motto"), width=HEAD_WIDTHS[1], length=MOTTO_WIDTH)
    number, date = table.rows[1].cells
    if head.number:
        _paragraph(number, f"Số: {head.number}", "Number")
    if head.about:
        _paragraph(number, head.about, "About")
    _reach_out(_paragraph(date, head.place_and_date, "Date"))
    _paragraph(document, "", "Gap")


def _reach_out(paragraph: Any) -> None:
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(-HEAD_REACH)


def _opening(document: Any, paper: Paper) -> None:
    """Kind, subject, who decides, on which grounds, to whom."""
    if paper.title:
        _paragraph(document, paper.title, "Title")
        for line in paper.subject:
            _paragraph(document, line, "Subject")
        if paper.subject:
            _rule(document.paragraphs[-1], width=TEXT_WIDTH, length=44)
    if paper.competence:
        _paragraph(document, paper.competence, "Competence")
    for ground in paper.ground_lines:
        _paragraph(document, ground, "Ground")
    if len(paper.to) == 1:
        to = _paragraph(document, f"Kính gửi: {paper.to[0]}.", "Addressee")
        to.paragraph_format.left_indent, to.paragraph_format.first_line_indent = Mm(30), Mm(-22)
    elif paper.to:
        for line in ("Kính gửi:", *paper.to_lines):
            _paragraph(document, line, "Addressee").paragraph_format.left_indent = Mm(30)


def _blocks(container: Any, blocks: Iterable[Any], width: int) -> None:
    for block in blocks:
        _WRITERS[type(block)](container, block, width)


def _heading(container: Any, block: Heading, _width: int) -> None:
    _paragraph(container, block.words, "Section" if block.level == 1 else "Item")


def _text(container: Any, block: Text, _width: int) -> None:
    for at, words in enumerate(block.words.split("\n")):
        paragraph = _paragraph(container, "" if at == 0 else words, TEXTS[block.look])
        if at == 0:
            if block.lead:
                paragraph.add_run(f"{_plain(block.lead)} ").bold = True
            paragraph.add_run(_plain(words))
        if block.leads_in:
            paragraph.paragraph_format.keep_with_next = True


def _line(container: Any, block: Line, width: int, *, style: str = "Line") -> None:
    """An empty value is a tab whose leader is dots, up to the right margin."""
    first, *more = (block.value or "").split("\n")
    words = f"{block.label}: {first}" if block.value else f"{block.label}:\t"
    paragraph = _paragraph(container, words, style)
    if not block.value:
        paragraph.alignment = LEFT
        paragraph.paragraph_format.tab_stops.add_tab_stop(
            Mm(width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
        )
    for words in more:
        _paragraph(container, words, style).paragraph_format.space_before = Pt(0)


def _ticks(container: Any, block: Ticks, _width: int) -> None:
    _paragraph(container, f"{block.label}:", "Line").paragraph_format.keep_with_next = True
    for words, ticked in block.options:
        option = _paragraph(container, f"{TICKED if ticked else OPEN} {words}", "Line")
        option.paragraph_format.space_before = Pt(3)


def _table(container: Any, block: Table, width: int) -> None:
    if block.caption:
        _paragraph(container, block.caption, "Caption")
    widths = _column_widths(block, width)
    heads = 2 if block.head_groups else 1
    table = container.add_table(rows=heads, cols=len(widths))
    table.style, table.autofit, table.alignment = "Table Grid", False, WD_TABLE_ALIGNMENT.CENTER
    _cell_room(table, 1.3)
    _table_head(table, block)
    for row in table.rows:
        _mark_row(row, "w:cantSplit")
    _widen(table, widths)
    _table_rows(table, block, widths)
    _paragraph(container, "", "Gap")


def _table_head(table: Any, block: Table) -> None:
    """One row of titles, or two where neighbours share a title above their own; repeated on every page."""
    upper, lower = table.rows[0].cells, table.rows[-1].cells
    at = 0
    for over, count in block.head_groups or [("", 1)] * len(block.columns):
        titles = [column.title for column in block.columns[at : at + count]]
        if over:
            _head_cell(upper[at].merge(upper[at + count - 1]), over, block)
            for cell, title in zip(lower[at : at + count], titles, strict=True):
                _head_cell(cell, title, block)
        else:
            _head_cell(upper[at].merge(lower[at]) if block.head_groups else upper[at], titles[0], block)
        at += count
    for row in table.rows:
        _mark_row(row, "w:tblHeader")


def _head_cell(cell: Any, words: str, block: Table) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    _shrink(_paragraph(cell, words, "Cell head"), block)


def _table_rows(table: Any, block: Table, widths: Sequence[float]) -> None:
    """A row like one before is copied from it with other words: building one takes far longer."""
    built: dict[object, Any] = {}
    for row in block.rows:
        cells = row.cells[:2] if row.runs_over else row.cells
        lines = [[_plain(line) for line in words.split("\n")] for words in cells]
        said = [line for cell in lines for line in cell if line]
        shape = (row.look, row.runs_over, tuple(tuple(map(bool, cell)) for cell in lines))
        plain = not any("\t" in words for words in said)  # a tab is an element of its own
        if plain and shape in built:
            table._tbl.append(_with_words(deepcopy(built[shape]), said))
            continue
        target = table.add_row()
        _table_row(target, row, block)
        _mark_row(target, "w:cantSplit")
        _widen_row(target._tr, widths)
        if plain:
            built[shape] = target._tr


def _with_words(row: Any, said: Iterable[str]) -> Any:
    for text, words in zip(row.iter(qn("w:t")), said, strict=True):
        text.text = words
        text.set(SPACE, "preserve")
    return row


def _table_row(target: Any, row: Row, block: Table) -> None:
    cells = list(target.cells)
    if row.runs_over:
        cells[1].merge(cells[-1])
    for at, (words, column) in enumerate(zip(row.cells, block.columns, strict=True)):
        if row.runs_over and at > 1:
            break
        cells[at].vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        plain = row.look == "block" and column.align == "unit"
        for line in words.split("\n"):
            paragraph = _paragraph(cells[at], line, "Cell" if plain else ROWS[row.look])
            paragraph.alignment = ALIGNS[column.align]
            _shrink(paragraph, block)


def _shrink(paragraph: Any, block: Table) -> None:
    if block.is_small:
        for run in paragraph.runs:
            run.font.size = Pt(SMALL)


def _column_widths(block: Table, width: int) -> list[float]:
    """Millimetres of each column; those without a width of their own share what is left."""
    free = [column for column in block.columns if column.width is None]
    rest = width - sum(column.width or 0 for column in block.columns)
    return [column.width or rest / len(free) for column in block.columns]


def _beside(container: Any, block: Beside, width: int) -> None:
    _paragraph(container, "", "Line")
    each = width / len(block.boxes)
    table = container.add_table(rows=1, cols=len(block.boxes))
    table.style, table.autofit = "Table Grid", False
    _mark_row(table.rows[0], "w:cantSplit")
    _widen(table, [each] * len(block.boxes))
    for cell, box in zip(table.rows[0].cells, block.boxes, strict=True):
        _paragraph(cell, box.title, "Box title")
        for line in box.lines:
            _line(cell, line, int(each - 6), style="Box")


def _closing(document: Any, closing: Closing) -> None:
    _hold_last(document)
    gap = _paragraph(document, "", "Gap").paragraph_format
    gap.keep_with_next, gap.space_before = True, Pt(9)
    columns = len(closing.signatures) + (len(closing.signatures) == 1 or bool(closing.recipients))
    two = columns == len(CLOSING_WIDTHS) and columns > len(closing.signatures)
    table = _frame(document, CLOSING_WIDTHS if two else [TEXT_WIDTH / columns] * columns, rows=1)
    _mark_row(table.rows[0], "w:cantSplit")
    cells = list(table.rows[0].cells)
    if columns > len(closing.signatures):
        left = cells.pop(0)
        if closing.recipients:
            _paragraph(left, "Nơi nhận:", "Recipients word")
        for recipient in closing.recipient_lines:
            _paragraph(left, recipient, "Recipients")
    for cell, (signature, short) in zip(cells, closing.with_room, strict=True):
        _signature(cell, signature, short)


def _hold_last(document: Any) -> None:
    """No signature stands on a page alone: the last paragraph or row before it goes along."""
    *_before, last = document.iter_inner_content()
    for paragraph in _last_row(last) if hasattr(last, "rows") else (last,):
        paragraph.paragraph_format.keep_with_next = True


def _last_row(table: Any) -> Iterable[Any]:
    return (paragraph for cell in table.rows[-1].cells for paragraph in cell.paragraphs)


def _signature(cell: Any, signature: Signature, short: int) -> None:
    if signature.place_and_date:
        _paragraph(cell, signature.place_and_date, "Sign note")
    for line in signature.office:
        _paragraph(cell, line, "Sign")
    if signature.note:
        _paragraph(cell, signature.note, "Sign note")
    room = _paragraph(cell, "", "Sign")
    room.paragraph_format.line_spacing = Mm(SEAL_ROOM)
    for _line_less in range(short):
        _paragraph(cell, "", "Sign")
    name = _paragraph(cell, signature.name, "Sign")
    name.paragraph_format.keep_with_next = False


def _annex(document: Any, annex: Annex) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    _page(section, wide=annex.wide)
    section.different_first_page_header_footer = True
    numbers = OxmlElement("w:pgNumType")
    numbers.set(qn("w:start"), "1")
    section._sectPr.append(numbers)
    _paragraph(document, annex.number, "Annex number")
    _paragraph(document, annex.title, "Annex title")
    if annex.origin:
        _paragraph(document, annex.origin, "Annex origin")


def _paragraph(container: Any, words: str, style: str) -> Any:
    """One more paragraph; a fresh cell gives the empty one it must hold."""
    inside = container._tc.p_lst if hasattr(container, "_tc") else ()
    fresh = len(inside) == 1 and inside[0].style is None
    paragraph = Paragraph(inside[0], container) if fresh else container.add_paragraph()
    paragraph._p.style = id_of(style)
    if words:
        paragraph.add_run(_plain(words))
    return paragraph


def _keep_signs_whole(document: Any) -> None:
    """Numbers such as 12/KH-UBND do not break at their hyphens."""
    for text in list(document.element.body.iter(qn("w:t"))):
        if "-" in (words := text.text or "") and IN_TEXT.search(words):
            _join_hyphens(text, IN_TEXT.sub(lambda found: found[0].replace("-", HYPHEN), words))


def _join_hyphens(text: Any, words: str) -> None:
    """A text in pieces, with a hyphen that does not break between each and the next."""
    text.text, *rest = words.split(HYPHEN)
    text.set(SPACE, "preserve")
    for piece in reversed(rest):
        more = OxmlElement("w:t")
        more.text = piece
        more.set(SPACE, "preserve")
        text.addnext(more)
        text.addnext(OxmlElement("w:noBreakHyphen"))


def _plain(words: str) -> str:
    """The words without what XML cannot hold."""
    return _NOT_XML.sub("", str(words))


def _frame(document: Any, widths: Iterable[float], *, rows: int) -> Any:
    """A table without borders, to set things side by side."""
    widths = list(widths)
    table = document.add_table(rows=rows, cols=len(widths))
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    _cell_room(table, 0)
    _widen(table, widths)
    return table


def _cell_room(table: Any, millimetres: float) -> None:
    """How far the words stay from the left and the right side of their cells."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        one = OxmlElement(f"w:{side}")
        one.set(qn("w:w"), str(round(Mm(millimetres).pt * 20)))
        one.set(qn("w:type"), "dxa")
        margins.append(one)
    table._tbl.tblPr.append(margins)


def _widen(table: Any, widths: Iterable[float]) -> None:
    """Set the width of each column: in the grid for one office program, in the cells for the other."""
    widths = list(widths)
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = Mm(wide)
    for row in table._tbl.tr_lst:
        _widen_row(row, widths)


def _widen_row(row: Any, widths: Sequence[float]) -> None:
    at = 0
    for cell in row.tc_lst:
        across = cell.grid_span
        cell.width = Mm(sum(widths[at : at + across]))
        at += across


def _rule(paragraph: Any, *, width: float, length: float) -> None:
    """A line below the words, drawn as the border of a paragraph that is indented from both sides."""
    below = OxmlElement("w:p")
    paragraph._p.addnext(below)
    ruled = Paragraph(below, paragraph._parent)
    below.style = id_of("Gap")
    side = Mm((width - length) / 2)
    ruled.paragraph_format.left_indent = ruled.paragraph_format.right_indent = side
    ruled.paragraph_format.line_spacing, ruled.paragraph_format.space_before = Pt(4), Pt(3)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    ruled._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


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
