"""What an officer asks to be corrected, and what was answered."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import Scope
from ocop.core.constraints import both_or_neither, known_choice
from ocop.core.roles import OFFICERS, Level
from registrations.choices import CorrectionReason
from registrations.models.dossiers import Dossier


class Return(models.Model):
    """One time that a dossier was given back. `contents` is what it held then: item → label, value and, of
    a paper, the mark of its file; what changed since is told from it.
    """

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="returns")
    number = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=10, choices=Level)
    note = models.TextField(blank=True)
    contents = models.JSONField(default=dict)
    returned_at = models.DateTimeField(auto_now_add=True)
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sent_again_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "lần trả lại"
        constraints = [
            known_choice("level", Level),
            models.UniqueConstraint(fields=["dossier", "number"], name="returns_are_counted"),
            models.UniqueConstraint(
                fields=["dossier"], condition=models.Q(sent_again_at__isnull=True), name="one_open_return"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier}, lần {self.number}"


class CorrectionQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        """Whoever reaches the dossier; a note not yet given back, only the officers of the level that made
        it.
        """
        reached = models.Q(
            returned__isnull=False, dossier__in=Dossier.objects.within(scope).order_by().values("pk")
        )
        for level, officer in OFFICERS.items():
            if officer in scope.roles:
                own = Dossier.objects.within(scope.only(officer)).order_by().values("pk")
                reached |= models.Q(level=level, dossier__in=own)
        return reached


class Correction(models.Model):
    """One thing to put right: which item of the dossier, why, in words. It belongs to a `Return` once the
    dossier is given back; until then it is the reviewer's note.

    `item` is the key of an item of the dossier, `subject` the same for every dossier (a paper's kind instead
    of the paper); `label` is what the item was called.
    """

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="corrections")
    returned = models.ForeignKey(Return, models.CASCADE, null=True, related_name="corrections")
    level = models.CharField(max_length=10, choices=Level)
    item = models.CharField(max_length=100)
    subject = models.CharField(max_length=100)
    label = models.CharField(max_length=300)
    reason = models.CharField("vì sao", max_length=20, choices=CorrectionReason)
    words = models.TextField("cần sửa gì")
    noted_at = models.DateTimeField(auto_now_add=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answer = models.TextField("đã sửa thế nào", blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = "yêu cầu sửa"
        verbose_name_plural = "yêu cầu sửa"
        indexes = [models.Index(fields=["subject", "level"])]
        constraints = [
            known_choice("level", Level),
            known_choice("reason", CorrectionReason),
            both_or_neither("answered_at", "answered_by"),
            both_or_neither("settled_at", "settled_by"),
            models.CheckConstraint(name="correction_has_words", condition=~models.Q(words="")),
            models.CheckConstraint(
                name="answered_after_it_was_asked",
                condition=models.Q(answered_at__isnull=True) | models.Q(returned__isnull=False),
            ),
            models.CheckConstraint(
                name="settled_after_it_was_answered",
                condition=models.Q(settled_at__isnull=True) | models.Q(answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def audit_place(self):
        return self.dossier.commune
