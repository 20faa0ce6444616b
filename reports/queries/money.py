"""The money of a territory in a year, by its states; as the lists of budgets and allotments hold it now."""

from __future__ import annotations

from dataclasses import dataclass

from budgets.models import Allotment, Budget
from budgets.queries.execution import Money, money_given, money_in_budgets
from ocop.access.scope import scope_of
from ocop.accounts.models import User
from ocop.localities.territory import Territory


@dataclass(frozen=True, slots=True)
class MoneyOfPlace:
    """`own`: the budgets of the units of a territory. `given`: what its units were given, out of these or of
    budgets above.
    """

    own: Money
    given: Money


def money_in(person: User, territory: Territory, *, year: int) -> MoneyOfPlace:
    """The money that this person may know of. A budget of several years counts in each of them.

    The reach of budgets follows one link, so it is asked of the rows themselves: the country's page would
    else first gather the budgets of all years.
    """
    known = Budget.objects.filter(first_year__lte=year, last_year__gte=year)
    budgets = known.filter(known.reach(scope_of(person)), territory.condition("unit"))
    allotments = Allotment.objects.visible_to(person).filter(territory.condition("unit"))
    allotments = allotments.filter(
        ceiling__budget__first_year__lte=year, ceiling__budget__last_year__gte=year
    )
    return MoneyOfPlace(money_in_budgets(budgets), money_given(allotments))
