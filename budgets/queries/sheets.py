"""What an uploaded table means: the tree of an estimate, or payments beside those on the portal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import islice
from typing import IO

from django.utils.translation import gettext as _

from budgets.models import BudgetSheet, Commitment, FundSource, Payment
from budgets.queries.refusals import why_not_paid, why_shares_differ
from budgets.rules import shares_of
from budgets.rules.sheets import (
    Finding,
    SheetLine,
    SheetReading,
    is_total,
    other_unit,
    reading_of,
    tells_unit,
)
from ocop.core import clock
from ocop.core.errors import RuleViolation
from ocop.core.money import dotted
from ocop.core.text import search_key
from ocop.spreadsheets import cells
from ocop.spreadsheets.finder import Field, Table, find_table
from ocop.spreadsheets.reader import open_workbook

MOST_ROWS = 2_000
LINES = (
    Field("number", "TT", ("STT", "Số TT")),
    Field(
        "content",
        "Nội dung",
        ("Nội dung chi", "Khoản mục", "Nội dung và cách tính", "Content"),
        required=True,
    ),
    Field(
        "amount",
        "Số tiền (đồng)",
        ("Số tiền", "Kinh phí", "Kinh phí (đồng)", "Thành tiền", "Dự toán", "Amount (VND)"),
        required=True,
        parse=cells.money,
    ),
    Field("executor", "Đơn vị thực hiện", ("Đơn vị", "Cơ quan thực hiện", "Unit")),
    Field("source", "Nguồn vốn", ("Nguồn kinh phí", "Nguồn", "Source of funds")),
    Field("note", "Ghi chú"),
    Field("basis", "Căn cứ", ("Căn cứ định mức", "Căn cứ pháp lý")),
    Field("quantity", "Số lượng", parse=cells.number),
    Field("quantity_unit", "Đơn vị tính", ("ĐVT",)),
    Field("times", "Số ngày, lần", ("Số ngày", "Số lần", "Số buổi"), parse=cells.number),
    Field("times_unit", "Tính theo"),
    Field("price", "Đơn giá (đồng)", ("Đơn giá", "Mức chi"), parse=cells.money),
)
MONEY = (cells.money, cells.money_either_way)
COUNTED = ("quantity", "times", "price")
TOLD = ("executor", "source", "note", "basis", "quantity_unit", "times_unit")
PAYMENTS = (
    Field("reference", "Số chứng từ", ("Chứng từ", "Số CT", "Số bút toán"), required=True),
    Field("paid_on", "Ngày", ("Ngày chi", "Ngày hạch toán", "Ngày chứng từ"), required=True, parse=cells.day),
    Field(
        "amount", "Số tiền", ("Số tiền (đồng)", "Số tiền chi"), required=True, parse=cells.money_either_way
    ),
    Field("words", "Nội dung", ("Diễn giải", "Nội dung chi")),
    Field("contract", "Hợp đồng", ("Số hợp đồng",)),
)


def lines_in(file: IO[bytes], name: str) -> list[dict]:
    """The rows of the best table of a workbook, as plain values. Raises `RuleViolation` (field `upload`)."""
    rows = []
    for number, values, _written in _rows_of(file, name, LINES):
        amount, counted = values["amount"], {name: values[name] for name in COUNTED}
        problems = [read.problem for read in (amount, *counted.values()) if read.problem]
        rows.append(
            {
                "row": number,
                "number": _number(values["number"]),
                "content": values["content"].value or "",
                "amount": amount.value,
                "problem": " ".join(problems),
                **{name: None if read.value is None else str(read.value) for name, read in counted.items()},
                **{name: values[name].value or "" for name in TOLD},
            }
        )
    return [row for row in rows if row["number"] or row["content"] or row["amount"] is not None]


def payments_in(file: IO[bytes], name: str) -> list[dict]:
    """The payments of a treasury's table, as plain values. Raises `RuleViolation` (field `upload`)."""
    rows = []
    for number, values, written in _rows_of(file, name, PAYMENTS):
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
                "written": {name: cells.written(written[name]) for name in ("paid_on", "amount")},
            }
        )
    return rows


