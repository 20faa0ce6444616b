"""Reading the figures of a territory: summed from its communes, never from anywhere else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.db.models import Count, Min, Q, QuerySet, Sum

from ocop.accounts.models import User
from ocop.core.clock import months_later
from ocop.localities.choices import PlaceLevel
from ocop.localities.models import Place
from ocop.localities.territory import Territory
from reports.choices import FUNNEL, FigureName
from reports.models import Counting, Figure, Total

STARS = (3, 4, 5)
MONTHS = 7
"""How many months the picture of expiring certificates shows, this one first: 180 days and more."""


@dataclass(frozen=True)
class Figures:
    """The sums of a territory, told apart as the figures are."""

    sums: dict[tuple[str, int, int, str, int], int] = field(repr=False)

    def of(self, name: str, *, year: int = 0) -> int:
        """How many there are of a thing, in a year where one is given."""
        return sum(n for (what, when, *_), n in self.sums.items() if what == name and year in (0, when))

    @cached_property
    def years(self) -> list[int]:
        """The years of which something is known, the latest first."""
        known = {year for (name, year, *_rest) in self.sums if name in (*FUNNEL, FigureName.ISSUED)}
        return sorted(known, reverse=True)

    @property
    def by_stars(self) -> dict[int, int]:
        """Products in force by their stars."""
        found = Counter(dict.fromkeys(STARS, 0))
        for (name, *_rest, stars), n in self.sums.items():
            if name == FigureName.VALID:
                found[stars] += n
        return dict(found)

    @property
    def by_group(self) -> dict[str, Counter]:
        """Products in force by group and stars, the largest group first."""
        return _largest_first(
            (group, stars, n)
            for (name, _year, _month, group, stars), n in self.sums.items()
            if name == FigureName.VALID
        )

    @property
    def by_year(self) -> dict[int, Counter]:
        """Certificates by the year of their number and stars, the latest year first."""
        rows: dict[int, Counter] = {}
        for (name, year, _month, _group, stars), n in self.sums.items():
            if name == FigureName.ISSUED:
                rows.setdefault(year, Counter())[stars] += n
        return dict(sorted(rows.items(), reverse=True))

    def by_month(self, on: date) -> list[tuple[int, int, int]]:
        """Year, month and how many certificates in force end in it, from the month of `on`."""
        ends = {
            (year, month): n
            for (name, year, month, *_rest), n in self.sums.items()
            if name == FigureName.ENDING
        }
        months = [months_later(on.replace(day=1), ahead) for ahead in range(MONTHS)]
        return [(m.year, m.month, ends.get((m.year, m.month), 0)) for m in months]


def _largest_first(rows: Iterable[tuple[str, int, int]]) -> dict[str, Counter]:
    found: dict[str, Counter] = {}
    for group, stars, n in rows:
        found.setdefault(group, Counter())[stars] += n
    return dict(sorted(found.items(), key=lambda row: (-row[1].total(), row[0])))


def figures_of(person: User, territory: Territory) -> Figures:
    """What this person may know of the figures of a territory."""
    by = ("name", "year", "month", "group", "stars")
    rows = _rows_of(person, territory)
    return Figures({tuple(row[:-1]): row[-1] for row in rows.values_list(*by).annotate(n=Sum("value"))})


def _rows_of(person: User, territory: Territory) -> QuerySet:
    """The fewest rows that add up to a territory: a province, and the country of provinces, are summed
    already.
    """
    match territory.place.level:
        case PlaceLevel.COUNTRY:
            return Total.objects.visible_to(person).filter(by_then=False)
        case PlaceLevel.PROVINCE:
            return Total.objects.visible_to(person).filter(place=territory.place, by_then=territory.by_then)
        case _:
            return Figure.objects.visible_to(person).filter(territory.condition("place"))


def counted_at(territory: Territory) -> datetime | None:
    """When the figures of a territory were counted; None while some of them never were."""
    steps = territory.place.today_path.split(".")
    asked = Counting.objects.all()
    if territory.place.level != PlaceLevel.COUNTRY:
        asked = asked.filter(province__path=".".join(steps[:2]) + ".")
    found = asked.aggregate(oldest=Min("counted_at"), never=Count("pk", filter=Q(counted_at=None)))
    return None if found["never"] else found["oldest"]


@dataclass(frozen=True)
class PlaceFigures:
    """What a place beneath a territory has; the last of them, without a place, is what belongs to none."""

    place: Place | None
    valid: int = 0
    handed_in: int = 0
    recognised: int = 0
    soon: int = 0
    covered: int = 0
    """Communes with a product; told of provinces alone."""


NAMED = {
    FigureName.VALID: "valid",
    FigureName.HANDED_IN: "handed_in",
    FigureName.RECOGNISED: "recognised",
    FigureName.SOON: "soon",
    FigureName.COVERED: "covered",
}


def by_path(person: User, territory: Territory, *, year: int) -> dict[str, Counter]:
    """The figures of every single place of a territory, under its path of today or of the time; of the
    country those of its provinces.
    """
    if territory.place.level == PlaceLevel.COUNTRY:
        rows, column = Total.objects.filter(by_then=territory.by_then), "place__path"
    else:
        rows = Figure.objects.filter(territory.condition("place"))
        column = "place__path" if territory.by_then else "place__today_path"
    of_year = Q(name__in=(FigureName.HANDED_IN, FigureName.RECOGNISED), year=year)
    named = rows.visible_to(person).filter(of_year | Q(name__in=set(NAMED) - {*FUNNEL}))
    found: dict[str, Counter] = {}
    for path, name, n in named.values_list(column, "name").annotate(n=Sum("value")):
        found.setdefault(path, Counter())[NAMED[FigureName(name)]] += n
    return found


def covered_in(territory: Territory, found: dict[str, Counter], on: date) -> tuple[int, int]:
    """How many communes of a territory have a product, and how many there are; `found` is its `by_path`."""
    if territory.place.level == PlaceLevel.COUNTRY:
        having = sum(counts["covered"] for counts in found.values())
        return having, Place.objects.at_level(PlaceLevel.COMMUNE).in_force(on).count()
    communes = communes_of(territory, on)
    return sum(bool(found.get(commune.path, {}).get("valid")) for commune in communes), len(communes)


def children_of(territory: Territory, on: date) -> Sequence[Place]:
    """The places right beneath: of today, or all there were where units of the time are asked for."""
    beneath = Place.objects.filter(parent=territory.place)
    if not territory.by_then:
        beneath = beneath.in_force(on)
    return list(beneath.order_by("sort_key", "pk"))


def communes_of(territory: Territory, on: date) -> list[Place]:
    """The communes beneath: of today, or those of the last day of a place that is no more."""
    day = territory.place.valid_to or on
    beneath = Place.objects.at_level(PlaceLevel.COMMUNE).within(territory.place.path).in_force(day)
    drawn = beneath.only("level", "kind", "name", "path", "today_path", "north", "east")
    return list(drawn.order_by("sort_key", "pk"))


def by_child(territory: Territory, places: Sequence[Place], found: dict[str, Counter]) -> list[PlaceFigures]:
    """The figures of the places beneath; together they are those of the territory, to the last one."""
    depth = len(territory.place.path)
    sums: dict[str, Counter] = {}
    for path, counts in found.items():
        step = path[depth:].partition(".")[0]
        sums.setdefault(f"{territory.place.path}{step}." if step else "", Counter()).update(counts)
    known = {place.path for place in places}
    rest = sum((counts for path, counts in sums.items() if path not in known), Counter())
    rows = [PlaceFigures(place, **sums.get(place.path, {})) for place in places]
    return [*rows, PlaceFigures(None, **rest)] if rest else rows
