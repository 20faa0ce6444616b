"""The money of a class: what is bound, paid and settled, and where more could come from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from budgets.models import Allotment, Ceiling
from budgets.queries.funds import free_allotments
from budgets.queries.uses import Use
from ocop.accounts.models import User
from trainings.choices import HELD, ClassState
from trainings.models import ClassCost, TrainingClass
from trainings.rules import fee_total_vnd


@dataclass(frozen=True, slots=True)
class ClassMoney:
    """Whole đồng of a class. `fees_vnd` is what trainers cost, a part of what is bound."""

    bound_vnd: int
    paid_vnd: int
    settled_vnd: int
    fees_vnd: int

    @property
    def unpaid_vnd(self) -> int:
        return self.bound_vnd - self.paid_vnd


def costs_of(training: TrainingClass) -> QuerySet[ClassCost]:
    """What is bound for a class, with line and source."""
    rows = training.costs.select_related(
        "commitment__allotment__unit",
        "commitment__allotment__ceiling__line",
        "commitment__allotment__ceiling__source",
        "settlement",
    )
    return rows.prefetch_related("settlement__papers").order_by("pk")


def money_of(training: TrainingClass) -> ClassMoney:
    costs = list(costs_of(training))
    return ClassMoney(
        bound_vnd=sum(cost.commitment.bound_vnd for cost in costs),
        paid_vnd=sum(cost.commitment.paid_vnd for cost in costs),
        settled_vnd=sum(cost.settlement.amount_vnd for cost in costs if cost.settlement),
        fees_vnd=sum(fee_total_vnd(one.fee_vnd, one.half_days) for one in training.trainers.all()),
    )


def allotments_for(person: User, training: TrainingClass) -> QuerySet[Allotment]:
    """The parts of budget lines in a person's reach with something free in the year of the class."""
    return free_allotments(person, training.first_on.year)


def uses_of(person: User, ceiling: Ceiling) -> Iterator[Use]:
    """The classes that a budget line pays for (`MONEY_USES`)."""
    costs = ClassCost.objects.visible_to(person).filter(commitment__allotment__ceiling=ceiling)
    for cost in costs.select_related("training"):
        one = cost.training
        name = f"{one.code}: {one.title}"
        yield Use(one.get_kind_display(), name, one.get_absolute_url(), one.first_on, cost.commitment_id)


def why_not_bind(training: TrainingClass) -> str:
    if training.state in (ClassState.CANCELLED, ClassState.SETTLED):
        return _("Lớp %(state)s nên không gắn thêm kinh phí được.") % {
            "state": training.get_state_display().lower()
        }
    return ""


def why_not_settle(training: TrainingClass) -> str:
    """A class is accounted for once it is over, something is bound and something was paid."""
    if training.state not in HELD:
        return _("Chỉ quyết toán khi lớp đã kết thúc.")
    costs = list(training.costs.select_related("commitment"))
    if not costs:
        return _("Lớp chưa gắn kinh phí. Hãy gắn với dòng dự toán trước.")
    if not any(cost.commitment.paid_vnd > 0 for cost in costs):
        return _("Chưa ghi khoản chi nào cho lớp. Hãy ghi chi ở cam kết của lớp trước.")
    return ""
