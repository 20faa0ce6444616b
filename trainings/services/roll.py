"""The roll of a half-day: scanned with one's own phone, ticked by hand, or read from the paper."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core import clock
from ocop.core.errors import RuleViolation, refuse
from trainings.choices import HOLDS_A_SEAT, MarkSource
from trainings.models import Attendance, ClassSession, Nomination
from trainings.queries.refusals import why_not_roll
from trainings.queries.roll import nomination_of
from trainings.services.authority import locked, refuse_stale, require_organiser

SALT = "trainings.roll"


def roll_code(session: ClassSession) -> str:
    """What the code on the screen says: this half-day, signed with the time."""
    return signing.dumps(session.pk, salt=SALT)


@transaction.atomic
def check_in(*, actor: User, session: ClassSession, code: str) -> Attendance:
    """A trainee scans the code on the screen; scanned twice, the first time counts.

    Raises `RuleViolation` for an old or a strange code, for somebody who is not on the list, once the roll
    was closed, and before the half-day has begun.
    """
    session = _locked(session.pk)
    _refuse_code(session, code)
    refuse(why_not_roll(session))
    if session.roll_taken_at:
        raise RuleViolation(_("Đã chốt điểm danh buổi này: hãy báo đơn vị tổ chức."))
    one = nomination_of(actor, session.training)
    if one is None:
        raise RuleViolation(_("Bạn không có tên trong danh sách học viên của lớp."))
    marks = Attendance.objects.filter(session=session, nomination=one)
    if mark := marks.filter(present=True).first():
        return mark
    _mark(actor, session, {one.pk: True}, source=MarkSource.QR)
    record(actor=actor, verb="class.check-in", subject=session.training, session=str(session))
    return marks.get()


@transaction.atomic
def take_roll(
    *,
    actor: User,
    session: ClassSession,
    present: Collection[Nomination],
    shown: Collection[int] = (),
    note: str = "",
    version: int | None = None,
    source: str = MarkSource.HAND,
) -> ClassSession:
    """Say who was there; everybody else on the list was not. Saved again it is a correction, with a reason.

    Who scanned the code stays present, unless the actor saw the tick and took it away: `shown` are the
    nominations whose tick was on the page.

    What was changed stays on the trail. Raises `RuleViolation` before the half-day has begun, when the class
    does not run, for a correction without a reason and for somebody who is not on the list, and `Stale`.
    """
    session = _locked(session.pk)
    role = require_organiser(actor, session.training)
    refuse_stale(session, version)
    refuse(why_not_roll(session))
    is_correction = session.roll_taken_at is not None
    if is_correction and not note.strip():
        raise RuleViolation(_("Buổi này đã chốt điểm danh. Hãy nêu lý do sửa."), field="note")
    known = set(trainees(session).values_list("pk", flat=True))
    chosen = {one.pk for one in present}
    if chosen - known:
        raise RuleViolation(_("Có người không thuộc danh sách học viên của lớp."))
    chosen |= _scanned(session) & known - set(shown)
    before = dict(session.roll.values_list("nomination", "present"))
    changed = {pk: pk in chosen for pk in known if before.get(pk) != (pk in chosen)}
    _mark(actor, session, changed, source=source)
    session.roll_taken_at, session.roll_taken_by = timezone.now(), actor
    session.version += 1
    session.save(update_fields=["roll_taken_at", "roll_taken_by", "version"])
    record(
        actor=actor,
        verb="class.roll-correct" if is_correction else "class.roll",
        subject=session.training,
        role=role,
        note=note,
        session=str(session),
        present=len(chosen),
        listed=len(known),
        now_present=_names(pk for pk in chosen if before.get(pk) is False),
        now_absent=_names(pk for pk, was in before.items() if was and pk not in chosen),
    )
    return session


def trainees(session: ClassSession):
    """The list of the class: everybody with a seat."""
    return Nomination.objects.filter(training=session.training_id, state__in=HOLDS_A_SEAT)


def _locked(pk: int) -> ClassSession:
    """The half-day, once its class is locked."""
    locked(ClassSession.objects.values_list("training_id", flat=True).get(pk=pk))
    return ClassSession.objects.select_related("training__organiser").get(pk=pk)


def _scanned(session: ClassSession) -> set[int]:
    scans = session.roll.filter(present=True, source=MarkSource.QR)
    return set(scans.values_list("nomination", flat=True))


def _mark(actor: User, session: ClassSession, marks: Mapping[int, bool], *, source: str) -> None:
    """Write whether each nomination was there, all at once."""
    of_now = {"held_on": session.day, "marked_on": clock.today(), "marked_at": timezone.now()}
    Attendance.objects.bulk_create(
        (
            Attendance(
                session=session,
                nomination_id=nomination,
                present=present,
                source=source,
                marked_by=actor,
                **of_now,
            )
            for nomination, present in marks.items()
        ),
        update_conflicts=True,
        unique_fields=["session", "nomination"],
        update_fields=["present", "source", "marked_by", *of_now],
    )


def _names(keys) -> list[str]:
    return list(
        Nomination.objects.filter(pk__in=list(keys)).order_by("order").values_list("full_name", flat=True)
    )


def _refuse_code(session: ClassSession, code: str) -> None:
    try:
        named = signing.loads(code, salt=SALT, max_age=settings.ROLL_CODE_SECONDS)
    except signing.SignatureExpired:
        raise RuleViolation(_("Mã đã cũ: hãy quét lại mã trên màn hình.")) from None
    except signing.BadSignature:
        raise RuleViolation(_("Mã không đúng: hãy quét mã trên màn hình của lớp.")) from None
    if named != session.pk:
        raise RuleViolation(_("Mã này của buổi khác."))
