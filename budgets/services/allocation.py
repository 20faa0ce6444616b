"""Approved money given to units, moved between lines by a decision, and the exceptions to what was given."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from budgets.models import Allocation, Allotment, Ceiling, Transfer, Waiver
from budgets.queries.funds import waivable_vnd
from budgets.queries.people import approvers_of, drafter_of
from budgets.services.authority import require_over
from budgets.services.ledgers import locked_allotment, locked_ceiling, locked_ceilings, refuse_day
from budgets.services.numbers import enter_decision
from ocop.accounts.models import User
from ocop.accounts.queries import holders
from ocop.audit.services import record
from ocop.core.errors import RuleViolation
from ocop.core.money import dotted
from ocop.core.roles import OFFICERS, Level, Role
from ocop.localities.models import Place
from ocop.notifications.services import notify


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
    same_decision: bool = False,
) -> Allocation:
    """Give a unit a part of what is approved for a line; a negative amount takes back what is not committed.

    Raises `RuleViolation` beyond what is left of the line, below what the unit has committed, for a unit
    outside that of the budget and for one that was closed before the decision, for a day before the budget
    was approved, and for a number that another paper has.
    """
    ceiling = locked_ceiling(ceiling.pk)
    role = require_over(actor, ceiling, {drafter_of(ceiling.budget.unit), Role.FINANCE_OFFICER})
    refuse_day(decided_on, ceiling, field="decided_on")
    _refuse_outside(unit, ceiling.budget.unit)
    if amount_vnd > 0:
        _refuse_closed(unit, decided_on)
    _refuse_beyond(ceiling.unallocated_vnd, amount_vnd)
    allotment, _new = Allotment.objects.get_or_create(ceiling=ceiling, unit=unit, agency=agency)
    if -amount_vnd > allotment.takeable_vnd:
        raise RuleViolation(
            _(
                "Đơn vị được giao %(given)s đồng, đã cam kết %(bound)s: "
                "chỉ còn %(left)s đồng chưa cam kết để thu hồi."
            )
            % {
                "given": dotted(allotment.allocated_vnd),
                "bound": dotted(allotment.committed_vnd),
                "left": dotted(allotment.takeable_vnd),
            },
            field="amount_vnd",
        )
    enter_decision(
        actor=actor,
        budget=ceiling.budget,
        number=decision_number,
        decided_on=decided_on,
        same_decision=same_decision,
        subject=_("Giao kinh phí: %(budget)s") % {"budget": ceiling.budget},
    )
    allocation = enter_allocation(
        actor=actor,
        role=role,
        allotment=allotment,
        amount_vnd=amount_vnd,
        decision_number=decision_number,
        decided_on=decided_on,
        note=note,
    )
    words = _("Giao %(amount)s đồng cho %(unit)s: %(line)s.")
    if amount_vnd < 0:
        words = _("Thu hồi %(amount)s đồng đã giao cho %(unit)s: %(line)s.")
    known = {"amount": dotted(abs(amount_vnd)), "unit": allotment.holder, "line": ceiling.line}
    tell_unit(unit, words % known, allotment.get_absolute_url(), apart=actor)
    return allocation


def enter_allocation(
    *,
    actor: User,
    allotment: Allotment,
    amount_vnd: int,
    decision_number: str,
    decided_on: date,
    note: str = "",
    role: str = "",
) -> Allocation:
    """Write down what a decision gives a unit or takes back, with its event; the caller holds the locks."""
    budget = allotment.ceiling.budget
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
        subject=budget,
        role=role,
        line=str(allotment.ceiling.line),
        unit=allotment.holder,
        amount_vnd=amount_vnd,
        number=decision_number,
    )
    return allocation


def tell_unit(unit: Place, words: str, path: str, *, apart: User) -> None:
    """The office of a unit learns what it was given, gives back or may go beyond, but for whoever did it."""
    notify(holders([OFFICERS[Level(unit.level)]], unit).exclude(pk=apart.pk), words, path)


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
    same_decision: bool = False,
) -> Transfer:
    """Move approved money from one line to another of the same budget and source, by a decision.

    Raises `RuleViolation` beyond what the giving line has neither given out nor, by an exception, bound.
    """
    locked = {row.pk: row for row in locked_ceilings(sorted({giver.pk, taker.pk}))}
    giver, taker = locked[giver.pk], locked[taker.pk]
    role = require_over(actor, giver, {drafter_of(giver.budget.unit), Role.FINANCE_OFFICER})
    refuse_day(decided_on, giver, field="decided_on")
    if giver.pk == taker.pk:
        raise RuleViolation(_("Hãy chọn một dòng khác."), field="taker")
    if (giver.budget_id, giver.source_id) != (taker.budget_id, taker.source_id):
        raise RuleViolation(_("Chỉ điều chuyển giữa các dòng cùng dự toán, cùng nguồn vốn."), field="taker")
    _refuse_beyond(giver.free_vnd, amount_vnd)
    enter_decision(
        actor=actor,
        budget=giver.budget,
        number=decision_number,
        decided_on=decided_on,
        same_decision=same_decision,
        subject=_("Điều chuyển kinh phí: %(budget)s") % {"budget": giver.budget},
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
    """A named leader lets a unit commit more than it was given, and the unit learns of it; never more than is
    approved for the line.

    Raises `NotAllowed` for everybody but the leader of the budget's unit, `RuleViolation` without a reason
    and beyond what is approved and neither given out nor in another exception.
    """
    allotment = locked_allotment(allotment.pk)
    budget = allotment.ceiling.budget
    role = require_over(actor, budget, approvers_of(budget.unit))
    if not reason.strip():
        raise RuleViolation(_("Hãy nêu lý do."), field="reason")
    if amount_vnd > (left := waivable_vnd(allotment.ceiling)):
        raise RuleViolation(
            _("Dòng này chỉ còn %(left)s đồng được duyệt mà chưa giao, chưa cho phép vượt.")
            % {"left": dotted(left)},
            field="amount_vnd",
        )
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
    words = _("Được phép cam kết vượt %(amount)s đồng so với phần được giao: %(line)s.")
    known = {"amount": dotted(amount_vnd), "line": allotment.ceiling.line}
    tell_unit(allotment.unit, words % known, allotment.get_absolute_url(), apart=actor)
    return waiver


def _refuse_beyond(left_vnd: int, amount_vnd: int) -> None:
    if amount_vnd > left_vnd:
        raise RuleViolation(
            _("Dòng này chỉ còn %(left)s đồng để giao, điều chuyển.") % {"left": dotted(left_vnd)},
            field="amount_vnd",
        )


def _refuse_outside(unit: Place, own: Place) -> None:
    """A unit is given money by the one it belongs to, then or today."""
    if not any(path.startswith((own.path, own.today_path)) for path in (unit.path, unit.today_path)):
        raise RuleViolation(
            _("%(unit)s không thuộc %(own)s nên không nhận kinh phí của dự toán này.")
            % {"unit": unit.full_name, "own": own.name_in_address},
            field="unit",
        )


def _refuse_closed(unit: Place, day: date) -> None:
    if unit.valid_to is not None and unit.valid_to < day:
        raise RuleViolation(
            _("%(unit)s đã kết thúc ngày %(day)s nên không nhận kinh phí được nữa.")
            % {"unit": unit.full_name, "day": f"{unit.valid_to:%d/%m/%Y}"},
            field="unit",
        )
