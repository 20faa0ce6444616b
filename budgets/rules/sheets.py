"""An estimate as it stands in a spreadsheet: which line stands under which, and what does not add up.

Nothing is repaired: a sum that differs, a number that jumps or repeats is told, and a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from budgets.rules.amounts import Calculation, amount_problem, amount_vnd, explained
from budgets.rules.tree import roman
from ocop.core.money import dotted

_ROMAN = re.compile(r"[IVXLC]+")
_WHOLE = re.compile(r"\d{1,3}")
_SUB = re.compile(r"\d{1,3}(\.\d{1,3})+")
_DASH = frozenset("-–—+*•")
_OTHER_UNIT = re.compile(r"\b(?:trieu|tr|nghin|ngan|ty|ti|1 ?000) ?(?:dong|d|vnd)\b")
_UNIT_TOLD = re.compile(r"\b(?:dvt|don vi(?: tinh)?)\b")
_TOTAL = ("tong cong", "tong so", "tong kinh phi", "tong du toan")


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One row of the sheet. `number` is its TT as written (2.1 also where the cell is a float); quantity,
    times and price are what the sheet says that the amount comes from.
    """

    row: int
    number: str
    content: str
    amount_vnd: int | None = None
    executor: str = ""
    source: str = ""
    note: str = ""
    basis: str = ""
    quantity: Decimal | None = None
    quantity_unit: str = ""
    times: Decimal | None = None
    times_unit: str = ""
    price_vnd: int | None = None

    @property
    def written_calculation(self) -> Calculation:
        return Calculation(self.quantity, self.quantity_unit, self.times, self.times_unit, self.price_vnd)

    @property
    def calculation(self) -> Calculation:
        """How the line comes to its amount: as the sheet says where that makes the amount, else a lump sum
        beside which quantity and times are told.
        """
        how = self.written_calculation
        if self.price_vnd is not None and not amount_problem(how) and amount_vnd(how) == self.amount_vnd:
            return how
        return replace(how, price_vnd=None, lump_vnd=self.amount_vnd)

    @property
    def explanation(self) -> str:
        return explained(self.calculation)


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a row. A blocking one must be put right in the sheet; of the others a person says
    that the portal's arithmetic counts.
    """

    row: int
    words: str
    blocks: bool = False


@dataclass(frozen=True, slots=True)
class Nested:
    """A row with its place: `parent` is the index of the row it stands under, None for the first tier."""

    line: SheetLine
    depth: int
    parent: int | None


@dataclass(frozen=True, slots=True)
class SheetReading:
    lines: tuple[Nested, ...]
    total_vnd: int | None
    findings: tuple[Finding, ...]
    has_blocks: bool

    @property
    def is_blocked(self) -> bool:
        return any(finding.blocks for finding in self.findings)


def other_unit(key: str) -> bool:
    """Whether words about money, as a search key, name another unit than đồng: “(triệu đồng)”, “1.000đ”."""
    return _OTHER_UNIT.search(key) is not None


def tells_unit(key: str) -> bool:
    """Whether a cell above a table tells its unit: “ĐVT: triệu đồng”."""
    return _UNIT_TOLD.search(key) is not None


def is_total(number: str, key: str) -> bool:
    """Whether a row without TT is the sum of the table; `key` is its content's search key."""
    return not number and (key == "cong" or any(key.startswith(name) for name in _TOTAL))


def reading_of(lines: Sequence[SheetLine], total: SheetLine | None) -> SheetReading:
    """The tree of the rows, and everything that does not add up."""
    has_blocks = any(_ROMAN.fullmatch(line.number.rstrip(".")) for line in lines)
    nested: list[Nested] = []
    findings: list[Finding] = []
    for line in lines:
        depth = _depth(line.number, has_blocks)
        if depth is None:
            words = f"Số thứ tự “{line.number}” không đọc được." if line.number else "Thiếu số thứ tự."
            findings.append(Finding(line.row, f"{words} Dòng “{line.content[:60]}”.", blocks=True))
            continue
        parent = _parent(nested, depth)
        if parent is None and depth > 1 and nested:
            findings.append(
                Finding(line.row, f"Dòng {line.number} không có dòng cha phía trên.", blocks=True)
            )
        nested.append(Nested(line, depth, parent))
    findings += _sums(nested, total)
    findings += _numbering(nested)
    whole = total.amount_vnd if total else None
    return SheetReading(tuple(nested), whole, tuple(sorted(findings, key=lambda f: f.row)), has_blocks)


