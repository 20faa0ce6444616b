"""The paper roll of a class, read from a sheet: whose row it is, which half-day, and what is wrong with it.

Nothing is guessed: a row that cannot be understood is told with its number, the others can still be taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ocop.core.text import search_key, spoken_key
from trainings.rules.days import Half, has_begun

_DAY = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?(?!\d)")
_BETWEEN = " ,:–›>|/-"
_HALVES = {"sang": Half.MORNING, "buoi sang": Half.MORNING, "s": Half.MORNING, "am": Half.MORNING}
_HALVES |= {"chieu": Half.AFTERNOON, "buoi chieu": Half.AFTERNOON, "c": Half.AFTERNOON, "pm": Half.AFTERNOON}
CENTURY = 2000


@dataclass(frozen=True, slots=True)
class Trainee:
    """Somebody on the list of the class."""

    key: int
    full_name: str
    unit: str


@dataclass(frozen=True, slots=True)
class RollColumn:
    """A column with a day and a half: “06/04 sáng”. `problem` says why it cannot be taken."""

    title: str
    day: date
    half: Half
    problem: str = ""


@dataclass(frozen=True, slots=True)
class RollLine:
    """A row of the paper roll: who it is (`trainee`, None where nobody fits), and the columns with a tick."""

    row: int
    name: str
    unit: str
    present: tuple[int, ...]
    trainee: int | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class RollReading:
    columns: tuple[RollColumn, ...]
    lines: tuple[RollLine, ...]

    @property
    def taken(self) -> list[RollLine]:
        """The rows that will be written."""
        return [line for line in self.lines if not line.problem]

    @property
    def set_aside(self) -> list[RollLine]:
        return [line for line in self.lines if line.problem]

    @property
    def lost_columns(self) -> list[RollColumn]:
        """The columns with a tick that will not be written."""
        ticked = {at for line in self.lines for at in line.present}
        return [column for at, column in enumerate(self.columns) if column.problem and at in ticked]

    @property
    def good_columns(self) -> list[tuple[int, RollColumn]]:
        """The columns that will be written, with their place among all."""
        return [(at, column) for at, column in enumerate(self.columns) if not column.problem]


def column_of(title: str, year: int) -> tuple[date, Half] | None:
    """Day and half that the head of a column names, in either order; None for any other column. A year may be
    left out.
    """
    found = _DAY.search(title)
    if not found:
        return None
    before, behind = title[: found.start()].strip(_BETWEEN), title[found.end() :].strip(_BETWEEN)
    half = None if before and behind else _HALVES.get(search_key(before or behind))
    if half is None:
        return None
    written = int(found[3]) if found[3] else year
    try:
        return date(written if written > 99 else CENTURY + written, int(found[2]), int(found[1])), half
    except ValueError:
        return None


def names_a_day(title: str) -> bool:
    """Whether the head of a column speaks of a day, readable or not: what is ticked there is of the roll."""
    return bool(_DAY.search(title))


def read_roll(
    columns: Sequence[tuple[str, date, Half]],
    rows: Iterable[tuple[int, str, str, Sequence[int]]],
    *,
    sessions: frozenset[tuple[date, Half]],
    trainees: Sequence[Trainee],
    now: datetime,
) -> RollReading:
    """What the sheet says, with a sentence at every row and column that cannot be taken.

    `rows` are number, name, unit and the places of the ticked columns. A day outside the class, a half-day
    that is still to come, somebody who is not on the list, a name that fits two people and a person who
    stands there twice are each told.
    """
    known = _by_name(trainees)
    seen: dict[int, int] = {}
    lines = []
    for number, name, unit, present in rows:
        found = _whose(known, name, unit)
        trainee = found[0].key if len(found) == 1 else None
        problem = _why_not(name, unit, found, seen)
        if trainee is not None and not problem:
            seen[trainee] = number
        lines.append(RollLine(number, name, unit, tuple(present), trainee, problem))
    read = tuple(
        RollColumn(title, day, half, _why_not_column(day, half, sessions, now))
        for title, day, half in columns
    )
    return RollReading(read, tuple(lines))


def _by_name(trainees: Iterable[Trainee]) -> Mapping[str, list[Trainee]]:
    known: dict[str, list[Trainee]] = {}
    for trainee in trainees:
        known.setdefault(spoken_key(trainee.full_name), []).append(trainee)
    return known


def _whose(known: Mapping[str, list[Trainee]], name: str, unit: str) -> list[Trainee]:
    found = known.get(spoken_key(name), [])
    if len(found) < 2 or not unit.strip():
        return found
    words = search_key(unit)
    return [one for one in found if words in search_key(one.unit) or search_key(one.unit) in words] or found


def _why_not(name: str, unit: str, found: list[Trainee], seen: Mapping[int, int]) -> str:
    if not name.strip():
        return "Thiếu họ tên."
    if not found:
        return f"“{name}” không có trong danh sách học viên của lớp."
    if len(found) > 1:
        return f"Lớp có {len(found)} học viên tên “{name}”. Hãy ghi thêm đơn vị."
    if found[0].key in seen:
        return f"“{name}” đã có ở dòng {seen[found[0].key]}."
    return ""


def _why_not_column(day: date, half: Half, sessions: frozenset[tuple[date, Half]], now: datetime) -> str:
    if (day, half) not in sessions:
        return f"Lớp không học {_said(half)} ngày {day:%d/%m/%Y}."
    if not has_begun(day, half, now):
        return f"Buổi {_said(half)} ngày {day:%d/%m/%Y} chưa diễn ra."
    return ""


def _said(half: Half) -> str:
    return "sáng" if half == Half.MORNING else "chiều"
