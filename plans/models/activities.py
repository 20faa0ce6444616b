"""What a plan wants, what is done for it, by whom, and when it is reported on."""

from __future__ import annotations

import re
from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from ocop.core.constraints import in_order, known_choice
from ocop.core.money import dotted
from plans.choices import AimKind
from plans.models.plans import PlanPart, of_plan


class PlanAim(PlanPart):
    """An aim, general or specific. A specific one may carry figures: at least, at most, of what."""

    plan = of_plan("aims")
    kind = models.CharField("loại", max_length=10, choices=AimKind, default=AimKind.SPECIFIC)
    words = models.CharField("lời văn", max_length=1000)
    minimum = models.DecimalField("từ", max_digits=14, decimal_places=2, null=True, blank=True)
    maximum = models.DecimalField("đến", max_digits=14, decimal_places=2, null=True, blank=True)
    unit_name = models.CharField("đơn vị tính", max_length=60, blank=True)
    target = models.ForeignKey("plans.Target", models.SET_NULL, null=True, blank=True, related_name="+")
    """What the unit is held to by the records of the portal."""

    class Meta:
        verbose_name = "mục tiêu"
        verbose_name_plural = "mục tiêu"
        constraints = [
            known_choice("kind", AimKind),
            models.CheckConstraint(
                name="aim_figures_in_order",
                condition=Q(maximum__isnull=True) | Q(minimum__isnull=True) | Q(maximum__gte=F("minimum")),
            ),
        ]

    def __str__(self) -> str:
        return self.words[:120]

    @property
    def figures(self) -> str:
        """“27 - 30”, “từ 27”, “đến 30”; empty without any."""
        return between(self.minimum, self.maximum)

    @property
    def told(self) -> str:
        """The words with the figures behind them, unless the words say these figures themselves; “5 sao” says
        no figure.
        """
        numbers = {plain(number) for number in (self.minimum, self.maximum)} - {""}
        said = r"(?<![\d.,]){}(?!\d|\s*sao)"
        if all(re.search(said.format(re.escape(number)), self.words) for number in numbers):
            return self.words
        return f"{self.words}: {self.figures} {self.unit_name}".rstrip()


def between(minimum: Decimal | int | None, maximum: Decimal | int | None) -> str:
    """“27 - 30”, “30”, “từ 27”, “đến 30”; empty without either."""
    low, high = plain(minimum), plain(maximum)
    if low and high:
        return low if low == high else f"{low} - {high}"
    if low:
        return f"từ {low}"
    return f"đến {high}" if high else ""


def plain(number: Decimal | int | None) -> str:
    """As papers write it: “30”, “65,5”, “1.200”; empty without one."""
    if number is None:
        return ""
    whole, _point, behind = f"{Decimal(number):f}".partition(".")
    behind = behind.rstrip("0")
    return f"{dotted(int(whole))},{behind}" if behind else dotted(int(whole))


class PlanActivity(PlanPart):
    """Something that is done: content, audience, quantity, time, who leads, who joins in.

    Beneath another activity it is a part of it (2.1). `time` is as the plan says it (“Quý II - Quý IV”),
    the days are for the calendar.
    """

    plan = of_plan("activities")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    title = models.CharField("tên hoạt động", max_length=300)
    content = models.TextField("nội dung", blank=True)
    audience = models.CharField("đối tượng, thành phần", max_length=500, blank=True)
    quantity = models.CharField("số lượng", max_length=200, blank=True)
    time = models.CharField("thời gian", max_length=200, blank=True)
    starts_on = models.DateField("từ ngày", null=True, blank=True)
    ends_on = models.DateField("đến ngày", null=True, blank=True)
    lead = models.CharField("đơn vị chủ trì", max_length=250, blank=True)
    joint = models.CharField("đơn vị phối hợp", max_length=500, blank=True)

    class Meta:
        verbose_name = "hoạt động"
        verbose_name_plural = "hoạt động"
        constraints = [
            in_order("starts_on", "ends_on"),
            models.CheckConstraint(
                name="activity_not_beneath_itself", condition=Q(parent__isnull=True) | ~Q(parent=F("pk"))
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def when(self) -> str:
        """Its time in words, else its days."""
        if self.time:
            return self.time
        if self.starts_on and self.ends_on:
            return f"{self.starts_on:%d/%m/%Y} - {self.ends_on:%d/%m/%Y}"
        if self.ends_on:
            return f"trước ngày {self.ends_on:%d/%m/%Y}"
        return f"từ ngày {self.starts_on:%d/%m/%Y}" if self.starts_on else ""

    @property
    def in_short(self) -> str:
        """Who for, how much, when, by whom, on one line."""
        told = (self.audience, self.quantity, self.when, self.lead, self.joint)
        return " · ".join(words for words in told if words)


class PlanTask(PlanPart):
    """What one agency has to do."""

    plan = of_plan("tasks")
    agency = models.CharField("cơ quan", max_length=250)
    words = models.TextField("nhiệm vụ")

    class Meta:
        verbose_name = "nhiệm vụ"
        verbose_name_plural = "nhiệm vụ"

    def __str__(self) -> str:
        return self.agency


class PlanReporting(PlanPart):
    """A report to come: what it is about, until when, to whom."""

    plan = of_plan("reportings")
    name = models.CharField("báo cáo", max_length=200)
    due_on = models.DateField("trước ngày")
    to = models.CharField("gửi", max_length=250)

    class Meta:
        verbose_name = "hạn báo cáo"
        verbose_name_plural = "hạn báo cáo"

    def __str__(self) -> str:
        return self.name
