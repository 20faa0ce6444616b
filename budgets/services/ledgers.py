"""What every deed about money asks first: the ceiling under its lock, and a day that has come.

A service locks the ceiling before it reads what is left, so that a refusal names the true amount; the
database refuses on its own what would go beyond (`migrations/_guards.py`).
"""

from __future__ import annotations

from datetime import date

from django.db.models import Min
from django.utils.translation import gettext as _

from budgets.models import Allotment, Ceiling, Commitment
from ocop.core import clock
from ocop.core.errors import RuleViolation


def locked_ceiling(pk: int) -> Ceiling:
    """The ceiling under its lock: everything that spends a line waits here."""
    (ceiling,) = locked_ceilings([pk])
    return ceiling


def locked_ceilings(pks: list[int]) -> list[Ceiling]:
    rows = Ceiling.objects.select_for_update(of=("self",)).select_related("budget__unit", "line", "source")
    return list(rows.filter(pk__in=pks).order_by("pk"))


def locked_allotment(pk: int) -> Allotment:
    """The allotment as it stands once its ceiling is locked."""
    locked_ceiling(Allotment.objects.values_list("ceiling_id", flat=True).get(pk=pk))
    return Allotment.objects.select_related("ceiling__budget__unit", "ceiling__line", "unit").get(pk=pk)


def locked_commitment(pk: int) -> Commitment:
    locked_ceiling(Commitment.objects.values_list("allotment__ceiling_id", flat=True).get(pk=pk))
    rows = Commitment.objects.select_related("allotment__ceiling__budget__unit", "allotment__unit")
    return rows.get(pk=pk)


def refuse_day(day: date, ceiling: Ceiling, *, field: str) -> None:
    """Raises `RuleViolation` for a day to come, and for one before the budget was first approved."""
    if day > clock.today():
        raise RuleViolation(_("Ngày này ở tương lai."), field=field)
    approved = ceiling.budget.estimates.aggregate(day=Min("decided_on"))["day"]
    if approved and day < approved:
        raise RuleViolation(
            _("Ngày này trước ngày duyệt dự toán %(day)s.") % {"day": f"{approved:%d/%m/%Y}"}, field=field
        )
