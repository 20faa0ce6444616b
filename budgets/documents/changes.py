"""The tables of a version that follows another: before, up or down, after."""

from __future__ import annotations

from collections.abc import Iterator

from budgets.choices import EstimateKind
from budgets.documents.tables import LOOKS, content_of, sources_of
from budgets.queries.versions import ChangedLine, Comparison
from ocop.core.money import dotted
from ocop.documents.paper import Column, Row, Table

AFTER = {EstimateKind.CARRY_OVER: "Sau chuyển nguồn"}


def table_of_changes(changes: Comparison) -> Table:
    """Every line of both versions; what was added and what was dropped is marked in the last column."""
    columns = (
        Column("TT", 13, "mid"),
        Column("Nội dung"),
        *_amounts(changes),
        Column("Đơn vị thực hiện", 34),
        Column("Nguồn vốn", 32),
        Column("Ghi chú", 26),
    )
    total = Row(("", "TỔNG CỘNG", *_three(changes.before_vnd, changes.after_vnd), "", "", ""), "total")
    rows = (_row(line, changes) for line in changes.lines)
    return Table(columns, (total, *rows), is_small=True)


def table_of_sources(changes: Comparison) -> Table:
    """The same sums by source."""
    rows = tuple(
        Row((str(at), source.name, *_three(before, after)))
        for at, (source, before, after) in enumerate(changes.by_source, 1)
    )
    total = Row(("", "TỔNG CỘNG", *_three(changes.before_vnd, changes.after_vnd)), "total")
    columns = (Column("TT", 13, "mid"), Column("Nguồn vốn"), *_amounts(changes))
    return Table(columns, (*rows, total), caption="Theo nguồn vốn", is_small=True)


def changes_said(changes: Comparison) -> str:
    """“Sau điều chỉnh: 12.000.000 đồng (tăng 5.000.000 đồng, giảm 3.000.000 đồng).”"""
    steps = (("tăng", changes.raised_vnd), ("giảm", changes.lowered_vnd))
    said = ", ".join(f"{word} {dotted(vnd)} đồng" for word, vnd in steps if vnd)
    return f"{_after(changes)}: {dotted(changes.after_vnd)} đồng ({said or 'không tăng, giảm'})."


def _after(changes: Comparison) -> str:
    return AFTER.get(EstimateKind(changes.after.kind), "Sau điều chỉnh")


def _amounts(changes: Comparison) -> tuple[Column, ...]:
    return (
        Column("Đã duyệt", 30, "money", over="Số tiền (đồng)"),
        Column("Tăng (+), giảm (-)", 32, "money", over="Số tiền (đồng)"),
        Column(_after(changes), 30, "money", over="Số tiền (đồng)"),
    )


def _row(line: ChangedLine, changes: Comparison) -> Row:
    row = line.row
    cells = (
        row.placed.number if line.after else "",
        content_of(row),
        *_three(line.change.before_vnd, line.change.after_vnd),
        "" if row.inherited_from else row.executor,
        sources_of(row),
        "; ".join(_marks(line, changes)),
    )
    return Row(cells, LOOKS.get(row.placed.depth, ""))


def _three(before: int | None, after: int | None) -> tuple[str, str, str]:
    """Before, the difference with its sign, after; a line that was not there has no amount."""
    return _amount(before), _signed((after or 0) - (before or 0)), _amount(after)


def _amount(vnd: int | None) -> str:
    return "" if vnd is None else dotted(vnd)


def _signed(vnd: int) -> str:
    """Nothing where nothing changed."""
    if not vnd:
        return ""
    return f"+{dotted(vnd)}" if vnd > 0 else f"-{dotted(-vnd)}"


def _marks(line: ChangedLine, changes: Comparison) -> Iterator[str]:
    """What has become of a line, its amount apart."""
    before, after = line.before, line.after
    if before is None:
        carried = line.row.line.origin and changes.after.carried_from
        yield f"Chuyển nguồn từ năm {carried.years}" if carried else "Bổ sung"
    elif after is None:
        yield f"Bỏ (mục {before.placed.number} cũ)"
    else:
        if before.line.content != after.line.content:
            yield f"Nội dung cũ: {before.line.content}"
        if before.executor != after.executor:
            yield "Đổi đơn vị thực hiện"
        if {source for source, _ in before.shares} != {source for source, _ in after.shares}:
            yield "Đổi nguồn vốn"
