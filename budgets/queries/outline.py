"""A version as it is read: every line at its place, with its number, sum, explanation and standing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import BigIntegerField, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from budgets.models import Estimate, FundSource, Line, LineComment, LineSource, Norm
from budgets.queries.funds import norms_for, norms_passed_by
from budgets.rules import (
    NormCheck,
    NormStand,
    Placed,
    Tree,
    arranged,
    checked_against,
    explained,
    sum_explained,
)


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """One line. `executor` is the one in force, `inherited_from` the number of the line it comes from."""

    line: Line
    placed: Placed
    explanation: str
    executor: str
    inherited_from: str
    shares: tuple[tuple[FundSource, int], ...]
    check: NormCheck | None
    comments: tuple[LineComment, ...] = ()
    passed_by: tuple[Norm, ...] = ()
    """The norms of its purpose that the line should be held to and names none of."""
    is_of_excess: bool = False
    """Whether it is carried over from a line that was approved beyond its norm. What is left of that may look
    small beside the norm: the quantity is that of the whole.
    """

    @property
    def needs_reason(self) -> bool:
        """Whether it goes beyond what is prescribed, or leaves open whether it does."""
        return self.is_over or self.is_of_excess or bool(self.passed_by)

    @property
    def is_over(self) -> bool:
        return self.check is not None and self.check.stand == NormStand.OVER

    @property
    def is_unchecked(self) -> bool:
        return self.check is not None and self.check.stand in (NormStand.UNKNOWN, NormStand.ENDED)

    @property
    def unshared_vnd(self) -> int:
        """What no source pays yet (or what the sources pay too much, negative)."""
        return self.placed.amount_vnd - sum(amount for _source, amount in self.shares)


@dataclass(frozen=True)
class Outline:
    """A version in reading order."""

    estimate: Estimate
    tree: Tree
    rows: tuple[OutlineRow, ...]

    @property
    def total_vnd(self) -> int:
        return self.tree.total_vnd

    @property
    def total_explained(self) -> str:
        return sum_explained(self.tree, None)

    @cached_property
    def by_source(self) -> list[tuple[FundSource, int]]:
        """What each source pays, the largest first."""
        sums: dict[FundSource, int] = {}
        for row in self.rows:
            for source, amount in row.shares:
                sums[source] = sums.get(source, 0) + amount
        return sorted(sums.items(), key=lambda pair: (-pair[1], pair[0].position))

    @cached_property
    def blocks(self) -> list[OutlineRow]:
        return [row for row in self.rows if row.placed.parent is None]

    @cached_property
    def leaves(self) -> list[OutlineRow]:
        return [row for row in self.rows if row.placed.is_leaf]

    def row(self, key: int) -> OutlineRow:
        return self._by_key[key]

    @cached_property
    def _by_key(self) -> dict[int, OutlineRow]:
        return {row.line.pk: row for row in self.rows}


def outline_of(estimate: Estimate) -> Outline:
    """The whole version in four queries, whatever its size; two more where a line may pass by a norm, one
    where money is carried over.
    """
    lines = list(estimate.lines.select_related("norm"))
    shares = _by_line(LineSource.objects.filter(line__estimate=estimate).prefetch_related("source"))
    comments = _by_line(LineComment.objects.filter(line__estimate=estimate).prefetch_related("said_by"))
    tree = arranged((line.node for line in lines), blocks=estimate.budget.has_blocks)
    by_key = {line.pk: line for line in lines}
    open_lines = any(line.purpose and line.norm is None and line.amount_vnd for line in lines)
    norms = list(norms_for(estimate.budget).exclude(purpose="")) if open_lines else []
    excesses = _excesses({line.origin for line in lines if line.origin})
    rows = tuple(
        _row(
            by_key,
            tree,
            placed,
            estimate,
            norms,
            excesses,
            shares=shares.get(placed.key, ()),
            comments=comments.get(placed.key, ()),
        )
        for placed in tree.lines
    )
    return Outline(estimate, tree, rows)


def _by_line(found: QuerySet) -> dict[int, list]:
    """Rows that hang on lines, by the key of their line, in the order in which they were made.

    Read beside the lines and not prefetched into them: a page of 150 lines would hold 300 querysets.
    """
    by_line: dict[int, list] = {}
    for one in found.order_by("pk"):
        by_line.setdefault(one.line_id, []).append(one)
    return by_line


def _excesses(origins: set[UUID]) -> set[UUID]:
    """The lines, of those of earlier years, that were approved beyond their norm: with a reason."""
    if not origins:
        return set()
    in_force = Line.objects.filter(thread__in=origins, estimate__budget__current=F("estimate"))
    return set(in_force.exclude(over_reason="").values_list("thread", flat=True))


def _row(
    by_key: dict[int, Line],
    tree: Tree,
    placed: Placed,
    estimate: Estimate,
    norms: Sequence[Norm],
    excesses: set[UUID],
    *,
    shares: Sequence[LineSource],
    comments: Sequence[LineComment],
) -> OutlineRow:
    line = by_key[placed.key]
    bearer = next((key for key in (placed.key, *placed.above) if by_key[key].executor), None)
    check, passed_by = None, ()
    if line.norm is None and placed.is_leaf:
        passed_by = norms_passed_by(
            norms,
            line.purpose,
            line.calculation,
            placed.amount_vnd,
            line.whole_cost_vnd,
            estimate.budget,
        )
    if line.norm and placed.is_leaf:
        check = checked_against(
            line.calculation,
            placed.amount_vnd,
            line.whole_cost_vnd,
            line.norm.limit,
            first=estimate.budget.first_day,
            last=estimate.budget.last_day,
        )
    return OutlineRow(
        line=line,
        placed=placed,
        explanation=explained(line.calculation) if placed.is_leaf else sum_explained(tree, placed.key),
        executor=by_key[bearer].executor if bearer else "",
        inherited_from=tree[bearer].number if bearer and bearer != placed.key else "",
        shares=tuple(sorted(((s.source, s.amount_vnd) for s in shares), key=_by_position)),
        check=check,
        comments=tuple(comments),
        passed_by=passed_by,
        is_of_excess=placed.is_leaf and line.origin in excesses,
    )


def _by_position(share: tuple[FundSource, int]) -> int:
    return share[0].position


def with_totals(estimates: QuerySet[Estimate]) -> QuerySet[Estimate]:
    """The estimates with `total_vnd`: the sum of the lines that have an amount of their own."""
    sums = Line.objects.filter(estimate=OuterRef("pk")).order_by().values("estimate")
    return estimates.annotate(total_vnd=_whole(sums))


def _whole(lines: QuerySet) -> Coalesce:
    whole = Subquery(lines.annotate(whole=Sum("amount_vnd")).values("whole"), output_field=BigIntegerField())
    return Coalesce(whole, 0, output_field=BigIntegerField())


def siblings_of(lines: Iterable[Line], parent: int | None) -> Sequence[Line]:
    """The lines beneath a parent in their order."""
    return sorted((one for one in lines if one.parent_id == parent), key=lambda one: (one.position, one.pk))
