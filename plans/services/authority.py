"""Who may, and whether the plan is still open: what every service of a plan asks first."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext as _

from budgets.services.authority import NotAllowed, refuse_stale, require_drafter_at, require_over
from ocop.accounts.models import User
from ocop.core.errors import RuleViolation
from plans.models import Plan
from plans.queries.people import drafter_of

__all__ = ["NotAllowed", "locked", "locked_draft", "refuse_stale", "require_drafter_at", "require_over"]


def locked(plan_id: int) -> Plan:
    """A plan under its lock."""
    return Plan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan_id)


def locked_draft(actor: User, plan_id: int) -> Plan:
    """A draft under its lock, for somebody who drafts it. Raises `NotAllowed`, and `RuleViolation` once it
    was handed on.
    """
    plan = locked(plan_id)
    require_over(actor, plan, {drafter_of(plan.unit)})
    if not plan.is_draft:
        raise RuleViolation(
            _("Kế hoạch này %(state)s nên không sửa được nữa.") % {"state": plan.get_state_display().lower()}
        )
    return plan


def last_position(rows: models.QuerySet) -> int:
    """The position of the last of these rows, 0 without any."""
    return rows.aggregate(last=models.Max("position"))["last"] or 0
