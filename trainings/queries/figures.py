"""Figures of classes for targets, reports and dashboards: computed from records, never typed.

Counts are of classes that are over (`HELD`). A class belongs to the place that organises it, a trained
person to the unit that sent them: so sums of communes are those of their district, and of districts the
province.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from ocop.localities.models import Place
from trainings.choices import HELD, Audience, ClassKind
from trainings.models import ClassCost, Nomination, TrainingClass


@dataclass(frozen=True, slots=True)
class TrainingFigures:
    """What was held and who completed it. `turns` counts a person once for each class (lượt người), by who
    they are: officials come without a producer.
    """

    classes: int = 0
    trips: int = 0
    conferences: int = 0
    turns: int = 0
    officials: int = 0
    producers: int = 0


def held_classes(
    place: Place, first: date, last: date, *, kinds: Iterable[str] = ()
) -> QuerySet[TrainingClass]:
    """Classes organised at or below a place, then or today, whose last day lies in the period."""
    rows = TrainingClass.objects.filter(
        _at_or_below(place, "organiser"), state__in=HELD, last_on__gte=first, last_on__lte=last
    )
    return rows.filter(kind__in=list(kinds)) if kinds else rows


def completed_by(place: Place, first: date, last: date, *, kinds: Iterable[str] = ()) -> QuerySet[Nomination]:
    """Who of the units at or below a place completed a class in the period."""
    rows = Nomination.objects.filter(
        _at_or_below(place, "unit"),
        completed=True,
        training__state__in=HELD,
        training__last_on__gte=first,
        training__last_on__lte=last,
    )
    return rows.filter(training__kind__in=list(kinds)) if kinds else rows


def figures_of(place: Place, first: date, last: date) -> TrainingFigures:
    """Everything that was held and completed at or below a place in a period, in two queries."""
    held = dict(held_classes(place, first, last).order_by().values_list("kind").annotate(n=Count("pk")))
    people = completed_by(place, first, last).aggregate(
        turns=Count("pk"),
        officials=Count("pk", filter=Q(producer__isnull=True)),
        producers=Count("pk", filter=Q(producer__isnull=False)),
    )
    return TrainingFigures(
        classes=held.get(ClassKind.CLASS, 0),
        trips=held.get(ClassKind.TRIP, 0),
        conferences=held.get(ClassKind.CONFERENCE, 0),
        **people,
    )


def classes_held(place: Place, first: date, last: date) -> int:
    """How many classes (not trips, not conferences) were held."""
    return held_classes(place, first, last, kinds=[ClassKind.CLASS]).count()


def people_trained(place: Place, first: date, last: date, *, audience: str = Audience.EVERYONE) -> int:
    """Turns (lượt người) of those who completed a class: officials, producers, or everyone."""
    rows = completed_by(place, first, last, kinds=[ClassKind.CLASS])
    if audience == Audience.EVERYONE:
        return rows.count()
    return rows.filter(producer__isnull=audience == Audience.OFFICIALS).count()


def trained_by_unit(place: Place, first: date, last: date) -> dict[int, int]:
    """Turns for each sending unit at or below a place: id of the unit → how many completed a class."""
    rows = completed_by(place, first, last, kinds=[ClassKind.CLASS]).order_by()
    return dict(rows.values_list("unit").annotate(n=Count("pk")))


def held_by_organiser(place: Place, first: date, last: date) -> dict[int, int]:
    """Classes for each organiser at or below a place: id of the place → how many were held."""
    rows = held_classes(place, first, last, kinds=[ClassKind.CLASS]).order_by()
    return dict(rows.values_list("organiser").annotate(n=Count("pk")))


def spent_on_classes(place: Place, first: date, last: date) -> int:
    """Whole đồng paid for what was held."""
    costs = ClassCost.objects.filter(training__in=held_classes(place, first, last).values("pk"))
    return costs.aggregate(paid=Sum("commitment__paid_vnd"))["paid"] or 0


def _at_or_below(place: Place, link: str) -> Q:
    """Rows whose place stood at or below this one, or lies there today."""
    inside = Q(**{f"{link}__path__startswith": place.path})
    return inside | Q(**{f"{link}__today_path__startswith": place.path})
