"""A plan handed on, returned, issued under a number of the book, and made into files."""

from __future__ import annotations

import hashlib
from datetime import date
from secrets import token_hex

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core import clock
from ocop.core.errors import RuleViolation, refuse
from ocop.documents.models import DocumentJob, IssuedDocument, NumberEntry
from ocop.documents.queries import open_job
from ocop.documents.services import enter_number, hold_number, request_document, write_whole
from ocop.documents.signs import PaperKind, Sign
from ocop.notifications.services import notify, settle
from ocop.workflow import MoveRefused
from plans.choices import PlanState
from plans.models import Plan, PlanPrint
from plans.queries.people import approvers_of, drafter_of, people_at, why_not_issue
from plans.services.authority import locked
from plans.workflow import PLAN

KIND = "plan"
SIGN = Sign(PaperKind.PLAN, "UBND")
"""Number and letters of a plan: “12/KH-UBND”."""


@transaction.atomic
def submit_plan(*, actor: User, plan: Plan, version: int | None = None) -> Plan:
    """Hand a draft to the leader. Raises `MoveRefused` with what the linter holds against it, and `Stale`."""
    plan = PLAN.fire("submit", plan, actor=actor, version=version)
    plan.submitted_by, plan.submitted_at = actor, timezone.now()
    plan.save(update_fields=["submitted_by", "submitted_at"])
    _tell(people_at(plan.unit, *approvers_of(plan.unit)), _("Chờ bạn ban hành: %(what)s."), plan, awaits=True)
    return plan


@transaction.atomic
def return_plan(*, actor: User, plan: Plan, note: str) -> Plan:
    """Give a plan back to be changed, with a reason."""
    plan = PLAN.fire("return", plan, actor=actor, note=note)
    _tell([plan.submitted_by], _("Đã trả lại để sửa: %(what)s."), plan, awaits=True)
    return plan


@transaction.atomic
def issue_plan(
    *, actor: User, plan: Plan, dated_on: date, number: int | None = None, version: int | None = None
) -> Plan:
    """Give a plan its number and its day, for good; its files follow in the background.

    `number` is one that the office gave or held; without it the next one of the book is taken, and then the
    day is not before the plan was begun. A plan that it replaces is marked so. Raises `MoveRefused` for
    whoever drafted it and for what the linter holds against it, `RuleViolation` for a number in use, a day to
    come and a plan that was replaced before.
    """
    plan = locked(plan.pk)
    if closed := PLAN.closed_because("issue", plan):
        raise MoveRefused(closed)
    refuse(why_not_issue(actor, plan))
    _refuse_day(plan, dated_on, number)
    _refuse_replaced(plan)
    Plan.objects.filter(pk=plan.pk).update(dated_on=dated_on)
    entry = _number(actor, plan, dated_on, number)
    plan = PLAN.fire(
        "issue",
        plan,
        actor=actor,
        version=version,
        dated_on=dated_on,
        number_entry=entry,
        issued_by=actor,
        issued_at=timezone.now(),
    )
    _request(actor, plan)
    drafters = people_at(plan.unit, drafter_of(plan.unit))
    _tell(drafters, _("Đã ban hành số %(number)s: %(what)s."), plan, number=str(entry))
    return plan


@transaction.atomic
def print_plan(*, actor: User, plan: Plan) -> DocumentJob:
    """Have both files made of the plan as it stands; the caller has checked reach. What is still to be made
    is asked for again, not twice.
    """
    plan = locked(plan.pk)
    record(actor=actor, verb="plan.print", subject=plan)
    return _request(actor, plan)


def _request(actor: User, plan: Plan) -> DocumentJob:
    if (job := open_job(KIND, plan.pk)) and not job.heartbeat_at:
        return job  # it waits and will take the plan as it then is
    is_final = plan.state == PlanState.ISSUED
    if not plan.prints.filter(pdf="", is_final=is_final).exists() and not plan.issued_document_id:
        PlanPrint.objects.create(plan=plan, is_final=is_final, requested_by=actor)
    return request_document(actor=actor, kind=KIND, subject=plan)


def keep_files(made: PlanPrint, *, pdf: bytes, docx: bytes) -> None:
    """Write both files of a print, once; a print that has them is left as it is."""
    stem = f"plans/{token_hex(2)}/{token_hex(16)}"
    write_whole(f"{stem}.pdf", pdf)
    write_whole(f"{stem}.docx", docx)
    PlanPrint.objects.filter(pk=made.pk, pdf="").update(
        pdf=f"{stem}.pdf",
        docx=f"{stem}.docx",
        pdf_sha256=hashlib.sha256(pdf).hexdigest(),
        docx_sha256=hashlib.sha256(docx).hexdigest(),
    )


def attach_issued(plan: Plan, document: IssuedDocument) -> None:
    """Tie the issued paper to its plan, once. Raises `RuleViolation` where it has one."""
    if not Plan.objects.filter(pk=plan.pk, issued_document=None).update(issued_document=document):
        raise RuleViolation(_("Kế hoạch này đã có bản ban hành."))
    record(actor=document.issued_by, verb="plan.file", subject=plan, number=document.number)


def _refuse_day(plan: Plan, dated_on: date, number: int | None) -> None:
    if dated_on > clock.today():
        raise RuleViolation(_("Ngày văn bản không sau hôm nay."), field="dated_on")
    if number is None and dated_on < timezone.localtime(plan.created_at).date():
        raise RuleViolation(
            _("Ngày trước khi bắt đầu soạn thì phải ghi số mà văn thư đã cấp."), field="number"
        )


def _refuse_replaced(plan: Plan) -> None:
    """One plan takes the place of another; who comes second waits for the first."""
    if plan.replaces_id is None:
        return
    former = Plan.objects.select_for_update().get(pk=plan.replaces_id)
    if Plan.objects.filter(replaces=former, state=PlanState.ISSUED).exists():
        raise RuleViolation(_("“%(plan)s” đã được kế hoạch khác thay thế.") % {"plan": former})


def _number(actor: User, plan: Plan, dated_on: date, number: int | None) -> NumberEntry:
    where = {"issuer": plan.unit, "letters": SIGN.letters, "subject": plan.title}
    if number is None:
        number = hold_number(actor=actor, year=dated_on.year, **where).number
    return enter_number(actor=actor, number=number, dated_on=dated_on, **where)


def _tell(people, sentence: str, plan: Plan, *, awaits: bool = False, **more: str) -> None:
    """News of a move of a plan: what waited for it is done with that."""
    settle(plan.get_absolute_url())
    notify(people, sentence % {"what": plan, **more}, plan.get_absolute_url(), awaits=awaits)
