"""The targets of a place in a year, with what the records say."""

from __future__ import annotations

from ocop.accounts.models import User
from ocop.localities.models import Place
from plans.models import Target
from plans.queries.targets import Standing, standings_of

MOST = 10
"""How many targets a picture shows."""


def targets_of(person: User, place: Place, *, year: int) -> list[Standing]:
    """The first targets of the unit itself that run in a year, in the order of the indicators."""
    running = Target.objects.visible_to(person).filter(
        unit=place, first_year__lte=year, last_year__gte=year, indicator__measure__gt=""
    )
    rows = running.select_related("indicator", "unit").order_by("indicator__position", "first_year", "pk")
    return standings_of(rows[:MOST])
