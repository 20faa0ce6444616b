"""Ticks that came too late to count."""

from __future__ import annotations

import uuid

from django.db import models

from evaluations.models.sessions import Sheet
from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import Scope
from ocop.core.roles import Role


class LateMarkQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        return scope.only(Role.COUNCIL_SECRETARY).council("sheet__seat__council")


class LateMark(models.Model):
    """A tick, or words alone, that arrived when its session was closed: refused, counted nowhere, kept for
    the secretary.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="late_marks")
    criterion = models.ForeignKey("law.Criterion", models.PROTECT, related_name="+")
    option = models.ForeignKey("law.Option", models.PROTECT, null=True, related_name="+")
    is_ticked = models.BooleanField(default=True, db_default=True)
    note = models.TextField(blank=True)
    reason = models.CharField("lý do từ chối", max_length=250)
    arrived_at = models.DateTimeField(auto_now_add=True)

    objects = LateMarkQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.criterion}: {self.option}"

    @property
    def audit_place(self):
        return self.sheet.audit_place
