"""The calendar of working days, kept by the administrators of provinces."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from ocop.accounts.models import User
from ocop.audit.services import record, snapshot
from ocop.core.errors import RuleViolation
from ocop.core.roles import Role
from ocop.law.calendar import clear_day, day_to_change, mark_day
from ocop.law.models import WorkingDayException
from ocop.law.queries import working_calendar
from ocop.localities.models import Place
from ocop.programme.queries import provinces_run_by
from registrations.services.clocks import recount_clocks


@transaction.atomic
def keep_day(
    *, actor: User, day: date, name: str, is_certain: bool, note: str, version: int | None = None
) -> int:
    """Mark a weekday as off or a day of a weekend as worked in exchange, or change what is said of it.

    Returns how many terms that run over it, or wait for their owner, were counted anew. Raises `Stale`, and
    `RuleViolation` for who is no administrator of a province.
    """
    office = _office_of(actor)
    kept = day_to_change(day, version=version)
    row, moved = _recounting(day, lambda: mark_day(day, name=name, is_certain=is_certain))
    record(
        actor=actor,
        verb="calendar_day.set",
        subject=row,
        role=Role.ADMINISTRATOR,
        place=office,
        before=snapshot(kept, *_SAID) if kept else None,
        after=snapshot(row, *_SAID),
        note=note,
        moved=moved,
    )
    return moved


@transaction.atomic
def remove_day(*, actor: User, row: WorkingDayException, note: str, version: int | None = None) -> int:
    """Let a day be what its weekday says. Returns and raises as `keep_day` does."""
    office = _office_of(actor)
    row = day_to_change(row.day, version=version) or row
    if row.is_cleared:
        raise RuleViolation(_("Ngày này đã bỏ khỏi lịch."))
    before = snapshot(row, *_SAID)
    row, moved = _recounting(row.day, lambda: clear_day(row))
    record(
        actor=actor,
        verb="calendar_day.remove",
        subject=row,
        role=Role.ADMINISTRATOR,
        place=office,
        before=before,
        after=snapshot(row, *_SAID),
        note=note,
        moved=moved,
    )
    return moved


_SAID = ("day", "works", "name", "is_certain")


def _recounting(day: date, change: Callable[[], WorkingDayException]) -> tuple[WorkingDayException, int]:
    """Change a day of the calendar, and count the terms over it anew."""
    before = working_calendar()
    row = change()
    after = working_calendar()
    return row, 0 if before.get(day) == after[day] else recount_clocks(day, before, after)


def _office_of(actor: User) -> Place:
    """The calendar is one for the country: who looks after a province may correct it."""
    office = provinces_run_by(actor).first()
    if office is None:
        raise RuleViolation(_("Chỉ quản trị cổng của tỉnh sửa được lịch làm việc."))
    return office
