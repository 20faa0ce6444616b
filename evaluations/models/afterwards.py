"""What follows a certificate: reminders before its end, and cases that may end it before."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse

from evaluations.choices import CaseState, RevocationGround
from evaluations.models.certificates import Certificate
from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import Scope
from ocop.core.constraints import both_or_neither, known_choice
from ocop.core.roles import Role


class OfCertificateQuerySet(ScopedQuerySet):
    """Rows about a certificate are known to the officials who reach it."""

    def reach(self, scope: Scope) -> models.Q:
        officials = scope.without(Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY, Role.PRODUCER)
        return officials.place("certificate__commune")


class ExpiryReminder(models.Model):
    """That people were told of a certificate's end so many days before it."""

    certificate = models.ForeignKey(Certificate, models.CASCADE, related_name="reminders")
    days_before = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField(auto_now_add=True)

    objects = OfCertificateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["certificate", "days_before"], name="one_reminder_per_step")
        ]

    def __str__(self) -> str:
        return f"{self.certificate}: {self.days_before}"


class RevocationCase(models.Model):
    """A conclusion on one of the six grounds (26/2026/QĐ-TTg Art. 8): the term to decide runs from its day.

    Recorded by an officer, decided by a leader: never the same person.
    """

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="revocation_cases")
    ground = models.CharField("căn cứ", max_length=20, choices=RevocationGround)
    concluded_on = models.DateField("ngày kết luận")
    concluded_by = models.CharField("cơ quan kết luận", max_length=200)
    conclusion_number = models.CharField("số văn bản kết luận", max_length=60, blank=True)
    details = models.TextField("nội dung kết luận")
    due_on = models.DateField(null=True, editable=False)
    state = models.CharField(max_length=10, choices=CaseState, default=CaseState.OPEN, editable=False)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    closing_note = models.TextField(blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = OfCertificateQuerySet.as_manager()

    class Meta:
        verbose_name = "kết luận thu hồi"
        verbose_name_plural = "kết luận thu hồi"
        constraints = [
            known_choice("state", CaseState),
            known_choice("ground", RevocationGround),
            both_or_neither("closed_at", "closed_by"),
            models.CheckConstraint(
                name="closed_case_says_when",
                condition=models.Q(state=CaseState.OPEN, closed_at__isnull=True)
                | (~models.Q(state=CaseState.OPEN) & models.Q(closed_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="nobody_decides_on_their_own_conclusion",
                condition=~models.Q(state=CaseState.REVOKED) | ~models.Q(closed_by=models.F("recorded_by")),
            ),
            models.UniqueConstraint(
                fields=["certificate"],
                condition=models.Q(state=CaseState.OPEN),
                name="one_open_case_per_certificate",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate.name}: {self.get_ground_display()}"

    def get_absolute_url(self) -> str:
        return reverse("evaluations:certificate-detail", args=[self.certificate_id])

    @property
    def audit_place(self):
        return self.certificate.issuer
