"""The year as a timeline: where we are, what is next, what is late. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Stand(StrEnum):
    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"
    OVER = "over"
    """Its last day is over; whether it is done nobody of this unit says."""
    LATE = "late"
    """Its last day by the unit's own plan is over and the unit has not said that it is done."""


@dataclass(frozen=True, slots=True)
class Dates:
    """When a step runs. `is_own` marks the dates of the unit's own plan: only those can be late, since only
    there somebody says when a step is done.
    """

    starts_on: date
    ends_on: date
    done_on: date | None = None
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a year stands on a day: the steps that run, the one that comes next, those that are late."""

    now: tuple[int, ...]
    next: int | None
    late: tuple[int, ...]


def stand_of(dates: Dates, on: date) -> Stand:
    """Where one step stands on a day."""
    if dates.done_on is not None and dates.done_on <= on:
        return Stand.DONE
    if on < dates.starts_on:
        return Stand.AHEAD
    if on <= dates.ends_on:
        return Stand.NOW
    return Stand.LATE if dates.is_own else Stand.OVER


def where(steps: Mapping[int, Dates], on: date) -> Standing:
    """Where the whole year stands; the next step is the one that begins first."""
    stands = {step: stand_of(dates, on) for step, dates in steps.items()}
    ahead = [step for step, stand in stands.items() if stand == Stand.AHEAD]
    return Standing(
        now=_of(stands, Stand.NOW),
        next=min(ahead, key=lambda step: (steps[step].starts_on, step), default=None),
        late=_of(stands, Stand.LATE),
    )


def moved(dates: Dates, years: int) -> Dates:
    """The same days so many years later, not yet done; 29 February becomes the 28th in a common year."""
    return Dates(_moved(dates.starts_on, years), _moved(dates.ends_on, years), is_own=dates.is_own)


def nearest(chains: Iterable[Mapping[int, Dates]]) -> dict[int, Dates]:
    """The dates that hold for a unit: its own, else those of the nearest unit above that has any."""
    found: dict[int, Dates] = {}
    for dates in chains:
        found = dict(dates) | found
    return found


def _of(stands: Mapping[int, Stand], wanted: Stand) -> tuple[int, ...]:
    return tuple(sorted(step for step, stand in stands.items() if stand == wanted))


def _moved(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
