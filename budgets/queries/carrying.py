"""Money carried over from an earlier year: what a version takes of it, and what units give back for that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from budgets.models import Allotment, Ceiling, Estimate


@dataclass(frozen=True, slots=True)
class Recall:
    """What a unit of the earlier year gives back, since it was given and not committed."""

    allotment: Allotment
    amount_vnd: int


def carried_anew(estimate: Estimate, before: Estimate | None) -> dict[tuple[UUID, int], int]:
    """What a version, and not the one before it, takes over, by line and source of the earlier year."""
    known = threads_of(before)
    return {
        (line.origin, share.source_id): share.amount_vnd
        for line in estimate.lines.filter(origin__isnull=False).prefetch_related("sources")
        for share in line.sources.all()
        if line.thread not in known
    }


def threads_of(estimate: Estimate | None) -> set[UUID]:
    return set(estimate.lines.values_list("thread", flat=True)) if estimate else set()


def recalls_of(ceiling: Ceiling, amount_vnd: int) -> Iterator[Recall]:
    """Which units give back how much so that so many đồng may leave a line: first who has most of it free."""
    short = amount_vnd - ceiling.unallocated_vnd
    holders = ceiling.allotments.select_related("unit").order_by("pk")
    for one in sorted(holders, key=lambda each: -each.takeable_vnd):
        part = min(short, one.takeable_vnd)
        if part <= 0:
            return
        yield Recall(one, part)
        short -= part


def recalls_for(estimate: Estimate) -> list[Recall]:
    """What the decision on a version would take back from the units of the earlier year."""
    if estimate.carried_from is None:
        return []
    carried = carried_anew(estimate, estimate.budget.current)
    ceilings = estimate.carried_from.ceilings.select_related("line").order_by("line__position", "pk")
    return [
        recall
        for ceiling in ceilings
        for recall in recalls_of(ceiling, carried.get((ceiling.thread, ceiling.source_id), 0))
    ]
