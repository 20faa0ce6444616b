"""The rows below a header: which are lines of the table, and what stands between and beneath them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from ocop.core.text import search_key
from ocop.spreadsheets.books import Merge, Row, Sheet
from ocop.spreadsheets.cells import Cell, is_blank, is_ticked, is_unclear_tick, written
from ocop.spreadsheets.headers import Column, Field, Header


class Skip(StrEnum):
    """Why a row is not a line of the table."""

    BLANK = "blank"
    HEADER = "header"
    NUMBERING = "numbering"
    CONTEXT = "context"
    TOTAL = "total"
    FOOTER = "footer"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that was passed over. `number` is the one that the spreadsheet program shows."""

    number: int
    why: Skip
    text: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """A row that speaks for the lines below it: “II · Huyện Cao Lãnh”."""

    text: str
    mark: str
    number: int


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One line of the table: raw cells by field, the rows above that speak for it, and what was filled in.

    `filled` names the fields that repeat the line above because their cells are merged or left blank.
    """

    number: int
    values: Mapping[str, Cell]
    context: tuple[Context, ...] = ()
    mark: str = ""
    filled: frozenset[str] = frozenset()


_ROMAN = re.compile(r"[IVXL]+\.?\)?")
_LETTER = re.compile(r"[A-HĐa-hđ]\.?\)?")
_NUMBER = re.compile(r"\(?\d{1,6}(?:[.,]\d+)*[.)]?")
_TOTAL = re.compile(
    r"(?:tong cong|tong so|cong chung|luy ke)(?: .*)?"
    r"|(?:tong|cong)(?: (?:\d|san pham|chu the|toan|cac|kinh phi|muc|theo|huyen|tinh|xa).*)?"
)
_END = re.compile(
    r"(ghi chu|luu y|nguoi lap|lap bieu|nguoi tong hop|ke toan|tm |kt |tl |tuq |chu tich|pho chu tich"
    r"|truong phong|giam doc|pho giam doc|thu truong|noi nhan|ky ten|ky ghi ro|ky va|bang chu"
    r"|danh sach (nay )?(gom|co)"
    r"|.*ngay \d* ?thang \d* ?nam)"
)
_PLACE = re.compile(r"(huyen|thi xa|thanh pho|tinh|quan|xa|phuong|thi tran|dac khu|h|tx|tp|x|p|tt)\b ?\S")
_FEW = 3
"""Rows with no more filled cells than this may be something else than a line of the table."""


@dataclass(slots=True)
class Walk:
    """One walk down a table. `skipped` fills while the rows are read."""

    sheet: Sheet
    header: Header
    columns: Sequence[Column]
    fields: Sequence[Field]
    skipped: list[Skipped] = field(default_factory=list)

    _context: list[tuple[str, Context]] = field(default_factory=list)
    _ended: bool = False
    _fresh: bool = True
    _above: dict[str, Cell] = field(default_factory=dict)
    _waiting: list[SheetRow] = field(default_factory=list)

    def __iter__(self) -> Iterator[SheetRow]:
        lines = _header_lines(self.sheet, self.header)
        plan = _Plan.of(self.columns, self.fields)
        for number, row, covered in _with_merges(self.sheet, self.header.below, plan.indexes):
            yield from self._line(plan, lines, number, row, covered)
        self.skipped.extend(_footer(row, plan) for row in self._waiting)
        self._waiting.clear()

    def _line(
        self, plan: _Plan, lines: list[dict[int, str]], number: int, row: Row, covered: frozenset[int]
    ) -> Iterator[SheetRow]:
        mark = written(row[plan.line]) if plan.line is not None else ""
        filled = [index for index, cell in enumerate(row) if index != plan.line and not is_blank(cell)]
        why = self._why_skipped(plan, lines, row, mark, filled, covered)
        if why is None:
            line = self._sheet_row(plan, number, row, mark, covered)
            if plan.is_uncertain(row, mark, filled):
                self._waiting.append(line)
                return
            yield from self._waiting
            self._waiting.clear()
            self._above = dict(line.values)
            yield line
            return
        shown = written(row[filled[0]]) if filled else mark
        if why is Skip.CONTEXT:
            self._enter(Context(shown, mark if filled else "", number + 1))
        if why is not Skip.BLANK:
            self.skipped.append(Skipped(number + 1, why, shown))

    def _why_skipped(
        self,
        plan: _Plan,
        lines: list[dict[int, str]],
        row: Row,
        mark: str,
        filled: list[int],
        covered: frozenset[int],
    ) -> Skip | None:
        """Why this row is no line of the table, or nothing when it is one."""
        fresh, self._fresh = self._fresh, False
        own = [index for index in filled if index not in covered]
        if not own and not mark:
            self._fresh = fresh
            return Skip.BLANK
        if fresh and _is_numbering(row):
            return Skip.NUMBERING
        counted = bool(_NUMBER.fullmatch(mark))
        if not counted and (
            _repeats_header(row, lines, covered, fresh=fresh)
            or (fresh and plan.goes_on_with_header(row, own, mark))
        ):
            self._ended, self._fresh = False, True
            return Skip.HEADER
        if self._ended:
            return Skip.FOOTER
        if len(own) > _FEW or (counted and len(own) > 1):
            return None
        return self._why_short_skipped(plan, row, mark, own, counted=counted)

    def _why_short_skipped(
        self, plan: _Plan, row: Row, mark: str, own: list[int], *, counted: bool
    ) -> Skip | None:
        """The same for a row with little in it, where words decide."""
        key = search_key(written(row[own[0]]) if own else mark)
        complete = all(not is_blank(row[index]) for index in plan.required)
        if not counted:
            words = (search_key(written(row[index])) for index in own) if own else iter((key,))
            if _END.match(search_key(mark)) or any(_END.match(word) for word in words):
                self._ended = True
                return Skip.FOOTER
            if _is_total(key, mark) and (not complete or _only_numbers(row, own[1:])):
                return Skip.TOTAL
        ranked = bool(_ROMAN.fullmatch(mark) or _LETTER.fullmatch(mark))
        if ranked and own and (len(own) == 1 or not complete):
            return Skip.CONTEXT
        if len(own) == 1 and _PLACE.match(key):
            return Skip.CONTEXT
        if not counted and _stands_alone(plan, own, mark):
            return Skip.CONTEXT
        return None

    def _sheet_row(self, plan: _Plan, number: int, row: Row, mark: str, covered: frozenset[int]) -> SheetRow:
        values: dict[str, Cell] = {key: row[index] for key, index in plan.plain}
        for key, options in plan.ticked.items():
            values[key] = "; ".join(_ticks(row, options)) or None
        filled = {key for key, index in plan.plain if index in covered}
        if not self.sheet.knows_merges:
            for key in plan.fill_down:
                if is_blank(values.get(key)) and not is_blank(self._above.get(key)):
                    values[key] = self._above[key]
                    filled.add(key)
        return SheetRow(number + 1, values, tuple(each for _, each in self._context), mark, frozenset(filled))

    def _enter(self, context: Context) -> None:
        """A row of a rank that is already there takes its place and ends what was below."""
        rank = _rank_of(context)
        ranks = [each for each, _ in self._context]
        if rank in ranks:
            del self._context[ranks.index(rank) :]
        self._context.append((rank, context))
        self._above = {}


@dataclass(frozen=True, slots=True)
class _Plan:
    """The columns in the order the walk needs them."""

    line: int | None
    plain: tuple[tuple[str, int], ...]
    ticked: Mapping[str, tuple[tuple[int, str], ...]]
    required: tuple[int, ...]
    fill_down: tuple[str, ...]

    @classmethod
    def of(cls, columns: Sequence[Column], fields: Sequence[Field]) -> _Plan:
        plain = tuple((c.field, c.index) for c in columns if c.field and not c.option)
        ticked: dict[str, tuple[tuple[int, str], ...]] = {}
        for column in columns:
            if column.option:
                ticked[column.field] = (*ticked.get(column.field, ()), (column.index, column.option))
        where, needed = dict(plain), {wanted.key for wanted in fields if wanted.required}
        return cls(
            line=next((column.index for column in columns if column.is_line_number), None),
            plain=plain,
            ticked=ticked,
            required=tuple(where[key] for key in where if key in needed),
            fill_down=tuple(each.key for each in fields if each.fill_down and each.key in where),
        )

    @property
    def indexes(self) -> tuple[int, ...]:
        return tuple(index for _, index in self.plain)

    @property
    def first(self) -> int:
        return min((*self.indexes, *(index for options in self.ticked.values() for index, _ in options)))

    def goes_on_with_header(self, row: Row, own: Sequence[int], mark: str) -> bool:
        """Right below a header, words in other columns only are its second line, unless they name a place."""
        if len(own) == 1 and _PLACE.match(search_key(written(row[own[0]]))):
            return False
        read = {*self.indexes, *(index for options in self.ticked.values() for index, _ in options)}
        return bool(own) and not mark and read.isdisjoint(own)

    def is_uncertain(self, row: Row, mark: str, filled: Sequence[int]) -> bool:
        """A lone text without a number: a line only when lines follow."""
        return not mark and len(filled) <= 1 and not all(not is_blank(row[index]) for index in self.required)


def _ticks(row: Row, options: Sequence[tuple[int, str]]) -> Iterator[str]:
    """What is ticked; another mark is told with its column, for the field to say that it cannot be read."""
    for index, label in options:
        if is_ticked(row[index]):
            yield label
        elif is_unclear_tick(row[index]):
            yield f"{written(row[index])} ở cột {label}"


def _stands_alone(plan: _Plan, own: list[int], mark: str) -> bool:
    """One text in front of the table's own columns, or in the column of the line numbers."""
    if not own:
        return bool(mark) and len(mark) > _FEW
    return len(own) == 1 and not mark and own[0] < plan.first