def _rows_of(file: IO[bytes], name: str, fields: Sequence[Field]):
    """Every row below the header, none passed over: its number in the program, what its cells mean, and the
    cells themselves.
    """
    table = find_table(open_workbook(file, name=name), fields)
    if table.missing:
        names = ", ".join(f"“{each.label}”" for each in table.missing)
        raise RuleViolation(_("Bảng thiếu cột %(names)s.") % {"names": names}, field="upload")
    _refuse_other_unit(table, {each.key for each in fields if each.parse in MONEY})
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
        written = {key: row[columns[key]] if key in columns else None for key in by_key}
        yield place + 1, {key: each.parse(written[key]) for key, each in by_key.items()}, written


def _refuse_other_unit(table: Table, money: set[str]) -> None:
    """A table in triệu or nghìn đồng is not read as đồng, nor counted over without a word."""
    said = [column.header for column in table.columns if column.field in money]
    for row in islice(table.sheet.rows(), table.header.below):
        said += [cells.written(cell) for cell in row if tells_unit(search_key(cells.written(cell)))]
    if other := next((words for words in said if other_unit(search_key(words))), ""):
        raise RuleViolation(
            _("Bảng ghi tiền theo đơn vị khác: “%(words)s”. Cổng chỉ nhận đồng; hãy đổi ra đồng rồi tải lại.")
            % {"words": other[:80]},
            field="upload",
        )


def _number(cell: cells.Reading) -> str:
    """TT as written; a sheet that keeps 2.1 as a number gives “2.1” as well."""
    return (cell.value or "").strip().strip("()").replace(",", ".")


# --- The lines of an estimate -----------------------------------------------------------------------------
Shares = tuple[tuple[FundSource, int | None], ...]
"""What each source pays of a line; one may take what the others leave."""


@dataclass(frozen=True, slots=True)
class LinesPreview:
    """What would be written: the tree, its findings, and the sources of each line by its index."""

    reading: SheetReading
    sources: dict[int, Shares]
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
        line = _line_of(row)
        if row["problem"]:
            findings.append(Finding(row["row"], row["problem"], blocks=True))
        if is_total(line.number, search_key(line.content)):
            total = line
        elif line.content:
            lines.append(line)
        else:
            findings.append(Finding(row["row"], _("Dòng không có nội dung."), blocks=True))
    reading = reading_of(lines, total)
    sources, wrong = _sources_of(reading, sheet.source)
    findings += [Finding(row, words, blocks=True) for row, words in wrong]
    whole = tuple(sorted({*findings, *reading.findings}, key=lambda finding: (finding.row, finding.words)))
    return LinesPreview(reading, sources, whole)


def _line_of(row: dict) -> SheetLine:
    """A row as it was kept; one that was kept by an earlier portal tells less."""
    quantity, times, price = (row.get(name) for name in COUNTED)
    return SheetLine(
        row["row"],
        row["number"],
        row["content"][:1000],
        row["amount"],
        row["executor"][:250],
        row["source"],
        row["note"][:500],
        row.get("basis", "")[:250],
        Decimal(quantity) if quantity else None,
        row.get("quantity_unit", "")[:40],
        Decimal(times) if times else None,
        row.get("times_unit", "")[:40],
        int(price) if price else None,
    )


def _sources_of(
    reading: SheetReading, fallback: FundSource | None
) -> tuple[dict[int, Shares], list[tuple[int, str]]]:
    """The sources of each line by its index; and of which row what is wrong with them."""
    known = {}
    for source in FundSource.objects.all():
        known |= {search_key(source.name): source, search_key(source.short_name): source}
    found: dict[int, Shares] = {}
    wrong: list[tuple[int, str]] = []
    parents = {row.parent for row in reading.lines}
    for at, row in enumerate(reading.lines):
        named = [_named_source(part) for part in row.line.source.split(";") if part.strip()]
        unknown = [name for name, _amount in named if search_key(name) not in known]
        if (unknown or not named) and fallback:  # the person chose what a table says otherwise, or not at all
            found[at] = ((fallback, None),)
        elif unknown:
            words = _("Không có nguồn vốn “%(name)s” trên cổng.")
            wrong += [(row.line.row, words % {"name": name[:80]}) for name in unknown]
        elif named:
            found[at] = tuple((known[search_key(name)], amount) for name, amount in named)
            if at not in parents and (words := _not_adding_up(row.line.amount_vnd or 0, found[at])):
                wrong.append((row.line.row, words))
    return found, wrong


