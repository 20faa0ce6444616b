"""Money on its way: given to units, moved between lines, committed, paid, settled.

Each service locks the ceiling (`_locked_ceiling`) before it reads what is left, so that a refusal names the
true amount; the database refuses on its own what would go beyond (`migrations/_guards.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from budgets.models import (
    Allocation,
    Allotment,
    Ceiling,
    Commitment,
    Payment,
    Settlement,
    Transfer,
    Waiver,
)
from budgets.queries.people import approver_of, drafter_of
from budgets.services.authority import refuse_stale, require_over
from evaluations.models import Decision
from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core import clock
from ocop.core.errors import RuleViolation
from ocop.core.money import dotted
from ocop.core.roles import OFFICERS, Level, Role
from ocop.localities.models import Place
from registrations.models import Product


@transaction.atomic
def allocate(
    *,
    actor: User,
    ceiling: Ceiling,
    unit: Place,
    amount_vnd: int,
    decision_number: str,
    decided_on: date,
    agency: str = "",
    note: str = "",
) -> Allocation:
    """Give a unit a part of what is approved for a line; a negative amount takes back what is not committed.

    Raises `RuleViolation` beyond what is left of the line, below what the unit has committed, and for a unit
    that was closed before the decision.
    """
    ceiling = _locked_ceiling(ceiling.pk)
    role = require_over(actor, ceiling, {drafter_of(ceiling.budget.unit), Role.FINANCE_OFFICER})
    _refuse_day(decided_on, "decided_on")
    _refuse_closed(unit, decided_on)
    if amount_vnd > ceiling.unallocated_vnd:
        raise RuleViolation(
            _("Dòng này chỉ còn %(left)s đồng chưa giao.") % {"left": dotted(ceiling.unallocated_vnd)},
            field="amount_vnd",
        )
    allotment, _new = Allotment.objects.get_or_create(ceiling=ceiling, unit=unit, agency=agency)
    if amount_vnd < 0 and -amount_vnd > min(allotment.free_vnd, allotment.allocated_vnd):
        raise RuleViolation(
            _("Đơn vị chỉ còn %(left)s đồng chưa cam kết để thu hồi.")
            % {"left": dotted(max(0, min(allotment.free_vnd, allotment.allocated_vnd)))},
            field="amount_vnd",
        )
    allocation = Allocation.objects.create(
        allotment=allotment,
        amount_vnd=amount_vnd,
        decision_number=decision_number,
        decided_on=decided_on,
        note=note,
        entered_by=actor,
    )
    record(
        actor=actor,
        verb="budget.allocate",
        subject=ceiling.budget,
        role=role,
        line=str(ceiling.line),
        unit=allotment.holder,
        amount_vnd=amount_vnd,
        number=decision_number,
    )
    return allocation


@transaction.atomic
def transfer(
    *,
    actor: User,
    giver: Ceiling,
    taker: Ceiling,
    amount_vnd: int,
    decision_number: str,
    decided_on: date,
    note: str = "",
) -> Transfer:
    """Move approved money from one line to another of the same budget and source, by a decision.

    Raises `RuleViolation` beyond what the giving line has not given out.
    """
    locked = {row.pk: row for row in _locked_ceilings(sorted({giver.pk, taker.pk}))}
    giver, taker = locked[giver.pk], locked[taker.pk]
    role = require_over(actor, giver, {drafter_of(giver.budget.unit), Role.FINANCE_OFFICER})
    _refuse_day(decided_on, "decided_on")
    if giver.pk == taker.pk:
        raise RuleViolation(_("Hãy chọn một dòng khác."), field="taker")
    if (giver.budget_id, giver.source_id) != (taker.budget_id, taker.source_id):
        raise RuleViolation(_("Chỉ điều chuyển giữa các dòng cùng dự toán, cùng nguồn vốn."), field="taker")
    if amount_vnd > giver.unallocated_vnd:
        raise RuleViolation(
            _("Dòng này chỉ còn %(left)s đồng chưa giao.") % {"left": dotted(giver.unallocated_vnd)},
            field="amount_vnd",
        )
    moved = Transfer.objects.create(
        giver=giver,
        taker=taker,
        amount_vnd=amount_vnd,
        decision_number=decision_number,
        decided_on=decided_on,
        note=note,
        entered_by=actor,
    )
    record(
        actor=actor,
        verb="budget.transfer",
        subject=giver.budget,
        role=role,
        line=str(giver.line),
        to=str(taker.line),
        amount_vnd=amount_vnd,
        number=decision_number,
    )
    return moved


@transaction.atomic
def waive(*, actor: User, allotment: Allotment, amount_vnd: int, reason: str) -> Waiver:
    """A named leader lets a unit commit more than it was given; never more than is approved for the line.

    Raises `NotAllowed` for everybody but the leader of the budget's unit, `RuleViolation` without a reason.
    """
    allotment = _locked_allotment(allotment.pk)
    budget = allotment.ceiling.budget
    role = require_over(actor, budget, {approver_of(budget.unit)})
    if not reason.strip():
        raise RuleViolation(_("Hãy nêu lý do."), field="reason")
    waiver = Waiver.objects.create(
        allotment=allotment, amount_vnd=amount_vnd, note=reason.strip(), entered_by=actor
    )
    record(
        actor=actor,
        verb="budget.waive",
        subject=budget,
        role=role,
        line=str(allotment.ceiling.line),
        unit=allotment.holder,
        amount_vnd=amount_vnd,
        note=reason,
    )
    return waiver


@dataclass(frozen=True, slots=True)
class CommitmentContent:
    """What money is bound to. `product` or `decision` (its certificates are printed) tie it to the portal."""

    subject: str
    purpose: str
    amount_vnd: int
    committed_on: date
    due_on: date | None = None
    payee: str = ""
    contract: str = ""
    product: Product | None = None
    decision: Decision | None = None


@transaction.atomic
def commit(*, actor: User, allotment: Allotment, content: CommitmentContent) -> Commitment:
    """Bind money of a unit to something it has ordered.

    Raises `RuleViolation` beyond what the unit may still commit (by how much it is short), and for whoever
    granted the unit's exception.
    """
    allotment = _locked_allotment(allotment.pk)
    role = require_over(actor, allotment, spenders_of(allotment))
    _refuse_day(content.committed_on, "committed_on")
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
    commitment = _locked_commitment(commitment.pk)
    role = require_over(actor, commitment, spenders_of(commitment.allotment))
    refuse_stale(commitment, version)
    if amount_vnd > commitment.unpaid_vnd:
        raise RuleViolation(
            _("Cam kết này chỉ còn %(left)s đồng chưa chi.") % {"left": dotted(commitment.unpaid_vnd)},
            field="amount_vnd",
        )
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
    return commitment


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
    commitment = _locked_commitment(commitment.pk)
    role = require_over(actor, commitment, spenders_of(commitment.allotment))
    _refuse_day(paid_on, "paid_on")
    if paid_on < commitment.committed_on:
        raise RuleViolation(
            _("Ngày chi trước ngày cam kết %(day)s.") % {"day": f"{commitment.committed_on:%d/%m/%Y}"},
            field="paid_on",
        )
    if amount_vnd > commitment.unpaid_vnd:
        raise RuleViolation(
            _("Cam kết này chỉ còn %(left)s đồng chưa chi.") % {"left": dotted(commitment.unpaid_vnd)},
            field="amount_vnd",
        )
    if -amount_vnd > commitment.paid_vnd - commitment.allotment.settled_vnd:
        raise RuleViolation(_("Số hoàn trả lớn hơn số đã chi mà chưa quyết toán."), field="amount_vnd")
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


@transaction.atomic
def settle(
    *,
    actor: User,
    allotment: Allotment,
    amount_vnd: int,
    evidence: str,
    settled_on: date,
    note: str = "",
) -> Settlement:
    """Account for what a unit has paid, with the paper that shows it. Raises `RuleViolation` beyond that."""
    allotment = _locked_allotment(allotment.pk)
    role = require_over(
        actor, allotment.ceiling, {drafter_of(allotment.ceiling.budget.unit), Role.FINANCE_OFFICER}
    )
    _refuse_day(settled_on, "settled_on")
    left = allotment.paid_vnd - allotment.settled_vnd
    if amount_vnd > left:
        raise RuleViolation(
            _("Chỉ còn %(left)s đồng đã chi mà chưa quyết toán.") % {"left": dotted(left)}, field="amount_vnd"
        )
    if not evidence.strip():
        raise RuleViolation(_("Hãy ghi hồ sơ quyết toán."), field="evidence")
    settlement = Settlement.objects.create(
        allotment=allotment,
        amount_vnd=amount_vnd,
        evidence=evidence.strip(),
        settled_on=settled_on,
        note=note,
        entered_by=actor,
    )
    record(
        actor=actor,
        verb="budget.settle",
        subject=allotment.ceiling.budget,
        role=role,
        line=str(allotment.ceiling.line),
        unit=allotment.holder,
        amount_vnd=amount_vnd,
        number=evidence,
    )
    return settlement


def spenders_of(allotment: Allotment) -> frozenset[Role]:
    """Who commits and pays: the office of the unit that holds the money, and that of the budget."""
    roles = {drafter_of(allotment.ceiling.budget.unit)}
    if allotment.unit.level in Level.values:
        roles |= {OFFICERS[Level(allotment.unit.level)]}
    return frozenset(roles)


def _refuse_beyond(allotment: Allotment, amount_vnd: int) -> None:
    if amount_vnd > allotment.free_vnd:
        raise RuleViolation(
            _("Vượt %(over)s đồng: đơn vị chỉ còn %(left)s đồng được giao mà chưa cam kết.")
            % {"over": dotted(amount_vnd - allotment.free_vnd), "left": dotted(allotment.free_vnd)},
            field="amount_vnd",
        )
    room = allotment.ceiling.in_force_vnd - allotment.ceiling.committed_vnd
    if amount_vnd > room:
        raise RuleViolation(
            _("Dòng này chỉ được duyệt thêm %(left)s đồng.") % {"left": dotted(room)}, field="amount_vnd"
        )


def _refuse_day(day: date, field: str) -> None:
    if day > clock.today():
        raise RuleViolation(_("Ngày này ở tương lai."), field=field)


def _refuse_closed(unit: Place, day: date) -> None:
    if unit.valid_to is not None and unit.valid_to < day:
        raise RuleViolation(
            _("%(unit)s đã kết thúc ngày %(day)s nên không nhận kinh phí được nữa.")
            % {"unit": unit.full_name, "day": f"{unit.valid_to:%d/%m/%Y}"},
            field="unit",
        )


def _locked_ceiling(pk: int) -> Ceiling:
    """The ceiling under its lock: everything that spends a line waits here."""
    (ceiling,) = _locked_ceilings([pk])
    return ceiling


def _locked_ceilings(pks: list[int]) -> list[Ceiling]:
    rows = Ceiling.objects.select_for_update(of=("self",)).select_related("budget__unit", "line", "source")
    return list(rows.filter(pk__in=pks).order_by("pk"))


def _locked_allotment(pk: int) -> Allotment:
    """The allotment as it stands once its ceiling is locked."""
    _locked_ceiling(Allotment.objects.values_list("ceiling_id", flat=True).get(pk=pk))
    return Allotment.objects.select_related("ceiling__budget__unit", "ceiling__line", "unit").get(pk=pk)


def _locked_commitment(pk: int) -> Commitment:
    _locked_ceiling(Commitment.objects.values_list("allotment__ceiling_id", flat=True).get(pk=pk))
    rows = Commitment.objects.select_related("allotment__ceiling__budget__unit", "allotment__unit")
    return rows.get(pk=pk)
