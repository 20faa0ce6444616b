"""The years or days that a figure is counted over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From the first to the last day, both counted."""

    start: date
    end: date

    def until(self, day: date) -> Span:
        """What of it has passed by a day; one that is all ahead is its first day only."""
        return Span(self.start, max(self.start, min(self.end, day)))


def years(first: int, last: int) -> Span:
    """Whole calendar years."""
    return Span(date(first, 1, 1), date(last, 12, 31))


def in_words(first: int, last: int) -> str:
    """“2025”, “2021–2025”."""
    return str(first) if first == last else f"{first}–{last}"


def phases_within(first: int, last: int, known: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The phases that lie inside a longer one, in order; the longer one itself is not among them."""
    inside = {span for span in known if first <= span[0] and span[1] <= last and span != (first, last)}
    return sorted(inside)
