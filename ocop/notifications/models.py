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

    def unread(self) -> "NoticeQuerySet":
        """What still wants to be read; what asked for an act that is done no longer does."""
        return self.filter(read_at__isnull=True, done_at__isnull=True)

    def waiting(self) -> "NoticeQuerySet":
        """What asks its addressee for an act that nobody has done yet."""
        return self.filter(awaits=True, done_at__isnull=True)


class Notice(models.Model):
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    text = models.CharField(max_length=300)
    path = models.CharField(max_length=200, help_text="Where in the portal the matter stands; no host.")
    made_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)
    awaits = models.BooleanField(default=False)
    """Whether it asks the person for an act on the matter at `path`; `done_at` is when that was done."""
    done_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "tin báo"
        verbose_name_plural = "tin báo"
        indexes = [
            models.Index(fields=["person", "read_at", "-made_at"]),
            models.Index(
                fields=["path"],
                condition=models.Q(awaits=True, done_at__isnull=True),
                name="notice_waiting_at",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="only_what_waits_is_done",
                condition=models.Q(awaits=True) | models.Q(done_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.text
