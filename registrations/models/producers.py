"""Producers (chủ thể OCOP), the people who act for them, and their products."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse

from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import Scope
from ocop.core.constraints import in_order, known_choice
from ocop.core.text import search_key
from ocop.law.choices import CompanySector
from registrations.choices import ENTERPRISES, ActingAs, ProducerKind

_FIGURES = ("insured_employees", "revenue_vnd", "capital_vnd", "figures_year")
_NO_FIGURES = models.Q(sector="", **{f"{name}__isnull": True for name in _FIGURES})
_ALL_FIGURES = models.Q(
    sector__in=CompanySector.values,
    kind__in=sorted(ENTERPRISES),
    insured_employees__gte=0,
    **{f"{name}__isnull": False for name in _FIGURES},
)


class ProducerQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        return scope.place("commune") | scope.producer("pk")

    def search(self, text: str) -> ProducerQuerySet:
        """The producers whose name or number holds every word, whatever its case and marks."""
        words = [models.Q(search_key__contains=word) for word in search_key(text).split()]
        return self.filter(*words) if words else self.none()


class Producer(models.Model):
    """Who owns products and files dossiers. `registration_number` is the tax code or the licence number."""

    kind = models.CharField("loại hình", max_length=30, choices=ProducerKind)
    name = models.CharField("tên chủ thể", max_length=250)
    registration_number = models.CharField("mã số thuế hoặc số giấy đăng ký", max_length=30)
    number_pending = models.BooleanField(
        default=False, editable=False, help_text="Came from a list that gives no number; to be filled in."
    )
    registered_on = models.DateField("ngày cấp", null=True, blank=True)
    representative_name = models.CharField("người đại diện theo pháp luật", max_length=120)
    representative_position = models.CharField("chức vụ", max_length=120, blank=True)
    commune = models.ForeignKey(
        "localities.Place", models.PROTECT, related_name="+", verbose_name="xã, phường"
    )
    address = models.CharField("số nhà, ấp, khóm", max_length=250, blank=True)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    email = models.EmailField("email", blank=True)
    sector = models.CharField("lĩnh vực", max_length=10, choices=CompanySector, blank=True, editable=False)
    insured_employees = models.DecimalField(
        "lao động đóng bảo hiểm bình quân năm", max_digits=8, decimal_places=1, null=True, editable=False
    )
    revenue_vnd = models.PositiveBigIntegerField("tổng doanh thu", null=True, editable=False)
    capital_vnd = models.PositiveBigIntegerField("tổng nguồn vốn", null=True, editable=False)
    figures_year = models.PositiveSmallIntegerField("năm của số liệu", null=True, editable=False)
    search_key = models.CharField(max_length=300, editable=False, db_index=True)
    sort_key = models.CharField(max_length=1200, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ProducerQuerySet.as_manager()

    class Meta:
        verbose_name = "chủ thể"
        verbose_name_plural = "chủ thể"
        constraints = [
            known_choice("kind", ProducerKind),
            models.CheckConstraint(
                name="figures_whole_and_of_enterprises", condition=_NO_FIGURES | _ALL_FIGURES
            ),
            models.UniqueConstraint(
                fields=["registration_number"],
                condition=~models.Q(registration_number=""),
                name="one_producer_per_number",
            ),
            models.CheckConstraint(
                name="producer_is_known_by",
                condition=~models.Q(name="")
                & (
                    models.Q(number_pending=True, registration_number="")
                    | models.Q(~models.Q(registration_number=""), number_pending=False)
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("registrations:producer-detail", args=[self.pk])

    @property
    def audit_place(self):
        return self.commune


class ProducerPostQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        return scope.place("producer__commune") | scope.producer("producer")

    def held_on(self, day) -> ProducerPostQuerySet:
        return self.filter(starts_on__lte=day, ended_at__isnull=True).filter(
            models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=day)
        )


class ProducerPost(models.Model):
    """A person acts for a producer in the portal, from a day to a day. `ended_at` is set where that was ended
    at once, whatever the day says; `end_told_on` once the end is on the trail and those concerned know of it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="producer_posts")
    producer = models.ForeignKey(Producer, models.PROTECT, related_name="posts")
    kind = models.CharField(
        "làm việc với tư cách", max_length=20, choices=ActingAs, default=ActingAs.REPRESENTATIVE
    )
    title = models.CharField(
        "tư cách", max_length=120, default="Người đại diện", help_text="Of old; `kind` says it now."
    )
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)
    ended_at = models.DateTimeField(null=True, editable=False)
    end_told_on = models.DateField(null=True, editable=False)

    objects = ProducerPostQuerySet.as_manager()

    class Meta:
        constraints = [
            known_choice("kind", ActingAs),
            in_order("starts_on", "ends_on"),
            models.CheckConstraint(
                name="helpers_have_an_end",
                condition=models.Q(kind=ActingAs.REPRESENTATIVE) | models.Q(ends_on__isnull=False),
            ),
            models.CheckConstraint(
                name="ended_posts_have_a_day",
                condition=models.Q(ended_at__isnull=True) | models.Q(ends_on__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["user", "producer"],
                condition=models.Q(ends_on__isnull=True),
                name="one_open_producer_post",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.producer}"

    @property
    def audit_place(self):
        return self.producer.commune


class ProductQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        return scope.place("producer__commune") | scope.producer("producer")


class Product(models.Model):
    producer = models.ForeignKey(Producer, models.PROTECT, related_name="products", verbose_name="chủ thể")
    name = models.CharField("tên sản phẩm", max_length=250)
    packaging = models.CharField("quy cách", max_length=250, blank=True)
    description = models.TextField("mô tả", blank=True)
    story = models.TextField("câu chuyện sản phẩm", blank=True)
    search_key = models.CharField(max_length=600, editable=False, db_index=True)
    sort_key = models.CharField(max_length=1200, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ProductQuerySet.as_manager()

    class Meta:
        verbose_name = "sản phẩm"
        verbose_name_plural = "sản phẩm"
        constraints = [
            models.UniqueConstraint(fields=["producer", "name"], name="one_product_name_per_producer"),
            models.CheckConstraint(name="product_has_a_name", condition=~models.Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("registrations:product-detail", args=[self.pk])

    @property
    def audit_place(self):
        return self.producer.commune
