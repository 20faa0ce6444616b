"""Numbers of things in a text: “35 sản phẩm”, held against what the plan aims at."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

_NUMBER = r"(?<![\d.,/-])(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}))?\s*"
_OF_BEFORE = re.compile(r"(?:hiện có|hiện nay|đã|lũy kế|luỹ kế|đến nay|tính đến)(?!\w)", re.IGNORECASE)
"""What a line counts that speaks of before the plan."""


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things as it stands in a text."""

    shown: str
    number: Decimal
    unit: str


def counts_in(text: str, units: Iterable[str]) -> list[Count]:
    """Every number of these units, line by line; lines that speak of what there is by now are left out."""
    found = []
    for line in text.splitlines():
        if _OF_BEFORE.search(line):
            continue
        for unit in units:
            for one in re.finditer(_NUMBER + re.escape(unit) + r"(?!\w)", line, re.IGNORECASE):
                number = Decimal(f"{one[1].replace('.', '')}.{one[2] or 0}")
                found.append(Count(one[0], number, unit))
    return found
