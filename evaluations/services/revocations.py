"""Revoking: an officer records the conclusion, a leader decides on it within the term that the act sets."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluations.models import Certificate, RevocationCase
from evaluations.queries.revocations import open_case_of, why_not_conclude, why_not_under
from evaluations.services.authority import NotAllowed
from evaluations.workflow import CERTIFICATE, REVOCATION, conclude_at
from ocop.accounts.models import User
from ocop.accounts.queries import holders
from ocop.audit.services import record
from ocop.core import clock
from ocop.core.errors import RuleViolation, refuse
from ocop.core.roles import Level, Role
from ocop.law.queries import regime_on, rules_of
from ocop.localities.queries import place_today
from ocop.notifications.services import notify, settle

TERM = "revocation"


@transaction.atomic
def record_conclusion(
    *,
    actor: User,
    certificate: Certificate,
    ground: str,
    concluded_on: date,
    concluded_by: str,
    details: str,
    conclusion_number: str = "",
) -> RevocationCase:
    """Record that a ground of 26/2026/QĐ-TTg Art. 8 was concluded; the leader is told, and the term runs.

    The term is that of the regime on the day of the conclusion; before the act that sets it there is none.
    Raises `NotAllowed`, and `RuleViolation` for a day to come, a certificate that is void already, and one
    that has an open case.
    """
    certificate = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    held = Certificate.objects.roles_over(actor, certificate) & conclude_at(certificate)
    if not held:
        raise NotAllowed(_("Chỉ chuyên viên OCOP của nơi thu hồi ghi được kết luận."))
    refuse(why_not_conclude(certificate))
    if concluded_on > clock.today():
        raise RuleViolation(_("Ngày kết luận chưa tới."), field="concluded_on")
    if concluded_on < certificate.valid_from:
        raise RuleViolation(_("Ngày kết luận trước ngày giấy có hiệu lực."), field="concluded_on")
    try:
        with transaction.atomic():
            case = RevocationCase.objects.create(
                certificate=certificate,
                ground=ground,
                concluded_on=concluded_on,
                concluded_by=concluded_by.strip(),
                conclusion_number=conclusion_number.strip(),
                details=details.strip(),
                due_on=_due_on(concluded_on),
                recorded_by=actor,
            )
    except IntegrityError:
        raise RuleViolation(_("Giấy này đã có một kết luận chờ quyết định.")) from None
    record(
        actor=actor,
        verb="revocation.conclude",
        subject=case,
        role=min(held),
        after={"ground": ground, "concluded_on": str(concluded_on), "due_on": str(case.due_on or "")},
    )
    _tell_leaders(case)
    return case


@transaction.atomic
def revoke_certificate(
    *,
    actor: User,
    certificate: Certificate,
    note: str,
    decision_number: str,
    signer_title: str = "",
    decided_on: date | None = None,
    version: int | None = None,
) -> Certificate:
    """Revoke a certificate on its open conclusion (26/2026/QĐ-TTg Art. 8); the check page says so at once.

    By the leader of the level that issued it, or of the province that followed a district; never by who
    recorded the conclusion. Raises `MoveRefused` for everybody else and for a certificate that is void
    already, `RuleViolation` without a conclusion, without a number, and for a day before the conclusion.
    """
    row = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    if all(move.name != "revoke" for move in CERTIFICATE.open_to(actor, row)):
        CERTIFICATE.fire("revoke", row, actor=actor, note=note)  # refuses, in the words of the table
    decided_on = decided_on or clock.today()
    case = open_case_of(certificate, lock=True)
    if case is None:
        raise RuleViolation(_("Chưa có kết luận nào để thu hồi: chuyên viên OCOP ghi kết luận trước."))
    if case.recorded_by_id == actor.pk:
        raise RuleViolation(_("Người ghi kết luận không tự ký thu hồi."))
    if not decision_number.strip():
        raise RuleViolation(_("Hãy ghi số quyết định thu hồi."), field="decision_number")
    refuse(why_not_under(certificate, decision_number, decided_on), field="decision_number")
    if not case.concluded_on <= decided_on <= clock.today():
        raise RuleViolation(_("Ngày quyết định ở giữa ngày kết luận và hôm nay."), field="decided_on")
    revoked = CERTIFICATE.fire(
        "revoke",
        certificate,
        actor=actor,
        note=note,
        version=version,
        revoked_at=timezone.now(),
        revoked_by=actor,
        revocation_ground=case.ground,
        revocation_reason=note,
        revocation_decision=decision_number.strip(),
        revocation_decided_on=decided_on,
        revocation_signer_title=signer_title.strip(),
    )
    REVOCATION.carry(
        "revoke", case, actor=actor, note=note, closed_at=timezone.now(), closed_by=actor, closing_note=note
    )
    settle(case.get_absolute_url())
    return revoked


@transaction.atomic
def drop_case(*, actor: User, case: RevocationCase, note: str, version: int | None = None) -> RevocationCase:
    """Decide that a conclusion does not lead to revocation, and why. Raises `MoveRefused`, `Stale`."""
    dropped = REVOCATION.fire(
        "drop",
        case,
        actor=actor,
        note=note,
        version=version,
        closed_at=timezone.now(),
        closed_by=actor,
        closing_note=note.strip(),
    )
    settle(dropped.get_absolute_url())
    return dropped


def _due_on(concluded_on: date) -> date | None:
    """The last day to decide; None where the regime of the day sets no term."""
    term = rules_of(regime_on(concluded_on)).deadlines.get(TERM)
    return concluded_on + timedelta(days=term.days) if term else None


def _tell_leaders(case: RevocationCase) -> None:
    certificate = case.certificate
    (leader,) = CERTIFICATE.move("revoke").roles_for(certificate)
    issuer = certificate.issuer
    place = (
        place_today(issuer) if issuer.level == Level.DISTRICT and leader == Role.PROVINCE_LEADER else issuer
    )
    words = _("Có kết luận thu hồi giấy %(number)s, sản phẩm “%(product)s”.") % {
        "number": certificate.name,
        "product": certificate.product_name,
    }
    if case.due_on:
        words = f"{words} {_('Hạn quyết định: %(day)s.') % {'day': f'{case.due_on:%d/%m/%Y}'}}"
    notify(holders([leader], place), words, case.get_absolute_url(), awaits=True)
