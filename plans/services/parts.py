"""The rows of a plan: added, changed, moved, dropped, each sort in its own order."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core.errors import RuleViolation
from plans.models import Plan, PlanActivity, PlanPart
from plans.services.authority import last_position, locked_draft, refuse_stale


@transaction.atomic
def add_part(*, actor: User, plan: Plan, sort: type[PlanPart], **fields: Any) -> PlanPart:
    """A new row at the end of those of its sort. Raises `NotAllowed`, and `RuleViolation` where the plan may
    have only one of the kind, for an activity beneath one of another plan, and once it was handed on.
    """
    plan = locked_draft(actor, plan.pk)
    _refuse_place(plan, None, fields)
    position = last_position(sort.objects.filter(plan=plan)) + 1
    row = _saved(sort(plan=plan, position=position, **fields))
    _note(actor, plan, row, _("thêm"))
    return row


@transaction.atomic
def change_part(*, actor: User, part: PlanPart, version: int | None = None, **fields: Any) -> PlanPart:
    """Write a row anew. Raises as `add_part`, and `Stale`."""
    plan, row = locked_part(actor, part)
    refuse_stale(row, version)
    _refuse_place(plan, row, fields)
    for name, value in fields.items():
        setattr(row, name, value)
    row.version += 1
    _saved(row)
    _note(actor, plan, row, _("sửa"))
    return row


@transaction.atomic
def move_part(*, actor: User, part: PlanPart, up: bool) -> PlanPart:
    """One step up or down among those beside it; at the end nothing happens."""
    plan, row = locked_part(actor, part)
    beside = list(_beside(row).order_by("position", "pk"))
    at = next(index for index, one in enumerate(beside) if one.pk == row.pk)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(beside):
        return row
    beside[at], beside[to] = beside[to], beside[at]
    for place, one in enumerate(beside, 1):
        type(row).objects.filter(pk=one.pk).update(position=place)
    _note(actor, plan, row, _("chuyển chỗ"))
    return row


@transaction.atomic
def drop_part(*, actor: User, part: PlanPart, version: int | None = None) -> None:
    """Take a row out, an activity with its parts. Raises `NotAllowed`, `Stale`, `RuleViolation`."""
    plan, row = locked_part(actor, part)
    refuse_stale(row, version)
    _note(actor, plan, row, _("bỏ"))
    row.delete()


def locked_part(actor: User, part: PlanPart) -> tuple[Plan, PlanPart]:
    """The plan under its lock, then the row as it is now."""
    plan = locked_draft(actor, part.plan_id)
    try:
        return plan, type(part).objects.select_related("plan").get(pk=part.pk)
    except ObjectDoesNotExist:
        raise RuleViolation(_("Người khác vừa bỏ mục này.")) from None


def _beside(row: PlanPart) -> models.QuerySet:
    rows = type(row).objects.filter(plan=row.plan_id)
    return rows.filter(parent=row.parent_id) if isinstance(row, PlanActivity) else rows


def _refuse_place(plan: Plan, row: PlanPart | None, fields: dict[str, Any]) -> None:
    """An activity hangs beneath one of the same plan that hangs beneath none itself."""
    parent = fields.get("parent")
    if parent is None:
        return
    if parent.plan_id != plan.pk or parent.parent_id or (row is not None and parent.pk == row.pk):
        raise RuleViolation(_("Chỉ đặt dưới một hoạt động khác của kế hoạch này."), field="parent")
    if row is not None and PlanActivity.objects.filter(parent=row.pk).exists():
        raise RuleViolation(
            _("Hoạt động này có hoạt động con nên không đặt dưới hoạt động khác."), field="parent"
        )


def _saved(row: PlanPart) -> PlanPart:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as problem:
        if "unique" not in str(problem).lower():
            raise
        raise RuleViolation(_("Kế hoạch đã có một mục loại này."), field="kind") from None
    return row


def _note(actor: User, plan: Plan, row: PlanPart, what: str) -> None:
    sort = str(row._meta.verbose_name)
    record(actor=actor, verb="plan.part", subject=plan, part=sort, what=what, name=str(row)[:120])
