"""The order in which a council takes its products."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """A product to be placed: its key, its group and its owner."""

    key: int
    group: str
    owner: int


def alternating(entries: Sequence[Entry]) -> list[int]:
    """The keys in an order in which groups and owners change as often as they can.

    Next comes a product of another owner and another group than the one before, of those the one whose owner
    and whose group have most left; where none is, one of another owner, then one of another group. What
    stands equal keeps the order given.
    """
    left = list(entries)
    placed: list[Entry] = []
    while left:
        last = placed[-1] if placed else None
        groups, owners = Counter(e.group for e in left), Counter(e.owner for e in left)
        costs = [(*_repeats(last, e), -owners[e.owner], -groups[e.group]) for e in left]
        placed.append(left.pop(costs.index(min(costs))))
    return [entry.key for entry in placed]


def _repeats(last: Entry | None, entry: Entry) -> tuple[bool, bool]:
    """Whether an entry repeats the owner and the group of the one before."""
    if last is None:
        return False, False
    return entry.owner == last.owner, entry.group == last.group
