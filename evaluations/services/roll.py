"""Who is there: scanned with one's own phone, or ticked by the secretary."""

from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluations.choices import SessionState
from evaluations.models import Attendance, Session
from evaluations.queries.councils import seats_on
from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core.errors import RuleViolation
from ocop.core.roles import Role

SALT = "evaluations.roll"
ROLL_CODE_SECONDS = 10 * 60
"""How long a code on the screen of the meeting may be scanned."""


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


def _refuse_code(session: Session, code: str) -> None:
    try:
        named = signing.loads(code, salt=SALT, max_age=ROLL_CODE_SECONDS)
    except signing.SignatureExpired:
        raise RuleViolation(_("Mã đã cũ: hãy quét lại mã trên màn hình.")) from None
    except signing.BadSignature:
        raise RuleViolation(_("Mã không đúng: hãy quét mã trên màn hình của phiên họp.")) from None
    if named != session.pk:
        raise RuleViolation(_("Mã này của phiên họp khác."))
