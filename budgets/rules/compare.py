"""Two versions of an estimate, line by line."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

Thread = TypeVar("Thread", bound=Hashable)


class ChangeKind(StrEnum):
    SAME = "same"
    ADDED = "added"
    DROPPED = "dropped"
    AMOUNT = "amount"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Said:
    """What a version says on one line: its words and its amount in đồng."""

    words: tuple[str, ...]
    amount_vnd: int


@dataclass(frozen=True, slots=True)
class Change(Generic[Thread]):
    """One line in both versions; `difference_vnd` is after less before."""

    thread: Thread
    kind: ChangeKind
    before_vnd: int | None
    after_vnd: int | None

    @property
    def difference_vnd(self) -> int:
        return (self.after_vnd or 0) - (self.before_vnd or 0)


def changes_between(before: Mapping[Thread, Said], after: Mapping[Thread, Said]) -> list[Change[Thread]]:
    """Every line of either version: first those of `after` in order, then those that were dropped."""
    found = [_change(thread, before.get(thread), said) for thread, said in after.items()]
    gone = (thread for thread in before if thread not in after)
    return found + [_change(thread, before[thread], None) for thread in gone]


def in_one_order(
    before: Mapping[Thread, Thread | None], after: Mapping[Thread, Thread | None]
) -> list[Thread]:
    """The lines of both versions as one list to read: those of `after` in their order, and what was dropped
    where it stood, behind the neighbour that it had. Both tell the line above each line, in reading order.
    """
    beneath: dict[Thread | None, list[Thread]] = {}
    for thread, above in after.items():
        beneath.setdefault(above, []).append(thread)
    former: dict[Thread | None, list[Thread]] = {}
    for thread, above in before.items():
        if thread not in after:
            here = beneath.setdefault(above, [])
            ahead = next((one for one in reversed(former.get(above, [])) if one in here), None)
            here.insert(here.index(ahead) + 1 if ahead is not None else 0, thread)
        former.setdefault(above, []).append(thread)
    return list(_read(beneath, None))


def _read(beneath: Mapping[Thread | None, list[Thread]], above: Thread | None) -> Iterator[Thread]:
    for thread in beneath.get(above, []):
        yield thread
        yield from _read(beneath, thread)


def _change(thread: Thread, before: Said | None, after: Said | None) -> Change[Thread]:
    if before is None or after is None:
        kind = ChangeKind.ADDED if before is None else ChangeKind.DROPPED
    elif before.amount_vnd != after.amount_vnd:
        kind = ChangeKind.AMOUNT
    else:
        kind = ChangeKind.SAME if before.words == after.words else ChangeKind.WORDS
    return Change(thread, kind, before.amount_vnd if before else None, after.amount_vnd if after else None)
