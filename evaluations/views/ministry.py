"""Products at the ministry: who waits, what came back, what the province decides."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.documents.after_ministry import letter_after_ministry
from evaluations.exchange import MinistrySheet
from evaluations.forms.decisions import signing_today
from evaluations.forms.ministry import MinistryResultForm, MinistrySettleForm
from evaluations.models import Item, MinistryResult
from evaluations.queries.ministry import (
    items_at_ministry,
    lines_on_the_way,
    why_not_enter,
    why_not_settle_ministry,
)
from evaluations.services.ministry import (
    enter_ministry_result,
    reassess_after_ministry,
    settle_ministry_result,
)
from ocop.core.roles import Role
from ocop.documents.views.prints import paper_response
from ocop.ui.forms import NoteForm
from ocop.ui.parts import Crumb, Fact, Status
from ocop.ui.views import ActionView, ScopedDetailView, ScopedListView
from ocop.ui.writing import dmy, points

READERS = frozenset({Role.PROVINCE_OFFICER, Role.PROVINCE_LEADER, Role.AUDITOR, Role.ADMINISTRATOR})


class MinistryList(ScopedListView):
    model = Item
    roles = READERS
    title = gettext_lazy("Sản phẩm trình Bộ")
    template_name = "evaluations/ministry_list.html"
    sheet_class = MinistrySheet
    sorts = {"sent": ("-session__held_on",), "product": ("dossier__product_name",)}

    def get_queryset(self) -> QuerySet[Item]:
        return items_at_ministry(super().get_queryset())

    def search_rows(self, rows: QuerySet, text: str) -> QuerySet:
        return rows.filter(
            Q(dossier__product_name__icontains=text) | Q(dossier__product_code__icontains=text)
        )

    def decorate_rows(self, rows: QuerySet) -> QuerySet:
        rows = rows.prefetch_related(Prefetch("grading__decision_lines", lines_on_the_way(), "on_the_way"))
        return rows.select_related(
            "dossier__commune", "session__council", "grading", "ministry_result__decision_line"
        )

    @cached_property
    def held(self) -> frozenset[str]:
        return frozenset(post.role for post in self.request.user.posts())

    @cached_property
    def writes_letters(self) -> bool:
        return bool(self.held & MinistryLetter.roles)

    @property
    def lines(self) -> list[tuple[Item, MinistryResult | None, Status, str, str]]:
        return [self._line(item) for item in self.rows]

    def _line(self, item: Item) -> tuple[Item, MinistryResult | None, Status, str, str]:
        """The product, what came back, how it stands, and what this reader may do about it."""
        result = getattr(item, "ministry_result", None)
        if result is None:
            enter = reverse("evaluations:ministry-enter", args=[item.pk])
            url = enter if Role.PROVINCE_OFFICER in self.held else ""
            return item, None, Status("wait", "ministry", _("Chờ Bộ")), url, _("Ghi kết quả của Bộ")
        if result.again:
            return item, result, Status("move", "refresh", _("Tỉnh đánh giá lại")), "", ""
        if result.stars is None:
            settle = reverse("evaluations:ministry-settle", args=[result.pk])
            url = settle if Role.PROVINCE_LEADER in self.held else ""
            return item, result, Status("act", "sign", _("Chờ tỉnh quyết định")), url, _("Quyết định")
        if result.stands:
            words = _("Giữ %(stars)s sao của tỉnh") % {"stars": result.stars}
            line = next(iter(item.grading.on_the_way))
            url = reverse("evaluations:decision-detail", args=[line.decision_id])
            return item, result, Status("won", "star", words), url, _("Quyết định của tỉnh")
        if result.stars:
            words = _("Công nhận %(stars)s sao") % {"stars": result.stars}
            line = getattr(result, "decision_line", None)
            url = reverse("evaluations:decision-detail", args=[line.decision_id]) if line else ""
            return item, result, Status("won", "star", words), url, _("Quyết định của tỉnh")
        return item, result, Status("end", "cross", _("Không công nhận")), "", ""


class MinistryLetter(ScopedDetailView):
    """The letter that tells the owner what came back, as PDF or Word file, once the result is settled."""

    model = MinistryResult
    roles = frozenset({Role.PROVINCE_OFFICER, Role.PROVINCE_LEADER})

    def get_queryset(self) -> QuerySet[MinistryResult]:
        return super().get_queryset().filter(stars__isnull=False).select_related("item__session__council")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return paper_response(letter_after_ministry(self.object), kwargs["kind"])


def named_stars_of(result: MinistryResult) -> list[Fact]:
    """The rank that the ministry's paper names, and why it lies below the points."""
    named = result.named_stars
    words = _("%(stars)s sao") % {"stars": named} if named else _("không nêu")
    return [Fact(_("Hạng sao theo văn bản"), words, note=result.named_because)]


