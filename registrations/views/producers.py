"""Pages of producers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.access.scope import scope_of
from ocop.audit.queries import history_of
from ocop.core import clock
from ocop.core.roles import Role
from ocop.imports.queries import kinds_for
from ocop.law.queries import regime_on
from ocop.localities.queries import address_of
from ocop.ui.parts import Crumb, Fact, FileRow, MoveLink, Status
from ocop.ui.templatetags.portal import dmy
from ocop.ui.views import ActionView, ScopedDetailView, ScopedFormView, ScopedListView
from registrations import services
from registrations.choices import ENTERPRISES
from registrations.exchange import ProducerSheet
from registrations.forms import ProducerFilter, ProducerForm
from registrations.models import Evidence, Idea, Producer, Product
from registrations.queries import (
    lacks_figures,
    own_communes,
    producer_rows,
    product_rows,
    represents,
    size_of,
    why_outside,
)
from registrations.services.doors import WRITERS
from registrations.views.alike import AsksWhetherKnown
from registrations.views.parts import PersonLine, entries_of, file_row, people_of

OFFICER = frozenset({Role.COMMUNE_OFFICER})
FROM_IDEA = "tu-y-tuong"
"""The parameter by which a new producer starts from an idea's words."""
BY_PRODUCER = "chu-the"
"""The parameter by which the dossier of an idea starts from the producer just registered for it."""


class ProducerList(ScopedListView):
    model = Producer
    title = gettext_lazy("Chủ thể OCOP")
    template_name = "registrations/producer_list.html"
    sheet_class = ProducerSheet
    filter_form_class = ProducerFilter
    search_in = ("search_key",)
    lookups = {"kind": "kind"}
    sorts = {"name": ("sort_key",), "commune": ("commune__sort_key", "sort_key"), "new": ("-created_at",)}

    def decorate_rows(self, rows: QuerySet) -> QuerySet:
        return producer_rows(rows)

    @property
    def may_create(self) -> bool:
        return Role.COMMUNE_OFFICER in scope_of(self.request.user).roles

    @property
    def may_import(self) -> bool:
        return bool(kinds_for(self.request.user))


class OneProducer:
    """Pages about one producer; after a change they lead back to it."""

    model = Producer

    def get_queryset(self) -> QuerySet[Producer]:
        return super().get_queryset().select_related("commune")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        producers = Crumb(_("Chủ thể"), reverse("registrations:producer-list"))
        return producers, Crumb(self.object.name, self.object.get_absolute_url()), Crumb(str(self.title))

    @property
    def way_out(self) -> str:
        return self.object.get_absolute_url()

    def get_success_url(self) -> str:
        return self.way_out


class ProducerDetail(OneProducer, ScopedDetailView):
    template_name = "registrations/producer_detail.html"

    @property
    def title(self) -> str:
        return self.object.name

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(_("Chủ thể"), reverse("registrations:producer-list")), Crumb(self.title)

    @property
    def facts(self) -> list[Fact]:
        producer = self.object
        lines = (
            (_("Loại hình"), producer.get_kind_display()),
            (_("Mã số thuế, số giấy đăng ký"), producer.registration_number),
            (_("Ngày cấp"), dmy(producer.registered_on) if producer.registered_on else ""),
            (_("Người đại diện theo pháp luật"), producer.representative_name),
            (_("Chức vụ"), producer.representative_position),
            (_("Địa chỉ"), ", ".join(filter(None, (producer.address, address_of(producer.commune))))),
            (_("Điện thoại"), producer.phone),
            (_("Email"), producer.email),
        )
        return [Fact(label, value) for label, value in lines if value] + self._size

    @property
    def _size(self) -> list[Fact]:
        """The size of an enterprise with its reason; nothing for producers that are not classed."""
        if lacks_figures(self.object):
            return [Fact(_("Quy mô"), Status("act", "edit", _("Chưa có số liệu")))]
        answer = size_of(self.object)
        if answer is None:
            return []
        note = _("%(reason)s (số liệu năm %(year)s)") % {
            "reason": answer.reason,
            "year": self.object.figures_year,
        }
        return [Fact(_("Quy mô"), answer.label, note=note)]

    @property
    def outside(self) -> str:
        """Why the producer may not take part, as of today."""
        return why_outside(self.object, regime_on(clock.today()))

    @property
    def products(self) -> QuerySet[Product]:
        mine = Product.objects.visible_to(self.request.user).filter(producer=self.object)
        return product_rows(mine).order_by("sort_key", "pk")

    @property
    def people(self) -> list[PersonLine]:
        """Who acts for the producer today, as what, until when, and where to end that."""
        return people_of(self.object, self.request.user)

    @property
    def files(self) -> list[FileRow]:
        papers = Evidence.objects.visible_to(self.request.user).filter(producer=self.object)
        return [file_row(paper) for paper in papers.filter(replaced_by=None).order_by("kind", "title", "pk")]

    @property
    def may_register(self) -> bool:
        return Role.COMMUNE_OFFICER in self.held_roles

    @property
    def moves(self) -> list[MoveLink]:
        pk, moves = [self.object.pk], []
        if WRITERS & self.held_roles:
            add = reverse("registrations:product-create", args=pk)
            moves.append(MoveLink(_("Thêm sản phẩm"), add, "plus", "primary"))
            moves.append(
                MoveLink(_("Tải giấy tờ"), reverse("registrations:evidence-keep", args=pk), "upload")
            )
            moves.append(
                MoveLink(_("Tải nhiều tệp"), reverse("registrations:producer-upload", args=pk), "upload")
            )
            if self.object.kind in ENTERPRISES:
                figures = reverse("registrations:producer-figures", args=pk)
                moves.append(MoveLink(_("Quy mô doanh nghiệp"), figures, "scale"))
        moves.append(MoveLink(_("Kho giấy tờ"), reverse("registrations:producer-vault", args=pk), "file"))
        if represents(self.request.user, self.object):
            invite = reverse("registrations:producer-invite", args=pk)
            moves.append(MoveLink(_("Mời kế toán, tư vấn"), invite, "user"))
        if self.may_register:
            moves.append(
                MoveLink(_("Sửa thông tin"), reverse("registrations:producer-update", args=pk), "edit")
            )
            moves.append(
                MoveLink(_("Tạo tài khoản"), reverse("registrations:producer-sign-in", args=pk), "user")
            )
        return moves

    @property
    def entries(self) -> list:
        return entries_of(history_of(self.object))


