"""Periodic reports: when they are due, what they say, and how they go up."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import Scope
from ocop.core.constraints import both_or_neither, known_choice
from plans.choices import ReminderKind, ReportKind, ReportState
from plans.models.targets import READERS, Indicator
from plans.rules.periods import Calendar, DayOfYear

DAY = (MinValueValidator(1), MaxValueValidator(31))
MONTH = (MinValueValidator(1), MaxValueValidator(12))


class ReportRule(models.Model):
    """A province's own days for its reports, and what they count, from a day on."""

    province = models.ForeignKey("localities.Place", models.PROTECT, related_name="+", verbose_name="tỉnh")
    valid_from = models.DateField("áp dụng từ ngày")
    half_day = models.PositiveSmallIntegerField("ngày, báo cáo 6 tháng", default=15, validators=DAY)
    half_month = models.PositiveSmallIntegerField("tháng, báo cáo 6 tháng", default=6, validators=MONTH)
    year_day = models.PositiveSmallIntegerField("ngày, báo cáo năm", default=15, validators=DAY)
    year_month = models.PositiveSmallIntegerField("tháng, báo cáo năm", default=11, validators=MONTH)
    opens_before = models.PositiveSmallIntegerField("mở trước hạn (ngày)", default=30)
    earlier_per_tier = models.PositiveSmallIntegerField("mỗi cấp dưới nộp sớm hơn (ngày)", default=0)
    indicators = models.ManyToManyField(Indicator, blank=True, related_name="+", verbose_name="bộ chỉ tiêu")
    """Empty: every indicator that counts the province's records, and those of its own."""
    basis = models.CharField("theo văn bản", max_length=200, blank=True)
    set_at = models.DateTimeField(auto_now_add=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")

    class Meta:
        verbose_name = "chế độ báo cáo"
        verbose_name_plural = "chế độ báo cáo"
        constraints = [
            models.UniqueConstraint(fields=["province", "valid_from"], name="one_report_rule_per_day"),
            models.CheckConstraint(
                name="report_rule_days_sane",
                condition=Q(
                    half_day__gte=1,
                    half_day__lte=31,
                    half_month__gte=1,
                    half_month__lte=12,
                    year_day__gte=1,
                    year_day__lte=31,
                    year_month__gte=1,
                    year_month__lte=12,
                    opens_before__lte=180,
                    earlier_per_tier__lte=30,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.province}, từ {self.valid_from:%d/%m/%Y}"

    @property
    def audit_place(self):
        return self.province

    @property
    def calendar(self) -> Calendar:
        return Calendar(
            DayOfYear(self.half_day, self.half_month),
            DayOfYear(self.year_day, self.year_month),
            self.opens_before,
            self.earlier_per_tier,
        )


class ReportQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> Q:
        """Those at or beneath a post's place."""
        return scope.only(*READERS).place("unit")


class PeriodicReport(models.Model):
    """What a unit reports to the one above for a half-year or a year.

    While it is open the figures are those of the records of today. When it is sent they are kept as they then
    were; from then on they change only when it is given back.
    """

    rule = models.ForeignKey(ReportRule, models.PROTECT, editable=False, related_name="reports")
    unit = models.ForeignKey("localities.Place", models.PROTECT, editable=False, related_name="+")
    kind = models.CharField("kỳ", max_length=10, choices=ReportKind, editable=False)
    year = models.PositiveSmallIntegerField("năm", editable=False)
    due_on = models.DateField("hạn", editable=False)
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.OPEN, editable=False)
    steering = models.TextField("công tác chỉ đạo", blank=True)
    difficulties = models.TextField("khó khăn, nguyên nhân", blank=True)
    tasks = models.TextField("nhiệm vụ kỳ tới", blank=True)
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    signed_on = models.DateField("ngày ký", null=True, blank=True)
    opened_at = models.DateTimeField(auto_now_add=True)
    counted_at = models.DateTimeField(null=True, editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    return_reason = models.TextField(blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "báo cáo định kỳ"
        verbose_name_plural = "báo cáo định kỳ"
        indexes = [models.Index(fields=["state", "due_on"])]
        constraints = [
            known_choice("kind", ReportKind),
            known_choice("state", ReportState),
            both_or_neither("submitted_at", "submitted_by"),
            both_or_neither("approved_at", "approved_by"),
            both_or_neither("accepted_at", "accepted_by"),
            models.UniqueConstraint(fields=["unit", "kind", "year"], name="one_report_per_unit_and_period"),
            models.CheckConstraint(
                name="report_sent_is_counted",
                condition=Q(state=ReportState.OPEN) | Q(submitted_at__isnull=False, counted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="report_accepted_says_by_whom",
                condition=~Q(state=ReportState.ACCEPTED) | Q(accepted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="nobody_judges_their_own_report",
                condition=Q(submitted_by__isnull=True)
                | (
                    (Q(approved_by__isnull=True) | ~Q(approved_by=F("submitted_by")))
                    & (Q(accepted_by__isnull=True) | ~Q(accepted_by=F("submitted_by")))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"Báo cáo {self.get_kind_display().lower()} {self.year}, {self.unit.name_in_address}"

    def get_absolute_url(self) -> str:
        return reverse("plans:report-detail", args=[self.pk])

    @property
    def audit_place(self):
        return self.unit

    @property
    def is_open(self) -> bool:
        return self.state == ReportState.OPEN


class ReportValue(models.Model):
    """One figure of a report. `computed` is what the records said when it was sent, empty before and where
    there are none; `stated` what the sender says.
    """

    report = models.ForeignKey(PeriodicReport, models.CASCADE, related_name="values")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    computed = models.DecimalField(max_digits=18, decimal_places=2, null=True, editable=False)
    stated = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    explanation = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "indicator"], name="one_value_per_indicator"),
            models.CheckConstraint(
                name="a_difference_is_explained",
                condition=Q(computed__isnull=True) | Q(stated=F("computed")) | ~Q(explanation=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.stated}"


class ReportReminder(models.Model):
    """That the unit's officers were told of a report, before its last day and after it; each once."""

    report = models.ForeignKey(PeriodicReport, models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=10, choices=ReminderKind)
    told_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            known_choice("kind", ReminderKind),
            models.UniqueConstraint(fields=["report", "kind"], name="one_reminder_per_report_and_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.get_kind_display()}"


class ReportPrintQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> Q:
        return scope.only(*READERS).place("report__unit")


class ReportPrint(models.Model):
    """A report made into files as it stood (`report_version`): PDF, Word file, and a sheet of all figures."""

    report = models.ForeignKey(PeriodicReport, models.CASCADE, related_name="prints")
    report_version = models.PositiveIntegerField(editable=False)
    requested_at = models.DateTimeField(auto_now_add=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )
    pdf = models.FileField(max_length=120, editable=False)
    docx = models.FileField(max_length=120, editable=False)
    xlsx = models.FileField(max_length=120, editable=False)

    objects = ReportPrintQuerySet.as_manager()

    class Meta:
        verbose_name = "bản in báo cáo"
        verbose_name_plural = "bản in báo cáo"
        constraints = [
            models.CheckConstraint(
                name="report_print_has_all_files",
                condition=Q(pdf="", docx="", xlsx="") | (~Q(pdf="") & ~Q(docx="") & ~Q(xlsx="")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.report)

    @property
    def audit_place(self):
        return self.report.unit
