"""Who is named for a class, and who was there."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from budgets.models.estimates import READERS
from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import Scope
from ocop.core.constraints import known_choice
from ocop.core.fields import SearchKeyField
from registrations.choices import ProducerKind
from registrations.models import Producer
from trainings.choices import MarkSource, NominationState
from trainings.models.classes import ClassSession, OfOrganiser, TrainingClass


class Invitation(models.Model):
    """A letter that invites to a class, as it was issued: its PDF is the paper of the archive, its Word file
    stands beside it. One that `adds` names only who got a seat after the letter before; any other names
    everybody with a seat and stands in the place of all before it.
    """

    training = models.ForeignKey(TrainingClass, models.PROTECT, related_name="invitations")
    number = models.CharField("số giấy mời", max_length=60, editable=False)
    dated_on = models.DateField("ngày giấy mời", editable=False)
    adds = models.BooleanField(default=False, editable=False)
    paper = models.OneToOneField("documents.IssuedDocument", models.PROTECT, editable=False, related_name="+")
    docx = models.FileField(max_length=120, blank=True, editable=False)
    """Empty of letters that were issued before Word files were kept."""

    objects = OfOrganiser.as_manager()

    class Meta:
        verbose_name = "giấy mời"
        verbose_name_plural = "giấy mời"

    def __str__(self) -> str:
        return self.number

    @property
    def audit_place(self):
        return self.training.organiser


class NominationQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        """Names and telephones are read by who sent them, by the organiser, and by the producer concerned."""
        officials = scope.only(*READERS)
        return officials.place("unit") | officials.place("training__organiser") | scope.producer("producer")

    def alive(self) -> NominationQuerySet:
        return self.exclude(state=NominationState.WITHDRAWN)


class Nomination(models.Model):
    """Somebody named for a class by a unit. The order of the queue is `order`.

    `invitation` is the last letter that names them. `completed`, with the half-days present and held, is
    written when the class is closed.
    """

    training = models.ForeignKey(TrainingClass, models.PROTECT, related_name="nominations")
    unit = models.ForeignKey("localities.Place", models.PROTECT, related_name="+", verbose_name="đơn vị cử")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    producer = models.ForeignKey(Producer, models.PROTECT, null=True, editable=False, related_name="+")
    producer_kind = models.CharField(
        "loại hình", max_length=30, choices=ProducerKind, blank=True, editable=False
    )
    role = models.CharField("vai trò", max_length=30, blank=True, editable=False)
    full_name = models.CharField("họ tên", max_length=120)
    position = models.CharField("chức vụ, đơn vị", max_length=250, blank=True)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    person_key = models.CharField(max_length=200, editable=False)
    order = models.PositiveIntegerField(editable=False)
    state = models.CharField(
        max_length=10, choices=NominationState, default=NominationState.WAITING, editable=False
    )
    nominated_at = models.DateTimeField(editable=False)
    nominated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )
    invitation = models.ForeignKey(
        Invitation, models.PROTECT, null=True, editable=False, related_name="invited"
    )
    present_count = models.PositiveSmallIntegerField(null=True, editable=False)
    held_count = models.PositiveSmallIntegerField(null=True, editable=False)
    completed = models.BooleanField(null=True, editable=False)
    has_answered = models.BooleanField(default=False, editable=False)
    search_key = SearchKeyField(max_length=400, sources=("full_name", "position"))
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = NominationQuerySet.as_manager()

    class Meta:
        verbose_name = "người được cử"
        constraints = [
            known_choice("state", NominationState),
            models.CheckConstraint(
                name="nomination_producer_kind_known",
                condition=Q(producer_kind="") | Q(producer_kind__in=ProducerKind.values),
            ),
            models.UniqueConstraint(
                fields=["training", "person_key"],
                condition=~Q(state=NominationState.WITHDRAWN),
                name="one_nomination_per_person",
            ),
            models.UniqueConstraint(
                fields=["training", "user"],
                condition=Q(user__isnull=False) & ~Q(state=NominationState.WITHDRAWN),
                name="one_nomination_per_account",
            ),
            models.UniqueConstraint(fields=["training", "order"], name="one_place_in_the_queue"),
            models.CheckConstraint(
                name="nomination_result_whole",
                condition=Q(present_count__isnull=True, held_count__isnull=True, completed__isnull=True)
                | Q(
                    present_count__isnull=False,
                    held_count__isnull=False,
                    completed__isnull=False,
                    present_count__lte=F("held_count"),
                ),
            ),
        ]
        indexes = [models.Index(fields=["producer"]), models.Index(fields=["user"])]

    def __str__(self) -> str:
        return f"{self.full_name}, {self.unit}"

    @property
    def audit_place(self):
        return self.unit

    def get_absolute_url(self) -> str:
        return f"{self.training.get_absolute_url()}#danh-sach"


class AttendanceQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        officials = scope.only(*READERS)
        return (
            officials.place("nomination__unit")
            | officials.place("session__training__organiser")
            | scope.producer("nomination__producer")
        )


class Attendance(models.Model):
    """Whether somebody was there at a half-day. `held_on` repeats the day of the session, so that the
    database refuses a presence in the future.
    """

    session = models.ForeignKey(ClassSession, models.PROTECT, related_name="roll")
    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="roll")
    present = models.BooleanField()
    source = models.CharField(max_length=6, choices=MarkSource)
    held_on = models.DateField(editable=False)
    marked_on = models.DateField(editable=False)
    marked_at = models.DateTimeField()
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = "điểm danh"
        constraints = [
            known_choice("source", MarkSource),
            models.UniqueConstraint(fields=["session", "nomination"], name="one_mark_per_half_day"),
            models.CheckConstraint(
                name="nobody_present_in_the_future", condition=Q(held_on__lte=F("marked_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nomination}, {self.session}"
