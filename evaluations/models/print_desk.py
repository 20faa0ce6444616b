"""The print desk: batches of certificates, what was printed again, what was handed over."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from evaluations.choices import RunState
from evaluations.models.certificates import Certificate
from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import Scope
from ocop.core.constraints import both_or_neither, known_choice
from ocop.core.roles import Role

OUTSIDE = (
    Role.COUNCIL_MEMBER,
    Role.COUNCIL_SECRETARY,
    Role.PRODUCER,
    Role.COMMUNE_OFFICER,
    Role.COMMUNE_LEADER,
)
"""Who has no business at the print desk."""


class PrintRunQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        return scope.without(*OUTSIDE).place("issuer")


class PrintRun(models.Model):
    """Certificates of one issuer that are printed together: the proofs first, then all of them."""

    issuer = models.ForeignKey("localities.Place", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=RunState, default=RunState.PROOF, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    closing_note = models.TextField("lý do bỏ đợt in", blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PrintRunQuerySet.as_manager()

    class Meta:
        verbose_name = "đợt in giấy chứng nhận"
        verbose_name_plural = "đợt in giấy chứng nhận"
        constraints = [
            known_choice("state", RunState),
            both_or_neither("closed_at", "closed_by"),
            models.CheckConstraint(
                name="closed_run_says_when",
                condition=models.Q(state=RunState.PROOF, closed_at__isnull=True)
                | (~models.Q(state=RunState.PROOF) & models.Q(closed_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return _("Đợt in %(number)s") % {"number": self.pk}

    def get_absolute_url(self) -> str:
        return reverse("evaluations:printrun-detail", args=[self.pk])

    @property
    def audit_place(self):
        return self.issuer


class PrintedSheetQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        return scope.without(*OUTSIDE).place("run__issuer")


class PrintedSheet(models.Model):
    """One certificate of a run. Once printed it is in no other run; what follows is printed again."""

    run = models.ForeignKey(PrintRun, models.PROTECT, related_name="sheets")
    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="printed_sheets")
    position = models.PositiveSmallIntegerField()
    is_proof = models.BooleanField(default=False)
    is_printed = models.BooleanField(default=False, editable=False)

    objects = PrintedSheetQuerySet.as_manager()

    class Meta:
        verbose_name = "bản in"
        verbose_name_plural = "bản in"
        constraints = [
            models.UniqueConstraint(fields=["run", "certificate"], name="one_sheet_per_run"),
            models.UniqueConstraint(fields=["run", "position"], name="one_sheet_per_position"),
            models.UniqueConstraint(
                fields=["certificate"], condition=models.Q(is_printed=True), name="printed_in_one_run"
            ),
        ]

    def __str__(self) -> str:
        return str(self.certificate)

    def get_absolute_url(self) -> str:
        return self.run.get_absolute_url()

    @property
    def audit_place(self):
        return self.certificate.issuer


class Reprint(models.Model):
    """That a sheet was printed once more under the same number, and why. Rows are added, never changed."""

    sheet = models.ForeignKey(PrintedSheet, models.PROTECT, related_name="reprints")
    note = models.CharField("lý do in lại", max_length=300)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(name="reprint_says_why", condition=~models.Q(note=""))]

    def __str__(self) -> str:
        return f"{self.sheet}: {self.note}"


class HandoverQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        return scope.without(*OUTSIDE).place("certificate__issuer")


class Handover(models.Model):
    """That the printed certificate is in the hands of its owner."""

    certificate = models.OneToOneField(Certificate, models.PROTECT, related_name="handover")
    received_by = models.CharField("người nhận", max_length=160)
    received_on = models.DateField("ngày nhận")
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = "giao giấy"
        verbose_name_plural = "giao giấy"
        constraints = [models.CheckConstraint(name="somebody_received", condition=~models.Q(received_by=""))]

    def __str__(self) -> str:
        return f"{self.certificate.name}: {self.received_by}"

    @property
    def audit_place(self):
        return self.certificate.issuer
