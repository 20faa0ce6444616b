"""Drafting from an earlier plan: its years moved on, the acts it cites left alone."""

from __future__ import annotations

import re
from datetime import date

_KEPT = r"\d{1,5}(?:/\d{4})?/[A-ZĐ][\w-]+(?:\s*,?\s*ngày\s+[\d/.\s-]+(?:tháng\s+\d+\s+năm\s+\d{4})?)?"
"""An act with its day: what it is called does not move."""


def moved_on(text: str, *, by: int, first: int, last: int) -> str:
    """The text with each year from `first` to `last` and those of its days moved on by so many years.

    A phase moves as a whole or not at all: the plans for 2025 and 2026 both cite the programme of 2021-2025.
    """
    if not by:
        return text
    pattern = re.compile(
        rf"{_KEPT}|(?<![\d/])(?:(\d{{4}})(\s*[-–]\s*))?(\d{{4}})(?!\d)|(?<=[\dIVX]/)(\d{{4}})(?![\d/])"
    )

    def move(found: re.Match[str]) -> str:
        opens, dash, *closes = found.groups(default="")
        years = [int(year) for year in (opens, *closes) if year]
        if not years or not all(first <= year <= last for year in years):
            return found[0]
        return dash.join(str(year + by) for year in years)

    return pattern.sub(move, text)


def day_moved_on(day: date | None, *, by: int) -> date | None:
    """The same day so many years later; 29/2 becomes 28/2."""
    if day is None:
        return None
    try:
        return day.replace(year=day.year + by)
    except ValueError:
        return day.replace(year=day.year + by, day=28)
