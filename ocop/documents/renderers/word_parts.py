"""The pieces that Word papers are put together from: paragraphs, ruled lines, frames and widths."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from ocop.documents.renderers.word_styles import id_of

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def add_paragraph(container: Any, words: str, style: str) -> Any:
    """One more paragraph; a fresh cell gives the empty one it must hold."""
    inside = container._tc.p_lst if hasattr(container, "_tc") else ()
    fresh = len(inside) == 1 and inside[0].style is None
    paragraph = Paragraph(inside[0], container) if fresh else container.add_paragraph()
    paragraph._p.style = id_of(style)
    if words:
        paragraph.add_run(without_controls(words))
    return paragraph


def without_controls(words: str) -> str:
    """The words without what XML cannot hold."""
    return _NOT_XML.sub("", str(words))


def rule_below(paragraph: Any, *, width: float, length: float) -> None:
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


def add_frame(document: Any, widths: Iterable[float], *, rows: int) -> Any:
    """A table without borders, to set things side by side."""
    widths = list(widths)
    table = document.add_table(rows=rows, cols=len(widths))
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    set_cell_room(table, 0)
    widen(table, widths)
    return table


def set_cell_room(table: Any, millimetres: float) -> None:
    """How far the words stay from the left and the right side of their cells."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        one = OxmlElement(f"w:{side}")
        one.set(qn("w:w"), str(round(Mm(millimetres).pt * 20)))
        one.set(qn("w:type"), "dxa")
        margins.append(one)
    table._tbl.tblPr.append(margins)


def widen(table: Any, widths: Iterable[float]) -> None:
    """Set the width of each column: in the grid for one office program, in the cells for the other."""
    widths = list(widths)
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = Mm(wide)
    for row in table._tbl.tr_lst:
        widen_row(row, widths)


def widen_row(row: Any, widths: Sequence[float]) -> None:
    at = 0
    for cell in row.tc_lst:
        across = cell.grid_span
        cell.width = Mm(sum(widths[at : at + across]))
        at += across


def mark_row(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))
