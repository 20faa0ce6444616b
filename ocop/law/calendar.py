"""Keeping the calendar of working days. The caller records the event and counts anew what runs."""

from __future__ import annotations

from datetime import date

from django.db import connection
from django.utils.translation import gettext as _

from ocop.core.errors import Stale
from ocop.law.models import WorkingDayException
from ocop.law.rules.calendar import is_working_day

_ONE_CALENDAR = 7_030_148
"""The key of the lock of the calendar; any number that nothing else locks."""


def hold_calendar(*, to_change: bool = False) -> None:
    """Until the transaction ends nobody changes the calendar, or with `to_change` counts by it either.

    So a term that begins while a day is being marked is counted by the one calendar or counted anew by the
    other, never missed. It is held before any dossier. The embedded database has one writer and needs none.
    """
    if connection.vendor != "postgresql":
        return
    lock = "pg_advisory_xact_lock" if to_change else "pg_advisory_xact_lock_shared"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock}(%s)", [_ONE_CALENDAR])


def day_to_change(day: date, *, version: int | None) -> WorkingDayException | None:
    """What the calendar says of a day, held. Raises `Stale` for another version than the one shown."""
    hold_calendar(to_change=True)
    row = WorkingDayException.objects.select_for_update().filter(day=day).first()
    if row is not None and version is not None and version != row.version:
        raise Stale(_("Người khác vừa sửa ngày này. Chữ của bạn vẫn còn; hãy xem hai bản rồi chọn."))
    return row


def mark_day(day: date, *, name: str, is_certain: bool) -> WorkingDayException:
    """Say that a day is other than its weekday says: a weekday is off, a Saturday or Sunday is worked. The
    caller holds the day.
    """
    row = WorkingDayException.objects.filter(day=day).first() or WorkingDayException(day=day, version=0)
    row.works, row.name, row.is_certain = not is_working_day(day, {}), name, is_certain
    row.version += 1
    row.save()
    return row


def clear_day(row: WorkingDayException) -> WorkingDayException:
    """The day is again what its weekday says. The row stays, so that the shipped data, loaded anew, does not
    bring it back.
    """
    row.works, row.is_certain = is_working_day(row.day, {}), True
    row.version += 1
    row.save(update_fields=["works", "is_certain", "version"])
    return row
