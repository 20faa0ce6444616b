"""Which deeds about money stand under a number of a document book."""

from __future__ import annotations

from django.db.models import Model
from django.utils.translation import gettext as _

from budgets.models import Allocation, Budget, Estimate, Transfer
from ocop.documents.models import NumberEntry
from ocop.documents.signs import number_in
from ocop.localities.models import Place

BUDGET_OF: dict[type[Model], str] = {
    Estimate: "budget",
    Allocation: "allotment__ceiling__budget",
    Transfer: "giver__budget",
}


def budgets_under(unit: Place, number: str, *, apart: Estimate | None = None, **day) -> list[Budget]:
    """The budgets of a unit about which something was decided under a number; `day` is a condition on
    `decided_on`. `apart` is a version that is left out.
    """
    asked, found = number_in(number), set()
    for model, budget in BUDGET_OF.items():
        deeds = model.objects.filter(**{f"{budget}__unit": unit}, **day)
        if apart is not None and model is Estimate:
            deeds = deeds.exclude(pk=apart.pk)
        known = deeds.values_list("decision_number", budget).distinct()
        found |= {key for written, key in known if number_in(written) == asked}
    return list(Budget.objects.filter(pk__in=found).order_by("pk"))


def money_under(entry: NumberEntry) -> str:
    """The decision about money that stands under a number; nothing without one."""
    budgets = budgets_under(entry.book.issuer, str(entry), decided_on__year=entry.book.year)
    return _("quyết định về “%(budget)s”") % {"budget": budgets[0]} if budgets else ""
