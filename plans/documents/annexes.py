"""The tables behind a plan, made of what the portal holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from budgets.documents import table_of
from budgets.queries.outline import Outline
from ocop.core.money import in_words
from ocop.documents.paper import Annex, AnnexPart, Block, Column, Row, Table, Text
from plans.choices import AnnexKind
from plans.models import PlanAnnex
from plans.models.activities import between
from plans.queries.annexes import is_empty, products_of
from plans.queries.reading import Reading

TITLES = {
    AnnexKind.BUDGET: "DỰ TOÁN KINH PHÍ THỰC HIỆN",
    AnnexKind.PRODUCTS: "DANH SÁCH SẢN PHẨM THAM GIA",
    AnnexKind.TARGETS: "CHỈ TIÊU THỰC HIỆN",
    AnnexKind.CALENDAR: "TIẾN ĐỘ THỰC HIỆN",
}

NOTHING_YET = "Chưa có nội dung."


def annex_parts(reading: Reading, *, origin: str) -> Iterable[AnnexPart]:
    """Every annex of a plan on a page of its own; tables of many columns lie across.

    An annex without contents shows in a draft that it is still to be filled, and is not printed once the plan
    has its number.
    """
    for annex, name in reading.annexes:
        empty = is_empty(annex, reading)
        if empty and reading.plan.number_entry_id:
            continue
        head = Annex(
            number=name,
            title=annex_title(annex, reading),
            origin=origin,
            wide=annex.kind in (AnnexKind.BUDGET, AnnexKind.PRODUCTS, AnnexKind.CALENDAR),
        )
        yield AnnexPart(head, (Text(NOTHING_YET),) if empty else tuple(_blocks(reading, annex)))


def annex_title(annex: PlanAnnex, reading: Reading) -> str:
    plan = reading.plan
    years = f"NĂM {plan.years}" if plan.first_year == plan.last_year else f"GIAI ĐOẠN {plan.years}"
    return annex.title.upper() or f"{TITLES[AnnexKind(annex.kind)]} {years}"


def _blocks(reading: Reading, annex: PlanAnnex) -> Iterable[Block]:
    match annex.kind:
        case AnnexKind.BUDGET:
            yield from _budget(reading.outline) if reading.outline else ()
        case AnnexKind.CALENDAR:
            yield _calendar(reading)
        case AnnexKind.TARGETS:
            yield _targets(reading)
        case AnnexKind.PRODUCTS:
            yield _products(reading)


def _budget(outline: Outline) -> Iterable[Block]:
    """The table of the estimate. With one source it has the four columns of the plans that were read."""
    table = table_of(outline)
    if len(outline.by_source) <= 1:
        rows = tuple(replace(row, cells=row.cells[:-1]) for row in table.rows)
        table = replace(table, columns=table.columns[:-1], rows=rows)
    yield table
    yield Text(f"Bằng chữ: {in_words(outline.total_vnd)}.", "in-words")


def _calendar(reading: Reading) -> Table:
    columns = (
        Column("TT", 13, "mid"),
        Column("Nội dung"),
        Column("Thời gian", 48),
        Column("Đơn vị chủ trì", 52),
        Column("Đơn vị phối hợp", 52),
    )
    tier = min((row.level for row in reading.activities), default=2)
    rows = tuple(
        Row(
            (row.number, row.title, row.row.when, row.row.lead, row.row.joint),
            "line" if row.level == tier else "sub",
        )
        for row in reading.activities
    )
    return Table(columns, rows)


def _targets(reading: Reading) -> Table:
    """Each aim with figures, below it what the units are to contribute."""
    columns = (
        Column("TT", 11, "no"),
        Column("Chỉ tiêu"),
        Column("Đơn vị tính", 30, "mid"),
        Column("Kế hoạch", 26, "mid"),
    )
    rows = []
    for at, aim in enumerate((aim for aim in reading.specific_aims if aim.figures), 1):
        shares = reading.shares.get(aim.pk, ())
        rows.append(Row((str(at), aim.words, aim.unit_name, aim.figures), "line" if shares else ""))
        for below, one in enumerate(shares, 1):
            figures = between(one.minimum, one.maximum)
            rows.append(Row((f"{at}.{below}", one.unit.full_name, "", figures), "sub"))
    return Table(columns, tuple(rows))


def _products(reading: Reading) -> Table:
    columns = (
        Column("TT", 11, "no"),
        Column("Tên sản phẩm"),
        Column("Chủ thể", 52),
        Column("Địa chỉ", 48),
        Column("Loại đăng ký", 36, "mid"),
    )
    rows = tuple(
        Row((str(at), one.product, one.producer, one.place, one.registration))
        for at, one in enumerate(products_of(reading.plan), 1)
    )
    return Table(columns, rows)
