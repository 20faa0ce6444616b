"""Who may: the question every service of this app asks first."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext as _

from budgets.models import Estimate
from budgets.queries.people import drafter_of, units_drafted_by
from ocop.accounts.models import User
from ocop.core.errors import RuleViolation, Stale
from ocop.core.roles import Role
from ocop.localities.models import Place


class NotAllowed(RuleViolation):
    """The person holds no post that may do this here."""


def require_over(actor: User, row: models.Model, roles: Iterable[Role]) -> Role:
    """One of `roles` held over the row; raises `NotAllowed` for everybody else."""
    wanted = frozenset(roles)
    held = type(row).objects.roles_over(actor, row) & wanted
    if not held:
        who = ", ".join(sorted(str(role.label).lower() for role in wanted))
        raise NotAllowed(_("Chỉ %(who)s làm được việc này.") % {"who": who})
    return min(held)


def require_drafter_at(actor: User, unit: Place) -> Role:
    """The standing office of exactly this unit; raises `NotAllowed` for everybody else."""
    if not units_drafted_by(actor).filter(pk=unit.pk).exists():
        raise NotAllowed(_("Bạn không lập dự toán của %(unit)s.") % {"unit": unit.name_in_address})
    return drafter_of(unit)


def locked_draft(actor: User, estimate_id: int) -> Estimate:
    """A draft under its lock, for somebody who drafts it. Raises `NotAllowed`, and `RuleViolation` once it
    was handed over.
    """
    estimate = (
        Estimate.objects.select_for_update(of=("self",)).select_related("budget__unit").get(pk=estimate_id)
    )
    require_over(actor, estimate, {drafter_of(estimate.budget.unit)})
    if not estimate.is_draft:
        raise RuleViolation(
            _("Bản dự toán này %(state)s nên không sửa được nữa.")
            % {"state": estimate.get_state_display().lower()}
        )
    return estimate


def refuse_stale(row: models.Model, version: int | None) -> None:
    """Raise `Stale` where somebody saved the row since the form was opened."""
    if version is not None and version != row.version:
        raise Stale(_("Mục này vừa được lưu ở nơi khác. Hãy xem lại rồi làm tiếp."))
