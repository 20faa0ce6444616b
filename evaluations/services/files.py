"""The files of a meeting go out to its members, in time."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from evaluations.choices import SeatRole
from evaluations.models import Session
from evaluations.queries.councils import seats_on
from evaluations.queries.files import files_due_on, sessions_owing_files
from evaluations.queries.refusals import why_not_send_files
from evaluations.services.authority import officer_of, require_over_council
from evaluations.services.telling import declare_path
from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core import clock
from ocop.core.errors import refuse
from ocop.core.roles import Role
from ocop.law.queries import working_calendar
from ocop.law.rules.calendar import Exceptions, add_working_days
from ocop.notifications.services import notify


@transaction.atomic
def send_files(*, actor: User, session: Session) -> Session:
    """Tell every member who scores that the files are there to be declared on and read; once more after the
    agenda grew. The first time stays as the day on which they went out.

    Raises `NotAllowed`, `RuleViolation` for an empty agenda and once the session has opened.
    """
    rows = Session.objects.select_for_update(of=("self",)).select_related("council__place")
    session = rows.get(pk=session.pk)
    roles = {Role.COUNCIL_SECRETARY, officer_of(session.council.level)}
    role = require_over_council(actor, session.council, roles)
    refuse(why_not_send_files(session))
    if session.files_sent_at is None:
        session.files_sent_at, session.files_sent_by = timezone.now(), actor
        session.save(update_fields=["files_sent_at", "files_sent_by"])
    readers = seats_on(session.council, session.held_on).filter(scores=True)
    known = {"day": f"{session.held_on:%d/%m/%Y}", "count": session.items.count()}
    words = _("Hồ sơ của phiên ngày %(day)s đã gửi: %(count)s sản phẩm chờ bạn khai báo và đọc.")
    notify([seat.person for seat in readers], words % known, declare_path(session), awaits=True)
    record(actor=actor, verb="session.send-files", subject=session, role=role, readers=len(readers))
    return session


def remind_of_files() -> int:
    """Tell the secretary of every meeting whose files are due on the next working day or before and have not
    gone out; returns of how many. Once a day at most, whatever the clock does.
    """
    today, calendar = clock.today(), working_calendar()
    near = add_working_days(today, 1, calendar)
    with translation.override(settings.LANGUAGE_CODE):
        return sum(
            _remind(session, today, due)
            for session in sessions_owing_files(_coming(today, near, calendar), today)
            if (due := files_due_on(session, calendar)) <= near
        )


def _coming(today: date, near: date, calendar: Exceptions):
    """Sessions that may be due: no Quy chế asks for files more than thirty working days ahead."""
    latest = add_working_days(near, 31, calendar) + timedelta(days=1)
    return Session.objects.filter(held_on__gte=today, held_on__lte=latest)


@transaction.atomic
def _remind(session: Session, today: date, due: date) -> bool:
    rows = sessions_owing_files(Session.objects.select_for_update(of=("self",)), today)
    kept = rows.filter(pk=session.pk).first()
    if kept is None or kept.files_reminded_on == today:
        return False
    kept.files_reminded_on = today
    kept.save(update_fields=["files_reminded_on"])
    secretaries = seats_on(kept.council, kept.held_on).filter(role=SeatRole.SECRETARY)
    late = due < today
    words = (
        _("Quá hạn gửi hồ sơ phiên ngày %(day)s cho thành viên (hạn %(due)s): hãy gửi ngay.")
        if late
        else _("Hồ sơ phiên ngày %(day)s phải gửi cho thành viên trước hết ngày %(due)s.")
    )
    known = {"day": f"{kept.held_on:%d/%m/%Y}", "due": f"{due:%d/%m/%Y}"}
    notify([seat.person for seat in secretaries], words % known, f"/phien/{kept.pk}/")
    return True
