"""The days and the set of indicators of a province's reports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.ui.parts import Crumb
from ocop.ui.views import PortalView, ScopedFormView
from plans import services
from plans.forms import IndicatorForm, ReportRuleForm
from plans.models import Indicator, ReportRule
from plans.queries.reports import RULERS, indicators_of, provinces_ruled_by, rules_seen_by
from plans.views.report_looks import LIST_CRUMB


class ReportRules(PortalView):
    """The rules of the reader's provinces, the newest first, each with what it counts."""

    title = gettext_lazy("Chế độ báo cáo")
    template_name = "plans/report_rules.html"

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(str(LIST_CRUMB), reverse("plans:report-list")), Crumb(str(self.title))

    @property
    def lines(self) -> list[tuple[ReportRule, list[Indicator]]]:
        return [(rule, indicators_of(rule)) for rule in rules_seen_by(self.request.user)[:20]]

    @property
    def may_rule(self) -> bool:
        return provinces_ruled_by(self.request.user).exists()


class OfRules(ScopedFormView):
    roles = frozenset(RULERS)
    template_name = "plans/form.html"

    @property
    def way_out(self) -> str:
        return reverse("plans:report-rules")

    def get_success_url(self) -> str:
        return self.way_out

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return (
            Crumb(str(LIST_CRUMB), reverse("plans:report-list")),
            Crumb(str(ReportRules.title), self.way_out),
            Crumb(str(self.title)),
        )


class ReportRuleAdd(OfRules):
    form_class = ReportRuleForm
    title = gettext_lazy("Đặt chế độ báo cáo")
    button = gettext_lazy("Đặt chế độ báo cáo")

    def act(self, **cleaned: Any) -> str:
        services.set_report_rule(actor=self.request.user, **cleaned)
        return _("Đã đặt chế độ báo cáo. Báo cáo được mở tự động trước hạn.")


class IndicatorAdd(OfRules):
    form_class = IndicatorForm
    title = gettext_lazy("Thêm chỉ tiêu riêng của tỉnh")
    button = gettext_lazy("Thêm chỉ tiêu")

    def act(self, **cleaned: Any) -> str:
        one = services.add_indicator(actor=self.request.user, **cleaned)
        return _("Đã thêm chỉ tiêu “%(name)s”; số liệu do đơn vị báo cáo.") % {"name": one}
