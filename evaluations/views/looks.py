"""How the states of this app are shown; chosen here, beside the states, never in a template."""

from django.urls import reverse
from django.utils.translation import gettext as _

from evaluations.choices import CertificateState, DecisionState, SessionState, SheetState
from evaluations.models import Certificate, Decision, RevocationCase, Session, Sheet
from evaluations.queries.revocations import open_case_of
from evaluations.queries.sessions import BoardRow
from evaluations.workflow import CERTIFICATE, conclude_at
from ocop.accounts.models import User
from ocop.ui.parts import Fact, MoveLink, Status
from ocop.ui.templatetags.portal import dmy, dmyhm


def session_status(session: Session) -> Status:
    match SessionState(session.state):
        case SessionState.PLANNED:
            return Status("draft", "today", _("Đã lên lịch"))
        case SessionState.SCORING:
            return Status("seal", "blind", _("Đang chấm"))
        case SessionState.CLOSED:
            return Status("end", "lock", _("Đã đóng"))


def sheet_status(sheet: Sheet) -> Status:
    if getattr(sheet, "recused", False):
        return Status("end", "ban", _("Không chấm"))
    if sheet.state == SheetState.SENT:
        return Status("good", "lock", _("Đã gửi"))
    if sheet.version > 1:
        return Status("move", "doing", _("Đang chấm"))
    return Status("draft", "todo", _("Chưa chấm"))


def board_status(row: BoardRow) -> Status:
    if row.is_frozen:
        return Status("bad", "scale", _("Chênh quá mức, chờ thảo luận"))
    if row.is_whole:
        return Status("seal", "lock", _("Đủ phiếu, còn kín"))
    if row.is_untouched:
        return Status("draft", "todo", _("Chưa tới lượt"))
    return Status("move", "doing", _("Đang chấm"))


def decision_status(decision: Decision) -> Status:
    if decision.state == DecisionState.SIGNED:
        return Status("won", "sign", _("Đã ký"))
    return Status("wait", "inbox", _("Chờ ký"))


def seat_labels(count: int) -> list[str]:
    """Short names for the columns of a table by seats; who holds each stands above it."""
    return [_("Ghế %(number)s") % {"number": number} for number in range(1, count + 1)]


def sheet_labels(count: int) -> list[str]:
    """The same where the Quy chế shows the sheets without the seats."""
    return [_("Phiếu %(number)s") % {"number": number} for number in range(1, count + 1)]


def decision_in_words(certificate: Certificate) -> str:
    """The decision that revoked it, with its day where that is known."""
    day = certificate.revocation_decided_on
    return f"{certificate.revocation_decision}, {dmy(day)}" if day else certificate.revocation_decision


def revocation_moves(person: User, certificate: Certificate) -> list[MoveLink]:
    """What this person can do towards ending a certificate before its day: conclude, revoke, drop."""
    if certificate.state != CertificateState.ACTIVE:
        return []
    held = Certificate.objects.roles_over(person, certificate)
    case = open_case_of(certificate)

    def link(label: str, route: str, icon: str, tone: str) -> MoveLink:
        return MoveLink(label, reverse(f"evaluations:{route}", args=[certificate.pk]), icon, tone)

    if case is None:
        may = held & conclude_at(certificate)
        return [link(_("Ghi kết luận thu hồi"), "certificate-conclude", "edit", "secondary")] if may else []
    if not held & CERTIFICATE.move("revoke").roles_for(certificate) or case.recorded_by_id == person.pk:
        return []
    return [
        link(_("Thu hồi"), "certificate-revoke", "ban", "danger"),
        link(_("Không thu hồi"), "certificate-keep", "return", "secondary"),
    ]


def facts_of_case(case: RevocationCase) -> list[Fact]:
    concluded = ", ".join(filter(None, (case.concluded_by, case.conclusion_number, dmy(case.concluded_on))))
    facts = [
        Fact(_("Căn cứ"), case.get_ground_display()),
        Fact(_("Kết luận"), concluded),
        Fact(_("Nội dung"), case.details),
        Fact(_("Người ghi"), f"{case.recorded_by}, {dmyhm(case.recorded_at)}"),
    ]
    if case.due_on:
        facts.append(Fact(_("Hạn ra quyết định"), case.due_on))
    if case.closed_by:
        facts.append(Fact(_("Người quyết định"), f"{case.closed_by}, {dmyhm(case.closed_at)}"))
        facts.append(Fact(_("Lý do"), case.closing_note))
    return facts
