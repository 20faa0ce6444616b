"""The append-only record of what people did."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models

from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import NOWHERE, Scope
from ocop.core.roles import Role

READERS = (Role.AUDITOR, Role.ADMINISTRATOR, Role.PROVINCE_LEADER, Role.DISTRICT_LEADER)


class EventQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        reach = NOWHERE
        for post in scope.only(*READERS).posts:
            if post.path:
                reach |= models.Q(place_path__startswith=post.path) | models.Q(
                    today_path__startswith=post.path
                )
        return reach


class Event(models.Model):
    """One thing one person did. The database refuses to change it or to take it away."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="Empty: the portal itself.",
    )
    role = models.CharField(
        max_length=30, blank=True, help_text="The role acted under, where one was needed."
    )
    verb = models.CharField(max_length=60, db_index=True)
    subject_type = models.ForeignKey(ContentType, models.PROTECT, null=True, related_name="+")
    subject_id = models.BigIntegerField(null=True)
    subject_label = models.CharField(max_length=200, blank=True)
    subject_key = models.CharField(
        max_length=200, blank=True, help_text="The label without marks, to search in."
    )
    actor_key = models.CharField(
        max_length=160, blank=True, help_text="The name without marks, to search in."
    )
    place_path = models.CharField(max_length=120, blank=True, db_index=True)
    today_path = models.CharField(max_length=120, blank=True, db_index=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    detail = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    request_id = models.CharField(max_length=32, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "sự kiện"
        verbose_name_plural = "nhật ký"
        indexes = [models.Index(fields=["subject_type", "subject_id", "-at"])]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_label}".strip()
