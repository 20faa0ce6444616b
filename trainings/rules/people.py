"""One person is one person; enough of the half-days is a completed class."""

from __future__ import annotations

from ocop.core.text import spoken_key


def person_key(unit: int, full_name: str) -> str:
    """By what two nominations are known to be one person: the unit that sends them, and the name.

    Case, spaces and the way a tone is typed do not matter; another tone is another name.
    """
    return f"{unit}:{spoken_key(full_name)}"[:200]


def present_enough(present: int, held: int, percent: int) -> bool:
    """Whether so many half-days of those held reach the threshold; of none held nothing is completed.

    No act sets the share: it is a figure of the class, 80 % unless the organiser says otherwise.
    """
    return held > 0 and present * 100 >= held * percent
