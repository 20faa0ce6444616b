"""Councils (Hội đồng đánh giá, phân hạng) and their seats."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.urls import reverse

from evaluations.choices import Aggregation, LateMembers, ResultsShown, SeatRole, SheetsShown
from evaluations.rules import Procedure
from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import Scope
from ocop.core.constraints import in_order, known_choice
from ocop.core.roles import Level, Role


class CouncilQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        return scope.without(Role.COMMUNE_OFFICER).place("place") | scope.council("pk")


class Council(models.Model):
    """A council set up by a decision. What the acts leave to its Quy chế stands here as settings."""

    place = models.ForeignKey("localities.Place", models.PROTECT, related_name="+", verbose_name="địa bàn")
    level = models.CharField("cấp", max_length=10, choices=Level)
    cycle = models.ForeignKey(
        "programme.Cycle", models.PROTECT, related_name="councils", verbose_name="chu trình"
    )
    name = models.CharField("tên Hội đồng", max_length=250)
    decision_number = models.CharField("số quyết định", max_length=60)
    decided_on = models.DateField("ngày quyết định")
    authority = models.CharField("cơ quan ban hành quyết định", max_length=200, blank=True)
    quorum_share = models.DecimalField(
        "tỷ lệ thành viên có mặt tối thiểu", max_digits=4, decimal_places=3, default=Decimal("0.75")
    )
    aggregation = models.CharField(
        "cách tính điểm", max_length=10, choices=Aggregation, default=Aggregation.TOTALS
    )
    max_spread = models.PositiveSmallIntegerField("chênh lệch điểm tối đa", null=True, default=10)
    max_rounds = models.PositiveSmallIntegerField("số vòng chấm tối đa", default=2)
    files_days_before = models.PositiveSmallIntegerField(
        "gửi hồ sơ trước phiên họp (ngày làm việc)", default=1
    )
    sheets_shown = models.CharField(
        "ai xem phiếu sau khi đóng phiên", max_length=10, choices=SheetsShown, default=SheetsShown.COUNCIL
    )
    results_shown = models.CharField(
        "khi nào mở kết quả ra ngoài Hội đồng",
        max_length=10,
        choices=ResultsShown,
        default=ResultsShown.CLOSE,
    )
    late_members = models.CharField(
        "thành viên đến muộn", max_length=10, choices=LateMembers, default=LateMembers.UNTOUCHED
    )
    dissolved_on = models.DateField("ngày kết thúc", null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CouncilQuerySet.as_manager()

    class Meta:
        verbose_name = "Hội đồng"
        verbose_name_plural = "Hội đồng"
        constraints = [
            known_choice("level", Level),
            known_choice("aggregation", Aggregation),
            known_choice("sheets_shown", SheetsShown),
            known_choice("results_shown", ResultsShown),
            known_choice("late_members", LateMembers),
            models.CheckConstraint(
                name="spread_within_the_scale",
                condition=models.Q(max_spread__isnull=True) | models.Q(max_spread__lte=100),
            ),
            models.CheckConstraint(
                name="at_least_one_round", condition=models.Q(max_rounds__gte=1, max_rounds__lte=5)
            ),
            models.UniqueConstraint(
                fields=["place", "decision_number", "decided_on"], name="one_council_per_decision"
            ),
            models.CheckConstraint(
                name="quorum_is_a_share", condition=models.Q(quorum_share__gt=0, quorum_share__lte=1)
            ),
            in_order("decided_on", "dissolved_on"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("evaluations:council-detail", args=[self.pk])

    @property
    def audit_place(self):
        return self.place

    @property
    def procedure(self) -> Procedure:
        """What its Quy chế says."""
        return Procedure(**{name: getattr(self, name) for name in Procedure.__dataclass_fields__})


class ChangeQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        return scope.without(Role.COMMUNE_OFFICER).place("council__place") | scope.council("council")


class MembersChange(models.Model):
    """A later decision that changes who sits in a council, from a day on."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="changes")
    number = models.CharField("số quyết định", max_length=60)
    decided_on = models.DateField("ngày quyết định")
    effective_on = models.DateField("có hiệu lực từ")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")

    objects = ChangeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "number"], name="one_change_per_decision"),
            in_order("decided_on", "effective_on"),
        ]

    def __str__(self) -> str:
        return f"{self.number}, {self.decided_on:%d/%m/%Y}"


class SeatQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        return scope.without(Role.COMMUNE_OFFICER).place("council__place") | scope.council("council")

    def held_on(self, day) -> SeatQuerySet:
        return self.filter(starts_on__lte=day).filter(
            models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=day)
        )


class Seat(models.Model):
    """One person's seat in a council. `scores` says whether the seat gives points."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="seats")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="seats")
    role = models.CharField("vai trò", max_length=20, choices=SeatRole)
    title = models.CharField("chức vụ", max_length=160, blank=True)
    agency = models.CharField("cơ quan", max_length=200, blank=True)
    agency_tax_code = models.CharField("mã số thuế của cơ quan", max_length=20, blank=True)
    scores = models.BooleanField("chấm điểm", default=True)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)
    joined_under = models.ForeignKey(MembersChange, models.PROTECT, null=True, related_name="joined")
    left_under = models.ForeignKey(MembersChange, models.PROTECT, null=True, related_name="left")

    objects = SeatQuerySet.as_manager()

    class Meta:
        constraints = [
            known_choice("role", SeatRole),
            in_order("starts_on", "ends_on"),
            models.CheckConstraint(
                name="advisers_do_not_score", condition=~models.Q(role="adviser") | models.Q(scores=False)
            ),
            models.UniqueConstraint(
                fields=["council"],
                condition=models.Q(role="chair", ends_on__isnull=True),
                name="one_chair_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["council"],
                condition=models.Q(role="secretary", ends_on__isnull=True),
                name="one_secretary_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["council", "person"],
                condition=models.Q(ends_on__isnull=True),
                name="one_open_seat_per_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}"
