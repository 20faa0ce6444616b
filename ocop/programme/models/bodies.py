"""Who runs the programme at a unit: committees, offices, teams, the one officer in charge."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import Scope
from ocop.accounts.models import Membership
from ocop.core.constraints import in_order, known_choice
from ocop.core.roles import Role
from ocop.programme.choices import BodyKind

READERS = (
    Role.COMMUNE_OFFICER,
    Role.COMMUNE_LEADER,
    Role.DISTRICT_OFFICER,
    Role.DISTRICT_LEADER,
    Role.PROVINCE_OFFICER,
    Role.PROVINCE_LEADER,
    Role.AUDITOR,
    Role.ADMINISTRATOR,
)


class BodyQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> Q:
        """Those of a post's own place and of what lies beneath it."""
        return scope.only(*READERS).place("unit")

    def in_force(self, day) -> BodyQuerySet:
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)


class Body(models.Model):
    """A body of the programme at a unit, set up by a decision."""

    unit = models.ForeignKey("localities.Place", models.PROTECT, related_name="+", verbose_name="đơn vị")
    kind = models.CharField("loại", max_length=20, choices=BodyKind)
    name = models.CharField("tên", max_length=200, blank=True)
    decision_number = models.CharField("số quyết định", max_length=60)
    decided_on = models.DateField("ngày quyết định")
    papers_at = models.CharField("nơi lưu hồ sơ giấy", max_length=300, blank=True)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)
    set_up_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = "tổ chức của chương trình"
        verbose_name_plural = "bộ máy của chương trình"
        constraints = [
            known_choice("kind", BodyKind),
            in_order("starts_on", "ends_on"),
            models.UniqueConstraint(
                fields=["unit", "kind"], condition=Q(ends_on__isnull=True), name="one_open_body_per_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name or self.get_kind_display()}, {self.unit}"

    def get_absolute_url(self) -> str:
        return reverse("programme:body-detail", args=[self.pk])

    @property
    def audit_place(self):
        return self.unit


class BodyMemberQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> Q:
        return scope.only(*READERS).place("body__unit")

    def serving(self, day) -> BodyMemberQuerySet:
        """Those in office on a day, in a body that goes on; whoever's sign-in is closed has left."""
        open_end = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
        body_goes_on = Q(body__ends_on__isnull=True) | Q(body__ends_on__gte=day)
        here = Q(person__isnull=True) | Q(person__is_active=True)
        return self.filter(open_end, body_goes_on, here, starts_on__lte=day)


class BodyMember(models.Model):
    """One person's place in a body.

    `post` is the right that follows from it, given by an administrator and ended together with it. A name in
    a list opens nothing by itself.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="members")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="tài khoản trên cổng",
    )
    full_name = models.CharField("họ tên", max_length=120)
    seat = models.CharField("chức danh trong tổ chức", max_length=120)
    title = models.CharField("chức vụ", max_length=120, blank=True)
    agency = models.CharField("cơ quan", max_length=200, blank=True)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    decision_number = models.CharField("số quyết định", max_length=60, blank=True)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)
    end_reason = models.CharField("lý do thôi", max_length=300, blank=True)
    is_in_charge = models.BooleanField("cán bộ phụ trách", default=False, editable=False)
    post = models.OneToOneField(
        Membership, models.PROTECT, null=True, editable=False, related_name="body_member"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = BodyMemberQuerySet.as_manager()

    class Meta:
        verbose_name = "thành viên"
        verbose_name_plural = "thành viên"
        constraints = [
            in_order("starts_on", "ends_on"),
            models.UniqueConstraint(
                fields=["body"],
                condition=Q(is_in_charge=True, ends_on__isnull=True),
                name="one_officer_in_charge",
            ),
            models.UniqueConstraint(
                fields=["body", "person"],
                condition=Q(person__isnull=False, ends_on__isnull=True),
                name="one_open_seat_per_body_and_person",
            ),
            models.CheckConstraint(
                name="rights_only_with_a_sign_in", condition=Q(post__isnull=True) | Q(person__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.full_name}, {self.seat}"

    @property
    def audit_place(self):
        return self.body.unit
