"""The amount of one line: quantity × times × unit price, or a lump sum; and the words that explain it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from ocop.core.money import MOST_VND, dotted


class Shape(StrEnum):
    """What is wrong with how an amount is put together."""

    BOTH = "both"
    NEITHER = "neither"
    NO_QUANTITY = "no_quantity"
    FRACTION = "fraction"
    TOO_LARGE = "too_large"


@dataclass(frozen=True, slots=True)
class Calculation:
    """How a line comes to its amount.

    Either `price_vnd` for each of `quantity` (and each of `times`, such as days), or `lump_vnd`. Beside a
    lump sum, quantity and times are only told, so that it can be held against a norm.
    """

    quantity: Decimal | None = None
    quantity_unit: str = ""
    times: Decimal | None = None
    times_unit: str = ""
    price_vnd: int | None = None
    lump_vnd: int | None = None

    @property
    def units(self) -> Decimal | None:
        """What the price is for: quantity × times; None where nothing is counted."""
        if self.quantity is None:
            return None
        return self.quantity * (self.times if self.times is not None else 1)


def amount_problem(how: Calculation) -> Shape | None:
    """Why no amount follows; None where one does. Fractions of a đồng are never rounded away."""
    if how.lump_vnd is not None and how.price_vnd is not None:
        return Shape.BOTH
    if how.lump_vnd is not None:
        return Shape.TOO_LARGE if how.lump_vnd > MOST_VND else None
    if how.price_vnd is None:
        return Shape.NEITHER
    if how.units is None:
        return Shape.NO_QUANTITY
    amount = how.units * how.price_vnd
    if amount != amount.to_integral_value():
        return Shape.FRACTION
    return Shape.TOO_LARGE if amount > MOST_VND else None


def amount_vnd(how: Calculation) -> int:
    """The amount in whole đồng. Raises `ValueError` where `amount_problem` names one."""
    if problem := amount_problem(how):
        raise ValueError(problem)
    if how.lump_vnd is not None:
        return how.lump_vnd
    return int((how.units or Decimal(0)) * (how.price_vnd or 0))


def explained(how: Calculation) -> str:
    """“= 90 người × 5 ngày × 450.000”, or for a lump sum “khoán gọn, 90 người × 5 ngày”."""
    counted = " × ".join(filter(None, (_counted(how.quantity, how.quantity_unit), _times(how))))
    if how.price_vnd is not None:
        return f"= {counted} × {dotted(how.price_vnd)}" if counted else ""
    if how.lump_vnd is None:
        return ""
    return f"khoán gọn, {counted}" if counted else "khoán gọn"


def per_unit_vnd(how: Calculation) -> Fraction | None:
    """What one unit costs, exactly; None where nothing is counted. 208.300.000 : 90 : 5 ≈ 463 nghìn."""
    if how.price_vnd is not None:
        return Fraction(how.price_vnd)
    if how.lump_vnd is None or not how.units:
        return None
    return Fraction(how.lump_vnd) / Fraction(how.units)


def _times(how: Calculation) -> str:
    return _counted(how.times, how.times_unit) if how.quantity is not None else ""


def _counted(number: Decimal | None, unit: str) -> str:
    return f"{_written(number)} {unit}".strip() if number is not None else ""


def _written(number: Decimal) -> str:
    whole, _dot, rest = format(number, "f").partition(".")
    rest = rest.rstrip("0")
    return dotted(int(whole)) + (f",{rest}" if rest else "")
