"""After recognition: visits, what was found there, and by when it is put right."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse

from evaluations.choices import FindingState, InspectionKind, InspectionState
from evaluations.models.certificates import Certificate
from evaluations.models.local_rules import LocalRule
from evaluations.rules.inspections import CHECKLIST, Question
from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import Scope
from ocop.core.constraints import both_or_neither, known_choice
from ocop.core.roles import Role

AWAY = (Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY)


class InspectionQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        """Officials know of every visit; the owner of the product of those that have taken place."""
        officials = scope.without(*AWAY, Role.PRODUCER).place("certificate__commune")
        done = models.Q(state=InspectionState.DONE)
        return officials | (scope.producer("certificate__product__producer") & done)


class Inspection(models.Model):
    """One visit to the owner of a certificate, planned or prompted by a report. `asked_by` holds the
    questions that were answered; they are the portal's own where it is empty.
    """

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="inspections")
    kind = models.CharField("loại", max_length=10, choices=InspectionKind)
    plan = models.CharField("theo kế hoạch, văn bản số", max_length=60, blank=True)
    planned_on = models.DateField("ngày dự kiến")
    people = models.CharField("người đi kiểm tra", max_length=500)
    state = models.CharField(
        max_length=10, choices=InspectionState, default=InspectionState.PLANNED, editable=False
    )
    visited_on = models.DateField("ngày kiểm tra", null=True, editable=False)
    asked_by = models.ForeignKey(
        LocalRule, models.PROTECT, null=True, editable=False, related_name="inspections"
    )
    answers = models.JSONField(default=dict, editable=False)
    conclusion = models.TextField("kết luận", blank=True, editable=False)
    planned_at = models.DateTimeField(auto_now_add=True)
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True, editable=False)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = "lần kiểm tra"
        verbose_name_plural = "kiểm tra sau công nhận"
        indexes = [models.Index(fields=["state", "planned_on"])]
        constraints = [
            known_choice("kind", InspectionKind),
            known_choice("state", InspectionState),
            both_or_neither("done_at", "done_by"),
            models.CheckConstraint(
                name="done_inspection_says_when",
                condition=models.Q(state=InspectionState.PLANNED, done_at__isnull=True)
                | models.Q(state=InspectionState.DONE, done_at__isnull=False, visited_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate.product_name}, {self.planned_on:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        return reverse("evaluations:inspection-detail", args=[self.pk])

    @property
    def audit_place(self):
        return self.certificate.commune

    @property
    def checklist(self) -> tuple[Question, ...]:
        """The questions that were answered."""
        return self.asked_by.checklist if self.asked_by else CHECKLIST


class OfInspectionQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        return models.Q(inspection__in=Inspection.objects.within(scope))


class InspectionPhoto(models.Model):
    """A picture taken during a visit; rows are added, never changed."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="photos")
    words = models.CharField("ảnh chụp gì", max_length=200)
    file = models.FileField(max_length=120, editable=False)
    file_name = models.CharField(max_length=200, editable=False)
    content_type = models.CharField(max_length=100, editable=False)
    size = models.PositiveIntegerField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = OfInspectionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inspection", "sha256"], name="one_photo_per_inspection")
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def audit_place(self):
        return self.inspection.audit_place


class Finding(models.Model):
    """Something that is not as it must be, and the day by which it is put right."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="findings")
    words = models.CharField("điều chưa đạt", max_length=500)
    fix_by = models.DateField("hạn khắc phục")
    state = models.CharField(max_length=10, choices=FindingState, default=FindingState.OPEN, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    closing_note = models.TextField("đã khắc phục thế nào", blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = OfInspectionQuerySet.as_manager()

    class Meta:
        verbose_name = "điều chưa đạt"
        verbose_name_plural = "điều chưa đạt"
        constraints = [
            known_choice("state", FindingState),
            both_or_neither("closed_at", "closed_by"),
            models.CheckConstraint(
                name="fixed_finding_says_when",
                condition=models.Q(state=FindingState.OPEN, closed_at__isnull=True)
                | models.Q(state=FindingState.FIXED, closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        return self.inspection.get_absolute_url()

    @property
    def audit_place(self):
        return self.inspection.audit_place