class ProducerCreate(AsksWhetherKnown, ScopedFormView):
    roles = OFFICER
    form_class = ProducerForm
    template_name = "registrations/form.html"
    title = gettext_lazy("Đăng ký chủ thể")
    not_this = gettext_lazy("không phải chủ thể tôi đang đăng ký")
    button = gettext_lazy("Đăng ký chủ thể")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(_("Chủ thể"), reverse("registrations:producer-list")), Crumb(str(self.title))

    @property
    def way_out(self) -> str:
        return reverse("registrations:producer-list")

    def get_initial(self) -> dict[str, Any]:
        if self.idea is None:
            return {"commune": own_communes(self.request.user).first()}
        return {
            "commune": self.idea.commune,
            "kind": self.idea.proposer_kind,
            "name": self.idea.proposer_name,
            "phone": self.idea.proposer_phone,
            "address": self.idea.proposer_address,
        }

    @cached_property
    def idea(self) -> Idea | None:
        """The idea whose proposer is being registered, if the address names one."""
        asked = self.request.GET.get(FROM_IDEA, "")
        if not (asked.isascii() and asked.isdecimal() and len(asked) < 12):
            return None
        return Idea.objects.visible_to(self.request.user).filter(pk=asked).first()

    def act(self, **fields: Any) -> str:
        self.object = services.create_producer(
            actor=self.request.user,
            apart_from=self.apart_from,
            apart_from_communes=self.apart_from_communes,
            **fields,
        )
        if self.idea is not None:
            return _("Đã đăng ký chủ thể. Tiếp theo: lập hồ sơ từ ý tưởng.")
        if lacks_figures(self.object):
            return _("Đã đăng ký chủ thể. Tiếp theo: ghi số liệu quy mô của doanh nghiệp.")
        return _("Đã đăng ký chủ thể. Tiếp theo: thêm sản phẩm.")

    def get_success_url(self) -> str:
        if self.idea is not None:
            register = reverse("registrations:idea-register", args=[self.idea.pk])
            return f"{register}?{BY_PRODUCER}={self.object.pk}"
        if lacks_figures(self.object):
            return reverse("registrations:producer-figures", args=[self.object.pk])
        return super().get_success_url()


class ProducerUpdate(AsksWhetherKnown, OneProducer, ActionView):
    roles = OFFICER
    form_class = ProducerForm
    prefill = True
    template_name = "registrations/form.html"
    title = gettext_lazy("Sửa thông tin")
    not_this = gettext_lazy("không phải chủ thể tôi đang sửa")
    button = gettext_lazy("Lưu")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"producer": self.object}

    def act(self, **fields: Any) -> str:
        services.update_producer(
            actor=self.request.user,
            producer=self.object,
            version=self.submitted_version,
            apart_from=self.apart_from,
            apart_from_communes=self.apart_from_communes,
            **fields,
        )
        return _("Đã lưu thông tin chủ thể.")
