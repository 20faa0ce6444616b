"""Whether a target is reached, and how far those of the units below add up to it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum

WHOLE = Decimal(100)


class Stand(StrEnum):
    """Where a target stands."""

    REACHED = "reached"
    OPEN = "open"
    MISSED = "missed"
    """Its years are over and it was not reached."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What is aimed at: a number from `minimum` to `maximum`, or a share in per cent; one of them at least.

    A maximum says what was reckoned with; more than it is no failure.
    """

    minimum: int | None = None
    maximum: int | None = None
    share: Decimal | None = None

    @property
    def least(self) -> Decimal:
        """From where on it is reached."""
        if self.share is not None:
            return self.share
        known = self.minimum if self.minimum is not None else self.maximum
        return Decimal(known or 0)


@dataclass(frozen=True, slots=True)
class Reached:
    """What the records say: a count, or a part of a whole for a share."""

    count: int
    whole: int | None = None

    @property
    def value(self) -> Decimal | None:
        """The count, or the share in per cent; None for a part of nothing."""
        if self.whole is None:
            return Decimal(self.count)
        return WHOLE * self.count / self.whole if self.whole else None


def progress(aim: Aim, reached: Reached) -> int | None:
    """How much of an aim is reached, in whole per cent rounded down, so that 100 says it is reached.

    None where there is nothing to reckon with: a share of nothing. More than 100 is possible.
    """
    value = reached.value
    if value is None:
        return None
    if not aim.least:
        return 100
    return int((WHOLE * value / aim.least).to_integral_value(ROUND_DOWN))


def stand(aim: Aim, reached: Reached, *, is_over: bool) -> Stand:
    """Where a target stands; `is_over` says that its years have passed."""
    part = progress(aim, reached)
    if part is not None and part >= WHOLE:
        return Stand.REACHED
    return Stand.MISSED if is_over else Stand.OPEN


def is_below(aim: Aim, reached: Reached) -> bool:
    """Whether a target asks for less than there is already: the most it asks for is already passed."""
    value = reached.value
    if value is None:
        return False
    most = aim.share if aim.share is not None else (aim.maximum if aim.maximum is not None else aim.minimum)
    return most is not None and Decimal(most) < value


def problem_with(aim: Aim, *, is_share: bool) -> str:
    """The name of what is wrong with an aim: "empty", "order", "not_share", "not_number" or ""."""
    has_number = aim.minimum is not None or aim.maximum is not None
    if aim.share is None and not has_number:
        return "empty"
    if is_share and has_number:
        return "not_number"
    if not is_share and aim.share is not None:
        return "not_share"
    if aim.minimum is not None and aim.maximum is not None and aim.maximum < aim.minimum:
        return "order"
    return ""


def difference(whole: int, parts: list[int]) -> int:
    """How much more the parts say than the whole; negative where something is left to give."""
    return sum(parts) - whole
