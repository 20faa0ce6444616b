"""Estimates, plans and periodic reports that wait for a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgets.choices import EstimateState
from budgets.queries.execution import commitments_due
from budgets.queries.work import estimates_waiting_for
from ocop.access.scope import scope_of
from ocop.accounts.models import User
from ocop.core.roles import Role
from plans.choices import PlanState, ReportState
from plans.queries.reports import reports_waiting_for
from plans.queries.work import plans_waiting_for
from reports.queries.work import SHOWN_OF_A_KIND, Work


def budget_work(person: User, on: date) -> Iterator[Work]:
    """Estimates to appraise, to approve and to write anew; commitments whose last day is near."""
    for estimate in estimates_waiting_for(person)[:SHOWN_OF_A_KIND]:
        words, icon = _BUDGET_WORK[EstimateState(estimate.state)]
        yield Work(
            words() % {"what": estimate.budget.title},
            reverse("budgets:estimate-detail", args=[estimate.pk]),
            f"{estimate.budget.unit} · {_('bản')} {estimate.number}",
            icon,
        )
    if not scope_of(person).roles & SPENDERS:
        return
    for commitment in commitments_due(person, on=on)[:SHOWN_OF_A_KIND]:
        yield Work(
            _("Thanh toán: %(what)s") % {"what": commitment.subject},
            reverse("budgets:commitment-detail", args=[commitment.pk]),
            commitment.allotment.holder,
            "budget",
            due=commitment.due_on,
        )


SPENDERS = frozenset({Role.COMMUNE_OFFICER, Role.DISTRICT_OFFICER, Role.PROVINCE_OFFICER})
_BUDGET_WORK: dict[str, tuple[Callable[[], str], str]] = {
    EstimateState.DRAFT: (lambda: _("Sửa dự toán được trả lại: %(what)s"), "return"),
    EstimateState.APPRAISING: (lambda: _("Thẩm định: %(what)s"), "scale"),
    EstimateState.APPRAISED: (lambda: _("Phê duyệt: %(what)s"), "sign"),
}


def plan_work(person: User, on: date) -> Iterator[Work]:
    """Plans to issue, and plans that were given back."""
    for plan in plans_waiting_for(person)[:SHOWN_OF_A_KIND]:
        if plan.state == PlanState.SUBMITTED:
            yield Work(
                _("Ban hành: %(what)s") % {"what": plan}, plan.get_absolute_url(), str(plan.unit), "seal"
            )
        else:
            words = _("Sửa kế hoạch được trả lại: %(what)s") % {"what": plan}
            yield Work(words, plan.get_absolute_url(), str(plan.unit), "return")


def report_work(person: User, on: date) -> Iterator[Work]:
    """Periodic reports to write, to approve and to take in; those to take in as one line."""
    waiting = reports_waiting_for(person)
    own = waiting.exclude(state=ReportState.APPROVED).order_by("due_on", "pk")
    for report in own[:SHOWN_OF_A_KIND]:
        words = _REPORT_WORK[ReportState(report.state)]()
        yield Work(words % {"what": report}, report.get_absolute_url(), icon="report", due=report.due_on)
    if not scope_of(person).roles & {Role.DISTRICT_OFFICER, Role.PROVINCE_OFFICER}:
        return
    if count := waiting.filter(state=ReportState.APPROVED).count():
        words = ngettext("Tiếp nhận %(n)s báo cáo", "Tiếp nhận %(n)s báo cáo", count)
        url = reverse("plans:report-list") + "?muc=cho-toi"
        yield Work(words % {"n": count}, url, _("Đơn vị cấp dưới đã gửi."), "report", count=count)


_REPORT_WORK: dict[str, Callable[[], str]] = {
    ReportState.OPEN: lambda: _("Lập: %(what)s"),
    ReportState.SUBMITTED: lambda: _("Duyệt: %(what)s"),
}
