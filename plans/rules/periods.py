"""Which report is due when. The days are each province's own (plans of Bắc Giang: 15/6 and 15/11; of Cao
Lãnh: 5/5 and 5/11); no act sets them.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from plans.rules.spans import Span


class Period(StrEnum):
    HALF_YEAR = "half_year"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class DayOfYear:
    """A day that comes back every year; the last of the month where the month is shorter."""

    day: int
    month: int

    def of(self, year: int) -> date:
        return date(year, self.month, min(self.day, monthrange(year, self.month)[1]))


@dataclass(frozen=True, slots=True)
class Calendar:
    """A province's days: until when the two reports are due, how many days before them they are opened, and
    how many days earlier each tier below the province hands in.
    """

    half_year: DayOfYear
    year: DayOfYear
    opens_before: int
    earlier_per_tier: int = 0

    def due_on(self, period: str, year: int, *, tiers_below: int = 0) -> date:
        """The last day for a unit so many tiers below the province."""
        day = self.half_year if period == Period.HALF_YEAR else self.year
        return day.of(year) - timedelta(days=self.earlier_per_tier * tiers_below)

    def open_on(self, day: date) -> list[tuple[str, int]]:
        """The reports that are to be open on a day: period and year, from so many days before they are due
        until they are.
        """
        return [
            (str(period), day.year)
            for period in Period
            if timedelta(0) <= self.due_on(period, day.year) - day <= timedelta(days=self.opens_before)
        ]


def counted_over(year: int, due_on: date, today: date) -> Span:
    """What a report counts: from 1 January to its last day, or to today while that is ahead."""
    start = date(year, 1, 1)
    return Span(start, max(start, min(due_on, today)))


def days_late(due_on: date, done_on: date | None, today: date) -> int:
    """How many days after its last day a report was sent, or still is not; 0 in time."""
    return max(0, ((done_on or today) - due_on).days)


def needs_words(computed: object, stated: object, explanation: str) -> bool:
    """Whether what the sender states differs from what the records say without a reason."""
    return computed is not None and stated != computed and not explanation.strip()
