"""How far a member's totals lie from the council over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Severity:
    """One member over several products. `away` are the distances product by product: below 0 where the
    member was stricter than the others.
    """

    away: tuple[Fraction, ...]

    @property
    def mean(self) -> Fraction:
        """The mean distance; 0 where nothing was scored."""
        return sum(self.away, Fraction(0)) / len(self.away) if self.away else Fraction(0)

    @property
    def widest(self) -> Fraction:
        """The distance that is furthest from 0."""
        return max(self.away, key=abs, default=Fraction(0))


def severities(products: Sequence[Mapping[int, Decimal]]) -> dict[int, Severity]:
    """For each member, how far their total lay from the mean of the other members, product by product.

    `products` maps members to totals, in the order of time. Where a member scored a product alone there is
    nobody to be compared with, and nothing is told.
    """
    away: dict[int, list[Fraction]] = {}
    for totals in products:
        everybody = sum((Fraction(total) for total in totals.values()), Fraction(0))
        for member, total in totals.items():
            if len(totals) > 1:
                others = (everybody - Fraction(total)) / (len(totals) - 1)
                away.setdefault(member, []).append(Fraction(total) - others)
    return {member: Severity(tuple(distances)) for member, distances in away.items()}
