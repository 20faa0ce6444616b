"""A line held against the norm it names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from budgets.rules.amounts import Calculation, per_unit_vnd


class NormStand(StrEnum):
    """How a line stands to its norm."""

    WITHIN = "within"
    OVER = "over"
    UNKNOWN = "unknown"
    """What the norm is about is not told: a quantity, or the whole cost."""
    ENDED = "ended"
    """The norm is not in force in the years of the estimate."""


@dataclass(frozen=True, slots=True)
class NormLimit:
    """A norm: at most `cap_vnd` for a unit, or at most `percent` of a whole cost; in force from – to."""

    cap_vnd: int | None = None
    percent: int | None = None
    starts_on: date = date.min
    ends_on: date | None = None

    def covers(self, first: date, last: date) -> bool:
        """Whether it is in force on at least one day of the period."""
        return self.starts_on <= last and (self.ends_on is None or self.ends_on >= first)


@dataclass(frozen=True, slots=True)
class NormCheck:
    """The answer: where the line stands, what it asks for, and the most that the norm allows (đồng)."""

    stand: NormStand
    asked_vnd: Fraction | None = None
    most_vnd: Fraction | None = None


def checked_against(
    how: Calculation, amount_vnd: int, whole_cost_vnd: int | None, norm: NormLimit, *, first: date, last: date
) -> NormCheck:
    """A cap is held against what one unit costs, a share against the whole cost (điểm bán: ≤ 50 %)."""
    if not norm.covers(first, last):
        return NormCheck(NormStand.ENDED)
    if norm.percent is not None:
        if not whole_cost_vnd:
            return NormCheck(NormStand.UNKNOWN)
        return _stand(Fraction(amount_vnd), Fraction(whole_cost_vnd * norm.percent, 100))
    asked = per_unit_vnd(how)
    if asked is None or norm.cap_vnd is None:
        return NormCheck(NormStand.UNKNOWN)
    return _stand(asked, Fraction(norm.cap_vnd))


def is_passed_by(
    how: Calculation, amount_vnd: int, whole_cost_vnd: int | None, norm: NormLimit, *, first: date, last: date
) -> bool:
    """Whether a line that names no norm would have to be held to this one: it goes beyond it, or does not
    tell what shows that it keeps to it. What is counted for nothing is held whole against a cap.
    """
    check = checked_against(how, amount_vnd, whole_cost_vnd, norm, first=first, last=last)
    if check.stand == NormStand.UNKNOWN:
        return norm.percent is not None or (norm.cap_vnd is not None and amount_vnd > norm.cap_vnd)
    return check.stand == NormStand.OVER


def _stand(asked: Fraction, most: Fraction) -> NormCheck:
    return NormCheck(NormStand.OVER if asked > most else NormStand.WITHIN, asked, most)
