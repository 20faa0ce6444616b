"""The territory of a place: what lies in it today, or what stood beneath it in its own tree (ADR 0002)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from ocop.localities.choices import PlaceLevel
from ocop.localities.models import Place

THEN_MARK = "-luc-do"
"""Ends the key of a territory that is asked for by the units of the time."""


@dataclass(frozen=True, slots=True)
class Territory:
    """A place and all beneath it. Rows are counted by the unit of today, or with `then` by the unit of the
    time; a place that is no more knows only its own time.
    """

    place: Place
    then: bool = False

    @property
    def by_then(self) -> bool:
        return self.then or self.place.is_former

    @property
    def key(self) -> str:
        """“12” or “12-luc-do”: what an address carries."""
        return f"{self.place.pk}{THEN_MARK if self.then and not self.place.is_former else ''}"

    def condition(self, field: str = "") -> Q:
        """Rows whose place (`field`; empty for places themselves) lies in the territory.

        Asked by the ids of the places, so that an index of the rows by place serves; in the country lies
        everything.
        """
        if self.place.level == PlaceLevel.COUNTRY:
            return Q()
        return Q(**{f"{field}__in": self.places().values("pk")}) if field else Q(**self._prefix)

    def places(self) -> QuerySet[Place]:
        """All places that count for the territory, of today and of the past."""
        return Place.objects.filter(**self._prefix)

    @property
    def _prefix(self) -> dict[str, str]:
        return {f"{'path' if self.by_then else 'today_path'}__startswith": self.place.path}


def territory_of(key: str) -> Territory | None:
    """The territory of a key as an address carries it; None where it names none."""
    pk, mark = key.removesuffix(THEN_MARK), key.endswith(THEN_MARK)
    if not (pk.isascii() and pk.isdecimal() and len(pk) < 10):
        return None
    place = Place.objects.filter(pk=int(pk)).first()
    return Territory(place, then=mark) if place else None
