"""The six steps as they hold for one unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zlib import crc32

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ocop.access.scope import scope_of
from ocop.accounts.models import User
from ocop.core.roles import OFFICERS
from ocop.localities.models import Place
from ocop.programme import rules
from ocop.programme.choices import Step
from ocop.programme.models import Cycle, UnitStep
from ocop.programme.rules import Dates, Stand
from ocop.ui import parts


def units_that_plan(person: User, cycle: Cycle) -> QuerySet[Place]:
    """The units within a cycle's province whose own dates this person sets: exactly those of their posts as
    an officer.
    """
    found = Q(pk__in=())
    for level, role in OFFICERS.items():
        paths = {post.path for post in scope_of(person).only(role).posts if post.path}
        found |= Q(level=level, path__in=paths)
    within = Q(path__startswith=cycle.province.path) | Q(today_path__startswith=cycle.province.path)
    return Place.objects.filter(found & within).order_by("path")


def version_of_steps(person: User, cycle: Cycle) -> int:
    """A number of nine digits at most that changes with the dates that this person sets."""
    own = UnitStep.objects.filter(cycle=cycle, unit__in=units_that_plan(person, cycle))
    dates = own.order_by("unit", "step").values_list("unit", "step", "starts_on", "ends_on", "done_on")
    return crc32(repr(list(dates)).encode()) % 10**9


def path_of(person: User) -> str:
    """For which unit a reader is shown the year: that of their first post at a place."""
    return next((post.path for post in person.posts() if post.path), "")


def dates_for(cycle: Cycle, path: str) -> dict[int, Dates]:
    """The dates of each step that hold for the unit with this path: its own, else those of the nearest unit
    above that has any, else the province's.
    """
    chain = [path, *paths_above(path)]
    own: dict[str, dict[int, Dates]] = {}
    for row in UnitStep.objects.filter(cycle=cycle, unit__path__in=chain).select_related("unit"):
        is_own = row.unit.path == path
        done_on = row.done_on if is_own else None
        own.setdefault(row.unit.path, {})[row.step] = Dates(row.starts_on, row.ends_on, done_on, is_own)
    of_province = {row.step: Dates(row.starts_on, row.ends_on) for row in cycle.steps.all()}
    return rules.nearest([*(own[each] for each in chain if each in own), of_province])


def dates_above(cycle: Cycle, path: str) -> dict[int, Dates]:
    """The dates that would hold for the unit with this path if it had none of its own."""
    return dates_for(cycle, next(iter(paths_above(path)), ""))


def paths_above(path: str) -> list[str]:
    """The paths of the places above, the nearest first."""
    steps = path.split(".")[:-1]
    return [".".join(steps[:length]) + "." for length in range(len(steps) - 1, 0, -1)]


@dataclass(frozen=True, slots=True)
class Year:
    """A year as it stands for a unit: its six steps; where we are, what is next and what is late."""

    steps: Sequence[parts.Step]
    sentences: Sequence[str]


def year_of(cycle: Cycle, *, on: date, path: str = "") -> Year:
    """How a year stands for the unit with a path, or for the province, on a day."""
    dates = dates_for(cycle, path)
    return Year([_station(step, dates.get(step), on) for step in Step], _in_words(dates, on))


def _in_words(dates: Mapping[int, Dates], on: date) -> list[str]:
    place = rules.where(dates, on)
    said = [
        _("Đang ở bước %(n)s, %(step)s, đến %(day)s.") % _known(step, dates[step].ends_on)
        for step in place.now
    ]
    if place.next is not None:
        said.append(
            _("Tiếp theo: bước %(n)s, %(step)s, từ %(day)s.")
            % _known(place.next, dates[place.next].starts_on)
        )
    said += [
        _("Trễ: bước %(n)s, %(step)s, hạn %(day)s, chưa ghi xong.") % _known(step, dates[step].ends_on)
        for step in place.late
    ]
    return said


def _known(step: int, day: date) -> dict[str, object]:
    return {"n": step, "step": Step(step).label, "day": f"{day:%d/%m/%Y}"}


def _station(step: Step, dates: Dates | None, on: date) -> parts.Step:
    if dates is None:
        return parts.Step(str(step.label), "ahead", _("chưa đặt ngày"))
    stand = rules.stand_of(dates, on)
    note = f"{dates.starts_on:%d/%m/%Y} – {dates.ends_on:%d/%m/%Y}"
    if stand == Stand.LATE:
        note = _("%(span)s, trễ, chưa ghi xong") % {"span": note}
    elif stand == Stand.OVER:
        note = _("%(span)s, đã qua") % {"span": note}
    elif dates.done_on:
        note = _("%(span)s, xong %(day)s") % {"span": note, "day": f"{dates.done_on:%d/%m/%Y}"}
    return parts.Step(str(step.label), stand.value, note)
