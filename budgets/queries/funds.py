"""Which sources of funds and norms an estimate may name."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from budgets.models import Budget, FundSource, Norm
from ocop.localities.models import Place


def sources_of_years(first: date) -> QuerySet[FundSource]:
    """The sources in use in the years from `first` on."""
    return FundSource.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=first)).order_by(
        "position", "pk"
    )


def province_of(unit: Place) -> Place | None:
    """The province of today to which a unit belongs."""
    return Place.objects.filter(path=".".join(unit.today_path.split(".")[:2]) + ".").first()


def norms_for(budget: Budget) -> QuerySet[Norm]:
    """The norms in force on a day of the budget's years: the province's first."""
    norms = Norm.objects.of_years(province_of(budget.unit), budget.first_day, budget.last_day)
    return norms.order_by("province", "name", "pk")
