"""What an uploaded table means: the tree of an estimate, or payments beside those on the portal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import IO

from django.utils.translation import gettext as _

from budgets.models import BudgetSheet, Commitment, FundSource, Payment
from budgets.rules.sheets import Finding, SheetLine, SheetReading, is_total, reading_of
from ocop.core.errors import RuleViolation
from ocop.core.money import dotted
from ocop.core.text import search_key
from ocop.spreadsheets import cells
from ocop.spreadsheets.finder import Field, find_table
from ocop.spreadsheets.reader import open_workbook

MOST_ROWS = 2_000
LINES = (
    Field("number", "TT", ("STT", "Số TT")),
    Field("content", "Nội dung", ("Nội dung chi", "Khoản mục", "Nội dung và cách tính"), required=True),
    Field(
        "amount",
        "Số tiền (đồng)",
        ("Số tiền", "Kinh phí", "Kinh phí (đồng)", "Thành tiền", "Dự toán"),
        required=True,
        parse=cells.money,
    ),
    Field("executor", "Đơn vị thực hiện", ("Đơn vị", "Cơ quan thực hiện")),
    Field("source", "Nguồn vốn", ("Nguồn kinh phí", "Nguồn")),
    Field("note", "Ghi chú"),
)
PAYMENTS = (
    Field("reference", "Số chứng từ", ("Chứng từ", "Số CT", "Số bút toán"), required=True),
    Field("paid_on", "Ngày", ("Ngày chi", "Ngày hạch toán", "Ngày chứng từ"), required=True, parse=cells.day),
    Field("amount", "Số tiền", ("Số tiền (đồng)", "Số tiền chi"), required=True, parse=cells.money),
    Field("words", "Nội dung", ("Diễn giải", "Nội dung chi")),
    Field("contract", "Hợp đồng", ("Số hợp đồng",)),
)


def lines_in(file: IO[bytes], name: str) -> list[dict]:
    """The rows of the best table of a workbook, as plain values. Raises `RuleViolation` (field `upload`)."""
    rows = []
    for number, values in _rows_of(file, name, LINES):
        amount = values["amount"]
        rows.append(
            {
                "row": number,
                "number": _number(values["number"]),
                "content": values["content"].value or "",
                "amount": amount.value,
                "problem": amount.problem,
                "executor": values["executor"].value or "",
                "source": values["source"].value or "",
                "note": values["note"].value or "",
            }
        )
    return [row for row in rows if row["number"] or row["content"] or row["amount"] is not None]


def payments_in(file: IO[bytes], name: str) -> list[dict]:
    """The payments of a treasury's table, as plain values. Raises `RuleViolation` (field `upload`)."""
    rows = []
    for number, values in _rows_of(file, name, PAYMENTS):
        paid_on, amount = values["paid_on"], values["amount"]
        if not (values["reference"].value or amount.value):
            continue
        rows.append(
            {
                "row": number,
                "reference": values["reference"].value or "",
                "paid_on": paid_on.value.isoformat() if paid_on.value else "",
                "amount": amount.value,
                "problem": paid_on.problem or amount.problem,
                "words": values["words"].value or "",
                "contract": values["contract"].value or "",
            }
        )
    return rows


def _rows_of(file: IO[bytes], name: str, fields: Sequence[Field]):
    """Every row below the header, none passed over: its number in the program, and what its cells mean."""
    table = find_table(open_workbook(file, name=name), fields)
    if table.missing:
        names = ", ".join(f"“{each.label}”" for each in table.missing)
        raise RuleViolation(_("Bảng thiếu cột %(names)s.") % {"names": names}, field="upload")
    columns = {column.field: column.index for column in table.columns if column.field}
    for column in table.columns:
        if column.is_line_number:
            columns.setdefault("number", column.index)
    by_key = {each.key: each for each in fields}
    for place, row in enumerate(table.sheet.rows()):
        if place < table.header.below:
            continue
        if place > table.header.below + MOST_ROWS:
            raise RuleViolation(
                _("Bảng dài hơn %(n)s dòng. Hãy chia thành nhiều tệp.") % {"n": dotted(MOST_ROWS)},
                field="upload",
            )
        yield (
            place + 1,
            {key: each.parse(row[columns[key]] if key in columns else None) for key, each in by_key.items()},
        )


def _number(cell: cells.Reading) -> str:
    """TT as written; a sheet that keeps 2.1 as a number gives “2.1” as well."""
    return (cell.value or "").strip().strip("()").replace(",", ".")


# --- The lines of an estimate -----------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class LinesPreview:
    """What would be written: the tree, its findings, and the source of each line by its index."""

    reading: SheetReading
    sources: dict[int, FundSource]
    findings: tuple[Finding, ...]

    @property
    def is_blocked(self) -> bool:
        return any(finding.blocks for finding in self.findings)

    @property
    def counted_vnd(self) -> int:
        parents = {row.parent for row in self.reading.lines}
        return sum(row.line.amount_vnd or 0 for at, row in enumerate(self.reading.lines) if at not in parents)


