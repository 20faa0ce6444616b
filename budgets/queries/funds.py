"""Which sources of funds and norms an estimate may name, and which money is free to be bound."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import F, Q, QuerySet, Sum

from budgets.models import Allotment, Budget, Ceiling, FundSource, Norm
from budgets.rules import Calculation, is_passed_by
from ocop.accounts.models import User
from ocop.localities.models import Place


def sources_of_years(first: date) -> QuerySet[FundSource]:
    """The sources in use in the years from `first` on."""
    return FundSource.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=first)).order_by(
        "position", "pk"
    )


def province_of(unit: Place) -> Place | None:
    """The province of today to which a unit belongs."""
    return Place.objects.filter(path=".".join(unit.today_path.split(".")[:2]) + ".").first()


def units_to_give(ceiling: Ceiling) -> QuerySet[Place]:
    """The units that may be given money of a line: those of the budget's unit, then or today, that existed in
    its years, and those that hold some already.
    """
    budget = ceiling.budget
    own = {budget.unit.path, budget.unit.today_path}
    beneath = reduce(or_, (Q(path__startswith=one) | Q(today_path__startswith=one) for one in own))
    existed = Q(valid_from__lte=budget.last_day) & (Q(valid_to=None) | Q(valid_to__gte=budget.first_day))
    holding = Q(pk__in=Allotment.objects.filter(ceiling=ceiling).values("unit"))
    return Place.objects.filter(beneath & existed | holding)


def norms_for(budget: Budget) -> QuerySet[Norm]:
    """The norms in force on a day of the budget's years: the province's first."""
    norms = Norm.objects.of_years(province_of(budget.unit), budget.first_day, budget.last_day)
    return norms.order_by(F("province").asc(nulls_last=True), "name", "pk")


def norms_passed_by(
    norms: Iterable[Norm],
    purpose: str,
    how: Calculation,
    amount_vnd: int,
    whole_cost_vnd: int | None,
    budget: Budget,
) -> tuple[Norm, ...]:
    """The norms of its purpose that a line which names none should be held to; none if it keeps to one."""
    held = [norm for norm in norms if purpose and norm.purpose == purpose]
    days = {"first": budget.first_day, "last": budget.last_day}
    passed = tuple(norm for norm in held if is_passed_by(how, amount_vnd, whole_cost_vnd, norm.limit, **days))
    return passed if len(passed) == len(held) else ()


def free_allotments(person: User, year: int) -> QuerySet[Allotment]:
    """The parts of budget lines of a year in a person's reach of which something is free."""
    rows = Allotment.objects.visible_to(person).filter(
        ceiling__budget__first_year__lte=year,
        ceiling__budget__last_year__gte=year,
        committed_vnd__lt=F("allocated_vnd") + F("waived_vnd"),
    )
    return rows.select_related("unit", "ceiling__line", "ceiling__source", "ceiling__budget").order_by(
        "ceiling__line__position", "pk"
    )


def waivable_vnd(ceiling: Ceiling) -> int:
    """What an exception may still let the units of a line bind: approved, neither given out nor waived."""
    waived = Allotment.objects.filter(ceiling=ceiling).aggregate(sum=Sum("waived_vnd"))["sum"] or 0
    return max(0, ceiling.unallocated_vnd - waived)
