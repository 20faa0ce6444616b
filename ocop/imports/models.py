"""Lists that officers bring in: the file, how its columns are read, and what each row would do."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse

from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import Scope
from ocop.core.constraints import both_or_neither, known_choice
from ocop.core.roles import OFFICERS, Role
from ocop.imports.choices import ImportState, Verdict


class ImportQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        return scope.only(*OFFICERS.values(), Role.AUDITOR).place("place")


class Import(models.Model):
    """One list on its way in. It is loaded as a whole or not at all.

    `place` is the office that brings it in: rows outside it are refused. `listed_on` is the day whose places
    the list speaks of. `options` holds what its kind asks for the whole list, `mapping` which column holds
    which field, `answers` what a person said to the questions of its rows.
    """

    kind = models.CharField("loại danh sách", max_length=40)
    place = models.ForeignKey("localities.Place", models.PROTECT, related_name="+")
    listed_on = models.DateField("ngày của danh sách")
    file = models.FileField(max_length=120, editable=False)
    file_name = models.CharField("tệp", max_length=200, editable=False)
    size = models.PositiveIntegerField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    options = models.JSONField(default=dict)
    sheet = models.CharField("trang tính", max_length=100, blank=True)
    mapping = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    row_count = models.PositiveIntegerField(default=0, editable=False)
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.UPLOADED, editable=False)
    problem = models.CharField(max_length=500, blank=True, editable=False)
    written = models.JSONField(default=dict, editable=False)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )
    loaded_at = models.DateTimeField(null=True, editable=False)
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = "đợt nhập"
        verbose_name_plural = "đợt nhập"
        indexes = [models.Index(fields=["place", "-id"])]
        constraints = [known_choice("state", ImportState), both_or_neither("loaded_at", "loaded_by")]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("imports:import-detail", args=[self.pk])

    @property
    def audit_place(self):
        return self.place


class ImportRowQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        return scope.only(*OFFICERS.values(), Role.AUDITOR).place("batch__place")


class ImportRow(models.Model):
    """What one row of the sheet would do, as the preview shows it. Loading asks anew.

    `shown` holds the cells as they are understood, `changes` triples of field, old and new. A change is
    written only when it was `taken`; a row that is set aside is not loaded.
    """

    batch = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField("dòng")
    verdict = models.CharField(max_length=10, choices=Verdict)
    title = models.CharField(max_length=250, blank=True)
    shown = models.JSONField(default=dict)
    reasons = models.JSONField(default=list)
    questions = models.JSONField(default=list)
    changes = models.JSONField(default=list)
    has_changes = models.BooleanField(default=False)
    set_aside = models.BooleanField(default=False)
    taken = models.BooleanField(default=False)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng của danh sách"
        verbose_name_plural = "dòng của danh sách"
        constraints = [
            known_choice("verdict", Verdict),
            models.UniqueConstraint(fields=["batch", "number"], name="one_import_row_per_number"),
            models.CheckConstraint(
                name="only_changes_are_taken", condition=models.Q(taken=False) | models.Q(has_changes=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"
