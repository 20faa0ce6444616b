"""Certificates and authorities in memory: what rows of recognised products are compared with."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, Q, QuerySet

from evaluations.models import Certificate, PastDecision
from evaluations.rules import is_of_committee
from ocop.law.models import Regime
from ocop.law.queries import group_names, regime_on
from ocop.law.rules.groups import GroupNames
from ocop.localities.choices import PlaceLevel
from ocop.localities.models import Place
from ocop.localities.queries import country
from registrations.models import Product


@dataclass(slots=True)
class Ledger:
    """What products of a province were recognised for, by product and day."""

    kept: dict[tuple[int, date], Certificate]
    _seen: dict[tuple[Hashable, date], int] = field(default_factory=dict)

    @classmethod
    def of(cls, path: str) -> Ledger:
        """All certificates of producers at or below a place, then and today."""
        home = "product__producer__commune"
        here = Q(**{f"{home}__path__startswith": path}) | Q(**{f"{home}__today_path__startswith": path})
        rows = Certificate.objects.filter(here).select_related(
            "line__decision", "past_decision__place", "issuer"
        )
        return cls({(row.product_id, row.valid_from): row for row in rows.order_by("pk")})

    def known(self, product: Product, day: date) -> Certificate | None:
        return self.kept.get((product.pk, day)) if product.pk else None

    def first_row(self, product: Product, day: date, number: int) -> int:
        """The number of the first row that tells of this product and day: `number` where it is this one."""
        return self._seen.setdefault((id(product), day), number)


class Groups:
    """How the groups of products were called on a day, read once for each regime."""

    def __init__(self) -> None:
        self._ever = group_names()
        self._names: dict[str, GroupNames] = {}

    def meant(self, text: str, regime: Regime | None) -> str:
        """The code of the group that a text names in the product list of its day, else in that of another
        day; empty where only a person can tell.
        """
        if regime is None:
            return self._ever.meant(text)
        if regime.code not in self._names:
            self._names[regime.code] = group_names(regime)
        return self._names[regime.code].meant(text) or self._ever.meant(text)


class Authorities:
    """Who certified what: the places above a commune, and the regimes of the days."""

    def __init__(self, path: str) -> None:
        above = Place.objects.exclude(level=PlaceLevel.COMMUNE)
        below = above.filter(Q(path__startswith=path) | Q(today_path__startswith=path))
        self._places = {place.path: place for place in below}
        self._country = country()
        self._regimes: dict[date, Regime | None] = {}

    def regime(self, day: date) -> Regime | None:
        """The regime of a day; none before the first."""
        if day not in self._regimes:
            try:
                self._regimes[day] = regime_on(day)
            except Regime.DoesNotExist:
                self._regimes[day] = None
        return self._regimes[day]

    def place(self, level: str, commune: Place, day: date) -> Place | None:
        """The place of a level over a commune as it stood on a day, or over what it became; one that had
        ended by then decided nothing. The country stands for the ministry.
        """
        if level not in PlaceLevel.values:
            return self._country
        above = (self._places.get(path) for path in (*commune.ancestor_paths, commune.province_path))
        at_level = (place for place in above if place and place.level == level)
        return next((place for place in at_level if not place.valid_to or place.valid_to >= day), None)


def cannot_have_decided(decision: PastDecision) -> bool:
    """Whether the place that a decision was entered under cannot have made it: it had ended by that day, or
    stands for the ministry while the number is that of a People's Committee.
    """
    place = decision.place
    if place.valid_to is not None and place.valid_to < decision.decided_on:
        return True
    return place.level == PlaceLevel.COUNTRY and is_of_committee(decision.number)


def of_impossible_issuers(certificates: QuerySet[Certificate]) -> QuerySet[Certificate]:
    """Those of a decision that `cannot_have_decided` tells of: loaded before lists were held against it."""
    ended = Q(past_decision__place__valid_to__lt=F("past_decision__decided_on"))
    no_ministry = Q(past_decision__place__level=PlaceLevel.COUNTRY, past_decision__number__icontains="UBND")
    return certificates.filter(ended | no_ministry)


def past_decisions_of(keys: set[tuple[int, str, date]]) -> dict[tuple[int, str, date], PastDecision]:
    """The past decisions that are kept already, by place, number and day."""
    days = {day for _place, _number, day in keys}
    rows = PastDecision.objects.filter(decided_on__in=days)
    return {(row.place_id, row.number, row.decided_on): row for row in rows}