def _named_source(part: str) -> tuple[str, int | None]:
    """“Ngân sách tỉnh: 60.000.000” → its name and đồng; without an amount it pays the rest."""
    name, colon, amount = part.rpartition(":")
    read = cells.money(amount.strip())
    return (name.strip(), read.value) if colon and read.value is not None else (part.strip(), None)


def _not_adding_up(amount_vnd: int, shares: Shares) -> str:
    try:
        shares_of(amount_vnd, [(source.pk, share) for source, share in shares])
    except ValueError as problem:
        return why_shares_differ(*problem.args, amount=amount_vnd)
    return ""


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
    """A row of the treasury beside the portal, where a voucher is one payment for each commitment; below
    nothing is what came back.

    Of several rows of one voucher for one commitment the first is held against it, with their sum
    (`whole_vnd`); the others say where they are counted (`counted_at`).
    """

    row: int
    reference: str
    paid_on: date | None
    amount_vnd: int | None
    words: str
    standing: Standing
    commitment: Commitment | None = None
    known_vnd: int | None = None
    problem: str = ""
    whole_vnd: int = 0
    counted_at: int | None = None

    @property
    def difference_vnd(self) -> int:
        return self.whole_vnd - (self.known_vnd or 0)


@dataclass(frozen=True, slots=True)
class PaymentsPreview:
    rows: tuple[PaymentRow, ...]
    only_here: tuple[Payment, ...]
    """Payments of the portal that the table does not name, of the days that it covers."""
    told_vnd: int | None = None
    """What the table says that all of it comes to."""

    @property
    def new(self) -> list[PaymentRow]:
        """What would be written, one for each payment, by day; what came back after what was paid."""
        rows = [row for row in self.rows if row.standing == Standing.NEW and row.counted_at is None]
        return sorted(rows, key=lambda row: (row.paid_on or date.min, row.whole_vnd < 0, row.row))

    @property
    def refused(self) -> list[PaymentRow]:
        """The new payments that keep the table from being written."""
        return [row for row in self.new if row.problem]

    @property
    def left_behind(self) -> list[PaymentRow]:
        """What is not written and wants to be put right: unreadable, beyond its commitment, or of none."""
        return [row for row in self.rows if row.problem or row.standing == Standing.LOST]

    @property
    def total_vnd(self) -> int:
        return sum(row.amount_vnd or 0 for row in self.rows)


def payments_preview(sheet: BudgetSheet) -> PaymentsPreview:
    """Each payment of the table beside the one on the portal of the same voucher and day; a new one goes to
    the commitment whose contract, else whose subject, it names.
    """
    known: dict[Voucher, list[Payment]] = {}
    for payment in Payment.objects.filter(budget=sheet.budget_id).select_related("commitment"):
        known.setdefault((payment.reference, payment.paid_on), []).append(payment)
    commitments = list(
        Commitment.objects.filter(allotment__ceiling__budget=sheet.budget_id).select_related(
            "allotment__unit", "allotment__ceiling__line"
        )
    )
    totals = [row for row in sheet.rows if _is_total(row)]
    read = [_read(row, commitments) for row in sheet.rows if row not in totals]
    vouchers: dict[Voucher, list[PaymentRow]] = {}
    for row in read:
        if row.paid_on and row.standing != Standing.UNREADABLE:
            vouchers.setdefault((row.reference, row.paid_on), []).append(row)
    held = {row.row: row for key, rows in vouchers.items() for row in _held_against(rows, known.get(key, []))}
    days = [row.paid_on for row in read if row.paid_on]
    named = {(row.reference, row.paid_on) for row in read}
    lost = [
        payment
        for key, payments in sorted(known.items(), key=lambda pair: pair[0])
        for payment in payments
        if days and key not in named and min(days) <= key[1] <= max(days)
    ]
    told = totals[-1]["amount"] if totals else None
    preview = PaymentsPreview(tuple(held.get(row.row, row) for row in read), tuple(lost), told)
    refused = dict(_refused(preview.new))
    rows = (replace(row, problem=refused.get(row.row, row.problem)) for row in preview.rows)
    return replace(preview, rows=tuple(rows))


