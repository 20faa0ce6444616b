"""Spreadsheets that came in, from their upload until somebody confirms or drops them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from budgets.choices import SheetKind
from budgets.models.estimates import READERS, Budget, Estimate
from budgets.models.funds import FundSource
from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import Scope
from ocop.core.constraints import both_or_neither, known_choice


class SheetQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        return scope.only(*READERS).place("budget__unit")


class BudgetSheet(models.Model):
    """The rows of an uploaded table as they were read; what they mean is worked out whenever it is shown."""

    kind = models.CharField(max_length=10, choices=SheetKind, editable=False)
    budget = models.ForeignKey(Budget, models.CASCADE, related_name="+", editable=False)
    estimate = models.ForeignKey(Estimate, models.CASCADE, null=True, related_name="+", editable=False)
    name = models.CharField("tên tệp", max_length=200, editable=False)
    rows = models.JSONField(editable=False)
    source = models.ForeignKey(FundSource, models.PROTECT, null=True, related_name="+", editable=False)
    """For lines that name no source of their own."""
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )
    applied_at = models.DateTimeField(null=True, editable=False)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = SheetQuerySet.as_manager()

    class Meta:
        constraints = [
            known_choice("kind", SheetKind),
            both_or_neither("applied_at", "applied_by"),
            models.CheckConstraint(
                name="sheet_of_lines_has_an_estimate",
                condition=~Q(kind=SheetKind.ESTIMATE) | Q(estimate__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("budgets:sheet-detail", args=[self.pk])

    @property
    def audit_place(self):
        return self.budget.unit
