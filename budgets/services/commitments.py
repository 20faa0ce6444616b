"""Money of a unit bound to what it has ordered, freed again, and paid by the treasury."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from budgets.models import Allotment, Commitment, Payment, Waiver
from budgets.queries.people import spenders_of
from budgets.queries.refusals import why_not_paid
from budgets.services.authority import refuse_stale, require_over
from budgets.services.ledgers import locked_allotment, locked_commitment, refuse_day
from evaluations.models import Decision, PrintRun
from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core.errors import RuleViolation
from ocop.core.money import dotted
from registrations.models import Product


@dataclass(frozen=True, slots=True)
class CommitmentContent:
    """What money is bound to. `product`, `decision` (its certificates are printed) or `print_run` tie it to
    the portal.
    """

    subject: str
    purpose: str
    amount_vnd: int
    committed_on: date
    due_on: date | None = None
    payee: str = ""
    contract: str = ""
    product: Product | None = None
    decision: Decision | None = None
    print_run: PrintRun | None = None


@transaction.atomic
def commit(*, actor: User, allotment: Allotment, content: CommitmentContent) -> Commitment:
    """Bind money of a unit to something it has ordered.

    Raises `RuleViolation` beyond what the unit may still commit (by how much it is short), and for whoever
    granted the unit's exception.
    """
    allotment = locked_allotment(allotment.pk)
    role = require_over(actor, allotment, spenders_of(allotment))
    refuse_day(content.committed_on, allotment.ceiling, field="committed_on")
    if content.due_on and content.due_on < content.committed_on:
        raise RuleViolation(_("Hạn thanh toán không trước ngày cam kết."), field="due_on")
    _refuse_beyond(allotment, content.amount_vnd)
    if content.amount_vnd > allotment.free_vnd - allotment.waived_vnd and Waiver.objects.filter(
        allotment=allotment, entered_by=actor
    ):
        raise RuleViolation(_("Bạn đã cho phép phần vượt này nên người khác sẽ cam kết."))
    commitment = Commitment.objects.create(
        allotment=allotment,
        entered_by=actor,
        **{name: getattr(content, name) for name in CommitmentContent.__slots__},
    )
    record(
        actor=actor,
        verb="commitment.create",
        subject=commitment,
        role=role,
        amount_vnd=content.amount_vnd,
        unit=allotment.holder,
    )
    return commitment


@transaction.atomic
def release(
    *, actor: User, commitment: Commitment, amount_vnd: int, note: str, version: int | None = None
) -> Commitment:
    """Free what a commitment no longer needs. Raises `RuleViolation` beyond what is not paid, and `Stale`."""
    commitment = locked_commitment(commitment.pk)
    role = require_over(actor, commitment, spenders_of(commitment.allotment))
    refuse_stale(commitment, version)
    if amount_vnd > commitment.unpaid_vnd:
        raise RuleViolation(
            _("Cam kết này chỉ còn %(left)s đồng chưa chi.") % {"left": dotted(commitment.unpaid_vnd)},
            field="amount_vnd",
        )
    _free(actor, commitment, amount_vnd, note=note, role=role)
    return commitment


@transaction.atomic
def free_unpaid(*, actor: User, commitments: QuerySet[Commitment], note: str) -> None:
    """Free what is bound for something that is given up and not paid. The caller has asked who may give it
    up; that person may do this.
    """
    for key in commitments.order_by("pk").values_list("pk", flat=True):
        commitment = locked_commitment(key)
        if commitment.unpaid_vnd:
            _free(actor, commitment, commitment.unpaid_vnd, note=note)


def _free(actor: User, commitment: Commitment, amount_vnd: int, *, note: str, role: str = "") -> None:
    """Write down that a commitment, locked by the caller, no longer needs so much."""
    commitment.released_vnd += amount_vnd
    commitment.version += 1
    commitment.save(update_fields=["released_vnd", "version"])
    record(
        actor=actor,
        verb="commitment.release",
        subject=commitment,
        role=role,
        amount_vnd=amount_vnd,
        note=note,
    )


@transaction.atomic
def pay(
    *,
    actor: User,
    commitment: Commitment,
    amount_vnd: int,
    paid_on: date,
    reference: str,
    note: str = "",
) -> Payment:
    """Write down what the treasury paid for a commitment; a negative amount came back.

    Raises `RuleViolation` beyond the commitment, before it, for a day to come, and for a voucher that is
    written down already.
    """
    commitment = locked_commitment(commitment.pk)
    role = require_over(actor, commitment, spenders_of(commitment.allotment))
    refuse_day(paid_on, commitment.allotment.ceiling, field="paid_on")
    room = {"unpaid_vnd": commitment.unpaid_vnd, "returnable_vnd": commitment.returnable_vnd}
    if problem := why_not_paid(commitment, amount_vnd, paid_on, **room):
        words, field = problem
        raise RuleViolation(words, field=field)
    try:
        with transaction.atomic():
            payment = Payment.objects.create(
                commitment=commitment,
                budget=commitment.allotment.ceiling.budget,
                amount_vnd=amount_vnd,
                paid_on=paid_on,
                reference=reference,
                note=note,
                entered_by=actor,
            )
    except IntegrityError:
        raise RuleViolation(
            _("Chứng từ %(number)s ngày %(day)s đã được ghi cho cam kết này.")
            % {"number": reference, "day": f"{paid_on:%d/%m/%Y}"},
            field="reference",
        ) from None
    record(
        actor=actor,
        verb="commitment.pay",
        subject=commitment,
        role=role,
        amount_vnd=amount_vnd,
        number=reference,
    )
    return payment


def _refuse_beyond(allotment: Allotment, amount_vnd: int) -> None:
    if amount_vnd > allotment.free_vnd:
        raise RuleViolation(
            _("Vượt %(over)s đồng: đơn vị chỉ còn %(left)s đồng được giao mà chưa cam kết.")
            % {"over": dotted(amount_vnd - allotment.free_vnd), "left": dotted(allotment.free_vnd)},
            field="amount_vnd",
        )
    if amount_vnd > (room := allotment.ceiling.unbound_vnd):
        raise RuleViolation(
            _("Dòng này chỉ được duyệt thêm %(left)s đồng.") % {"left": dotted(room)}, field="amount_vnd"
        )
