"""One line of “Việc hôm nay”."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ocop.ui.parts import Status

SHOWN_OF_A_KIND = 10
"""Of one kind of work at most so many lines are shown; a last line leads to the list of the others."""


@dataclass(frozen=True, slots=True)
class Work:
    """One thing to do. `count` says for how many tasks one line stands: what is done for many at once, as one
    run of reminders, is one task. `due` is the last day, where there is one.
    """

    title: str
    url: str
    note: str = ""
    icon: str = "dossier"
    due: date | None = None
    status: Status | None = None
    count: int = 1
