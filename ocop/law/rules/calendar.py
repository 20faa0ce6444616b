"""Deadlines in working days."""

from collections.abc import Mapping
from datetime import date, timedelta

Exceptions = Mapping[date, bool]
"""Days that are other than their weekday says: a holiday is False, a swapped working Saturday is True."""

SATURDAY = 5


def is_working_day(day: date, exceptions: Exceptions) -> bool:
    return exceptions.get(day, day.weekday() < SATURDAY)


def add_working_days(start: date, days: int, exceptions: Exceptions) -> date:
    """The last day of a term of working days; the first counted day is the one after `start` (Civil Code
    Art. 147).
    """
    if days < 0:
        raise ValueError("a term has no negative length")
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day, exceptions)
    return day


def working_day_before(day: date, days: int, exceptions: Exceptions) -> date:
    """The working day that lies so many working days before a day: of Monday, one before is Friday. What is
    to be there by then is there for that many whole working days.
    """
    while days > 0:
        day -= timedelta(days=1)
        days -= is_working_day(day, exceptions)
    return day


def working_day_after(day: date, days: int, exceptions: Exceptions) -> date:
    """The first working day that has so many whole working days before it, counted from `day`: from Sunday,
    one later is Tuesday. The other way round of `working_day_before`.
    """
    while days > 0 and not is_working_day(day, exceptions):
        day += timedelta(days=1)
    return add_working_days(day, days, exceptions)


def working_days_between(start: date, end: date, exceptions: Exceptions) -> int:
    """How many working days after `start` up to and including `end`; negative when `end` comes first."""
    if end < start:
        return -working_days_between(end, start, exceptions)
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(is_working_day(day, exceptions) for day in days)
