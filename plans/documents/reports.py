"""A report as a paper of Decree 30/2020/NĐ-CP, with the table of the unit and those of the units below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from ocop.core import clock
from ocop.documents.offices import office_lines
from ocop.documents.paper import (
    Annex,
    AnnexPart,
    Block,
    Closing,
    Column,
    Head,
    Heading,
    Paper,
    Row,
    Signature,
    Table,
    Text,
)
from ocop.documents.words import date_in_words
from ocop.localities.choices import PlaceLevel
from ocop.spreadsheets.writer import Value
from ocop.ui.writing import points, qty
from plans.choices import ReportKind
from plans.models import Indicator, PeriodicReport
from plans.queries.reports import Line, below_table, lines_of

COLUMNS_PER_TABLE = 7
"""Figures that stand side by side on a sheet laid across; more of them no reader would take in."""


def paper_of(report: PeriodicReport) -> Paper:
    """Head, results with their table, difficulties, tasks, signature; the units below as annexes."""
    lines, unit = lines_of(report), report.unit
    period = _("6 THÁNG ĐẦU NĂM") if report.kind == ReportKind.HALF_YEAR else _("NĂM")
    return Paper(
        name=str(report),
        head=Head(
            body=("ỦY BAN NHÂN DÂN", unit.name_in_address.upper()),
            number=report.number or "……/BC-UBND",
            place_and_date=f"{unit.name}, {_day(report)}",
        ),
        title="BÁO CÁO",
        subject=(
            "Kết quả thực hiện Chương trình Mỗi xã một sản phẩm",
            f"{period.lower()} {report.year}",
        ),
        blocks=tuple(_blocks(report, lines)),
        closing=Closing(
            signatures=(Signature(office_lines(on_behalf_of="ỦY BAN NHÂN DÂN" if unit.parent_id else "")),),
            recipients=_recipients(report),
        ),
        annexes=tuple(_annexes(report, lines)),
        is_draft=not report.number,
    )


def _blocks(report: PeriodicReport, lines: Sequence[Line]) -> Iterator[Block]:
    yield Text(f"Ủy ban nhân dân {report.unit.name_in_address} báo cáo như sau:")
    yield Heading("I. KẾT QUẢ THỰC HIỆN")
    yield Heading("1. Số liệu", level=2)
    yield table_of(report, lines)
    for line in lines:
        if line.explanation and line.differs:
            yield Text(
                f"- {line.indicator}: số của đơn vị là {written(line.indicator, line.stated)}, số đếm từ bản "
                f"ghi là {written(line.indicator, line.computed)}. Lý do: {line.explanation}"
            )
    if report.steering:
        yield Heading("2. Công tác chỉ đạo", level=2)
        yield from _paragraphs(report.steering)
    yield Heading("II. KHÓ KHĂN, NGUYÊN NHÂN")
    yield from _paragraphs(report.difficulties or "Không có.")
    yield Heading("III. NHIỆM VỤ KỲ TỚI")
    yield from _paragraphs(f"{(report.tasks or 'Tiếp tục thực hiện kế hoạch đã duyệt').rstrip(' ./')}./.")


def table_of(report: PeriodicReport, lines: Sequence[Line]) -> Table:
    """TT, indicator, unit, planned, reached, per cent of the plan."""
    columns = (
        Column("TT", 11, "no"),
        Column("Chỉ tiêu"),
        Column("Đơn vị", 24, "unit"),
        Column("Kế hoạch", 30, "money"),
        Column("Thực hiện", 34, "money"),
        Column("Tỷ lệ", 20, "money"),
    )
    rows = tuple(
        Row(
            (
                str(number),
                str(line.indicator),
                line.indicator.unit_name,
                written(line.indicator, line.planned) if line.planned is not None else "",
                written(line.indicator, line.shown),
                _part(line),
            )
        )
        for number, line in enumerate(lines, 1)
    )
    counted = min(report.due_on, clock.hanoi_date(report.counted_at) if report.counted_at else clock.today())
    return Table(columns, rows, caption=f"Tính đến ngày {counted:%d/%m/%Y}")


def _annexes(report: PeriodicReport, lines: Sequence[Line]) -> Iterator[AnnexPart]:
    """The units below with every figure that any of them has sent, some columns to a table. Who has not sent
    is named with a dash.
    """
    below = below_table(report)
    if not below:
        return
    said = {key for _each, values in below for key, value in values.items() if value}
    shown = [line.indicator for line in lines if line.indicator.pk in said]
    starts = range(0, len(shown), COLUMNS_PER_TABLE) or [0]
    tables = [_below(below, shown[start : start + COLUMNS_PER_TABLE]) for start in starts]
    if len(tables) > 1:
        named = enumerate(tables, 1)
        tables = [replace(table, caption=f"Bảng {number} trên {len(tables)}") for number, table in named]
    head = Annex("Phụ lục", "SỐ LIỆU CỦA CÁC ĐƠN VỊ", f"(Kèm theo {report})", wide=True)
    yield AnnexPart(head, tuple(tables))


def _below(
    below: Sequence[tuple[PeriodicReport, dict[int, Decimal | None]]], shown: Sequence[Indicator]
) -> Table:
    """One line for each unit and their sum; shares are not added up."""
    columns = (Column("TT", 11, "no"), Column("Đơn vị"), *(Column(str(one), 26, "money") for one in shown))
    rows = [
        Row((str(number), str(each.unit), *(written(one, values.get(one.pk)) for one in shown)))
        for number, (each, values) in enumerate(below, 1)
    ]
    total = Row(("", "CỘNG", *(_sum_of(one, below) for one in shown)), "total")
    return Table(columns, (*rows, total), is_small=True)


def _sum_of(one: Indicator, below: Sequence[tuple[PeriodicReport, dict[int, Decimal | None]]]) -> str:
    if one.is_share:
        return ""
    return written(one, sum((values.get(one.pk) or Decimal(0) for _each, values in below), Decimal(0)))


def written(indicator: Indicator, value: Decimal | None) -> str:
    """“1.250”, “45,5%”; a dash where nothing is known."""
    if value is None:
        return "–"
    return f"{points(value)}%" if indicator.is_share else qty(value)


def _part(line: Line) -> str:
    if line.planned is None or line.shown is None or not line.planned:
        return ""
    return f"{points(Decimal(100) * line.shown / line.planned, 1)}%"


def _paragraphs(text: str) -> Iterator[Text]:
    for line in text.splitlines():
        if line.strip():
            yield Text(line.strip())


def _recipients(report: PeriodicReport) -> tuple[str, ...]:
    unit = report.unit
    if unit.level == PlaceLevel.PROVINCE:
        return ("Bộ Nông nghiệp và Môi trường", f"UBND {unit.name_in_address}", "Lưu: VT")
    above = unit.parent.name_in_address if unit.parent else ""
    return (f"UBND {above} (báo cáo)", "Lưu: VT")


def _day(report: PeriodicReport) -> str:
    return date_in_words(report.signed_on, year=report.year)


def sheet_of(report: PeriodicReport) -> tuple[list[str], list[list[Value]]]:
    """Every figure of a report: a line for each indicator, a column for each unit below that has sent."""
    lines = lines_of(report)
    below = [(each.unit, values) for each, values in below_table(report)]
    heads = [
        *("Chỉ tiêu", "Đơn vị tính", "Kế hoạch", "Đếm từ bản ghi", "Đơn vị báo cáo", "Cấp dưới đã gửi"),
        *("Giải thích", *(str(unit) for unit, _values in below)),
    ]
    rows: list[list[Value]] = [
        [
            *(str(line.indicator), line.indicator.unit_name, line.planned, line.computed, line.shown),
            *(line.below, line.explanation),
            *(values.get(line.indicator.pk) for _unit, values in below),
        ]
        for line in lines
    ]
    return heads, rows
