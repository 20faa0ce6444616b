"""Who may read sheets and results once a session is closed. Before that nobody may."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from evaluations.choices import DecisionState, ResultsShown, SeatRole, SessionState, SheetsShown
from evaluations.models import DecisionLine, Grading, Recusal, Session
from evaluations.queries.reopenings import is_reopened
from ocop.accounts.models import User
from ocop.core.roles import LEADERS, OFFICERS, Level, Role

COUNCIL = frozenset({Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY})


def items_with_open_sheets(person: User, session: Session) -> set[int]:
    """The keys of the products whose sheets a person may read: none before the close, and never those that
    they stay out of, whatever else they do for the council.
    """
    if not may_read_sheets(person, session):
        return set()
    out = Recusal.objects.filter(seat__person=person).values("item")
    return set(session.items.exclude(pk__in=out).values_list("pk", flat=True))


def may_read_sheets(person: User, session: Session) -> bool:
    """Whether a person may read the sheets of a session: only once it is closed, and only its council, the
    officers of its level and the auditors. Where the Quy chế keeps them to chair and secretary, no other
    member.
    """
    if session.state != SessionState.CLOSED:
        return False
    if keeps_sheets(person, session):
        return True
    held = Session.objects.roles_over(person, session)
    return session.council.sheets_shown != SheetsShown.LEADERS and bool(held & COUNCIL)


def may_read_names(person: User, session: Session) -> bool:
    """Whether the sheets are shown to a person with the names of who filled them."""
    return session.council.sheets_shown != SheetsShown.NAMELESS or keeps_sheets(person, session)


def keeps_sheets(person: User, session: Session) -> bool:
    """Chair, secretary, the officer of the level and the auditors: they read every sheet, with its name."""
    keepers = {Role.COUNCIL_SECRETARY, OFFICERS[Level(session.council.level)], Role.AUDITOR}
    if Session.objects.roles_over(person, session) & keepers:
        return True
    chairs = session.council.seats.filter(role=SeatRole.CHAIR, person=person)
    return chairs.held_on(session.held_on).exists()


def may_read_results(person: User, session: Session) -> bool:
    """Whether a person may read the results of a closed session, or of one open again those that stay: its
    council and those who prepare and sign at once, others from the moment the Quy chế names.
    """
    council = session.council
    if session.state != SessionState.CLOSED and not is_reopened(session):
        return False
    if council.results_shown == ResultsShown.CLOSE:
        return True
    level = Level(council.level)
    inside = COUNCIL | {Role.ADVISER, OFFICERS[level], LEADERS[level], Role.AUDITOR}
    if Session.objects.roles_over(person, session) & inside:
        return True
    decided = DecisionLine.objects.filter(grading=OuterRef("pk"), decision__state=DecisionState.SIGNED)
    waiting = Grading.objects.filter(~Exists(decided), item__session=session, item__once_more__isnull=True)
    return not waiting.exists()
