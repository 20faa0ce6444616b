"""The table of a version: every line with its number, sum, unit and sources."""

from __future__ import annotations

from budgets.queries.outline import Outline, OutlineRow
from ocop.core.money import dotted
from ocop.documents.paper import Column, Row, Table

LOOKS = {1: "block"}
"""How a tier of the tree is set: blocks are headings of the table."""


def table_of(outline: Outline) -> Table:
    """TT, content with how it is calculated, amount, who carries it out, where the money comes from."""
    columns = (
        Column("TT", 13, "mid"),
        Column("Nội dung"),
        Column("Số tiền (đồng)", 44, "money"),
        Column("Đơn vị thực hiện", 52),
        Column("Nguồn vốn", 48),
    )
    total = Row(("", "TỔNG CỘNG", dotted(outline.total_vnd), "", ""), "total")
    return Table(columns, (total, *(_row(row) for row in outline.rows)))


def _row(row: OutlineRow) -> Row:
    cells = (
        row.placed.number,
        content_of(row),
        dotted(row.placed.amount_vnd),
        "" if row.inherited_from else row.executor,
        sources_of(row),
    )
    return Row(cells, LOOKS.get(row.placed.depth, ""))


def content_of(row: OutlineRow) -> str:
    """What the money is for and, below, how it is calculated."""
    words = row.line.content
    if row.placed.is_leaf and row.explanation.startswith("="):
        words = f"{words}\n({row.explanation.removeprefix('= ')})"
    elif row.placed.is_leaf and row.line.quantity is not None:
        words = f"{words}\n({row.explanation.removeprefix('khoán gọn, ')})"
    return words


def sources_of(row: OutlineRow) -> str:
    """Who pays: the name of one, several each with its amount."""
    if len(row.shares) == 1:
        return row.shares[0][0].short_name
    return "\n".join(f"{source.short_name}: {dotted(amount)}" for source, amount in row.shares)
