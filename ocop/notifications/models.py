"""What the portal tells a person: one row in their inbox, and an e-mail where they have an address."""

from django.conf import settings
from django.db import models

from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import NOWHERE, Scope


class NoticeQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        return NOWHERE

    def visible_to(self, person) -> "NoticeQuerySet":
        """A notice belongs to its addressee alone, whatever posts they hold."""
        return self.filter(person=person) if person.is_authenticated else self.none()


class Notice(models.Model):
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    text = models.CharField(max_length=300)
    path = models.CharField(max_length=200, help_text="Where in the portal the matter stands; no host.")
    made_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "tin báo"
        verbose_name_plural = "tin báo"
        indexes = [models.Index(fields=["person", "read_at", "-made_at"])]

    def __str__(self) -> str:
        return self.text
