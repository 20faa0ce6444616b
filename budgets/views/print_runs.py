"""Money bound for a print run, beside the print desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets import services
from budgets.choices import Purpose
from budgets.models import Allotment
from budgets.queries.print_runs import facts_of, why_not_bind
from budgets.views.binding import BindsMoney
from evaluations.models import PrintRun
from ocop.core.roles import CERTIFIERS
from ocop.ui.parts import Crumb, Fact
from ocop.ui.templatetags.portal import vnd
from ocop.ui.views import ActionView


class PrintRunBind(BindsMoney, ActionView):
    model = PrintRun
    roles = CERTIFIERS
    title = gettext_lazy("Giữ kinh phí in")

    def get_queryset(self) -> QuerySet[PrintRun]:
        return super().get_queryset().select_related("issuer")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        desk = Crumb(_("Bàn in giấy chứng nhận"), reverse("evaluations:print-desk"))
        return desk, Crumb(str(self.object), self.object.get_absolute_url()), Crumb(str(self.title))

    @property
    def why_not_bind(self) -> str:
        return why_not_bind(self.object)

    def is_likely(self, rows: QuerySet[Allotment]) -> QuerySet[Allotment]:
        return rows.filter(ceiling__line__purpose=Purpose.PRINT_RUN)

    @property
    def facts(self) -> list[Fact]:
        sheets = str(self.object.sheets.count())
        return [Fact(_("Số giấy của đợt"), sheets), *facts_of(self.request.user, self.object)]

    def act(self, **cleaned: Any) -> str:
        services.bind_print_run(actor=self.request.user, run=self.object, **cleaned)
        return _("Đã giữ %(n)s đồng cho đợt in.") % {"n": vnd(cleaned["amount_vnd"])}
