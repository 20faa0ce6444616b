"""The days and the set of indicators of a province's reports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.core import clock
from ocop.ui.parts import Crumb, Fact
from ocop.ui.views import ActionView, PortalView, ScopedFormView
from plans import services
from plans.forms import ConfirmForm, IndicatorForm, ReportRuleForm
from plans.models import Indicator, ReportRule
from plans.queries.reports import (
    RULERS,
    indicators_of,
    own_indicators,
    provinces_ruled_by,
    rules_seen_by,
)
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

    @property
    def own(self) -> list[tuple[Indicator, bool]]:
        """The own indicators of the provinces the reader sets, each with whether it has been retired."""
        today = clock.today()
        return [(one, one.has_ended(today)) for one in own_indicators(self.request.user)]


class OfRules:
    """A step that the page of the rules leads to, and that leads back to it."""

    roles = frozenset(RULERS)

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


class RulesForm(OfRules, ScopedFormView):
    template_name = "plans/form.html"


class ReportRuleAdd(RulesForm):
    form_class = ReportRuleForm
    title = gettext_lazy("Đặt chế độ báo cáo")
    button = gettext_lazy("Đặt chế độ báo cáo")

    def act(self, **cleaned: Any) -> str:
        services.set_report_rule(actor=self.request.user, **cleaned)
        return _("Đã đặt chế độ báo cáo. Báo cáo được mở tự động trước hạn.")


class IndicatorAdd(RulesForm):
    form_class = IndicatorForm
    title = gettext_lazy("Thêm chỉ tiêu riêng của tỉnh")
    button = gettext_lazy("Thêm chỉ tiêu")

    def act(self, **cleaned: Any) -> str:
        one = services.add_indicator(actor=self.request.user, **cleaned)
        return _("Đã thêm chỉ tiêu “%(name)s”; số liệu do đơn vị báo cáo.") % {"name": one}


class OwnIndicator(OfRules, ActionView):
    """One indicator of a province's own set, to whoever sets that province's reports."""

    model = Indicator
    form_class = ConfirmForm
    template_name = "layouts/confirm.html"
    row_version = None

    def get_queryset(self) -> QuerySet[Indicator]:
        mine = provinces_ruled_by(self.request.user).values("pk")
        return Indicator.objects.filter(province__in=mine).select_related("province")

    @property
    def held_roles(self) -> frozenset[str]:
        return frozenset(post.role for post in self.request.user.posts())

    @property
    def facts(self) -> list[Fact]:
        one = self.object
        return [
            Fact(_("Chỉ tiêu"), one.name),
            Fact(_("Đơn vị tính"), one.unit_name),
            Fact(_("Tỉnh"), str(one.province)),
        ]


class IndicatorRetire(OwnIndicator):
    title = gettext_lazy("Ngừng dùng chỉ tiêu")
    button = gettext_lazy("Ngừng dùng")
    button_tone = "danger"

    @property
    def closed_because(self) -> str:
        return _("Chỉ tiêu này đã ngừng dùng.") if self.object.has_ended(clock.today()) else ""

    def act(self) -> str:
        services.retire_indicator(actor=self.request.user, indicator=self.object)
        return _("Đã ngừng dùng “%(name)s”. Số liệu đã báo cáo vẫn giữ.") % {"name": self.object}


class IndicatorRevive(OwnIndicator):
    title = gettext_lazy("Dùng lại chỉ tiêu")
    button = gettext_lazy("Dùng lại")

    @property
    def closed_because(self) -> str:
        return "" if self.object.has_ended(clock.today()) else _("Chỉ tiêu này đang được dùng.")

    def act(self) -> str:
        services.revive_indicator(actor=self.request.user, indicator=self.object)
        return _("Các báo cáo lại có “%(name)s”.") % {"name": self.object}
