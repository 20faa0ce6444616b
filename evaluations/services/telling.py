"""Where news that wait for an act lead to, and when that act is done."""

from __future__ import annotations

from collections.abc import Iterable

from evaluations.choices import SessionState, SheetState
from evaluations.models import Session, Sheet
from ocop.accounts.models import User
from ocop.notifications.services import settle

SHEETS = "/phieu/"
"""Where a member finds the sheets that wait for them."""


def declare_path(session: Session) -> str:
    """Where the members declare their interests and read; until the session opens it waits for them."""
    return f"/phien/{session.pk}/khai-bao/"


def settle_scored(people: Iterable[User]) -> None:
    """What called these people to their sheets is done for whoever has none left to score."""
    open_sheets = Sheet.objects.filter(state=SheetState.DRAFT, item__session__state=SessionState.SCORING)
    busy = set(open_sheets.filter(seat__person__in=people).values_list("seat__person", flat=True))
    settle(SHEETS, people=[person for person in people if person.pk not in busy])
