"""How much the councils have before them: products on the agendas of a year."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

from evaluations.choices import SessionState
from evaluations.models import Council, Item, Session
from ocop.accounts.models import User
from ocop.localities.territory import Territory


@dataclass(frozen=True, slots=True)
class CouncilLoad:
    """A council and the products on its agendas, by the state of the session."""

    council: Council
    products: Counter


def years_of_councils(person: User) -> list[int]:
    """The years of the councils in this person's reach."""
    return list(
        Council.objects.visible_to(person).order_by().values_list("cycle__year", flat=True).distinct()
    )


def council_loads(person: User, territory: Territory | None, *, year: int) -> list[CouncilLoad]:
    """The councils in this person's reach that met or will meet in a year's cycle, the busiest first."""
    sessions = Session.objects.visible_to(person).filter(council__cycle__year=year)
    if territory:
        sessions = sessions.filter(territory.condition("council__place"))
    counted = (
        Item.objects.filter(session__in=sessions.order_by().values("pk"))
        .order_by()
        .values_list("session__council", "session__state")
        .annotate(n=Count("pk"))
    )
    products: dict[int, Counter] = {}
    for council, state, n in counted:
        products.setdefault(council, Counter())[SessionState(state)] = n
    councils = Council.objects.filter(pk__in=products).select_related("place")
    loads = [CouncilLoad(council, products[council.pk]) for council in councils]
    return sorted(loads, key=lambda load: (-load.products.total(), load.council.name, load.council.pk))
