"""What waits at the print desk, and how often each certificate was printed."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from evaluations.choices import CertificateState, RunState
from evaluations.models import Certificate, Decision, PrintedSheet, PrintRun
from ocop.access.scope import scope_of
from ocop.accounts.models import User
from ocop.core import clock
from ocop.core.roles import CERTIFIERS
from ocop.ui.parts import Status

BUSY = Q(is_printed=True) | Q(run__state=RunState.PROOF)


def waiting_to_print(person: User) -> QuerySet[Certificate]:
    """The certificates that this keeper of numbers may print: drawn, in force, in no run yet."""
    taken = PrintedSheet.objects.filter(BUSY, certificate=OuterRef("pk"))
    rows = Certificate.objects.filter(scope_of(person).only(*CERTIFIERS).place("issuer"))
    return rows.filter(~Exists(taken), state=CertificateState.ACTIVE, paper__isnull=False)


def decisions_to_print(person: User) -> QuerySet[Decision]:
    """The decisions with certificates that wait to be printed, the latest first, each with `waiting` and with
    `ended`, how many of these have run out.
    """
    waiting = waiting_to_print(person)
    ended = waiting.over(clock.today()).filter(line__decision=OuterRef("pk")).order_by()
    ended = ended.values("line__decision").annotate(n=Count("pk")).values("n")
    rows = Decision.objects.visible_to(person).filter(lines__certificates__in=waiting)
    rows = rows.annotate(
        waiting=Count("lines__certificates", distinct=True),
        ended=Coalesce(Subquery(ended), 0),
    )
    return rows.select_related("place").order_by("-decided_on", "-pk")


def prints_of(certificate: Certificate) -> int:
    """How often a certificate was printed: once in its run, and every time again."""
    sheets = certificate.printed_sheets.filter(is_printed=True)
    return sum(1 + sheet.reprints.count() for sheet in sheets)


def sheets_of(run: PrintRun) -> QuerySet[PrintedSheet]:
    """The sheets of a run in the order in which they are printed: the longest names first."""
    rows = PrintedSheet.objects.filter(run=run).select_related(
        "certificate__handover", "certificate__paper", "certificate__line__grading__item__dossier"
    )
    return rows.annotate(again=Count("reprints")).order_by("position")


def run_status(run: PrintRun) -> Status:
    tone, icon = {
        RunState.PROOF: ("act", "eye"),
        RunState.PRINTED: ("good", "print"),
        RunState.DISCARDED: ("end", "ban"),
    }[RunState(run.state)]
    return Status(tone, icon, run.get_state_display())


def why_not_reprint(sheet: PrintedSheet) -> str:
    if not sheet.is_printed:
        return _("Giấy này chưa in lần nào.")
    if sheet.certificate.state != CertificateState.ACTIVE:
        return _("Giấy này không còn hiệu lực nên không in lại.")
    if hasattr(sheet.certificate, "handover"):
        return _("Giấy đã giao cho chủ thể. Nếu mất, rách hoặc sai thì cấp lại số khác ở trang của giấy.")
    return ""


def why_not_hand_over(run: PrintRun) -> str:
    return "" if run.state == RunState.PRINTED else _("Chỉ giao giấy của đợt đã in.")


def sheets_on_list(run: PrintRun) -> QuerySet[PrintedSheet]:
    """The sheets of a run that were handed over or still may be."""
    received = Q(certificate__handover__isnull=False)
    return sheets_of(run).filter(received | Q(certificate__state=CertificateState.ACTIVE))


def in_force(run: PrintRun) -> QuerySet[PrintedSheet]:
    """The printed sheets of a run whose numbers were neither spoiled, replaced nor revoked since."""
    return sheets_of(run).filter(is_printed=True, certificate__state=CertificateState.ACTIVE)


def to_hand_over(run: PrintRun) -> QuerySet[PrintedSheet]:
    """The sheets of a run whose certificates are in force and not with their owners yet."""
    return sheets_of(run).filter(
        certificate__handover__isnull=True, certificate__state=CertificateState.ACTIVE
    )
