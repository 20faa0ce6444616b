"""A plan in the order of its paper: every heading with its number, every row in its section."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from budgets.queries.outline import Outline, outline_of
from ocop.law.queries import citation_of
from plans.choices import AimKind, SectionKind
from plans.models import (
    Plan,
    PlanActivity,
    PlanAim,
    PlanAnnex,
    PlanGround,
    PlanPhase,
    PlanReporting,
    PlanSection,
    PlanTask,
    Target,
)
from plans.rules.markup import Piece, pieces_of
from plans.rules.numbering import numbered

Row = PlanActivity | PlanTask


@dataclass(frozen=True, slots=True)
class ReadRow:
    """An activity or a task at its place. `level` counts on from its section's."""

    row: Row
    level: int
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class ReadSection:
    """A section with the rows that its kind prints."""

    section: PlanSection
    number: str
    title: str
    pieces: tuple[Piece, ...]
    rows: tuple[ReadRow, ...] = ()


@dataclass(frozen=True)
class Reading:
    """A whole plan, read once."""

    plan: Plan
    grounds: tuple[tuple[PlanGround, str], ...]
    sections: tuple[ReadSection, ...]
    aims: tuple[PlanAim, ...]
    reportings: tuple[PlanReporting, ...]
    phases: tuple[PlanPhase, ...]
    annexes: tuple[tuple[PlanAnnex, str], ...]
    """Each with its name: “Phụ lục”, or “Phụ lục I” where there are several."""
    outline: Outline | None
    shares: dict[int, tuple[Target, ...]]
    """By the key of an aim: what the units below are to contribute to its target."""

    @property
    def general_aims(self) -> list[PlanAim]:
        return [aim for aim in self.aims if aim.kind == AimKind.GENERAL]

    @property
    def specific_aims(self) -> list[PlanAim]:
        return [aim for aim in self.aims if aim.kind == AimKind.SPECIFIC]

    @cached_property
    def activities(self) -> list[ReadRow]:
        return [row for one in self.sections for row in one.rows if isinstance(row.row, PlanActivity)]

    @cached_property
    def tasks(self) -> list[ReadRow]:
        return [row for one in self.sections for row in one.rows if isinstance(row.row, PlanTask)]

    @property
    def recipients(self) -> tuple[str, ...]:
        return tuple(line.lstrip("-+ ") for line in self.plan.recipients.splitlines() if line.strip())

    def annex_of(self, kind: str) -> str:
        """What the annex of a kind is called in the text; empty without one."""
        return next((name for annex, name in self.annexes if annex.kind == kind), "")


def reading_of(plan: Plan) -> Reading:
    """The plan in at most a dozen queries, whatever its length."""
    activities = _beneath(list(plan.activities.order_by("position", "pk")))
    tasks = [(0, task) for task in plan.tasks.order_by("position", "pk")]
    rows = {SectionKind.ACTIVITIES: activities, SectionKind.ORGANISATION: tasks}
    aims = tuple(plan.aims.select_related("target__indicator").order_by("kind", "position", "pk"))
    grounds = plan.grounds.select_related("act").order_by("position", "pk")
    return Reading(
        plan=plan,
        grounds=tuple((ground, ground_words(ground)) for ground in grounds),
        sections=_sections(list(plan.sections.select_related("saved_by").order_by("position", "pk")), rows),
        aims=aims,
        reportings=tuple(plan.reportings.order_by("due_on", "pk")),
        phases=tuple(plan.phases.order_by("starts_on", "pk")),
        annexes=_annexes(list(plan.annexes.order_by("position", "pk"))),
        outline=outline_of(plan.estimate) if plan.estimate_id else None,
        shares=shares_of(plan, aims),
    )


def shares_of(plan: Plan, aims: Iterable[PlanAim]) -> dict[int, tuple[Target, ...]]:
    """The targets that the units right below have for the same indicator and years, by aim."""
    held = {aim.pk: aim.target for aim in aims if aim.target_id}
    if not held:
        return {}
    rows = Target.objects.filter(
        indicator__in={target.indicator_id for target in held.values()}, unit__parent=plan.unit_id
    )
    found = list(rows.select_related("unit").order_by("unit__sort_key", "pk"))
    return {key: tuple(one for one in found if _same(one, target)) for key, target in held.items()}


def _same(one: Target, target: Target) -> bool:
    """Whether two targets count the same thing in the same years."""
    mine = (target.indicator_id, target.first_year, target.last_year)
    return (one.indicator_id, one.first_year, one.last_year) == mine


def ground_words(ground: PlanGround) -> str:
    """A ground as it is printed, without its closing mark."""
    if ground.words:
        return ground.words
    return f"Căn cứ {citation_of(ground.act)}"


def _beneath(activities: list[PlanActivity]) -> list[tuple[int, PlanActivity]]:
    """Each with its depth, what stands beneath another behind it."""
    known = {one.pk for one in activities}
    placed = []
    for top in activities:
        if top.parent_id in known:
            continue
        placed.append((0, top))
        placed += [(1, one) for one in activities if one.parent_id == top.pk]
    return placed


def _sections(sections: list[PlanSection], rows: dict) -> tuple[ReadSection, ...]:
    """Numbered in one go, so that what follows the activities counts on from them (7, then “8. Kinh phí”)."""
    titles: list[tuple[int, str]] = []
    for section in sections:
        titles.append((section.level, section.title))
        titles += [(section.level + 1 + depth, _title(row)) for depth, row in rows.get(section.kind, ())]
    given = iter(zip(titles, numbered(titles), strict=True))
    read = []
    for section in sections:
        _level, (number, title) = next(given)
        below = []
        for _depth, row in rows.get(section.kind, ()):
            (level, _words), (row_number, row_title) = next(given)
            below.append(ReadRow(row, level, row_number, row_title))
        read.append(ReadSection(section, number, title, pieces_of(section.text), tuple(below)))
    return tuple(read)


def _title(row: Row) -> str:
    return row.agency if isinstance(row, PlanTask) else row.title


def _annexes(annexes: list[PlanAnnex]) -> tuple[tuple[PlanAnnex, str], ...]:
    if len(annexes) == 1:
        return ((annexes[0], "Phụ lục"),)
    names = numbered([(1, f"{annex}") for annex in annexes])
    return tuple((annex, f"Phụ lục {number}") for annex, (number, _t) in zip(annexes, names, strict=True))
