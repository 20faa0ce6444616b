"""When the files of a meeting must be with its members, and which meetings still owe them."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import localdate

from evaluations.choices import SessionState
from evaluations.models import Item, Session
from ocop.core import clock
from ocop.law.rules.calendar import Exceptions, working_day_after, working_day_before


def files_due_on(session: Session, calendar: Exceptions) -> date:
    """The last day on which files may still go out: the working days of the council's Quy chế before it
    meets. The acts: one (148/QĐ-TTg), two (1048/QĐ-TTg).
    """
    return working_day_before(session.held_on, session.council.files_days_before, calendar)


def earliest_day(session: Session, calendar: Exceptions) -> date:
    """The first day on which a session may meet so that its files are with the members in time: counted from
    the day on which they went out, else from today; today where nothing stands on its agenda.
    """
    today = clock.today()
    if not session.items.exists():
        return today
    sent_on = localdate(session.files_sent_at) if session.files_sent_at else today
    return max(today, working_day_after(sent_on, session.council.files_days_before, calendar))


def sessions_owing_files(sessions: QuerySet[Session], day: date) -> QuerySet[Session]:
    """Those that are planned for a day or later, have products, and whose files have not gone out."""
    filled = Exists(Item.objects.filter(session=OuterRef("pk")))
    owing = sessions.filter(filled, state=SessionState.PLANNED, files_sent_at__isnull=True, held_on__gte=day)
    return owing.select_related("council__place").order_by("held_on", "pk")