def _is_total(key: str, mark: str) -> bool:
    return bool(_TOTAL.fullmatch(key) or _TOTAL.fullmatch(search_key(mark)))


def _only_numbers(row: Row, columns: Sequence[int]) -> bool:
    return all(_NUMBER.fullmatch(written(row[column])) for column in columns)


def _rank_of(context: Context) -> str:
    if _ROMAN.fullmatch(context.mark):
        return "roman"
    if _LETTER.fullmatch(context.mark):
        return "letter"
    kind = _PLACE.match(search_key(context.text))
    return f"place {kind[1]}" if kind else "text"


def _footer(row: SheetRow, plan: _Plan) -> Skipped:
    first = next(
        (written(row.values[key]) for key, _ in plan.plain if not is_blank(row.values[key])), row.mark
    )
    return Skipped(row.number, Skip.FOOTER, first)


def _header_lines(sheet: Sheet, header: Header) -> list[dict[int, str]]:
    """The texts of each line of the header, by column; of several also those of the lowest in each column, as
    a header of two lines is repeated in one.
    """
    lines: list[dict[int, str]] = []
    for number, row in enumerate(sheet.rows()):
        if number >= header.below:
            break
        if number >= header.row:
            lines.append(
                {index: search_key(written(cell)) for index, cell in enumerate(row) if not is_blank(cell)}
            )
    lowest = {index: text for line in lines for index, text in line.items()}
    return [*lines, lowest] if len(lines) > 1 else lines


