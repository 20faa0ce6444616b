"""What was taken out of a list, and the file where making it took long."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse

from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import NOWHERE, Scope


class ListExportQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        return NOWHERE

    def visible_to(self, person) -> ListExportQuerySet:
        """A sheet belongs to who asked for it: it holds what that person may see, and nobody else."""
        return self.filter(requested_by=person) if person.is_authenticated else self.none()


class ListExport(models.Model):
    """A list as a sheet: which list (`route`), under which filters (`query`), how many rows, for whom.

    `place` is the office that asked; `file` is empty where the sheet was made while the person waited, and
    after the file was thrown away.
    """

    route = models.CharField(max_length=100)
    query = models.CharField(max_length=1000, blank=True)
    title = models.CharField(max_length=200)
    row_count = models.PositiveIntegerField()
    place = models.ForeignKey("localities.Place", models.PROTECT, null=True, related_name="+")
    requested_at = models.DateTimeField(auto_now_add=True)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    file = models.FileField(max_length=120, blank=True, editable=False)

    objects = ListExportQuerySet.as_manager()

    class Meta:
        verbose_name = "bảng tính tải về"
        verbose_name_plural = "bảng tính tải về"
        indexes = [models.Index(fields=["requested_by", "-id"])]
        constraints = [
            models.CheckConstraint(name="export_names_its_list", condition=~models.Q(route="")),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("exports:download", args=[self.pk])

    @property
    def audit_place(self):
        return self.place
