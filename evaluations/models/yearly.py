"""What a recognised product brought in a year, as its owner tells it."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models

from evaluations.models.inspections import AWAY
from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import Scope
from registrations.models import Product

FIRST_YEAR = 2018
"""The programme began on 7/5/2018 (490/QĐ-TTg)."""


class ProductYearQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        return scope.without(*AWAY).place("product__producer__commune") | scope.producer("product__producer")


class ProductYear(models.Model):
    """Revenue, labour and output of one product in one year; written again it takes the place of before."""

    product = models.ForeignKey(Product, models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField("năm")
    revenue_vnd = models.PositiveBigIntegerField("doanh thu")
    workers = models.PositiveIntegerField("lao động thường xuyên")
    output = models.DecimalField("sản lượng", max_digits=14, decimal_places=2)
    unit = models.CharField("đơn vị tính", max_length=30)
    recorded_at = models.DateTimeField(auto_now=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ProductYearQuerySet.as_manager()

    class Meta:
        verbose_name = "số liệu năm"
        verbose_name_plural = "số liệu năm"
        constraints = [
            models.UniqueConstraint(fields=["product", "year"], name="one_row_per_product_and_year"),
            models.CheckConstraint(
                name="year_of_the_programme", condition=models.Q(year__gte=FIRST_YEAR, year__lte=2100)
            ),
            models.CheckConstraint(name="no_negative_output", condition=models.Q(output__gte=Decimal(0))),
        ]

    def __str__(self) -> str:
        return f"{self.product}, {self.year}"

    @property
    def audit_place(self):
        return self.product.producer.commune
