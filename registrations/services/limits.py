"""How long the steps are for which no act says it, set by the administrators of provinces."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from ocop.accounts.models import User
from ocop.audit.services import record, snapshot
from ocop.core.errors import RuleViolation, refuse, refuse_first
from ocop.core.roles import Role
from ocop.localities.models import Place
from ocop.programme.queries import provinces_run_by
from registrations.choices import StepTerm
from registrations.models import StepLimit
from registrations.queries.faults import faults_of_limit
from registrations.queries.refusals import why_not_change_limit
from registrations.services.doors import locked


@transaction.atomic
def set_step_limit(
    *, actor: User, province: Place, term: str, days: int | None, used_from: date, note: str
) -> StepLimit:
    """Give a step for which no act sets a term so many working days in a province, or, with None, no limit.

    It holds for what comes to the step from `used_from` on, today or later; terms that run stay as they are.
    Raises `RuleViolation` outside the actor's provinces, for a day that is over, and for a day from which the
    step has a limit already.
    """
    _refuse_foreign(actor, province)
    Place.objects.select_for_update(no_key=True).get(pk=province.pk)
    refuse_first(faults_of_limit(province=province, term=term, used_from=used_from))
    row = StepLimit.objects.create(
        province=province, term=StepTerm(term), days=days, used_from=used_from, set_by=actor
    )
    _record("set", row, actor, note)
    return row


@transaction.atomic
def change_step_limit(
    *, actor: User, limit: StepLimit, days: int | None, note: str, version: int | None = None
) -> StepLimit:
    """Say another number of days for a limit that is not of days gone by, or none. Raises `Stale`, and
    `RuleViolation` outside the actor's provinces and for a limit of a day that is over.
    """
    limit = locked(limit, version)
    _refuse_foreign(actor, limit.province)
    refuse(why_not_change_limit(limit))
    before = snapshot(limit, *_SAID)
    limit.days, limit.set_by, limit.version = days, actor, limit.version + 1
    limit.save(update_fields=["days", "set_by", "version"])
    _record("update", limit, actor, note, before=before)
    return limit


_SAID = ("term", "days", "used_from")


def _refuse_foreign(actor: User, province: Place) -> None:
    if not provinces_run_by(actor).filter(pk=province.pk).exists():
        raise RuleViolation(_("Bạn không quản trị tỉnh này."), field="province")


def _record(deed: str, row: StepLimit, actor: User, note: str, *, before: dict | None = None) -> None:
    record(
        actor=actor,
        verb=f"step_limit.{deed}",
        subject=row,
        role=Role.ADMINISTRATOR,
        place=row.province,
        before=before,
        after=snapshot(row, *_SAID),
        note=note,
    )
