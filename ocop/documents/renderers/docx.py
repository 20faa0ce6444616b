"""A `Paper` as a Word file, laid out as its PDF is: Decree 30/2020/NĐ-CP, Appendix I."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from ocop.documents.paper import (
    Annex,
    Beside,
    Closing,
    Head,
    Heading,
    Line,
    Paper,
    Signature,
    Table,
    Text,
    Ticks,
)
from ocop.documents.renderers.word_parts import (
    add_frame,
    add_paragraph,
    mark_row,
    rule_below,
    widen,
    without_controls,
)
from ocop.documents.renderers.word_styles import LEFT, MID, add_styles
from ocop.documents.renderers.word_tables import write_table
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
TEXTS = {"text": "Text", "ground": "Ground", "decides": "Decides", "in-words": "In words"}
TICKED, OPEN = "☒", "☐"
SHORT_TABLE = 8
"""So many rows of a table go along with the signature below it."""
SEAL_ROOM = 30
"""Millimetres for signature and seal."""
WORD_2013 = "15"
SPACE, HYPHEN = qn("xml:space"), "\u2011"
MADE = datetime(2020, 3, 5, tzinfo=UTC)
"""The day of the decree, written as the day of making: the same paper gives the same bytes."""


def to_docx(paper: Paper) -> bytes:
    """The Word file of a paper."""
    document = Document(BytesIO(_blank()))
    document.core_properties.title = without_controls(paper.name)
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
        add_paragraph(document, head.mark, "Form mark")
    if not head.body:
        add_paragraph(document, NATION, "Nation")
        rule_below(add_paragraph(document, MOTTO, "Motto"), width=TEXT_WIDTH, length=MOTTO_WIDTH)
        add_paragraph(document, "", "Gap")
        return
    table = add_frame(document, HEAD_WIDTHS, rows=2)
    left, right = table.rows[0].cells
    long = " long" if head.is_long else ""
    for line in head.parent:
        add_paragraph(left, line, f"Parent{long}")
    for line in head.body:
        add_paragraph(left, line, f"Issuer{long}")
    rule_below(left.paragraphs[-1], width=HEAD_WIDTHS[0], length=22)
    _reach_out(add_paragraph(right, NATION, "Nation"))
    rule_below(add_paragraph(right, MOTTO, "Motto"), width=HEAD_WIDTHS[1], length=MOTTO_WIDTH)
    number, date = table.rows[1].cells
    if head.number:
        add_paragraph(number, f"Số: {head.number}", "Number")
    if head.about:
        add_paragraph(number, head.about, "About")
    _reach_out(add_paragraph(date, head.place_and_date, "Date"))
    add_paragraph(document, "", "Gap")


def _reach_out(paragraph: Any) -> None:
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(-HEAD_REACH)


def _opening(document: Any, paper: Paper) -> None:
    """Kind, subject, who decides, on which grounds, to whom."""
    if paper.title:
        add_paragraph(document, paper.title, "Title")
        for line in paper.subject:
            add_paragraph(document, line, "Subject")
        if paper.subject:
            rule_below(document.paragraphs[-1], width=TEXT_WIDTH, length=44)
    if paper.competence:
        add_paragraph(document, paper.competence, "Competence")
    for ground in paper.ground_lines:
        add_paragraph(document, ground, "Ground")
    if len(paper.to) == 1:
        to = add_paragraph(document, f"Kính gửi: {paper.to[0]}.", "Addressee")
        to.paragraph_format.left_indent, to.paragraph_format.first_line_indent = Mm(30), Mm(-22)
    elif paper.to:
        for line in ("Kính gửi:", *paper.to_lines):
            add_paragraph(document, line, "Addressee").paragraph_format.left_indent = Mm(30)


def _blocks(container: Any, blocks: Iterable[Any], width: int) -> None:
    for block in blocks:
        _WRITERS[type(block)](container, block, width)


def _heading(container: Any, block: Heading, _width: int) -> None:
    add_paragraph(container, block.words, "Section" if block.level == 1 else "Item")


def _text(container: Any, block: Text, _width: int) -> None:
    for at, words in enumerate(block.paragraphs):
        paragraph = add_paragraph(container, "" if at == 0 else words, TEXTS[block.look])
        if at == 0:
            if block.lead:
                paragraph.add_run(f"{without_controls(block.lead)} ").bold = True
            paragraph.add_run(without_controls(words))
        if block.leads_in:
            paragraph.paragraph_format.keep_with_next = True


def _line(container: Any, block: Line, width: int, *, style: str = "Line") -> None:
    """An empty value is a tab whose leader is dots, up to the right margin."""
    first, *more = (block.value or "").split("\n")
    words = f"{block.label}: {first}" if block.value else f"{block.label}:\t"
    paragraph = add_paragraph(container, words, style)
    if not block.value:
        paragraph.alignment = LEFT
        paragraph.paragraph_format.tab_stops.add_tab_stop(
            Mm(width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
        )
    for words in more:
        add_paragraph(container, words, style).paragraph_format.space_before = Pt(0)


def _ticks(container: Any, block: Ticks, _width: int) -> None:
    add_paragraph(container, f"{block.label}:", "Line").paragraph_format.keep_with_next = True
    for words, ticked in block.options:
        option = add_paragraph(container, f"{TICKED if ticked else OPEN} {words}", "Line")
        option.paragraph_format.space_before = Pt(3)


def _beside(container: Any, block: Beside, width: int) -> None:
    add_paragraph(container, "", "Line")
    each = width / len(block.boxes)
    table = container.add_table(rows=1, cols=len(block.boxes))
    table.style, table.autofit = "Table Grid", False
    mark_row(table.rows[0], "w:cantSplit")
    widen(table, [each] * len(block.boxes))
    for cell, box in zip(table.rows[0].cells, block.boxes, strict=True):
        add_paragraph(cell, box.title, "Box title")
        for line in box.lines:
            _line(cell, line, int(each - 6), style="Box")


def _closing(document: Any, closing: Closing) -> None:
    _hold_last(document)
    gap = add_paragraph(document, "", "Gap").paragraph_format
    gap.keep_with_next, gap.space_before = True, Pt(9)
    columns = len(closing.signatures) + (len(closing.signatures) == 1 or bool(closing.recipients))
    two = columns == len(CLOSING_WIDTHS) and columns > len(closing.signatures)
    table = add_frame(document, CLOSING_WIDTHS if two else [TEXT_WIDTH / columns] * columns, rows=1)
    mark_row(table.rows[0], "w:cantSplit")
    cells = list(table.rows[0].cells)
    if columns > len(closing.signatures):
        left = cells.pop(0)
        if closing.recipients:
            add_paragraph(left, "Nơi nhận:", "Recipients word")
        for recipient in closing.recipient_lines:
            add_paragraph(left, recipient, "Recipients")
    for cell, (signature, short) in zip(cells, closing.with_room, strict=True):
        _signature(cell, signature, short)


def _hold_last(document: Any) -> None:
    """No signature stands on a page alone: the last paragraph or row before it goes along.

    LibreOffice keeps a table with what follows as a whole or not at all: a short one goes along whole.
    """
    for last in reversed(list(document.iter_inner_content())):
        if hasattr(last, "rows"):
            _hold_rows(last._tbl.tr_lst)
            return
        last.paragraph_format.keep_with_next = True
        if last.text:  # else it is the gap below a table
            return


def _hold_rows(rows: Sequence[Any]) -> None:
    for row in rows if len(rows) <= SHORT_TABLE else rows[-1:]:
        for paragraph in row.iter(qn("w:p")):
            paragraph.get_or_add_pPr().keepNext_val = True


def _signature(cell: Any, signature: Signature, short: int) -> None:
    if signature.place_and_date:
        add_paragraph(cell, signature.place_and_date, "Sign note")
    for line in signature.office:
        add_paragraph(cell, line, "Sign")
    if signature.note:
        add_paragraph(cell, signature.note, "Sign note")
    room = add_paragraph(cell, "", "Sign")
    room.paragraph_format.line_spacing = Mm(SEAL_ROOM)
    for _line_less in range(short):
        add_paragraph(cell, "", "Sign")
    name = add_paragraph(cell, signature.name, "Sign")
    name.paragraph_format.keep_with_next = False


def _annex(document: Any, annex: Annex) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    _page(section, wide=annex.wide)
    section.different_first_page_header_footer = True
    numbers = OxmlElement("w:pgNumType")
    numbers.set(qn("w:start"), "1")
    section._sectPr.append(numbers)
    add_paragraph(document, annex.number, "Annex number")
    add_paragraph(document, annex.title, "Annex title")
    if annex.origin:
        add_paragraph(document, annex.origin, "Annex origin")


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


_WRITERS: dict[type, Callable[[Any, Any, int], None]] = {
    Heading: _heading,
    Text: _text,
    Line: _line,
    Ticks: _ticks,
    Table: write_table,
    Beside: _beside,
}