def facts_of(result: MinistryResult) -> list[Fact]:
    """What came back, for who decides on it."""
    return [
        Fact(_("Sản phẩm"), result.item.dossier.product_name),
        Fact(_("Điểm của Bộ"), points(result.points)),
        *named_stars_of(result),
        Fact(_("Văn bản của Bộ"), f"{result.number}, {dmy(result.decided_on)}"),
    ]


class FromMinistry(ActionView):
    template_name = "layouts/confirm.html"
    button_tone = "primary"

    @property
    def way_out(self) -> str:
        return reverse("evaluations:ministry-list")

    def get_success_url(self) -> str:
        return self.way_out

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(str(MinistryList.title), self.way_out), Crumb(str(self.title))


class MinistryEnter(FromMinistry):
    model = Item
    form_class = MinistryResultForm
    title = gettext_lazy("Ghi kết quả của Bộ")
    button = gettext_lazy("Ghi kết quả")

    def get_queryset(self) -> QuerySet[Item]:
        return items_at_ministry(super().get_queryset()).select_related(
            "dossier", "session__council", "grading"
        )

    def allowed_roles(self) -> frozenset[str]:
        return frozenset({Role.PROVINCE_OFFICER})

    @property
    def closed_because(self) -> str:
        return why_not_enter(self.object)

    @property
    def facts(self) -> list[Fact]:
        item = self.object
        return [
            Fact(_("Sản phẩm"), item.dossier.product_name),
            Fact(_("Điểm của tỉnh"), points(item.grading.mean)),
            Fact(_("Phiên của tỉnh"), dmy(item.session.held_on)),
        ]

    def act(self, **cleaned: Any) -> str:
        result = enter_ministry_result(actor=self.request.user, item=self.object, **cleaned)
        if result.stands:
            return _("Đã ghi. Sản phẩm giữ %(stars)s sao mà tỉnh đã công nhận.") % {"stars": result.stars}
        if result.stars:
            return _("Đã ghi: Bộ công nhận 5 sao.")
        return _("Đã ghi kết quả của Bộ. Lãnh đạo tỉnh quyết định công nhận 3, 4 sao hay không.")


class AfterMinistry(FromMinistry):
    """What the leader of the province makes of a result that gave no five stars."""

    model = MinistryResult

    def get_queryset(self) -> QuerySet[MinistryResult]:
        return super().get_queryset().select_related("item__dossier__regime", "item__session__council")

    def allowed_roles(self) -> frozenset[str]:
        return frozenset({Role.PROVINCE_LEADER})

    @property
    def closed_because(self) -> str:
        return why_not_settle_ministry(self.request.user, self.object)

    @property
    def facts(self) -> list[Fact]:
        return facts_of(self.object)


class MinistryReassess(AfterMinistry):
    """Let the council score once more, instead of deciding on the ministry's points."""

    form_class = NoteForm
    title = gettext_lazy("Đánh giá lại ở tỉnh")
    button = gettext_lazy("Cho đánh giá lại")

    @property
    def row_version(self) -> None:
        return None

    def act(self, *, note: str) -> str:
        reassess_after_ministry(actor=self.request.user, result=self.object, note=note)
        return _("Đã cho đánh giá lại: hồ sơ chờ chuyên viên xếp phiên.")


class MinistrySettle(AfterMinistry):
    form_class = MinistrySettleForm
    template_name = "evaluations/ministry_settle.html"
    title = gettext_lazy("Quyết định theo kết quả của Bộ")
    button = gettext_lazy("Quyết định")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"result": self.object}

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | signing_today(self.request.user, Role.PROVINCE_LEADER)

    def act(self, **cleaned: Any) -> str:
        result = settle_ministry_result(actor=self.request.user, result=self.object, **cleaned)
        if result.stars:
            return _(
                "Đã ký, công nhận %(stars)s sao. Chuyên viên OCOP tỉnh lấy số và in giấy chứng nhận."
            ) % {"stars": result.stars}
        return _("Đã ghi không công nhận.")
