"""The print desk: a run is made, its proofs are looked at, then all is printed and handed over."""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluations.models import Certificate, Decision, Handover, PrintedSheet, PrintRun, Reprint
from evaluations.queries.local_rules import proofs_at
from evaluations.queries.print_desk import (
    to_hand_over,
    waiting_to_print,
    why_not_hand_over,
    why_not_reprint,
)
from evaluations.queries.run_money import run_money
from evaluations.rules.print_desk import RUN_AT_MOST, longest_first
from evaluations.services.authority import require_keeper_at
from evaluations.workflow import PRINT_RUN
from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core import clock
from ocop.core.errors import RuleViolation, refuse


@transaction.atomic
def make_print_run(*, actor: User, decisions: Iterable[Decision]) -> PrintRun:
    """Put the certificates of these decisions that wait to be printed into one run, longest names first.

    At most `RUN_AT_MOST` are taken; the others wait for the next run. Raises `RuleViolation` where nothing
    waits, or where the decisions are of several issuers.
    """
    keys = [decision.pk for decision in decisions]
    locked = Certificate.objects.select_for_update(of=("self",)).filter(line__decision__in=keys)
    list(locked.order_by("pk").values_list("pk"))  # what waits is read behind the lock
    rows = waiting_to_print(actor).filter(line__decision__in=keys)
    rows = list(rows.select_related("issuer").order_by("line__decision", "pk")[:RUN_AT_MOST])
    if not rows:
        raise RuleViolation(_("Không có giấy nào chờ in trong các quyết định này."), field="decisions")
    issuers = {row.issuer_id for row in rows}
    if len(issuers) > 1:
        raise RuleViolation(_("Mỗi đợt in chỉ gồm giấy của một nơi cấp."), field="decisions")
    role = require_keeper_at(actor, rows[0].issuer)
    ordered = longest_first((row, row.product_name, row.producer_name, row.address) for row in rows)
    run = PrintRun.objects.create(issuer=rows[0].issuer, made_by=actor)
    proofs = proofs_at(rows[0].issuer, len(ordered))
    PrintedSheet.objects.bulk_create(
        PrintedSheet(run=run, certificate=row, position=at, is_proof=at <= proofs)
        for at, row in enumerate(ordered, start=1)
    )
    record(
        actor=actor,
        verb="print_run.make",
        subject=run,
        role=role,
        after={"certificates": len(ordered), "proofs": proofs},
    )
    return run


@transaction.atomic
def approve_print_run(*, actor: User, run: PrintRun, version: int | None = None) -> PrintRun:
    """The proofs are good: all certificates of the run count as printed once.

    Raises `MoveRefused` where one of them lost its force meanwhile, `RuleViolation` where one was printed in
    another run, `Stale`.
    """
    now = timezone.now()
    run = PRINT_RUN.fire("approve", run, actor=actor, version=version, closed_at=now, closed_by=actor)
    try:
        with transaction.atomic():
            PrintedSheet.objects.filter(run=run).update(is_printed=True)
    except IntegrityError:
        raise RuleViolation(_("Có giấy đã in trong đợt khác: hãy bỏ đợt in này.")) from None
    return run


@transaction.atomic
def discard_print_run(*, actor: User, run: PrintRun, note: str, version: int | None = None) -> PrintRun:
    """The proofs are not good: nothing counts as printed, the certificates wait again, and what was bound for
    the run and not paid is free again.
    """
    changes = {"closed_at": timezone.now(), "closed_by": actor, "closing_note": note.strip()}
    run = PRINT_RUN.fire("discard", run, actor=actor, note=note, version=version, **changes)
    run_money().free(actor=actor, run=run, note=note)
    return run


@transaction.atomic
def reprint_sheet(*, actor: User, sheet: PrintedSheet, note: str) -> Reprint:
    """Count one more print under the same number, with its reason; the spoiled paper is destroyed."""
    rows = PrintedSheet.objects.select_for_update(of=("self",)).select_related("certificate", "run__issuer")
    sheet = rows.get(pk=sheet.pk)
    role = require_keeper_at(actor, sheet.run.issuer)
    refuse(why_not_reprint(sheet))
    if not note.strip():
        raise RuleViolation(_("Hãy nêu lý do."), field="note")
    again = Reprint.objects.create(sheet=sheet, note=note.strip(), by=actor)
    record(
        actor=actor,
        verb="certificate.reprint",
        subject=sheet.certificate,
        role=role,
        note=note,
        after={"prints": 1 + sheet.reprints.count()},
    )
    return again


@transaction.atomic
def hand_over(
    *, actor: User, run: PrintRun, sheets: Iterable[PrintedSheet], received_on: date, received_by: str = ""
) -> int:
    """Record that owners received their certificates; returns how many.

    Without a name each is received by the representative named in its dossier. Raises `RuleViolation` for a
    day to come or before the run was printed, and for sheets that cannot be handed over.
    """
    run = PrintRun.objects.select_for_update(of=("self",)).select_related("issuer").get(pk=run.pk)
    role = require_keeper_at(actor, run.issuer)
    refuse(why_not_hand_over(run))
    if not timezone.localdate(run.closed_at) <= received_on <= clock.today():
        raise RuleViolation(_("Ngày nhận ở giữa ngày in và hôm nay."), field="received_on")
    wanted = {sheet.pk for sheet in sheets}
    rows = [sheet for sheet in to_hand_over(run) if sheet.pk in wanted]
    if not rows or len(rows) != len(wanted):
        raise RuleViolation(_("Có giấy đã giao hoặc không còn hiệu lực. Hãy chọn lại."), field="sheets")
    for sheet in rows:
        name = received_by.strip() or sheet.certificate.line.grading.item.dossier.legal_rep_name
        Handover.objects.create(
            certificate=sheet.certificate,
            received_by=name[:160] or sheet.certificate.producer_name[:160],
            received_on=received_on,
            recorded_by=actor,
        )
    numbers = [sheet.certificate.number for sheet in rows]
    record(
        actor=actor,
        verb="print_run.hand-over",
        subject=run,
        role=role,
        after={"numbers": numbers, "received_on": str(received_on)},
    )
    return len(rows)
