"""The end of a certificate: when its owner files again, and when people are reminded."""

from __future__ import annotations

from datetime import date

LADDER = (180, 150, 120, 90, 45, 30)
"""Days before the end on which people are reminded. 26/2026/QĐ-TTg opens the filing at 180 and closes it at
120; 148/QĐ-TTg has the authority tell of the end at least 30 days before; the steps between are the portal's.
"""

BEFORE, OPEN, LATE, OVER = "before", "open", "late", "over"


def step_due(days_left: int) -> int | None:
    """The step of the ladder a certificate stands on; None while its end is far, and once it is over.

    A step counts from its day until the next one, so that a day without a clock loses no reminder.
    """
    if days_left < 0:
        return None
    return min((step for step in LADDER if days_left <= step), default=None)


def filing_stands(day: date, *, expires_on: date, window: tuple[date, date] | None) -> str:
    """Whether the owner files too early, in time, late or after the end.

    Under a regime without a window (1048/QĐ-TTg, 148/QĐ-TTg) a dossier may be filed on every day before it.
    """
    if day > expires_on:
        return OVER
    if window is None or window[0] <= day <= window[1]:
        return OPEN
    return BEFORE if day < window[0] else LATE
