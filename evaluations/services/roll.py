"""Who is there: scanned with one's own phone, ticked by the secretary, or come late."""

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluations.choices import SessionState
from evaluations.models import Attendance, Item, Seat, Session, Sheet
from evaluations.queries.councils import seats_on
from evaluations.queries.refusals import why_not_admit
from evaluations.queries.sessions import items_for_latecomers
from evaluations.rules.councils import scored_by_latecomer
from evaluations.services.authority import require_over_council
from evaluations.services.telling import SHEETS
from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core.errors import RuleViolation, refuse
from ocop.core.roles import Role
from ocop.notifications.services import notify

SALT = "evaluations.roll"


def roll_code(session: Session) -> str:
    """What the code on the screen says: this session, signed with the time."""
    return signing.dumps(session.pk, salt=SALT)


@transaction.atomic
def check_in(*, actor: User, session: Session, code: str) -> Attendance:
    """A member scans the code on the screen of the meeting; scanned twice, the first time counts.

    Raises `RuleViolation` for an old or a strange code, for somebody without a seat that day, and once the
    session has opened.
    """
    session = Session.objects.select_for_update(of=("self",)).select_related("council").get(pk=session.pk)
    _refuse_code(session, code)
    if session.state != SessionState.PLANNED:
        raise RuleViolation(_("Phiên đã mở: hãy báo Thư ký."))
    seat = seats_on(session.council, session.held_on).filter(person=actor).first()
    if seat is None:
        raise RuleViolation(_("Bạn không giữ ghế trong Hội đồng vào ngày họp."))
    row, _made = Attendance.objects.get_or_create(session=session, seat=seat)
    if row.present:
        return row
    row.present, row.scanned, row.arrived_at = True, True, timezone.now()
    row.save(update_fields=["present", "scanned", "arrived_at"])
    record(actor=actor, verb="session.check-in", subject=session, role=Role.COUNCIL_MEMBER, seat=seat.pk)
    return row


@transaction.atomic
def admit_latecomer(*, actor: User, session: Session, seat: Seat) -> list[Item]:
    """The secretary records that a member came after the session opened; the products they still score, which
    the Quy chế says, and for which they now have a sheet.

    Raises `NotAllowed`, `RuleViolation` for somebody who is there already or holds no seat that day, and
    unless the session is scoring.
    """
    rows = Session.objects.select_for_update(of=("self",)).select_related("council__place")
    session = rows.get(pk=session.pk)
    role = require_over_council(actor, session.council, {Role.COUNCIL_SECRETARY})
    refuse(why_not_admit(session))
    seat = seats_on(session.council, session.held_on).filter(pk=seat.pk).first()
    if seat is None:
        raise RuleViolation(_("Người này không giữ ghế trong Hội đồng vào ngày họp."), field="seat")
    row, _made = Attendance.objects.get_or_create(session=session, seat=seat)
    if row.present:
        raise RuleViolation(_("Người này đã có mặt."), field="seat")
    row.present, row.arrived_at = True, timezone.now()
    row.save(update_fields=["present", "arrived_at"])
    items = [item for item in _locked_items(session) if _is_left_for(seat, item, session)]
    Sheet.objects.bulk_create(Sheet(item=item, seat=seat) for item in items)
    record(
        actor=actor,
        verb="session.admit",
        subject=session,
        role=role,
        seat=seat.pk,
        items=[item.position for item in items],
    )
    known = {"day": f"{session.held_on:%d/%m/%Y}", "count": len(items)}
    if items:
        words = _("Bạn đã được ghi có mặt ở phiên ngày %(day)s: có %(count)s phiếu chờ bạn chấm.")
        notify([seat.person], words % known, SHEETS, awaits=True)
    return items


def _locked_items(session: Session) -> list[Item]:
    """The agenda under lock, as whoever completes a round holds it, with what decides on latecomers."""
    list(Item.objects.select_for_update(of=("self",)).filter(session=session).order_by("pk"))
    return items_for_latecomers(session)


def _is_left_for(seat: Seat, item: Item, session: Session) -> bool:
    return seat.scores and scored_by_latecomer(
        session.council.late_members,
        scoring_round=item.scoring_round,
        sent=item.sent,
        is_frozen=item.frozen,
    )


def _refuse_code(session: Session, code: str) -> None:
    try:
        named = signing.loads(code, salt=SALT, max_age=settings.ROLL_CODE_SECONDS)
    except signing.SignatureExpired:
        raise RuleViolation(_("Mã đã cũ: hãy quét lại mã trên màn hình.")) from None
    except signing.BadSignature:
        raise RuleViolation(_("Mã không đúng: hãy quét mã trên màn hình của phiên họp.")) from None
    if named != session.pk:
        raise RuleViolation(_("Mã này của phiên họp khác."))
