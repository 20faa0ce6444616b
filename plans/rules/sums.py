"""The rows of an annex: each that is divided is the sum of what stands below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SumRow:
    """A row of an annex by its tier: 0 the total, 1 a block, 2 a line …; `number` is what is printed."""

    number: str
    tier: int
    amount_vnd: int


@dataclass(frozen=True, slots=True)
class SumFault:
    """A row whose amount is not what its parts make."""

    number: str
    amount_vnd: int
    parts_vnd: int


def sum_faults(rows: Sequence[SumRow]) -> list[SumFault]:
    """The rows, in the order of the annex, that have parts of another sum. A row without parts is right."""
    faults = []
    for at, row in enumerate(rows):
        parts = list(_parts(rows, at))
        if parts and sum(parts) != row.amount_vnd:
            faults.append(SumFault(row.number, row.amount_vnd, sum(parts)))
    return faults


def _parts(rows: Sequence[SumRow], at: int):
    """The amounts one tier below a row, up to the next row of its own tier."""
    tier = rows[at].tier
    for row in rows[at + 1 :]:
        if row.tier <= tier:
            return
        if row.tier == tier + 1:
            yield row.amount_vnd
