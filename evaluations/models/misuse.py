"""What citizens report from the check page: a certificate or the mark in wrong use."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse

from evaluations.choices import MisuseKind, MisuseState
from evaluations.models.certificates import Certificate
from evaluations.models.inspections import AWAY, Inspection
from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import Scope
from ocop.core.constraints import both_or_neither, known_choice
from ocop.core.roles import Role


class MisuseReportQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        return scope.without(*AWAY, Role.PRODUCER).place("certificate__commune")


class MisuseReport(models.Model):
    """One report, with a picture where there is one. Who sent it stays unknown but for what they wrote.

    `contact` is read by those who verify the report and by nobody else; it is in no list, sheet or log.
    """

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="misuse_reports")
    kind = models.CharField("việc", max_length=15, choices=MisuseKind)
    seen_at = models.CharField("thấy ở đâu", max_length=200)
    words = models.TextField("thấy gì", max_length=2000)
    contact = models.CharField("cách liên lạc", max_length=120, blank=True)
    file = models.FileField(max_length=120, blank=True, editable=False)
    file_name = models.CharField(max_length=200, blank=True, editable=False)
    content_type = models.CharField(max_length=100, blank=True, editable=False)
    size = models.PositiveIntegerField(default=0, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    reported_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=MisuseState, default=MisuseState.NEW, editable=False)
    inspection = models.ForeignKey(
        Inspection, models.PROTECT, null=True, editable=False, related_name="misuse_reports"
    )
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    closing_note = models.TextField(blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = MisuseReportQuerySet.as_manager()

    class Meta:
        verbose_name = "phản ánh"
        verbose_name_plural = "phản ánh"
        indexes = [models.Index(fields=["state", "-id"])]
        constraints = [
            known_choice("kind", MisuseKind),
            known_choice("state", MisuseState),
            both_or_neither("closed_at", "closed_by"),
            models.CheckConstraint(
                name="misuse_case_is_verified",
                condition=models.Q(state__in=[MisuseState.NEW, MisuseState.DISMISSED])
                | models.Q(inspection__isnull=False),
            ),
            models.CheckConstraint(
                name="closed_report_says_when",
                condition=models.Q(state__in=[MisuseState.NEW, MisuseState.CASE], closed_at__isnull=True)
                | models.Q(state__in=[MisuseState.CLOSED, MisuseState.DISMISSED], closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.certificate.product_name}"

    def get_absolute_url(self) -> str:
        return reverse("evaluations:misuse-detail", args=[self.pk])

    @property
    def audit_place(self):
        return self.certificate.commune
