"""When the totals of one product lie too far apart, and on which criteria.

A rule of the Quy chế (observed: Tây Ninh, Đồng Tháp, 10 points): no act has one.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ocop.law.rules import SetTree, active_criteria
from ocop.law.rules.sheets import Marks


def is_spread(totals: Sequence[Decimal], allowed: int | None) -> bool:
    """Whether the highest and the lowest total differ by more than `allowed` points; None allows all."""
    return allowed is not None and len(totals) > 1 and max(totals) - min(totals) > allowed


def dividing_criteria(tree: SetTree, sheets: Sequence[Marks], allowed: int) -> tuple[str, ...]:
    """The codes of the fewest criteria without which no two totals would differ by more than `allowed`.

    The criterion on which the sheets lie widest apart comes first. Neither points nor sheets are named, so
    that the council can talk about the criteria while the session stays blind.
    """
    points = [_points(tree, marks) for marks in sheets]
    order = {criterion.code: place for place, criterion in enumerate(tree.criteria())}
    widest = sorted(order, key=lambda code: (-_width(points, code), order[code]))
    named: list[str] = []
    for code in widest:
        rest = [sum((worth for c, worth in row.items() if c not in named), Decimal(0)) for row in points]
        if not is_spread(rest, allowed) or not _width(points, code):
            break
        named.append(code)
    return tuple(named)


def _points(tree: SetTree, marks: Marks) -> dict[str, Decimal]:
    options = {c.code: c.option(marks.get(c.code)) for c in active_criteria(tree, marks)}
    return {code: option.points if option else Decimal(0) for code, option in options.items()}


def _width(points: Sequence[dict[str, Decimal]], code: str) -> Decimal:
    worth = [row.get(code, Decimal(0)) for row in points]
    return max(worth) - min(worth)
