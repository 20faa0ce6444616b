"""From points to stars: means, bands, and the minima behind the star marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ocop.law.rules.sheets import Criterion, Marks, SetTree, active_criteria

Points = Decimal | Fraction | int


@dataclass(frozen=True, slots=True)
class Band:
    """The least points of a star; the bound itself belongs to the star."""

    stars: int
    floor: Decimal


@dataclass(frozen=True, slots=True)
class FailedMinimum:
    """A criterion whose agreed option is below what a star demands."""

    stars: int
    criterion: str
    name: str
    needed: str
    needed_points: Decimal
    reached: str
    reached_points: Decimal | None


def mean(totals: Sequence[Decimal]) -> Fraction:
    """The exact mean of the members' totals. Raises `ValueError` without any.

    No act says how to round, so nothing is rounded before comparing: 89,99… is not 90.
    """
    if not totals:
        raise ValueError("no totals to take a mean of")
    return sum((Fraction(total) for total in totals), Fraction(0)) / len(totals)


def stars_for(points: Points, bands: Iterable[Band]) -> int:
    """The best band whose floor the points reach, or 0 when they reach none."""
    exact = Fraction(points)
    return max((band.stars for band in bands if exact >= Fraction(band.floor)), default=0)


def failed_minima(tree: SetTree, agreed: Marks, *, up_to: int = 5) -> list[FailedMinimum]:
    """The minima that the agreed options miss, for stars up to `up_to`; cumulative: 4 stars need those of
    3 too.

    148/QĐ-TTg and 26/2026/QĐ-TTg mark options with stars: the least level for that star on that criterion.
    """
    failed = []
    for criterion in active_criteria(tree, agreed):
        failed += misses_of(criterion, agreed.get(criterion.code), up_to)
    failed += [f for c in _inactive(tree, agreed) for f in misses_of(c, None, up_to)]
    return sorted(failed, key=lambda miss: miss.stars)


def stars_after_minima(stars_by_points: int, failed: Iterable[FailedMinimum]) -> int:
    """The highest star not above `stars_by_points` for which no minimum of it or of a lower star is
    missed.
    """
    lowest = min((miss.stars for miss in failed), default=stars_by_points + 1)
    return min(stars_by_points, lowest - 1)


def misses_of(criterion: Criterion, position: int | None, up_to: int) -> list[FailedMinimum]:
    """The minima of one criterion, for stars up to `up_to`, that the option at a position misses."""
    reached = criterion.option(position)
    failed = []
    star = criterion.any_option_needed_for_star
    if star is not None and star <= up_to and (reached is None or reached.points <= 0):
        least = min((o for o in criterion.options if o.points > 0), key=lambda o: o.points)
        failed.append(_miss(star, criterion, least, reached))
    for option in _least_options(criterion, reached):
        if option.min_for_star <= up_to and (reached is None or reached.points < option.points):
            failed.append(_miss(option.min_for_star, criterion, option, reached))
    return failed


def _inactive(tree: SetTree, agreed: Marks) -> list[Criterion]:
    counted = {criterion.code for criterion in active_criteria(tree, agreed)}
    return [criterion for criterion in tree.criteria() if criterion.code not in counted]


def _least_options(criterion: Criterion, reached) -> list:
    """The marked options to compare with: those of the variant that was ticked, of any variant when none
    was.
    """
    marked = [option for option in criterion.options if option.min_for_star]
    if reached is not None and reached.variant:
        return [option for option in marked if option.variant in ("", reached.variant)]
    cheapest_last = sorted(marked, key=lambda o: o.points, reverse=True)
    return list({option.min_for_star: option for option in cheapest_last}.values())


def _miss(star: int, criterion: Criterion, needed, reached) -> FailedMinimum:
    return FailedMinimum(
        stars=star,
        criterion=criterion.code,
        name=criterion.name,
        needed=needed.label,
        needed_points=needed.points,
        reached=reached.label if reached else "",
        reached_points=reached.points if reached else None,
    )
