"""The tables of a Word paper: heads repeated on every page, no row broken across two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy
from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from ocop.documents.paper import Row, Table
from ocop.documents.renderers.word_parts import (
    add_paragraph,
    mark_row,
    set_cell_room,
    widen,
    widen_row,
    without_controls,
)
from ocop.documents.renderers.word_styles import LEFT, MID, RIGHT

ALIGNS = {"left": LEFT, "unit": LEFT, "mid": MID, "no": MID, "money": RIGHT}
ROWS = {"": "Cell", "line": "Cell", "sub": "Cell sub", "block": "Cell strong", "total": "Cell strong"}
SMALL = 11
SIGNED = 14
"""Millimetres that a signature takes."""
SPACE = qn("xml:space")


def write_table(container: Any, block: Table, width: int) -> None:
    if block.caption:
        add_paragraph(container, block.caption, "Caption")
    widths = _column_widths(block, width)
    heads = 2 if block.head_groups else 1
    table = container.add_table(rows=heads, cols=len(widths))
    table.style, table.autofit, table.alignment = "Table Grid", False, WD_TABLE_ALIGNMENT.CENTER
    set_cell_room(table, 1.3)
    _table_head(table, block)
    for row in table.rows:
        mark_row(row, "w:cantSplit")
    widen(table, widths)
    _table_rows(table, block, widths)
    _hold_sums(table, block)
    add_paragraph(container, "", "Gap")


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
        mark_row(row, "w:tblHeader")


def _head_cell(cell: Any, words: str, block: Table) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    _shrink(add_paragraph(cell, words, "Cell head"), block)


def _table_rows(table: Any, block: Table, widths: Sequence[float]) -> None:
    """A row like one before is copied from it with other words: building one takes far longer."""
    built: dict[object, Any] = {}
    for row in block.rows:
        cells = row.cells[:2] if row.runs_over else row.cells
        lines = [[without_controls(line) for line in words.split("\n")] for words in cells]
        said = [line for cell in lines for line in cell if line]
        shape = (row.look, row.runs_over, tuple(tuple(map(bool, cell)) for cell in lines))
        plain = not any("\t" in words for words in said)  # a tab is an element of its own
        if plain and shape in built:
            table._tbl.append(_with_words(deepcopy(built[shape]), said))
            continue
        target = table.add_row()
        if block.is_signed:
            target.height, target.height_rule = Mm(SIGNED), WD_ROW_HEIGHT_RULE.AT_LEAST
        _table_row(target, row, block)
        mark_row(target, "w:cantSplit")
        widen_row(target._tr, widths)
        if plain:
            built[shape] = target._tr


def _hold_sums(table: Any, block: Table) -> None:
    """No sum stands on a page without a row it adds up: the row before it goes along."""
    first = len(table._tbl.tr_lst) - len(block.rows)
    for at, row in enumerate(block.rows):
        if at and row.look == "total":
            for paragraph in table._tbl.tr_lst[first + at - 1].iter(qn("w:p")):
                paragraph.get_or_add_pPr().keepNext_val = True


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
            paragraph = add_paragraph(cells[at], line, "Cell" if plain else ROWS[row.look])
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
