"""Cases that may end a certificate: which are open, until when they are to be decided."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from evaluations.choices import CaseState, CertificateState
from evaluations.models import Certificate, Decision, RevocationCase
from ocop.accounts.models import User
from ocop.documents.signs import number_in
from ocop.localities.queries import place_today
from ocop.ui.parts import Status


def open_case_of(certificate: Certificate, *, lock: bool = False) -> RevocationCase | None:
    """The conclusion on a certificate that waits for a decision, if there is one."""
    rows = RevocationCase.objects.filter(certificate=certificate, state=CaseState.OPEN)
    return (rows.select_for_update(of=("self",)) if lock else rows.select_related("recorded_by")).first()


def cases_of(certificate: Certificate) -> QuerySet[RevocationCase]:
    """Every conclusion there was on a certificate, the latest first."""
    rows = RevocationCase.objects.filter(certificate=certificate)
    return rows.select_related("recorded_by", "closed_by").order_by("-concluded_on", "-pk")


def open_cases(person: User) -> QuerySet[RevocationCase]:
    """The conclusions in reach that wait for a decision, the first term first."""
    rows = RevocationCase.objects.visible_to(person).filter(state=CaseState.OPEN)
    return rows.select_related("certificate__issuer", "certificate__past_decision").order_by("due_on", "pk")


def why_not_conclude(certificate: Certificate) -> str:
    if certificate.state != CertificateState.ACTIVE:
        return _("Giấy này không còn hiệu lực nên không ghi kết luận thu hồi được.")
    return _("Giấy này đã có một kết luận chờ quyết định.") if open_case_of(certificate) else ""


def why_not_under(certificate: Certificate, number: str, decided_on: date) -> str:
    """Why a certificate cannot be revoked by a decision of this number and day: a decision on results has it.
    Several certificates may be revoked by one.
    """
    places = {certificate.issuer_id, place_today(certificate.issuer).pk}
    earlier = Decision.objects.filter(place__in=places, number_year=decided_on.year).exclude(number="")
    asked = number_in(number) or number.strip()
    for decision in earlier.only("number", "decided_on"):
        if (number_in(decision.number) or decision.number) == asked:
            known = {"number": decision.number, "day": f"{decision.decided_on:%d/%m/%Y}"}
            return _("Số %(number)s đã dùng cho quyết định ký ngày %(day)s.") % known
    return ""


def case_status(case: RevocationCase, day: date) -> Status:
    """How a case stands on a day: its decision, else how much of its term is left."""
    if case.state == CaseState.REVOKED:
        return Status("void", "ban", _("Đã thu hồi"))
    if case.state == CaseState.DROPPED:
        return Status("end", "return", _("Không thu hồi"))
    if case.due_on is None:
        return Status("wait", "hourglass", _("Chờ quyết định"))
    days = (case.due_on - day).days
    if days < 0:
        return Status("bad", "error", _("Quá hạn quyết định %(days)s ngày") % {"days": -days})
    return Status("act", "hourglass", _("Còn %(days)s ngày để quyết định") % {"days": days})
