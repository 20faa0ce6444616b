"""Versions beside each other."""

from __future__ import annotations

from functools import cached_property

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy

from budgets.models import Estimate
from budgets.queries.outline import outline_of
from budgets.queries.versions import ChangedLine, Comparison, comparison_of
from budgets.views.estimates import OneEstimate
from budgets.views.looks import change_status
from ocop.ui.parts import Status
from ocop.ui.views import ScopedDetailView


class EstimateCompare(OneEstimate, ScopedDetailView):
    """This version beside the one it follows, or beside the one that `?voi=` names."""

    template_name = "budgets/estimate_compare.html"
    title = gettext_lazy("So sánh hai bản")

    @cached_property
    def others(self) -> list[Estimate]:
        versions = Estimate.objects.visible_to(self.request.user).filter(budget=self.budget)
        return list(versions.exclude(pk=self.object.pk).order_by("-number"))

    @cached_property
    def other(self) -> Estimate | None:
        named = self.request.GET.get("voi", "")
        if named:
            number = int(named) if named.isascii() and named.isdecimal() and len(named) < 6 else 0
            rows = Estimate.objects.visible_to(self.request.user).filter(budget=self.budget)
            return get_object_or_404(rows.select_related("budget"), number=number)
        return self.object.previous or next(iter(self.others), None)

    @cached_property
    def comparison(self) -> Comparison | None:
        if self.other is None:
            return None
        pair = sorted(
            (self.object, self.other), key=lambda one: (one.budget_id != self.budget.pk, one.number)
        )
        before, after = pair
        return comparison_of(before, outline_of(after))

    @property
    def lines(self) -> list[tuple[ChangedLine, Status]]:
        return [(line, change_status(line)) for line in self.comparison.changed]
