"""Money accounted for, and the files that show it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from budgets import services
from budgets.forms import PapersForm, SettleForm
from budgets.models import Settlement, SettlementPaper
from budgets.queries.people import settlers_of
from budgets.rules import Room
from budgets.views.allotments import OfAllotment
from ocop.ui.parts import Fact
from ocop.ui.templatetags.portal import dmy, vnd
from ocop.ui.views import ActionView
from registrations.views.evidence import evidence_response


class AllotmentSettle(OfAllotment):
    form_class = SettleForm
    title = gettext_lazy("Quyết toán")
    button = gettext_lazy("Ghi quyết toán")
    left_words = gettext_lazy("Đã chi mà chưa quyết toán")

    def allowed_roles(self) -> frozenset[str]:
        return settlers_of(self.object)

    @property
    def room(self) -> Room:
        return Room(self.object.paid_vnd - self.object.settled_vnd)

    @property
    def closed_because(self) -> str:
        return "" if self.room.left_vnd else _("Chưa có khoản chi nào chờ quyết toán.")

    def act(self, **cleaned: Any) -> str:
        services.settle(actor=self.request.user, allotment=self.object, **cleaned)
        return _("Đã quyết toán %(n)s đồng.") % {"n": vnd(cleaned["amount_vnd"])}


class SettlementAdd(ActionView):
    """More files for a settlement; none is ever taken away."""

    model = Settlement
    form_class = PapersForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Kèm thêm tệp quyết toán")
    button = gettext_lazy("Kèm các tệp")

    def get_queryset(self) -> QuerySet[Settlement]:
        rows = super().get_queryset().select_related("allotment__unit", "allotment__ceiling__line")
        return rows.select_related("allotment__ceiling__budget__unit").prefetch_related("papers")

    def allowed_roles(self) -> frozenset[str]:
        return settlers_of(self.object.allotment)

    @property
    def way_out(self) -> str:
        return self.object.allotment.get_absolute_url()

    @property
    def facts(self) -> list[Fact]:
        one = self.object
        return [
            Fact(_("Hồ sơ"), one.evidence, note=dmy(one.settled_on)),
            Fact(_("Số tiền"), f"{vnd(one.amount_vnd)} đồng"),
            Fact(_("Tệp đã có"), ", ".join(paper.file_name for paper in one.papers.all()) or _("chưa có")),
        ]

    def act(self, *, papers: list) -> str:
        kept = services.add_papers(actor=self.request.user, settlement=self.object, papers=papers)
        return _("Đã kèm %(n)s tệp.") % {"n": len(kept)}

    def get_success_url(self) -> str:
        return self.way_out


class SettlementPaperFile(View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        papers = SettlementPaper.objects.visible_to(request.user)
        return evidence_response(get_object_or_404(papers, pk=pk))
