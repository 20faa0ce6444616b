"""Pages of products."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.audit.queries import history_of
from ocop.localities.queries import address_of
from ocop.ui.parts import Crumb, Fact, MoveLink
from ocop.ui.views import ActionView, ScopedDetailView, ScopedListView
from registrations import services
from registrations.exchange import ProductSheet
from registrations.forms import ProductForm
from registrations.models import Dossier, Product
from registrations.queries import (
    dossier_rows,
    product_rows,
    status_of,
)
from registrations.services.doors import WRITERS
from registrations.views.alike import AsksWhetherKnown
from registrations.views.parts import entries_of
from registrations.views.producers import OneProducer


class ProductCreate(AsksWhetherKnown, OneProducer, ActionView):
    roles = WRITERS
    form_class = ProductForm
    template_name = "registrations/form.html"
    title = gettext_lazy("Thêm sản phẩm")
    not_this = gettext_lazy("không phải sản phẩm tôi đang thêm")
    button = gettext_lazy("Thêm sản phẩm")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"producer": self.object}

    def act(self, **fields: Any) -> str:
        self.product = services.create_product(
            actor=self.request.user, producer=self.object, apart_from=self.apart_from, **fields
        )
        return _("Đã thêm sản phẩm. Tiếp theo: lập hồ sơ.")

    def get_success_url(self) -> str:
        return self.product.get_absolute_url()


class OneProduct:
    model = Product

    def get_queryset(self) -> QuerySet[Product]:
        return super().get_queryset().select_related("producer__commune")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        producer = self.object.producer
        return (
            Crumb(_("Chủ thể"), reverse("registrations:producer-list")),
            Crumb(producer.name, producer.get_absolute_url()),
            Crumb(self.object.name, self.object.get_absolute_url()),
            Crumb(str(self.title)),
        )

    @property
    def way_out(self) -> str:
        return self.object.get_absolute_url()

    def get_success_url(self) -> str:
        return self.way_out


class ProductDetail(OneProduct, ScopedDetailView):
    template_name = "registrations/product_detail.html"

    @property
    def title(self) -> str:
        return self.object.name

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return (*super().crumbs[:2], Crumb(self.title))

    @property
    def facts(self) -> list[Fact]:
        product = self.object
        lines = (
            Fact(_("Chủ thể"), product.producer.name, url=product.producer.get_absolute_url()),
            Fact(_("Địa bàn"), address_of(product.producer.commune)),
            Fact(_("Quy cách"), product.packaging),
            Fact(_("Mô tả"), product.description),
            Fact(_("Câu chuyện sản phẩm"), product.story),
        )
        return [fact for fact in lines if fact.value]

    @property
    def dossiers(self) -> list[tuple[Dossier, Any]]:
        mine = Dossier.objects.visible_to(self.request.user).filter(product=self.object)
        return [(row, status_of(row)) for row in dossier_rows(mine).order_by("-cycle__year", "-pk")]

    @property
    def moves(self) -> list[MoveLink]:
        if not WRITERS & self.held_roles:
            return []
        pk = [self.object.pk]
        return [
            MoveLink(_("Lập hồ sơ"), reverse("registrations:dossier-start", args=pk), "plus", "primary"),
            MoveLink(_("Sửa sản phẩm"), reverse("registrations:product-update", args=pk), "edit"),
        ]

    @cached_property
    def entries(self) -> list:
        return entries_of(history_of(self.object))


class ProductUpdate(AsksWhetherKnown, OneProduct, ActionView):
    roles = WRITERS
    form_class = ProductForm
    prefill = True
    template_name = "registrations/form.html"
    title = gettext_lazy("Sửa sản phẩm")
    not_this = gettext_lazy("không phải sản phẩm tôi đang sửa")
    button = gettext_lazy("Lưu")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"producer": self.object.producer, "product": self.object}

    def act(self, **fields: Any) -> str:
        services.update_product(
            actor=self.request.user,
            product=self.object,
            version=self.submitted_version,
            apart_from=self.apart_from,
            **fields,
        )
        return _("Đã lưu sản phẩm.")


class ProductList(ScopedListView):
    """The first step of a new dossier: which product."""

    model = Product
    roles = WRITERS
    title = gettext_lazy("Lập hồ sơ: chọn sản phẩm")
    template_name = "registrations/product_list.html"
    sheet_class = ProductSheet
    search_in = ("search_key",)
    sorts = {"name": ("sort_key",), "producer": ("producer__sort_key", "sort_key"), "new": ("-created_at",)}

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(_("Hồ sơ"), reverse("registrations:dossier-list")), Crumb(str(self.title))

    def decorate_rows(self, rows: QuerySet) -> QuerySet:
        return product_rows(rows)
