"""A budget, its versions (estimates), their lines and what the appraiser said."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from budgets.choices import OPEN_STATES, EstimateKind, EstimateState, Purpose, Verdict
from budgets.models.funds import FundSource, Norm
from budgets.rules import Calculation, Node
from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import Scope
from ocop.core.constraints import both_or_neither, known_choice
from ocop.core.fields import SearchKeyField
from ocop.core.money import MOST_VND
from ocop.core.roles import Role

READERS = (
    Role.COMMUNE_OFFICER,
    Role.COMMUNE_LEADER,
    Role.DISTRICT_OFFICER,
    Role.DISTRICT_LEADER,
    Role.PROVINCE_OFFICER,
    Role.FINANCE_OFFICER,
    Role.PROVINCE_LEADER,
    Role.AUDITOR,
    Role.ADMINISTRATOR,
)
"""Whose posts at a place open the budgets at and below it. Producers and councils see none."""


def _money(**kwargs) -> models.BigIntegerField:
    return models.BigIntegerField(**kwargs)


def at_most(field: str, name: str) -> models.CheckConstraint:
    """A nullable amount lies between 0 and the most the portal knows."""
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": 0, f"{field}__lte": MOST_VND}),
    )


class BudgetQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        return scope.only(*READERS).place("unit")


class Budget(models.Model):
    """The money of a unit for a year or a period; what it says stands in its versions."""

    unit = models.ForeignKey("localities.Place", models.PROTECT, related_name="+", verbose_name="đơn vị")
    title = models.CharField("tên dự toán", max_length=250)
    first_year = models.PositiveSmallIntegerField("từ năm")
    last_year = models.PositiveSmallIntegerField("đến năm")
    has_blocks = models.BooleanField("đánh số khối I, II", default=True)
    current = models.ForeignKey(
        "budgets.Estimate", models.PROTECT, null=True, editable=False, related_name="+"
    )
    """The version in force: the last one approved."""
    search_key = SearchKeyField(max_length=300, sources=("title",))
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")

    objects = BudgetQuerySet.as_manager()

    class Meta:
        verbose_name = "dự toán"
        verbose_name_plural = "dự toán"
        indexes = [models.Index(fields=["-first_year", "unit"], name="budget_by_year")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "first_year", "last_year"], name="one_budget_per_unit_and_period"
            ),
            models.CheckConstraint(
                name="budget_years_sane",
                condition=Q(first_year__gte=2018, last_year__lte=2100, last_year__gte=F("first_year")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("budgets:budget-detail", args=[self.pk])

    @property
    def audit_place(self):
        return self.unit

    @property
    def years(self) -> str:
        return (
            str(self.first_year)
            if self.first_year == self.last_year
            else f"{self.first_year}–{self.last_year}"
        )

    @property
    def first_day(self) -> date:
        return date(self.first_year, 1, 1)

    @property
    def last_day(self) -> date:
        return date(self.last_year, 12, 31)


class EstimateQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        return scope.only(*READERS).place("budget__unit")


class Estimate(models.Model):
    """One version of a budget. What was approved or returned is never changed; a new version follows it."""

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="estimates")
    number = models.PositiveSmallIntegerField("bản", editable=False)
    kind = models.CharField("loại", max_length=12, choices=EstimateKind, default=EstimateKind.FIRST)
    state = models.CharField(
        max_length=12, choices=EstimateState, default=EstimateState.DRAFT, editable=False
    )
    previous = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="+")
    carried_from = models.ForeignKey(Budget, models.PROTECT, null=True, editable=False, related_name="+")
    """For money carried over: the budget of the earlier year that it comes from."""
    basis = models.TextField("căn cứ", blank=True)
    reason = models.TextField("lý do điều chỉnh", blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    appraised_at = models.DateTimeField(null=True, editable=False)
    appraised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    appraisal = models.TextField("ý kiến thẩm định", blank=True)
    returned_at = models.DateTimeField(null=True, editable=False)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    return_reason = models.TextField("lý do trả lại", blank=True)
    approved_at = models.DateTimeField(null=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    decision_number = models.CharField("số quyết định", max_length=60, blank=True)
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = EstimateQuerySet.as_manager()

    class Meta:
        verbose_name = "bản dự toán"
        verbose_name_plural = "bản dự toán"
        constraints = [
            known_choice("kind", EstimateKind),
            known_choice("state", EstimateState),
            both_or_neither("submitted_at", "submitted_by"),
            both_or_neither("appraised_at", "appraised_by"),
            both_or_neither("returned_at", "returned_by"),
            both_or_neither("approved_at", "approved_by"),
            models.UniqueConstraint(fields=["budget", "number"], name="one_estimate_per_number"),
            models.UniqueConstraint(
                fields=["budget"], condition=Q(state__in=OPEN_STATES), name="one_open_estimate_per_budget"
            ),
            models.CheckConstraint(
                name="approved_estimate_has_a_decision",
                condition=~Q(state=EstimateState.APPROVED)
                | (Q(approved_at__isnull=False, decided_on__isnull=False) & ~Q(decision_number="")),
            ),
            models.CheckConstraint(
                name="nobody_approves_their_own_estimate",
                condition=Q(approved_by__isnull=True)
                | (~Q(approved_by=F("created_by")) & ~Q(approved_by=F("submitted_by"))),
            ),
            models.CheckConstraint(
                name="nobody_appraises_their_own_estimate",
                condition=Q(appraised_by__isnull=True)
                | (~Q(appraised_by=F("created_by")) & ~Q(appraised_by=F("submitted_by"))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.budget.title}, bản {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("budgets:estimate-detail", args=[self.pk])

    @property
    def audit_place(self):
        return self.budget.unit

    @property
    def is_draft(self) -> bool:
        return self.state == EstimateState.DRAFT


class LineQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        return scope.only(*READERS).place("estimate__budget__unit")

    def within(self, scope: Scope) -> LineQuerySet:
        """Through the versions in reach: hundreds of them stand for hundreds of thousands of lines."""
        return self.filter(estimate__in=Estimate.objects.within(scope).values("pk"))


class Line(models.Model):
    """One line of a version. A line with lines below it has no amount of its own.

    `thread` is the same for a line in every version, so that versions are compared and money is followed.
    """

    estimate = models.ForeignKey(Estimate, models.CASCADE, related_name="lines")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    thread = models.UUIDField(default=uuid4, editable=False)
    origin = models.UUIDField(null=True, editable=False)
    """For money carried over: the thread of the line of the earlier year."""
    position = models.PositiveIntegerField(editable=False)
    content = models.CharField("nội dung", max_length=1000)
    purpose = models.CharField("chi cho việc", max_length=12, choices=Purpose, blank=True)
    quantity = models.DecimalField("số lượng", max_digits=12, decimal_places=3, null=True, blank=True)
    quantity_unit = models.CharField("đơn vị tính", max_length=40, blank=True)
    times = models.DecimalField("số ngày, số lần", max_digits=9, decimal_places=3, null=True, blank=True)
    times_unit = models.CharField("tính theo", max_length=40, blank=True)
    price_vnd = _money(verbose_name="đơn giá", null=True, blank=True)
    lump_vnd = _money(verbose_name="khoán gọn", null=True, blank=True)
    amount_vnd = _money(verbose_name="số tiền", null=True, editable=False)
    executor = models.CharField("đơn vị thực hiện", max_length=250, blank=True)
    norm = models.ForeignKey(Norm, models.PROTECT, null=True, blank=True, related_name="+")
    whole_cost_vnd = _money(verbose_name="tổng chi phí được duyệt", null=True, blank=True)
    over_reason = models.CharField("lý do vượt định mức", max_length=500, blank=True)
    basis = models.CharField("căn cứ định mức", max_length=250, blank=True)
    note = models.CharField("ghi chú", max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = LineQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng dự toán"
        verbose_name_plural = "dòng dự toán"
        constraints = [
            models.CheckConstraint(
                name="%(class)s_purpose_known", condition=Q(purpose__in=["", *Purpose.values])
            ),
            models.UniqueConstraint(fields=["estimate", "thread"], name="one_line_per_thread"),
            models.CheckConstraint(
                name="line_not_beneath_itself", condition=Q(parent__isnull=True) | ~Q(parent=F("pk"))
            ),
            models.CheckConstraint(
                name="line_lump_or_price",
                condition=Q(lump_vnd__isnull=True)
                | Q(price_vnd__isnull=True, amount_vnd__isnull=True)
                | Q(price_vnd__isnull=True, amount_vnd=F("lump_vnd")),
            ),
            at_most("amount_vnd", "line_amount_sane"),
            at_most("price_vnd", "line_price_sane"),
            at_most("lump_vnd", "line_lump_sane"),
            at_most("whole_cost_vnd", "line_whole_cost_sane"),
        ]

    def __str__(self) -> str:
        return self.content[:120]

    @property
    def audit_place(self):
        return self.estimate.budget.unit

    @property
    def calculation(self) -> Calculation:
        return Calculation(
            self.quantity,
            self.quantity_unit,
            self.times,
            self.times_unit,
            self.price_vnd,
            self.lump_vnd,
        )

    @property
    def node(self) -> Node:
        return Node(self.pk, self.parent_id, self.position, self.amount_vnd or 0)


class LineSource(models.Model):
    """How much of a line a source pays."""

    line = models.ForeignKey(Line, models.CASCADE, related_name="sources")
    source = models.ForeignKey(FundSource, models.PROTECT, related_name="+")
    amount_vnd = _money(verbose_name="số tiền")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "source"], name="one_amount_per_line_and_source"),
            at_most("amount_vnd", "line_source_sane"),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.amount_vnd}"


class LineComment(models.Model):
    """What the finance side, or the leader who returns, says to one line."""

    line = models.ForeignKey(Line, models.CASCADE, related_name="comments")
    verdict = models.CharField("ý kiến", max_length=10, choices=Verdict)
    words = models.TextField("nội dung ý kiến", blank=True)
    proposed_vnd = _money(verbose_name="số tiền đề nghị", null=True, blank=True)
    said_at = models.DateTimeField(auto_now_add=True)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")

    class Meta:
        constraints = [known_choice("verdict", Verdict), at_most("proposed_vnd", "line_proposal_sane")]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}: {self.words}"