def lines_preview(sheet: BudgetSheet) -> LinesPreview:
    """The tree of an uploaded estimate, with everything that does not add up or cannot be read."""
    lines, total, findings = [], None, []
    for row in sheet.rows:
        line = SheetLine(
            row["row"],
            row["number"],
            row["content"][:1000],
            row["amount"],
            row["executor"][:250],
            row["source"],
            row["note"][:500],
        )
        if row["problem"]:
            findings.append(Finding(row["row"], row["problem"], blocks=True))
        if is_total(line.number, search_key(line.content)):
            total = line
        elif line.content:
            lines.append(line)
        else:
            findings.append(Finding(row["row"], _("Dòng không có nội dung."), blocks=True))
    reading = reading_of(lines, total)
    sources, unknown = _sources_of(reading, sheet.source)
    findings += [
        Finding(row, _("Không có nguồn vốn “%(name)s” trên cổng.") % {"name": name}, blocks=True)
        for row, name in unknown
    ]
    whole = tuple(sorted({*findings, *reading.findings}, key=lambda finding: (finding.row, finding.words)))
    return LinesPreview(reading, sources, whole)


def _sources_of(reading: SheetReading, fallback: FundSource | None):
    known = {}
    for source in FundSource.objects.all():
        known |= {search_key(source.name): source, search_key(source.short_name): source}
    found, unknown = {}, []
    for at, row in enumerate(reading.lines):
        if not row.line.source:
            if fallback:
                found[at] = fallback
        elif source := known.get(search_key(row.line.source)):
            found[at] = source
        elif fallback:  # the table says it otherwise than the portal; the person chose what it is
            found[at] = fallback
        else:
            unknown.append((row.line.row, row.line.source[:80]))
    return found, unknown


# --- Payments of the treasury -----------------------------------------------------------------------------
class Standing(StrEnum):
    """How a payment of the treasury stands beside the portal."""

    KNOWN = "known"
    DIFFERS = "differs"
    NEW = "new"
    LOST = "lost"
    """New, and no commitment is found for it."""
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class PaymentRow:
    row: int
    reference: str
    paid_on: date | None
    amount_vnd: int | None
    words: str
    standing: Standing
    commitment: Commitment | None = None
    known_vnd: int | None = None
    problem: str = ""

    @property
    def difference_vnd(self) -> int:
        return (self.amount_vnd or 0) - (self.known_vnd or 0)


@dataclass(frozen=True, slots=True)
class PaymentsPreview:
    rows: tuple[PaymentRow, ...]
    only_here: tuple[Payment, ...]
    """Payments of the portal that the table does not name, of the days that it covers."""

    @property
    def new(self) -> list[PaymentRow]:
        return [row for row in self.rows if row.standing == Standing.NEW]

    @property
    def total_vnd(self) -> int:
        return sum(row.amount_vnd or 0 for row in self.rows)


def payments_preview(sheet: BudgetSheet) -> PaymentsPreview:
    """Each payment of the table beside the one on the portal of the same voucher and day; a new one goes to
    the commitment whose contract, else whose subject, it names.
    """
    known: dict[tuple[str, date], list[Payment]] = {}
    for payment in Payment.objects.filter(budget=sheet.budget_id).select_related("commitment"):
        known.setdefault((payment.reference, payment.paid_on), []).append(payment)
    commitments = list(
        Commitment.objects.filter(allotment__ceiling__budget=sheet.budget_id).select_related(
            "allotment__unit", "allotment__ceiling__line"
        )
    )
    rows = tuple(_payment(row, known, commitments) for row in sheet.rows)
    named = {(row.reference, row.paid_on) for row in rows}
    days = [row.paid_on for row in rows if row.paid_on]
    lost = [
        payment
        for key, payments in sorted(known.items())
        for payment in payments
        if days and key not in named and min(days) <= key[1] <= max(days)
    ]
    return PaymentsPreview(rows, tuple(lost))


def _payment(row: dict, known: dict, commitments: Sequence[Commitment]) -> PaymentRow:
    paid_on = date.fromisoformat(row["paid_on"]) if row["paid_on"] else None
    start = {
        "row": row["row"],
        "reference": row["reference"][:60],
        "paid_on": paid_on,
        "amount_vnd": row["amount"],
        "words": row["words"],
    }
    if row["problem"] or paid_on is None or row["amount"] is None or not row["reference"]:
        problem = row["problem"] or _("Thiếu ngày, số tiền hoặc số chứng từ.")
        return PaymentRow(**start, standing=Standing.UNREADABLE, problem=problem)
    if same := known.get((row["reference"], paid_on)):
        amount = sum(payment.amount_vnd for payment in same)
        standing = Standing.KNOWN if amount == row["amount"] else Standing.DIFFERS
        return PaymentRow(**start, standing=standing, commitment=same[0].commitment, known_vnd=amount)
    commitment = _commitment_of(row, commitments)
    return PaymentRow(**start, standing=Standing.NEW if commitment else Standing.LOST, commitment=commitment)


def _commitment_of(row: dict, commitments: Sequence[Commitment]) -> Commitment | None:
    """The one commitment with this contract, else the one with this subject; two are none."""
    for key, of in ((row["contract"], "contract"), (row["words"], "subject")):
        wanted = search_key(key)
        found = [one for one in commitments if wanted and search_key(getattr(one, of)) == wanted]
        if len(found) == 1:
            return found[0]
    return None
