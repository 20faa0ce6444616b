"""Adding up what was counted, from the places of the records to the units above them.

A place is named by its two paths (ADR 0002): where it stood in its own tree, and whose territory it is today.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

PROVINCE_DEPTH = 2
"""Steps of a province's path: country and province."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How much the records of one place come to."""

    path: str
    today: str
    count: int


@dataclass(frozen=True, slots=True)
class Split:
    """A figure of a unit, by the units one tier below it.

    `parts` is keyed by path. `own` is what belongs to the unit itself, such as money of its own budget, or a
    former commune of which nobody knows where it lies now. `total` = the sum of the parts + `own`, always.
    """

    total: int
    parts: Mapping[str, int]
    own: int


def is_beneath(tally: Tally, unit: str, *, is_former: bool) -> bool:
    """Whether the records lie in a unit: a former one holds what stood in its tree, one in force all that is
    its territory today.
    """
    return (tally.path if is_former else tally.today).startswith(unit)


def split_below(
    tallies: Iterable[Tally], unit: str, *, is_former: bool = False, by_today: bool = True, once: bool = False
) -> Split:
    """What a unit's figure is made of, one tier below.

    `by_today` sorts by the units of today, else by those of the time; of a former unit only the latter is
    known. With `once` places are counted, not what lies in them: every place with at least one record is 1,
    and which places there are depends on the basis.
    """
    by_today = by_today and not is_former
    held: dict[str, int] = {}
    for tally in tallies:
        if is_beneath(tally, unit, is_former=is_former):
            key = tally.today if by_today else tally.path
            held[key] = max(held.get(key, 0), 1) if once else held.get(key, 0) + tally.count
    if once:  # territory of which only the province is known is no place of its own
        held = {path: count for path, count in held.items() if _depth(path) > PROVINCE_DEPTH}
    depth, parts, own = _depth(unit) + 1, {}, 0
    for path, count in held.items():
        if path == unit or _depth(path) < depth:
            own += count
        else:
            part = _cut(path, depth)
            parts[part] = parts.get(part, 0) + count
    return Split(own + sum(parts.values()), parts, own)


def total_of(tallies: Iterable[Tally], unit: str, *, is_former: bool = False, once: bool = False) -> int:
    """A unit's figure."""
    return split_below(tallies, unit, is_former=is_former, once=once).total


def _depth(path: str) -> int:
    return path.count(".")


def _cut(path: str, depth: int) -> str:
    return ".".join(path.split(".")[:depth]) + "."
