"""The norms of a province: what is used when."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets import services
from budgets.exchange import NormSheet
from budgets.forms import NormEndForm, NormFilter, NormForm
from budgets.models import Norm
from budgets.services.norms import SETTERS
from budgets.views.looks import norm_most
from ocop.access.scope import scope_of
from ocop.core import clock
from ocop.localities.models import Place
from ocop.programme.queries import provinces_run_by
from ocop.ui.fields import is_key
from ocop.ui.parts import Crumb, Fact
from ocop.ui.templatetags.portal import dmy
from ocop.ui.views import ActionView, ScopedFormView, ScopedListView

NOT_FOUND = (
    gettext_lazy("thù lao giảng viên từ 28/10/2025 (Thông tư 100/2025/TT-BTC)"),
    gettext_lazy("mức hỗ trợ sản phẩm OCOP theo Thông tư 55/2023/TT-BTC và từ năm 2026"),
    gettext_lazy("tiền ăn người không hưởng lương từ 04/5/2025"),
    gettext_lazy("mức thuê phòng nghỉ"),
)
"""Norms of the country whose figures nobody found in the text of the act (`money.md` §4)."""


COPIED = ("name", "purpose", "per", "cap_vnd", "percent")
"""What a province takes of a norm of the country; act and days are those of its own resolution."""


class NormList(ScopedListView):
    """Norms of the country and of the reader's province."""

    model = Norm
    title = gettext_lazy("Định mức")
    template_name = "budgets/norm_list.html"
    filter_form_class = NormFilter
    sheet_class = NormSheet
    sorts = {"name": ("name",), "starts": ("-starts_on",)}

    def get_queryset(self) -> QuerySet[Norm]:
        paths = {post.path for post in scope_of(self.request.user).posts if post.path}
        tops = {".".join(path.split(".")[:2]) + "." for path in paths}
        provinces = Place.objects.filter(Q(path__in=tops) | Q(pk__in=_heirs(tops)))
        return Norm.objects.filter(Q(province__isnull=True) | Q(province__in=provinces))

    def filter_rows(self, rows: QuerySet, **chosen: Any) -> QuerySet:
        on = chosen.get("on")
        return rows.in_force(on) if on else rows

    def search_rows(self, rows: QuerySet, text: str) -> QuerySet:
        return rows.filter(name__icontains=text) | rows.filter(basis__icontains=text)

    def decorate_rows(self, rows: QuerySet) -> QuerySet:
        return rows.select_related("province")

    @property
    def lines(self) -> list[tuple[Norm, str, bool]]:
        """Each norm with its words and whether this reader may end it."""
        mine = set(provinces_run_by(self.request.user, roles=SETTERS).values_list("pk", flat=True))
        return [
            (norm, norm_most(norm), norm.province_id in mine and norm.ends_on is None) for norm in self.rows
        ]

    @property
    def gaps(self) -> list[str]:
        """What the portal does not know and a province writes down itself."""
        return [str(words) for words in NOT_FOUND]

    @cached_property
    def may_add(self) -> bool:
        return provinces_run_by(self.request.user, roles=SETTERS).exists()


def _heirs(paths: set[str]) -> QuerySet:
    today = Place.objects.filter(path__in=paths).values("today_path")
    return Place.objects.filter(path__in=today).values("pk")


class NormAdd(ScopedFormView):
    roles = frozenset(SETTERS)
    form_class = NormForm
    title = gettext_lazy("Ghi định mức")
    button = gettext_lazy("Ghi định mức")
    template_name = "budgets/form.html"
    success_url = way_out = "/du-toan/dinh-muc/"

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(_("Định mức"), reverse("budgets:norm-list")), Crumb(self.title)

    def get_initial(self) -> dict[str, Any]:
        """Empty, or `?tu=` a norm of the country, to be set by the province as its own."""
        start, asked = super().get_initial(), self.request.GET.get("tu", "")
        model = Norm.objects.filter(province=None, pk=asked).first() if is_key(asked) else None
        return start | {name: getattr(model, name) for name in COPIED} if model else start

    def act(self, **cleaned: Any) -> str:
        norm = services.add_norm(actor=self.request.user, **cleaned)
        return _("Đã ghi định mức “%(norm)s”.") % {"norm": norm}


class NormEnd(ActionView):
    model = Norm
    form_class = NormEndForm
    title = gettext_lazy("Kết thúc định mức")
    button = gettext_lazy("Kết thúc")
    template_name = "layouts/confirm.html"
    success_url = way_out = "/du-toan/dinh-muc/"

    def get_queryset(self) -> QuerySet[Norm]:
        return Norm.objects.filter(
            province__in=provinces_run_by(self.request.user, roles=SETTERS).values("pk")
        )

    def check_role(self) -> None:
        """The queryset holds only what this person sets, so that reach and role are one question."""
        self._load_row()

    @property
    def facts(self) -> list[Fact]:
        return [
            Fact(_("Định mức"), self.object.name),
            Fact(_("Mức"), norm_most(self.object)),
            Fact(_("Áp dụng từ"), dmy(self.object.starts_on)),
        ]

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"ends_on": clock.today()}

    def act(self, **cleaned: Any) -> str:
        services.end_norm(
            actor=self.request.user, norm=self.object, version=self.submitted_version, **cleaned
        )
        return _("Đã ghi ngày kết thúc định mức.")
