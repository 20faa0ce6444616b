"""Deadlines written in a text."""

from __future__ import annotations

import re
from datetime import date

_DAY = r"(\d{1,2})\s*(?:[/.-]|tháng)\s*(\d{1,2})\s*(?:[/.-]|năm)\s*(\d{4})"
_DEADLINE = re.compile(
    rf"(?:trước|chậm nhất|hoàn thành|xong|đến hết|hạn cuối|thời hạn|hạn|từ|đến)"
    rf"\s*:?\s+(?:trước\s+|vào\s+|trong\s+|là\s+)?(?:ngày\s+)?{_DAY}",
    re.IGNORECASE,
)


def deadlines_in(text: str) -> list[date]:
    """Days behind words such as “trước ngày”, “xong”, “đến hết ngày”; days of no calendar are left out."""
    days = []
    for found in _DEADLINE.finditer(text):
        try:
            days.append(date(int(found[3]), int(found[2]), int(found[1])))
        except ValueError:
            continue
    return days
