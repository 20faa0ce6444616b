"""Counting commune by commune, under the same conditions as the lists behind the pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import ExtractMonth, ExtractYear

from evaluations.models import Certificate
from evaluations.queries.certificates import with_group, with_standing, with_year
from ocop.localities.models import Place
from ocop.localities.territory import Territory
from registrations.models import Dossier, Idea
from registrations.queries.stations import DOSSIER_STATIONS, IDEA_STATIONS, dossier_at, idea_at
from reports.choices import FigureName


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of one thing a commune has: the fields of a `Figure`, the value last."""

    place_id: int
    name: str
    year: int = 0
    month: int = 0
    group: str = ""
    stars: int = 0
    value: int = 0

    @property
    def what(self) -> tuple:
        return self.name, self.year, self.month, self.group, self.stars


def counts_in(province: Place, *, on: date) -> Iterator[Tally]:
    """Everything that is counted in a province of today, places of the past included; nothing that is 0."""
    here = Territory(province).condition("commune")
    yield from _stations(Idea.objects.filter(here), {name: idea_at(name) for name in IDEA_STATIONS})
    yield from _stations(Dossier.objects.filter(here), {name: dossier_at(name) for name in DOSSIER_STATIONS})
    yield from _certificates(Certificate.objects.filter(here), on)


def _stations(rows: QuerySet, stations: dict[str, Q]) -> Iterator[Tally]:
    asked = {name: Count("pk", filter=condition) for name, condition in stations.items()}
    for row in rows.order_by().values("commune_id", "cycle__year").annotate(**asked):
        for name in stations:
            if row[name]:
                yield Tally(row["commune_id"], name, year=row["cycle__year"], value=row[name])


def _certificates(rows: QuerySet[Certificate], on: date) -> Iterator[Tally]:
    valid, soon = with_standing(rows, "valid", on), with_standing(rows, "soon", on)
    by_month = valid.annotate(year=ExtractYear("valid_until"), month=ExtractMonth("valid_until"))
    yield from _told_apart(FigureName.ISSUED, with_year(with_group(rows)), "year", "group", "stars")
    yield from _told_apart(FigureName.VALID, with_group(valid), "group", "stars")
    yield from _told_apart(FigureName.SOON, soon)
    yield from _told_apart(FigureName.ENDING, by_month, "year", "month")


def _told_apart(name: str, rows: QuerySet, *by: str) -> Iterator[Tally]:
    for row in rows.order_by().values("commune_id", *by).annotate(n=Count("pk")):
        place, value = row.pop("commune_id"), row.pop("n")
        yield Tally(place, name, value=value, **row)


@dataclass(frozen=True, slots=True)
class Sum:
    """What the tallies of a province come to: the fields of a `Total`, the value last."""

    place_id: int
    by_then: bool
    name: str
    year: int = 0
    month: int = 0
    group: str = ""
    stars: int = 0
    value: int = 0


def sums_of(tallies: Sequence[Tally]) -> list[Sum]:
    """The tallies of communes added up for their provinces: of today and of the time."""
    sums = added_up(tallies, Place.objects.in_bulk({tally.place_id for tally in tallies}))
    ids = dict(Place.objects.filter(path__in={top for top, *_what in sums}).values_list("path", "pk"))
    return [Sum(ids[top], *what, value) for (top, *what), value in sums.items()]


def added_up(tallies: Iterable[Tally], places: Mapping[int, Place]) -> Counter[tuple]:
    """By the path of a province, by whether it is that of the time, and by what was counted. A commune that
    is one today and has a product counts once as covered.
    """
    sums: Counter[tuple] = Counter()
    having: set[tuple[str, bool, str]] = set()
    for tally in tallies:
        place = places[tally.place_id]
        for path, by_then in ((place.path, True), (place.today_path, False)):
            top = _top(path)
            sums[top, by_then, *tally.what] += tally.value
            if tally.name == FigureName.VALID and path != top and (path == place.today_path or not by_then):
                having.add((top, by_then, path))
    sums.update((top, by_then, FigureName.COVERED, 0, 0, "", 0) for top, by_then, _path in having)
    return sums


def _top(path: str) -> str:
    """The path of the province that a path lies in."""
    return ".".join(path.split(".")[:2]) + "."