def _refused(new: Sequence[PaymentRow]) -> Iterator[tuple[int, str]]:
    """The new payments that would not be written, in the order they are written, and why."""
    paid: Counter[int] = Counter()
    paid_of_unit: Counter[int] = Counter()
    for row in new:
        one, unit = row.commitment, row.commitment.allotment
        room = {
            "unpaid_vnd": one.unpaid_vnd - paid[one.pk],
            "returnable_vnd": one.returnable_after(paid[one.pk], paid_of_unit[unit.pk]),
        }
        if row.paid_on > clock.today():
            yield row.row, _("Ngày này ở tương lai.")
        elif problem := why_not_paid(one, row.whole_vnd, row.paid_on, **room):
            yield row.row, problem[0]
        else:
            paid[one.pk] += row.whole_vnd
            paid_of_unit[unit.pk] += row.whole_vnd


Voucher = tuple[str, date]
"""Number and day of a paper of the treasury; it may pay for several commitments."""


def _is_total(row: dict) -> bool:
    """The sum of the table, wherever its words stand; it has no day."""
    words = search_key(row["reference"] or row["words"])
    return not row["paid_on"] and is_total("", words)


def _read(row: dict, commitments: Sequence[Commitment]) -> PaymentRow:
    """A row by itself, not yet held against the portal."""
    paid_on = date.fromisoformat(row["paid_on"]) if row["paid_on"] else None
    problem = row["problem"]
    if not problem and (paid_on is None or not row["amount"] or not row["reference"]):
        problem = _("Thiếu ngày, số tiền hoặc số chứng từ.")
    return PaymentRow(
        row=row["row"],
        reference=row["reference"][:60],
        paid_on=paid_on,
        amount_vnd=row["amount"],
        words=row["words"],
        standing=Standing.UNREADABLE if problem else Standing.LOST,
        commitment=None if problem else _commitment_of(row, commitments),
        problem=problem,
        whole_vnd=row["amount"] or 0,
    )


def _held_against(rows: Sequence[PaymentRow], payments: Sequence[Payment]) -> Iterator[PaymentRow]:
    """The rows of one voucher beside its payments on the portal: by commitment, and what names none beside
    what is left.
    """
    paid: dict[int | None, list[Payment]] = {}
    named = {row.commitment.pk for row in rows if row.commitment}
    for payment in payments:
        paid.setdefault(payment.commitment_id if payment.commitment_id in named else None, []).append(payment)
    groups: dict[int | None, list[PaymentRow]] = {}
    for row in rows:
        groups.setdefault(row.commitment.pk if row.commitment else None, []).append(row)
    if payments and sum(row.whole_vnd for row in rows) == sum(one.amount_vnd for one in payments):
        groups, paid = {None: list(rows)}, {None: list(payments)}  # together they agree, whoever names what
    for key, group in groups.items():
        yield from _as_one(group, paid.get(key, []), writes=key is not None)


def _as_one(rows: Sequence[PaymentRow], payments: Sequence[Payment], *, writes: bool) -> Iterator[PaymentRow]:
    first, whole = rows[0], sum(row.whole_vnd for row in rows)
    known = sum(payment.amount_vnd for payment in payments) if payments else None
    standing = Standing.NEW if writes else Standing.LOST
    if payments:
        standing = Standing.KNOWN if known == whole else Standing.DIFFERS
    if standing == Standing.NEW and not whole:  # paid and given back under one number
        words = _("Chi và hoàn trả của chứng từ này bằng nhau nên không ghi.")
        yield from (replace(row, standing=Standing.UNREADABLE, problem=words) for row in rows)
        return
    told = {"standing": standing, "commitment": payments[0].commitment if payments else first.commitment}
    if standing == Standing.LOST:  # each is looked for by itself
        yield from rows
        return
    yield replace(first, known_vnd=known, whole_vnd=whole, **told)
    for row in rows[1:]:
        yield replace(row, counted_at=first.row, **told)


def _commitment_of(row: dict, commitments: Sequence[Commitment]) -> Commitment | None:
    """The one commitment with this contract, else the one with this subject; two are none."""
    for key, of in ((row["contract"], "contract"), (row["words"], "subject")):
        wanted = search_key(key)
        found = [one for one in commitments if wanted and search_key(getattr(one, of)) == wanted]
        if len(found) == 1:
            return found[0]
    return None
