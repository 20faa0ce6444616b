"""The six steps of one unit: its dates, that a step is done, and copying them from the year before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core import clock
from ocop.core.errors import RuleViolation, Stale
from ocop.localities.models import Place
from ocop.programme import rules
from ocop.programme.choices import Step
from ocop.programme.models import Cycle, UnitStep
from ocop.programme.queries.steps import dates_above, dates_for, units_that_plan, version_of_steps
from ocop.programme.rules import Dates

Span = tuple[date, date]


@transaction.atomic
def set_unit_steps(
    *,
    actor: User,
    cycle: Cycle,
    unit: Place,
    steps: Mapping[int, Span],
    done: Mapping[int, date] | None = None,
    version: int | None = None,
) -> int:
    """Write when each step runs at a unit and which are done. A step that is left out, or is not done and has
    the days of the unit above, follows that one. Returns how many the unit has of its own.

    `version` is the `version_of_steps` that the actor has seen. Raises `Stale`, and `RuleViolation` for a
    unit the actor does not plan for, in a closed cycle, for days turned round, for a step that is done in
    the future and for one without dates.
    """
    cycle, done = _locked(actor, cycle, unit), done or {}
    if version is not None and version != version_of_steps(actor, cycle):
        raise Stale(_("Người khác vừa lưu ngày của các bước. Hãy xem hai bản rồi chọn."))
    for step, (starts_on, ends_on) in steps.items():
        if ends_on < starts_on:
            raise RuleViolation(_("Ngày kết thúc của một bước trước ngày bắt đầu."), field=f"ends_{step}")
    for step, day in done.items():
        if step not in steps:
            raise RuleViolation(_("Hãy đặt ngày của bước trước khi ghi xong."), field=f"done_{step}")
        if day > clock.today():
            raise RuleViolation(_("Ngày xong không ở tương lai."), field=f"done_{step}")
    above = {step: (each.starts_on, each.ends_on) for step, each in dates_above(cycle, unit.path).items()}
    steps = {step: span for step, span in steps.items() if step in done or span != above.get(step)}
    rows = UnitStep.objects.filter(cycle=cycle, unit=unit)
    before = {row.step: str(row) for row in rows}
    rows.exclude(step__in=steps).delete()
    for step, (starts_on, ends_on) in steps.items():
        UnitStep.objects.update_or_create(
            cycle=cycle,
            unit=unit,
            step=Step(step),
            defaults={
                "starts_on": starts_on,
                "ends_on": ends_on,
                "done_on": done.get(step),
                "done_by": actor if step in done else None,
            },
        )
    record(
        actor=actor,
        verb="cycle.unit_steps",
        subject=cycle,
        place=unit,
        before={"steps": sorted(before)},
        after={"steps": sorted(steps), "done": sorted(done)},
    )
    return len(steps)


@transaction.atomic
def copy_steps(*, actor: User, cycle: Cycle, unit: Place) -> int:
    """Take a unit's dates over from the year before, a year later each; returns how many.

    Raises `RuleViolation` without a cycle of the year before, without dates in it, and where the unit has
    dates of its own already.
    """
    cycle = _locked(actor, cycle, unit)
    if UnitStep.objects.filter(cycle=cycle, unit=unit).exists():
        raise RuleViolation(_("%(unit)s đã đặt ngày cho năm này.") % {"unit": unit})
    former = Cycle.objects.filter(province=cycle.province_id, year=cycle.year - 1).first()
    dates = dates_for(former, unit.path) if former else {}
    if not dates:
        raise RuleViolation(_("Năm %(year)s chưa đặt ngày các bước để chép.") % {"year": cycle.year - 1})
    moved: dict[int, Dates] = {step: rules.moved(each, 1) for step, each in dates.items()}
    UnitStep.objects.bulk_create(
        UnitStep(cycle=cycle, unit=unit, step=step, starts_on=each.starts_on, ends_on=each.ends_on)
        for step, each in moved.items()
    )
    record(
        actor=actor,
        verb="cycle.copy_steps",
        subject=cycle,
        place=unit,
        after={"steps": sorted(moved), "from": cycle.year - 1},
    )
    return len(moved)


def _locked(actor: User, cycle: Cycle, unit: Place) -> Cycle:
    cycle = Cycle.objects.select_for_update(of=("self",)).select_related("province").get(pk=cycle.pk)
    if not units_that_plan(actor, cycle).filter(pk=unit.pk).exists():
        raise RuleViolation(_("Bạn không đặt ngày cho %(unit)s.") % {"unit": unit.name_in_address})
    if cycle.closed_on:
        raise RuleViolation(_("Chu trình này đã đóng."))
    return cycle
