"""The days of a class and the half-days at which the roll is called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
SATURDAY = 5


class Half(StrEnum):
    MORNING = "am"
    AFTERNOON = "pm"


OPENS = {Half.MORNING: time(6, 30), Half.AFTERNOON: time(12, 30)}
"""When people may begin to arrive, by the clock of Hà Nội: half an hour before the usual beginning."""

BEGINS = {Half.MORNING: time(7, 30), Half.AFTERNOON: time(13, 30)}
ENDS = {Half.MORNING: time(11, 30), Half.AFTERNOON: time(17, 0)}
"""The usual hours, as the invitation and the calendar file say them."""


@dataclass(frozen=True, slots=True)
class PlannedHalf:
    """One half-day of a class; `is_field` where it is spent outside."""

    day: date
    half: Half
    is_field: bool


def class_days(starts_on: date, count: int, *, with_weekends: bool = False) -> list[date]:
    """`count` days from the first one on; Saturdays and Sundays are left out unless they are asked for."""
    days: list[date] = []
    day = starts_on
    while len(days) < count:
        if with_weekends or day.weekday() < SATURDAY:
            days.append(day)
        day += timedelta(days=1)
    return days


def planned_halves(
    starts_on: date, *, lesson_days: int, field_days: int, with_weekends: bool = False
) -> list[PlannedHalf]:
    """Mornings and afternoons: first the days in class, then those outside (3 + 2 in the plans)."""
    days = class_days(starts_on, lesson_days + field_days, with_weekends=with_weekends)
    return [
        PlannedHalf(day, half, is_field=at >= lesson_days) for at, day in enumerate(days) for half in Half
    ]


def opens_at(day: date, half: str) -> datetime:
    """From when on somebody can be present."""
    return datetime.combine(day, OPENS[Half(half)], HANOI)


def has_begun(day: date, half: str, now: datetime) -> bool:
    """Whether the roll of a half-day can be called: nobody is present in a session that is still to come."""
    return now >= opens_at(day, half)
