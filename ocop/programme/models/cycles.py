"""The programme's year in a province."""

from datetime import date

from django.conf import settings
from django.db import models

from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import NOWHERE, Scope
from ocop.core.constraints import in_order, known_choice
from ocop.localities.models import Place
from ocop.programme.choices import Step


class CycleQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        """Everybody with a post in the province knows its cycles: those of the province, of its parts and
        of its heirs.
        """
        provinces = {
            ".".join(post.path.split(".")[:2]) + "." for post in scope.posts if post.path.count(".") >= 2
        }
        if not provinces:
            return scope.place("province") if scope.posts else NOWHERE
        heirs = Place.objects.filter(path__in=provinces).values("today_path")
        own = models.Q(province__path__in=provinces) | models.Q(province__path__in=heirs)
        return scope.place("province") | own | models.Q(province__today_path__in=provinces)

    def open(self) -> "CycleQuerySet":
        return self.filter(closed_on__isnull=True)


class Cycle(models.Model):
    """A province's OCOP year. `regime` is set only where the year runs under an earlier regime than its
    hand-ins say.
    """

    province = models.ForeignKey("localities.Place", models.PROTECT, related_name="cycles")
    year = models.PositiveSmallIntegerField("năm")
    regime = models.ForeignKey(
        "law.Regime",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="quy định áp dụng",
        help_text="Để trống: theo ngày nộp của từng hồ sơ.",
    )
    regime_reason = models.TextField("lý do dùng quy định cũ", blank=True)
    opened_on = models.DateField(editable=False)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    closed_on = models.DateField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CycleQuerySet.as_manager()

    class Meta:
        verbose_name = "chu trình năm"
        verbose_name_plural = "chu trình năm"
        constraints = [
            models.UniqueConstraint(fields=["province", "year"], name="one_cycle_per_year"),
            models.CheckConstraint(
                name="cycle_year_sane", condition=models.Q(year__gte=2018, year__lte=2100)
            ),
            in_order("opened_on", "closed_on"),
        ]

    def __str__(self) -> str:
        return f"OCOP {self.province.name} {self.year}"

    @property
    def audit_place(self):
        return self.province


class CycleStep(models.Model):
    """When one of the six steps runs in a cycle."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="steps")
    step = models.PositiveSmallIntegerField(choices=Step)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày")

    class Meta:
        constraints = [
            known_choice("step", Step),
            in_order("starts_on", "ends_on"),
            models.UniqueConstraint(fields=["cycle", "step"], name="one_row_per_step"),
        ]

    def __str__(self) -> str:
        return self.get_step_display()

    def covers(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


class ProductTargetQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        """Those at or beneath a post's place."""
        return scope.place("place")


class ProductTarget(models.Model):
    """How many products a unit is to bring into a cycle (chỉ tiêu sản phẩm)."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="product_targets")
    place = models.ForeignKey("localities.Place", models.PROTECT, related_name="+")
    products = models.PositiveSmallIntegerField("số sản phẩm")
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")

    objects = ProductTargetQuerySet.as_manager()

    class Meta:
        verbose_name = "chỉ tiêu sản phẩm"
        constraints = [
            models.UniqueConstraint(fields=["cycle", "place"], name="one_product_target_per_place_and_cycle"),
            models.CheckConstraint(name="product_target_sane", condition=models.Q(products__lte=1000)),
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.products}"
