"""What estimates refer to: sources of funds, and norms with their days."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models

from budgets.choices import Certainty, Purpose
from budgets.rules import NormLimit
from ocop.core.constraints import in_order, known_choice


class FundSource(models.Model):
    """Where money comes from (nguồn vốn)."""

    name = models.CharField("nguồn vốn", max_length=200, unique=True)
    short_name = models.CharField("tên gọn", max_length=60)
    is_state = models.BooleanField("ngân sách nhà nước", default=True)
    position = models.PositiveSmallIntegerField(default=0)
    ends_on = models.DateField("dùng đến hết ngày", null=True, blank=True)

    class Meta:
        verbose_name = "nguồn vốn"
        verbose_name_plural = "nguồn vốn"

    def __str__(self) -> str:
        return self.name


class NormQuerySet(models.QuerySet):
    def of_years(self, province, first: date, last: date) -> NormQuerySet:
        """The norms of a province, and those of the whole country, in force on a day of the period."""
        here = models.Q(province__isnull=True) | models.Q(province=province)
        open_end = models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=first)
        return self.filter(here, open_end, starts_on__lte=last)

    def in_force(self, on: date) -> NormQuerySet:
        """The norms used on a day."""
        return self.filter(models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=on), starts_on__lte=on)


class Norm(models.Model):
    """The most that may be spent: for a unit (`cap_vnd`), or as a share of a whole cost (`percent`).

    Provinces set their own under the caps of the ministry; without `province` it is the country's.
    """

    province = models.ForeignKey(
        "localities.Place", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tỉnh"
    )
    name = models.CharField("định mức", max_length=200)
    purpose = models.CharField("loại việc", max_length=12, choices=Purpose, blank=True, default="")
    """What a line must pay for to be held to it; empty where only a part of such a line is."""
    per = models.CharField("tính cho", max_length=80, blank=True)
    cap_vnd = models.BigIntegerField("mức tối đa", null=True, blank=True)
    percent = models.PositiveSmallIntegerField("tỷ lệ tối đa", null=True, blank=True)
    basis = models.CharField("văn bản", max_length=250)
    starts_on = models.DateField("áp dụng từ ngày")
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    certainty = models.CharField(
        "độ chắc chắn", max_length=10, choices=Certainty, default=Certainty.READ, editable=False
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    """None for the country's own, which come with the portal."""
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = NormQuerySet.as_manager()

    class Meta:
        verbose_name = "định mức"
        verbose_name_plural = "định mức"
        constraints = [
            in_order("starts_on", "ends_on"),
            known_choice("certainty", Certainty),
            models.CheckConstraint(
                name="%(class)s_purpose_known", condition=models.Q(purpose__in=["", *Purpose.values])
            ),
            models.CheckConstraint(
                name="norm_of_a_province_was_written_by_somebody",
                condition=models.Q(province__isnull=True) | models.Q(created_by__isnull=False),
            ),
            models.CheckConstraint(
                name="norm_is_a_cap_or_a_share",
                condition=models.Q(cap_vnd__gt=0, percent__isnull=True)
                | models.Q(cap_vnd__isnull=True, percent__gte=1, percent__lte=100),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def audit_place(self):
        return self.province

    @property
    def is_reported(self) -> bool:
        """Whether its figures come from somebody who quotes the act."""
        return self.certainty == Certainty.REPORTED

    @property
    def limit(self) -> NormLimit:
        return NormLimit(self.cap_vnd, self.percent, self.starts_on, self.ends_on)
