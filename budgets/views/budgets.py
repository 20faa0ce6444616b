"""The list of budgets, beginning one, revising and carrying over."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets import services
from budgets.choices import OPEN_STATES
from budgets.exchange import BudgetListSheet
from budgets.forms import BudgetFilter, CarryOverForm, RevisionForm, StartForm
from budgets.models import Budget, Estimate
from budgets.queries.execution import money_in_budgets, with_money
from budgets.queries.outline import with_totals
from budgets.queries.people import drafter_of, units_drafted_by
from budgets.views.looks import estimate_status, money_figures
from ocop.core.roles import OFFICERS
from ocop.ui.parts import Crumb, Figure, Status
from ocop.ui.views import ActionView, ScopedFormView, ScopedListView

DRAFTERS = frozenset(OFFICERS.values())


class BudgetList(ScopedListView):
    """The budgets in reach, each by its newest version."""

    model = Budget
    title = gettext_lazy("Dự toán")
    template_name = "budgets/budget_list.html"
    filter_form_class = BudgetFilter
    sheet_class = BudgetListSheet
    search_in = ("search_key", "unit__search_key")
    sorts = {"year": ("-first_year", "unit__sort_key"), "unit": ("unit__sort_key", "-first_year")}

    def filter_rows(self, rows: QuerySet, **chosen: Any) -> QuerySet:
        if year := chosen.get("year"):
            rows = rows.filter(first_year__lte=year, last_year__gte=year)
        if state := chosen.get("state"):
            newest = Estimate.objects.visible_to(self.request.user).filter(budget=OuterRef("pk"))
            rows = rows.annotate(newest_state=Subquery(newest.order_by("-number").values("state")[:1]))
            rows = rows.filter(newest_state=state)
        if place := chosen.get("place"):
            rows = rows.filter(place.condition("unit"))
        return rows

    def decorate_rows(self, rows: QuerySet) -> QuerySet:
        return with_money(rows.select_related("unit"))

    @property
    def figures(self) -> list[Figure]:
        """What all budgets that were found come to."""
        return money_figures(money_in_budgets(self.found))

    @property
    def lines(self) -> list[tuple[Budget, Estimate, Status]]:
        """Each budget with its newest version and where that stands."""
        newest = _newest_of(self.rows, self.request.user)
        return [(b, newest[b.pk], estimate_status(newest[b.pk])) for b in self.rows if b.pk in newest]

    @property
    def may_start(self) -> bool:
        return units_drafted_by(self.request.user).exists()


def _newest_of(budgets: Sequence[Budget], person) -> dict[int, Estimate]:
    estimates = Estimate.objects.visible_to(person).filter(budget__in=[b.pk for b in budgets])
    return {estimate.budget_id: estimate for estimate in with_totals(estimates).order_by("number")}


class BudgetStart(ScopedFormView):
    roles = DRAFTERS
    form_class = StartForm
    title = gettext_lazy("Lập dự toán")
    button = gettext_lazy("Bắt đầu lập")
    template_name = "budgets/form.html"
    way_out = "/du-toan/"

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(_("Dự toán"), reverse("budgets:budget-list")), Crumb(self.title)

    def act(self, **cleaned: Any) -> str:
        self.estimate = services.start_budget(actor=self.request.user, **cleaned)
        return _("Đã mở dự toán. Hãy ghi các dòng.")

    def get_success_url(self) -> str:
        return reverse("budgets:estimate-edit", args=[self.estimate.pk])


class OfBudget:
    """A form about one budget, for whoever drafts it."""

    model = Budget
    template_name = "budgets/form.html"

    def get_queryset(self) -> QuerySet[Budget]:
        return super().get_queryset().select_related("unit", "current")

    def allowed_roles(self) -> frozenset[str]:
        return frozenset({drafter_of(self.object.unit)})

    @property
    def crumbs(self) -> Sequence[Crumb]:
        budget = self.object
        return (
            Crumb(_("Dự toán"), reverse("budgets:budget-list")),
            Crumb(budget.title, budget.get_absolute_url()),
            Crumb(self.title),
        )

    @cached_property
    def has_open_version(self) -> bool:
        versions = Estimate.objects.visible_to(self.request.user)
        return versions.filter(budget=self.object, state__in=OPEN_STATES).exists()

    @property
    def closed_because(self) -> str:
        if self.has_open_version:
            return _("Đang có một bản chưa duyệt xong. Hãy làm xong hoặc bỏ bản đó trước.")
        return ""

    def get_success_url(self) -> str:
        return reverse("budgets:estimate-edit", args=[self.estimate.pk])


class BudgetRevise(OfBudget, ActionView):
    form_class = RevisionForm
    title = gettext_lazy("Điều chỉnh dự toán")
    button = gettext_lazy("Mở bản điều chỉnh")

    @property
    def closed_because(self) -> str:
        if self.object.current_id is None:
            return _("Chưa có bản nào được duyệt để điều chỉnh.")
        return super().closed_because

    def act(self, *, reason: str) -> str:
        self.estimate = services.revise_budget(actor=self.request.user, budget=self.object, reason=reason)
        return _("Đã mở bản %(n)s để điều chỉnh.") % {"n": self.estimate.number}


class BudgetCarryOver(OfBudget, ActionView):
    form_class = CarryOverForm
    title = gettext_lazy("Chuyển nguồn từ năm trước")
    button = gettext_lazy("Mở bản chuyển nguồn")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"budget": self.object}

    def act(self, **cleaned: Any) -> str:
        self.estimate = services.carry_over(actor=self.request.user, budget=self.object, **cleaned)
        return _("Đã mở bản %(n)s với phần chuyển nguồn.") % {"n": self.estimate.number}
