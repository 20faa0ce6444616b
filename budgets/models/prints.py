"""The annex of a version, made into files."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from budgets.models.estimates import READERS, Estimate
from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import Scope


class PrintQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        return scope.only(*READERS).place("estimate__budget__unit")


class EstimatePrint(models.Model):
    """The annex of a version as it stood (`estimate_version`), as PDF and as Word file."""

    estimate = models.ForeignKey(Estimate, models.CASCADE, related_name="prints")
    estimate_version = models.PositiveIntegerField(editable=False)
    requested_at = models.DateTimeField(auto_now_add=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )
    pdf = models.FileField(max_length=120, editable=False)
    docx = models.FileField(max_length=120, editable=False)

    objects = PrintQuerySet.as_manager()

    class Meta:
        verbose_name = "bản in dự toán"
        verbose_name_plural = "bản in dự toán"
        constraints = [
            models.CheckConstraint(
                name="estimate_print_has_both_files",
                condition=Q(pdf="", docx="") | (~Q(pdf="") & ~Q(docx="")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.estimate)

    @property
    def audit_place(self):
        return self.estimate.budget.unit