def _depth(number: str, has_blocks: bool) -> int | None:
    bare = number.rstrip(".")
    first = 2 if has_blocks else 1
    if number and set(number) <= _DASH:
        return first + 2
    if _ROMAN.fullmatch(bare):
        return 1
    if _WHOLE.fullmatch(bare):
        return first
    return first + bare.count(".") if _SUB.fullmatch(bare) and bare.count(".") <= 2 else None


def _parent(nested: Sequence[Nested], depth: int) -> int | None:
    return next((at for at in range(len(nested) - 1, -1, -1) if nested[at].depth < depth), None)


def _sums(nested: Sequence[Nested], total: SheetLine | None) -> Iterator[Finding]:
    counted = [0] * len(nested)
    has_children = {row.parent for row in nested if row.parent is not None}
    for at in range(len(nested) - 1, -1, -1):
        row = nested[at]
        if at not in has_children:
            counted[at] = row.line.amount_vnd or 0
            if row.line.amount_vnd is None:
                yield Finding(row.line.row, f"Dòng {row.line.number} không có số tiền.", blocks=True)
            else:
                yield from _calculated(row.line)
        elif row.line.amount_vnd is not None and row.line.amount_vnd != counted[at]:
            yield _difference(row.line, f"dòng {row.line.number}", counted[at])
        if row.parent is not None:
            counted[row.parent] += counted[at]
    whole = sum(amount for amount, row in zip(counted, nested, strict=True) if row.parent is None)
    if total is not None and total.amount_vnd is not None and total.amount_vnd != whole:
        yield _difference(total, "tổng cộng", whole)


def _calculated(line: SheetLine) -> Iterator[Finding]:
    """A price that does not make the amount beside it: the amount counts."""
    how = line.written_calculation
    if line.price_vnd is None or line.calculation == how:
        return
    made = "" if amount_problem(how) else f" {explained(how)} = {dotted(amount_vnd(how))},"
    yield Finding(
        line.row,
        f"Ở dòng {line.number} đơn giá không ra số tiền:{made} bảng ghi {dotted(line.amount_vnd or 0)}; "
        "sẽ ghi khoán gọn theo số tiền.",
    )


def _difference(line: SheetLine, what: str, counted: int) -> Finding:
    written = line.amount_vnd or 0
    return Finding(
        line.row,
        f"Ở {what} ghi {dotted(written)}, các dòng bên dưới cộng lại {dotted(counted)}, "
        f"lệch {dotted(abs(written - counted))} đồng.",
    )


def _numbering(nested: Sequence[Nested]) -> Iterator[Finding]:
    """Numbers that jump or repeat beneath one parent: 10, 12 · 1.2, 1.2 · IV, VIII."""
    last: dict[tuple[int | None, int], tuple[int, str]] = {}
    for row in nested:
        number = _ordinal(row.line.number)
        if number is None:
            continue
        place = (row.parent, row.depth)
        before, written = last.get(place, (0, ""))
        if number == before:
            yield Finding(row.line.row, f"Số thứ tự {row.line.number} lặp lại.")
        elif number != before + 1:
            jumps = f"nhảy từ {written} sang" if written else "bắt đầu từ"
            yield Finding(row.line.row, f"Số thứ tự {jumps} {row.line.number}.")
        last[place] = number, row.line.number


def _ordinal(number: str) -> int | None:
    bare = number.rstrip(".")
    if _ROMAN.fullmatch(bare):
        return next((n for n in range(1, 400) if roman(n) == bare), None)
    tail = bare.rsplit(".", maxsplit=1)[-1]
    return int(tail) if tail.isdecimal() else None


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.blocks]
