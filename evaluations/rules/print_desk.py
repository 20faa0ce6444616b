"""Which certificates of a batch are printed first, to be looked at before all others."""

from collections.abc import Iterable
from math import ceil
from typing import TypeVar

T = TypeVar("T")

LEAST_PROOFS = 3
PROOF_SHARE = 20
"""One in so many is looked at; of a small batch at least `LEAST_PROOFS`. Found in no act: a province may set
both from a day on.
"""

RUN_AT_MOST = 200
"""Certificates of one batch: a file of some sixteen megabytes."""


def proofs_of(count: int, *, share: int = PROOF_SHARE, least: int = LEAST_PROOFS) -> int:
    """How many of a batch of `count` are printed as proofs: one of `share`, at least `least`."""
    return min(count, max(least, ceil(count / share)))


def longest_first(rows: Iterable[tuple[T, str, str, str]]) -> list[T]:
    """The things of (thing, product, producer, address), those whose names take most room first.

    The names are printed larger than the address, so the longer of the two decides and the address only
    parts equals. Equal ones keep their order.
    """

    def room(row: tuple[T, str, str, str]) -> tuple[int, int, int]:
        _thing, product, producer, address = row
        return -max(len(product), len(producer)), -len(product) - len(producer), -len(address)

    return [row[0] for row in sorted(rows, key=room)]
