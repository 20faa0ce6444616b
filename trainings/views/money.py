"""Money bound for a class and accounted for."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.core.roles import Role
from ocop.ui.parts import Fact
from ocop.ui.templatetags.portal import vnd
from trainings import services
from trainings.forms.money import BindForm, SettleClassForm
from trainings.queries.money import allotments_for, money_of, why_not_bind, why_not_settle
from trainings.queries.people import organiser_of
from trainings.views.one_class import OfClass
from trainings.workflow import CLASS


class ClassBind(OfClass):
    form_class = BindForm
    title = gettext_lazy("Gắn kinh phí với dòng dự toán")
    button = gettext_lazy("Cam kết kinh phí")

    @property
    def row_version(self) -> None:
        return None

    @property
    def closed_because(self) -> str:
        if reason := why_not_bind(self.object):
            return reason
        if not allotments_for(self.request.user, self.object).exists():
            return _("Chưa có kinh phí được giao còn trống trong năm của lớp.")
        return ""

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"training": self.object}

    def act(self, **cleaned: Any) -> str:
        services.bind_cost(actor=self.request.user, training=self.object, **cleaned)
        return _("Đã cam kết %(n)s đồng cho lớp.") % {"n": vnd(cleaned["amount_vnd"])}


class ClassSettle(OfClass):
    """What was paid is accounted for, what was not needed becomes free again."""

    template_name = "layouts/confirm.html"
    form_class = SettleClassForm
    title = gettext_lazy("Quyết toán lớp")
    button = gettext_lazy("Quyết toán")

    def allowed_roles(self) -> frozenset[str]:
        return frozenset({organiser_of(self.object), Role.PROVINCE_OFFICER, Role.FINANCE_OFFICER})

    @property
    def closed_because(self) -> str:
        return CLASS.closed_because("settle", self.object) or why_not_settle(self.object)

    @property
    def facts(self) -> list[Fact]:
        money = money_of(self.object)
        return [
            Fact(_("Lớp"), self.object.title),
            Fact(_("Đã cam kết"), f"{vnd(money.bound_vnd)} đồng"),
            Fact(_("Đã chi, sẽ quyết toán"), f"{vnd(money.paid_vnd)} đồng"),
            Fact(_("Không dùng, sẽ hủy cam kết"), f"{vnd(money.unpaid_vnd)} đồng"),
        ]

    def act(self, **cleaned: Any) -> str:
        services.settle_class(
            actor=self.request.user, training=self.object, version=self.submitted_version, **cleaned
        )
        return _("Đã quyết toán lớp.")
