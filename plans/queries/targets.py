"""Targets with what is reached of them, and how they are shared out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from ocop.access.scope import scope_of
from ocop.accounts.models import User
from ocop.core import clock
from ocop.core.roles import Role
from ocop.localities.models import Place
from plans.choices import Basis
from plans.models import Indicator, Target
from plans.queries.actuals import Actuals, counted_by_today
from plans.queries.reports import latest_stated
from plans.rules import spans
from plans.rules.targets import Reached, Stand, difference, progress, stand

SETTERS = (Role.DISTRICT_OFFICER, Role.PROVINCE_OFFICER)
"""Who sets targets: the standing office of the unit or of one above."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A target and what the records say of it. `reached` is None where the portal has no records."""

    target: Target
    reached: Reached | None
    progress: int | None
    stand: Stand


@dataclass(frozen=True, slots=True)
class Share:
    """What one unit below is to contribute. `target` is None where it was given none."""

    name: str
    place: Place | None
    target: Target | None
    reached: Reached


@dataclass(frozen=True, slots=True)
class SplitView:
    """A target shared out over the units below. `given` is the sum of their minimums, `difference` how much
    more that is than the whole.
    """

    shares: tuple[Share, ...]
    given: int
    difference: int


@dataclass(frozen=True, slots=True)
class Year:
    """How far a phase had come at the end of a year, from its first day on."""

    year: int
    reached: Reached
    progress: int | None


def units_to_target(person: User) -> QuerySet[Place]:
    """The places for which this person sets targets, those of today and those of the past."""
    return Place.objects.filter(scope_of(person).only(*SETTERS).place(""))


def indicators_for(person: User, *, on: date | None = None) -> QuerySet[Indicator]:
    """What this person may set targets in: the country's indicators and those of the own provinces."""
    day = on or clock.today()
    tops = {".".join(post.path.split(".")[:2]) + "." for post in scope_of(person).posts if post.path}
    known = Indicator.objects.filter(Q(province__isnull=True) | Q(province__path__in=tops))
    return known.in_use(day).order_by("position", "pk")


def standings_of(targets: Iterable[Target], *, on: date | None = None) -> list[Standing]:
    """Targets with what is reached by a day; targets of one unit and one span are asked together."""
    day, kept = on or clock.today(), {}
    found = []
    for target in targets:
        span = target.span.until(day)
        actuals = kept.setdefault((target.unit_id, span), Actuals(target.unit, span))
        found.append(_standing(target, actuals, day))
    return found


def reached_by(
    indicator: Indicator, unit: Place, first_year: int, last_year: int, *, on: date | None = None
) -> Reached | None:
    """What a unit has reached of an indicator in the years, by a day; None where there are no records."""
    if not indicator.measure:
        return None
    span = spans.years(first_year, last_year).until(on or clock.today())
    return Actuals(unit, span).reached(indicator.measure)


def years_of(target: Target, *, on: date | None = None) -> list[Year]:
    """A phase year by year, each counted from the first day of the phase; only years that have begun."""
    day = on or clock.today()
    if not target.indicator.measure:
        return []
    found = []
    for year in range(target.first_year, min(target.last_year, day.year) + 1):
        span = spans.years(target.first_year, year).until(day)
        reached = Actuals(target.unit, span).reached(target.indicator.measure)
        found.append(Year(year, reached, progress(target.aim, reached)))
    return found


def phases_of(target: Target, person: User) -> list[Target]:
    """The targets of the same unit and indicator for parts of its years."""
    inside = Target.objects.visible_to(person).filter(
        indicator=target.indicator_id,
        unit=target.unit_id,
        first_year__gte=target.first_year,
        last_year__lte=target.last_year,
    )
    rows = inside.exclude(pk=target.pk).select_related("indicator", "unit")
    return list(rows.order_by("first_year", "last_year", "pk"))


def units_below(unit: Place, last_year: int) -> QuerySet[Place]:
    """The units one tier down, as they stood at the end of the years, or today, or when the unit ended."""
    day = min(clock.today(), date(last_year, 12, 31), unit.valid_to or date.max)
    day = max(day, unit.valid_from)
    return Place.objects.filter(parent=unit).in_force(day).order_by("sort_key", "pk")


def split_of(target: Target, person: User, *, basis: str = Basis.TODAY) -> SplitView:
    """A target over the units below, with what each has reached. By the units of the time also those are
    listed that have since become part of others.
    """
    below = {place.path: place for place in units_below(target.unit, target.last_year)}
    given = {row.unit.path: row for row in _targets_below(target, person, below)}
    reached = _reached_below(target, basis)
    known = {place.path: place for place in Place.objects.filter(path__in=set(reached) - set(below))}
    shares = [
        Share(place.full_name, place, given.get(path), reached.get(path, _nothing(target)))
        for path, place in below.items()
    ]
    shares += [
        Share(place.full_name, None if path == target.unit.path else place, None, reached[path])
        for path, place in sorted(known.items(), key=lambda pair: (pair[1].sort_key, pair[0]))
    ]
    numbers = [row.minimum or 0 for row in given.values()]
    return SplitView(tuple(shares), sum(numbers), difference(int(target.aim.least), numbers))


def _targets_below(target: Target, person: User, below: dict[str, Place]) -> QuerySet[Target]:
    rows = Target.objects.visible_to(person).filter(
        indicator=target.indicator_id,
        unit__in=[place.pk for place in below.values()],
        first_year=target.first_year,
        last_year=target.last_year,
    )
    return rows.select_related("unit", "indicator")


def _reached_below(target: Target, basis: str) -> dict[str, Reached]:
    if not target.indicator.measure:
        return {}
    actuals = Actuals(target.unit, target.span.until(clock.today()))
    return actuals.reached_below(target.indicator.measure, by_today=counted_by_today(target.unit, basis))


def _reached(target: Target, actuals: Actuals) -> Reached | None:
    """From the records; what they do not know, from the newest report that was sent."""
    if target.indicator.measure:
        return actuals.reached(target.indicator.measure)
    stated = latest_stated(target.indicator, target.unit, first=target.first_year, last=target.last_year)
    if stated is None:
        return None
    return Reached(int(stated * 100), 10_000) if target.indicator.is_share else Reached(int(stated))


def _nothing(target: Target) -> Reached:
    return Reached(0, 0 if target.indicator.is_share else None)


def _standing(target: Target, actuals: Actuals, day: date) -> Standing:
    is_over = target.span.end < day
    reached = _reached(target, actuals)
    if reached is None:
        return Standing(target, None, None, Stand.MISSED if is_over else Stand.OPEN)
    return Standing(
        target, reached, progress(target.aim, reached), stand(target.aim, reached, is_over=is_over)
    )
