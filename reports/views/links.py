"""The lists behind the pictures: each address holds exactly what a number counts."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from evaluations.models import Council
from evaluations.queries.certificates import NO_GROUP
from ocop.localities.territory import Territory
from registrations.queries.stations import IDEA_STATIONS


def _list(route: str, **narrowed: Any) -> str:
    return f"{_address(route)}?{urlencode({name: v for name, v in narrowed.items() if v not in ('', None)})}"


@cache
def _address(route: str) -> str:
    """Asked once: a page has hundreds of numbers that lead to the same few lists."""
    return reverse(route)


def station_list(territory: Territory, station: str, *, year: int) -> str:
    route = "registrations:idea-list" if station in IDEA_STATIONS else "registrations:dossier-list"
    return _list(route, place=territory.key, year=year, station=str(station))


def valid_list(territory: Territory, *, group: str | None = None, stars: int | None = None) -> str:
    """Certificates in force; the group "" is that of those which none is known of."""
    named = NO_GROUP if group == "" else group
    return _list(CERTIFICATES, standing="valid", place=territory.key, group=named, stars=stars)


def soon_list(territory: Territory) -> str:
    return _list(CERTIFICATES, standing="soon", place=territory.key)


def issued_list(territory: Territory, *, year: int, stars: int) -> str:
    return _list(CERTIFICATES, place=territory.key, year=year, stars=stars)


def ending_list(territory: Territory, *, year: int, month: int) -> str:
    return _list(CERTIFICATES, standing="valid", place=territory.key, month=f"{year}-{month:02d}")


def budget_list(territory: Territory, *, year: int) -> str:
    return _list("budgets:budget-list", place=territory.key, year=year)


def allotment_list(territory: Territory, *, year: int) -> str:
    return _list("budgets:allotment-list", place=territory.key, year=year)


def session_list(council: Council, *, state: str) -> str:
    return _list("evaluations:session-list", council=council.pk, state=state)


def coverage_list(territory: Territory, audience: str, *, year: int, part: str = "") -> str:
    """Whom the year's classes reached (`part` “da”), or have still to reach."""
    return _list("trainings:coverage", nam=year, place=territory.key, audience=str(audience), muc=part)


CERTIFICATES = "evaluations:certificate-list"
