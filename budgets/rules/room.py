"""How much of an amount of money is still free, and how much of it may be taken back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Room:
    """What is left to give, bind or pay, and what may come back; whole đồng."""

    left_vnd: int
    back_vnd: int = 0

    def over_by(self, amount_vnd: int) -> int:
        """By how many đồng an amount (negative: what comes back) goes beyond; 0 where it does not."""
        if amount_vnd < 0:
            return max(0, -amount_vnd - self.back_vnd)
        return max(0, amount_vnd - self.left_vnd)