def _repeats_header(row: Row, lines: list[dict[int, str]], covered: frozenset[int], *, fresh: bool) -> bool:
    """Most of what the row says for itself is what one line of the header says there; right below a header
    (`fresh`) a single word may be a line of it, such as “sao” under “Hạng”.
    """
    for line in lines:
        first = next((index for index in line if index not in covered), None)
        if first is None or is_blank(row[first]) or search_key(written(row[first])) != line[first]:
            continue
        filled = [index for index, cell in enumerate(row) if index not in covered and not is_blank(cell)]
        same = sum(line.get(index) == search_key(written(row[index])) for index in filled)
        if (same >= 2 and same * 3 >= len(filled) * 2) or (fresh and same == len(filled)):
            return True
    return False


def _is_numbering(row: Row) -> bool:
    """The row (1) (2) (3) or A B 1 2 beneath a header: at least three short marks, none of them twice."""
    marks = [written(cell) for cell in row if not is_blank(cell)]
    short = all(len(mark) <= 4 and (_NUMBER.fullmatch(mark) or _LETTER.fullmatch(mark)) for mark in marks)
    return len(marks) > 2 and short and len(set(marks)) == len(marks)


def _with_merges(
    sheet: Sheet, start: int, columns: tuple[int, ...]
) -> Iterator[tuple[int, Row, frozenset[int]]]:
    """Rows from `start` on with merged cells repeated downwards, and which columns were repeated."""
    nothing: frozenset[int] = frozenset()
    wanted = set(columns)
    opening: dict[int, list[Merge]] = {}
    for merge in sheet.merges:
        if merge.bottom > merge.top and merge.left in wanted:
            opening.setdefault(merge.top, []).append(merge)
    open_now: list[tuple[Merge, Cell]] = []
    for number, row in enumerate(sheet.rows()):
        if open_now:
            open_now = [(merge, value) for merge, value in open_now if merge.bottom >= number]
        if number >= start and open_now:
            shown = list(row)
            for merge, value in open_now:
                shown[merge.left] = value
            yield number, tuple(shown), frozenset(merge.left for merge, _ in open_now)
        elif number >= start:
            yield number, row, nothing
        open_now.extend((merge, row[merge.left]) for merge in opening.get(number, ()))
