"""Units named in a plan that no longer exist on its day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class GoneUnit:
    """A unit by the name that papers use, the last day it existed, and who took over."""

    name: str
    ended_on: date
    successor: str = ""


MERGED_ON = date(2025, 2, 28)
"""The ministries were merged from 1/3/2025, the departments of the provinces with them."""

AGENCIES = (
    GoneUnit("Bộ Nông nghiệp và Phát triển nông thôn", MERGED_ON, "Bộ Nông nghiệp và Môi trường"),
    GoneUnit("Bộ Kế hoạch và Đầu tư", MERGED_ON, "Bộ Tài chính"),
    GoneUnit("Bộ Thông tin và Truyền thông", MERGED_ON, "Bộ Khoa học và Công nghệ"),
    GoneUnit("Sở Nông nghiệp và Phát triển nông thôn", MERGED_ON, "Sở Nông nghiệp và Môi trường"),
    GoneUnit("Sở Nông nghiệp và PTNT", MERGED_ON, "Sở Nông nghiệp và Môi trường"),
    GoneUnit("Sở Kế hoạch và Đầu tư", MERGED_ON, "Sở Tài chính"),
    GoneUnit("Sở Thông tin và Truyền thông", MERGED_ON, "Sở Khoa học và Công nghệ"),
    GoneUnit("Phòng Nông nghiệp và PTNT", date(2025, 6, 30)),
    GoneUnit("Phòng Tài chính - Kế hoạch", date(2025, 6, 30)),
    GoneUnit("UBND các huyện, thành phố", date(2025, 6, 30), "UBND các xã, phường"),
    GoneUnit("UBND các huyện, thị xã, thành phố", date(2025, 6, 30), "UBND các xã, phường"),
)
"""Agencies that plans name and that ended with the mergers of 2025."""


def gone_units_in(text: str, units: Iterable[GoneUnit], *, on: date) -> list[GoneUnit]:
    """The units of a list that a text names although they ended before the day, each once.

    A name counts as a whole word, whatever its case; a longer name of the list hides a shorter one inside it.
    """
    found: list[GoneUnit] = []
    rest = text
    for unit in sorted(units, key=lambda one: -len(one.name)):
        pattern = re.compile(rf"(?<!\w){re.escape(unit.name)}(?!\w)", re.IGNORECASE)
        if unit.ended_on < on and pattern.search(rest):
            found.append(unit)
        rest = pattern.sub("", rest)
    return found
