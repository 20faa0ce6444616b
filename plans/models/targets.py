"""What a unit sets out to reach, and what that is counted in."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import Scope
from ocop.core.roles import Role
from plans.choices import Measure
from plans.rules import spans
from plans.rules.targets import Aim

READERS = (
    Role.COMMUNE_OFFICER,
    Role.COMMUNE_LEADER,
    Role.DISTRICT_OFFICER,
    Role.DISTRICT_LEADER,
    Role.PROVINCE_OFFICER,
    Role.PROVINCE_LEADER,
    Role.FINANCE_OFFICER,
    Role.AUDITOR,
    Role.ADMINISTRATOR,
)
"""Who reads targets and reports at or beneath their own place."""

IN_TEN_THOUSANDTHS = {"max_digits": 5, "decimal_places": 2}


class IndicatorQuerySet(models.QuerySet):
    """Reference data: what is counted is published with every plan."""

    def known_in(self, path: str) -> IndicatorQuerySet:
        """Those of the whole country and those that the province of a path has of its own."""
        province = ".".join(path.split(".")[:2]) + "."
        return self.filter(Q(province__isnull=True) | Q(province__path=province))

    def in_use(self, on: date) -> IndicatorQuerySet:
        """Those that are asked for on a day."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=on))


class Indicator(models.Model):
    """What targets and reports are expressed in.

    One with a `measure` is counted from the portal's records. One without is a province's own, of which the
    portal has no records: its figure is what the units report, and it is always shown as that.
    """

    province = models.ForeignKey(
        "localities.Place", models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    measure = models.CharField("cách tính", max_length=30, choices=Measure, blank=True)
    name = models.CharField("chỉ tiêu", max_length=200)
    unit_name = models.CharField("đơn vị tính", max_length=40)
    is_share = models.BooleanField("là tỷ lệ phần trăm", default=False)
    position = models.PositiveSmallIntegerField("thứ tự", default=100)
    ended_on = models.DateField("dùng đến hết ngày", null=True, blank=True)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = "chỉ tiêu"
        verbose_name_plural = "chỉ tiêu"
        constraints = [
            models.CheckConstraint(
                name="indicator_measure_known", condition=Q(measure__in=["", *Measure.values])
            ),
            models.CheckConstraint(
                name="indicator_of_the_country_is_counted",
                condition=Q(province__isnull=False) | ~Q(measure=""),
            ),
            models.UniqueConstraint(fields=["province", "name"], name="one_indicator_per_name"),
            models.UniqueConstraint(
                fields=["measure"],
                condition=Q(province__isnull=True),
                name="one_national_indicator_per_measure",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def audit_place(self):
        return self.province

    def has_ended(self, on: date) -> bool:
        """Whether it is asked for no more on a day."""
        return self.ended_on is not None and self.ended_on < on

    @property
    def is_money(self) -> bool:
        return self.unit_name == "đồng"


class TargetQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> Q:
        """Those at or beneath a post's place."""
        return scope.only(*READERS).place("unit")


class Target(models.Model):
    """How much of an indicator a unit is to reach in a year, or within the years of a phase."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="targets", verbose_name="chỉ tiêu")
    unit = models.ForeignKey("localities.Place", models.PROTECT, related_name="+", verbose_name="đơn vị")
    first_year = models.PositiveSmallIntegerField("từ năm")
    last_year = models.PositiveSmallIntegerField("đến năm")
    minimum = models.PositiveBigIntegerField("ít nhất", null=True, blank=True)
    maximum = models.PositiveBigIntegerField("nhiều nhất", null=True, blank=True)
    share = models.DecimalField("tỷ lệ (%)", null=True, blank=True, **IN_TEN_THOUSANDTHS)
    basis = models.CharField("theo văn bản", max_length=200, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    set_at = models.DateTimeField(auto_now=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = "chỉ tiêu của đơn vị"
        verbose_name_plural = "chỉ tiêu của các đơn vị"
        indexes = [models.Index(fields=["unit", "last_year"])]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "unit", "first_year", "last_year"],
                name="one_target_per_indicator_unit_and_years",
            ),
            models.CheckConstraint(
                name="target_years_in_order",
                condition=Q(first_year__gte=2018, last_year__lte=2100, last_year__gte=models.F("first_year")),
            ),
            models.CheckConstraint(
                name="target_is_a_number_or_a_share",
                condition=Q(share__isnull=True, minimum__isnull=False)
                | Q(share__isnull=True, maximum__isnull=False)
                | Q(share__isnull=False, minimum__isnull=True, maximum__isnull=True),
            ),
            models.CheckConstraint(
                name="target_maximum_after",
                condition=Q(minimum__isnull=True)
                | Q(maximum__isnull=True)
                | Q(maximum__gte=models.F("minimum")),
            ),
            models.CheckConstraint(
                name="target_share_is_a_part",
                condition=Q(share__isnull=True) | Q(share__gte=0, share__lte=100),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.unit}, {self.years}"

    def get_absolute_url(self) -> str:
        return reverse("plans:target-detail", args=[self.pk])

    @property
    def audit_place(self):
        return self.unit

    @property
    def aim(self) -> Aim:
        return Aim(self.minimum, self.maximum, self.share)

    @property
    def years(self) -> str:
        return spans.in_words(self.first_year, self.last_year)

    @property
    def span(self) -> spans.Span:
        return spans.years(self.first_year, self.last_year)
