"""Keeping the calendar of working days. The caller records the event and counts anew what runs."""

from __future__ import annotations

from datetime import date

from ocop.law.models import WorkingDayException
from ocop.law.rules.calendar import is_working_day


def mark_day(day: date, *, name: str, is_certain: bool) -> WorkingDayException:
    """Say that a day is other than its weekday says: a weekday is off, a Saturday or Sunday is worked."""
    row, _made = WorkingDayException.objects.update_or_create(
        day=day,
        defaults={"works": not is_working_day(day, {}), "name": name, "is_certain": is_certain},
    )
    return row


def clear_day(row: WorkingDayException) -> WorkingDayException:
    """The day is again what its weekday says. The row stays, so that the shipped data, loaded anew, does not
    bring it back.
    """
    row.works, row.is_certain = is_working_day(row.day, {}), True
    row.save(update_fields=["works", "is_certain"])
    return row
