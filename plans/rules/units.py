"""Units named in a plan that no longer exist on its day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache


@dataclass(frozen=True, slots=True)
class GoneUnit:
    """A unit by the name that papers use, the last day it existed, and who took over."""

    name: str
    ended_on: date
    successor: str = ""


MERGED_ON = date(2025, 2, 28)
"""The ministries were merged from 1/3/2025, the departments of the provinces with them."""

_MERGED = {
    ("Nông nghiệp và Phát triển nông thôn", "Nông nghiệp và PTNT", "NN và PTNT"): "Nông nghiệp và Môi trường",
    ("Tài nguyên và Môi trường", "TN và MT"): "Nông nghiệp và Môi trường",
    ("Kế hoạch và Đầu tư", "KH và ĐT"): "Tài chính",
    ("Thông tin và Truyền thông", "TT và TT"): "Khoa học và Công nghệ",
}
"""Ministries and departments by the names that papers use, and who took over."""
AGENCIES = (
    *(
        GoneUnit(f"{rank} {name}", MERGED_ON, f"{rank} {successor}")
        for names, successor in _MERGED.items()
        for name in names
        for rank in ("Bộ", "Sở")
    ),
    GoneUnit("Phòng Nông nghiệp và Phát triển nông thôn", date(2025, 6, 30)),
    GoneUnit("Phòng Nông nghiệp và PTNT", date(2025, 6, 30)),
    GoneUnit("Phòng NN và PTNT", date(2025, 6, 30)),
    GoneUnit("Phòng Tài chính - Kế hoạch", date(2025, 6, 30)),
    GoneUnit("UBND các huyện, thành phố", date(2025, 6, 30), "UBND các xã, phường"),
    GoneUnit("UBND các huyện, thị xã, thành phố", date(2025, 6, 30), "UBND các xã, phường"),
)
"""Agencies that plans name and that ended with the mergers of 2025."""


def gone_units_in(text: str, units: Iterable[GoneUnit], *, on: date) -> list[GoneUnit]:
    """The units of a list that a text names although they ended before the day, each once.

    A name counts as a whole word, whatever its case and however its words are spaced or joined (“NN&PTNT”); a
    longer name of the list hides a shorter one inside it.
    """
    found: list[GoneUnit] = []
    rest = text
    for unit in sorted(units, key=lambda one: -len(one.name)):
        pattern = _pattern(unit.name)
        if unit.ended_on < on and pattern.search(rest):
            found.append(unit)
        rest = pattern.sub("", rest)
    return found


@cache
def _pattern(name: str) -> re.Pattern[str]:
    words = r"\s+".join(map(re.escape, name.split()))
    joined = words.replace(r"\s+và\s+", r"(?:\s+và\s+|\s*&\s*)")
    return re.compile(rf"(?<!\w){joined}(?!\w)", re.IGNORECASE)
