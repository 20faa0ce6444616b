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
from budgets.forms import BindMoneyForm
from budgets.queries.funds import free_allotments
from budgets.queries.print_runs import facts_of, why_not_bind
from evaluations.models import PrintRun
from ocop.core import clock
from ocop.documents.queries import KEEPERS
from ocop.ui.parts import Crumb, Fact
from ocop.ui.templatetags.portal import vnd
from ocop.ui.views import ActionView


class PrintRunBind(ActionView):
    model = PrintRun
    roles = KEEPERS
    form_class = BindMoneyForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Giữ kinh phí in")
    button = gettext_lazy("Giữ kinh phí")
    button_tone = "primary"

    def get_queryset(self) -> QuerySet[PrintRun]:
        return super().get_queryset().select_related("issuer")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        desk = Crumb(_("Bàn in giấy chứng nhận"), reverse("evaluations:print-desk"))
        return desk, Crumb(str(self.object), self.object.get_absolute_url()), Crumb(str(self.title))

    @property
    def allotments(self) -> QuerySet:
        return free_allotments(self.request.user, clock.today().year)

    @property
    def closed_because(self) -> str:
        if reason := why_not_bind(self.object):
            return reason
        return "" if self.allotments.exists() else _("Chưa có kinh phí được giao còn trống trong năm nay.")

    @property
    def facts(self) -> list[Fact]:
        return [
            Fact(_("Số giấy của đợt"), str(self.object.sheets.count())),
            *facts_of(self.request.user, self.object),
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"allotments": self.allotments}

    def get_initial(self) -> dict[str, Any]:
        """The line that pays for prints, where there is one."""
        prints = self.allotments.filter(ceiling__line__purpose=Purpose.PRINT_RUN)
        return super().get_initial() | {"allotment": prints.first()}

    def act(self, **cleaned: Any) -> str:
        services.bind_print_run(actor=self.request.user, run=self.object, **cleaned)
        return _("Đã giữ %(n)s đồng cho đợt in.") % {"n": vnd(cleaned["amount_vnd"])}
