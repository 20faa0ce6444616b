"""A class: what is held, when, by whom, for how many, and what it costs."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from budgets.models import Norm
from budgets.models.estimates import READERS
from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import Scope
from ocop.core.constraints import both_or_neither, in_order, known_choice
from ocop.core.fields import SearchKeyField
from ocop.core.money import MOST_VND
from registrations.choices import ProducerKind
from trainings.choices import Audience, ClassKind, ClassState, Half, SessionKind, TrainerRole

MOST_SEATS = 2_000


def held_above(scope: Scope, organiser: str) -> Q:
    """Rows of organisers that stand above one of the officials' places: a commune reads of the province's."""
    above: set[str] = set()
    for post in scope.only(*READERS).posts:
        steps = post.path.split(".")[:-1]
        above |= {".".join(steps[:length]) + "." for length in range(1, len(steps))}
    return Q(**{f"{organiser}__path__in": sorted(above)}) if above else Q(pk__in=())


def reach_of_class(scope: Scope, link: str = "") -> Q:
    """A class is known to its organiser and those above; once open, to all below and to who is named."""
    prefix = f"{link}__" if link else ""
    opened = ~Q(**{f"{prefix}state": ClassState.PLANNED})
    below = held_above(scope, f"{prefix}organiser") | scope.producer(f"{prefix}nominations__producer")
    return scope.only(*READERS).place(f"{prefix}organiser") | (below & opened)


class TrainingClassQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        return reach_of_class(scope)


class TrainingClass(models.Model):
    """A class, a study trip or a conference. `first_on` and `last_on` follow from its half-days.

    `seats_taken` counts who holds a seat; the database holds it within the seats. An invitation is
    `invitation_outdated` once the days or the venue are others than it says.
    """

    code = models.CharField("mã lớp", max_length=40, editable=False)
    kind = models.CharField("loại", max_length=12, choices=ClassKind, default=ClassKind.CLASS)
    audience = models.CharField("đối tượng", max_length=10, choices=Audience)
    organiser = models.ForeignKey(
        "localities.Place", models.PROTECT, related_name="+", verbose_name="đơn vị tổ chức"
    )
    agency = models.CharField("cơ quan thực hiện", max_length=200, blank=True)
    title = models.CharField("tên lớp", max_length=250)
    venue = models.CharField("địa điểm", max_length=250)
    seats = models.PositiveIntegerField("số chỗ")
    seats_taken = models.PositiveIntegerField(default=0, editable=False)
    threshold_percent = models.PositiveSmallIntegerField("dự đủ từ (%)")
    nominate_until = models.DateField("hạn cử người")
    first_on = models.DateField("ngày đầu", editable=False)
    last_on = models.DateField("ngày cuối", editable=False)
    state = models.CharField(max_length=12, choices=ClassState, default=ClassState.PLANNED, editable=False)
    invitation_number = models.CharField("số giấy mời", max_length=60, blank=True, editable=False)
    invited_on = models.DateField("ngày giấy mời", null=True, editable=False)
    invitation = models.ForeignKey(
        "documents.IssuedDocument", models.PROTECT, null=True, editable=False, related_name="+"
    )
    invitation_outdated = models.BooleanField(default=False, editable=False)
    invitation_signer = models.CharField("người ký giấy mời", max_length=120, blank=True, editable=False)
    signer_title = models.CharField("chức vụ người ký", max_length=120, blank=True, editable=False)
    signer_name = models.CharField("người ký", max_length=120, blank=True, editable=False)
    certified_on = models.DateField("ngày giấy chứng nhận", null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    search_key = SearchKeyField(max_length=600, sources=("code", "title", "venue"), db_index=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = TrainingClassQuerySet.as_manager()

    class Meta:
        verbose_name = "lớp"
        verbose_name_plural = "lớp"
        constraints = [
            known_choice("kind", ClassKind),
            known_choice("audience", Audience),
            known_choice("state", ClassState),
            in_order("first_on", "last_on"),
            both_or_neither("closed_at", "closed_by"),
            models.UniqueConstraint(fields=["organiser", "code"], name="one_class_per_code"),
            models.CheckConstraint(name="class_has_seats", condition=Q(seats__gte=1, seats__lte=MOST_SEATS)),
            models.CheckConstraint(
                name="class_never_over_its_seats", condition=Q(seats_taken__lte=F("seats"))
            ),
            models.CheckConstraint(
                name="only_what_was_issued_is_outdated",
                condition=~Q(invitation_number="") | Q(invitation_outdated=False),
            ),
            models.CheckConstraint(
                name="class_threshold_is_a_share",
                condition=Q(threshold_percent__gte=1, threshold_percent__lte=100),
            ),
        ]
        indexes = [models.Index(fields=["state", "first_on"])]

    def __str__(self) -> str:
        return f"{self.code}: {self.title}"

    @property
    def audit_place(self):
        return self.organiser

    def get_absolute_url(self) -> str:
        return reverse("trainings:class-detail", args=[self.pk])

    @property
    def free_seats(self) -> int:
        return self.seats - self.seats_taken

    @property
    def holder(self) -> str:
        """Who carries it out."""
        return self.agency or f"UBND {self.organiser.name_in_address}"


class OfClass(ScopedQuerySet):
    """What belongs to a class and is read by whoever reads the class."""

    def reach(self, scope: Scope) -> models.Q:
        return reach_of_class(scope, "training")


class OfOrganiser(ScopedQuerySet):
    """What only the organiser of a class reads, and those above."""

    def reach(self, scope: Scope) -> models.Q:
        return scope.only(*READERS).place("training__organiser")


class Trainer(models.Model):
    """Somebody who teaches, for a fee by the half-day. Names are for all readers, money for the organiser."""

    training = models.ForeignKey(TrainingClass, models.CASCADE, related_name="trainers")
    full_name = models.CharField("họ tên", max_length=120)
    position = models.CharField("chức vụ, cơ quan", max_length=200, blank=True)
    role = models.CharField("vai trò", max_length=10, choices=TrainerRole, default=TrainerRole.LECTURER)
    half_days = models.PositiveSmallIntegerField("số buổi")
    fee_vnd = models.BigIntegerField("thù lao một buổi")
    norm = models.ForeignKey(Norm, models.PROTECT, null=True, blank=True, related_name="+")
    over_reason = models.CharField("lý do vượt định mức", max_length=300, blank=True)

    objects = OfClass.as_manager()

    class Meta:
        verbose_name = "giảng viên"
        constraints = [
            known_choice("role", TrainerRole),
            models.CheckConstraint(
                name="trainer_fee_sane",
                condition=Q(half_days__gte=1, fee_vnd__gte=0, fee_vnd__lte=MOST_VND),
            ),
            models.UniqueConstraint(fields=["training", "full_name", "role"], name="one_trainer_per_role"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def audit_place(self):
        return self.training.organiser


class ClassSession(models.Model):
    """A half-day. Once its roll was called it stays where it is."""

    training = models.ForeignKey(TrainingClass, models.CASCADE, related_name="sessions")
    day = models.DateField("ngày")
    half = models.CharField("buổi", max_length=2, choices=Half)
    kind = models.CharField("hình thức", max_length=8, choices=SessionKind, default=SessionKind.LESSON)
    topic = models.CharField("chuyên đề", max_length=250, blank=True)
    venue = models.CharField("nơi học, nơi đến", max_length=250, blank=True)
    roll_taken_at = models.DateTimeField(null=True, editable=False)
    roll_taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = OfClass.as_manager()

    class Meta:
        verbose_name = "buổi"
        constraints = [
            known_choice("half", Half),
            known_choice("kind", SessionKind),
            both_or_neither("roll_taken_at", "roll_taken_by"),
            models.UniqueConstraint(fields=["training", "day", "half"], name="one_session_per_half_day"),
        ]

    def __str__(self) -> str:
        return f"{self.get_half_display()} {self.day:%d/%m/%Y}"

    @property
    def audit_place(self):
        return self.training.organiser

    def get_absolute_url(self) -> str:
        return reverse("trainings:session-roll", args=[self.pk])


class Quota(models.Model):
    """At most so many people of a unit, of a kind of producer, or of both."""

    training = models.ForeignKey(TrainingClass, models.CASCADE, related_name="quotas")
    unit = models.ForeignKey(
        "localities.Place", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị"
    )
    producer_kind = models.CharField("loại hình", max_length=30, choices=ProducerKind, blank=True)
    seats = models.PositiveIntegerField("số người")

    objects = OfClass.as_manager()

    class Meta:
        verbose_name = "chỉ tiêu"
        constraints = [
            models.CheckConstraint(
                name="quota_producer_kind_known",
                condition=Q(producer_kind="") | Q(producer_kind__in=ProducerKind.values),
            ),
            models.CheckConstraint(
                name="quota_is_for_somebody", condition=Q(unit__isnull=False) | ~Q(producer_kind="")
            ),
            models.UniqueConstraint(
                fields=["training", "unit", "producer_kind"],
                condition=Q(unit__isnull=False),
                name="one_quota_per_unit_and_kind",
            ),
            models.UniqueConstraint(
                fields=["training", "producer_kind"],
                condition=Q(unit__isnull=True),
                name="one_quota_per_kind",
            ),
        ]

    def __str__(self) -> str:
        parts = [str(self.unit) if self.unit else "", self.get_producer_kind_display()]
        return ", ".join(part for part in parts if part)

    @property
    def audit_place(self):
        return self.training.organiser


class ClassCost(models.Model):
    """Money of a budget line that is bound for the class, by one commitment of a unit's allotment."""

    training = models.ForeignKey(TrainingClass, models.PROTECT, related_name="costs")
    commitment = models.OneToOneField("budgets.Commitment", models.PROTECT, related_name="training_cost")
    settlement = models.OneToOneField(
        "budgets.Settlement", models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = OfOrganiser.as_manager()

    class Meta:
        verbose_name = "kinh phí của lớp"

    def __str__(self) -> str:
        return str(self.commitment)

    @property
    def audit_place(self):
        return self.training.organiser
