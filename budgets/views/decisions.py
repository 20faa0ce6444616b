"""A version handed on, discarded, appraised, returned, approved: a page for each step."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets import services
from budgets.choices import EstimateKind
from budgets.forms import AppraiseForm, ApproveForm, ConfirmForm, ReturnForm
from budgets.queries.people import drafter_of, why_not_judge
from budgets.views.estimates import OneEstimate
from budgets.workflow import ESTIMATE
from ocop.ui.parts import Fact
from ocop.ui.templatetags.portal import vnd
from ocop.ui.views import ActionView


class Decides(OneEstimate, ActionView):
    """A step of the version that is asked for on a page of its own."""

    template_name = "budgets/estimate_step.html"
    move = ""

    @property
    def closed_because(self) -> str:
        return ESTIMATE.closed_because(self.move, self.object)

    def allowed_roles(self) -> frozenset[str]:
        return ESTIMATE.move(self.move).roles_for(self.object)

    @property
    def facts(self) -> list[Fact]:
        return [
            Fact(_("Dự toán"), str(self.object)),
            Fact(_("Tổng cộng"), f"{vnd(self.outline.total_vnd)} đồng", note=self.total_words),
        ]


class EstimateSubmit(Decides):
    form_class = ConfirmForm
    move = "submit"
    title = gettext_lazy("Gửi thẩm định")
    button = gettext_lazy("Gửi thẩm định")

    @property
    def problems(self) -> list[str]:
        return self.unfinished

    def act(self) -> str:
        services.submit_estimate(
            actor=self.request.user, estimate=self.object, version=self.submitted_version
        )
        return _("Đã gửi thẩm định. Bạn sẽ được báo khi có kết quả.")


class EstimateDiscard(OneEstimate, ActionView):
    form_class = ConfirmForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Bỏ bản đang lập")
    button = gettext_lazy("Bỏ bản này")
    button_tone = "danger"

    @property
    def closed_because(self) -> str:
        return "" if self.object.is_draft else _("Chỉ bỏ được bản đang lập.")

    def allowed_roles(self) -> frozenset[str]:
        return frozenset({drafter_of(self.budget.unit)})

    @property
    def facts(self) -> list[Fact]:
        return [Fact(_("Bản"), str(self.object)), Fact(_("Số dòng"), str(len(self.outline.rows)))]

    def act(self) -> str:
        left = services.discard_draft(actor=self.request.user, estimate=self.object)
        self.back = left.get_absolute_url() if left else reverse("budgets:budget-list")
        return _("Đã bỏ bản đang lập.")

    def get_success_url(self) -> str:
        return self.back


class Judges(Decides):
    """A step of somebody who did not draft the version."""

    @property
    def closed_because(self) -> str:
        return super().closed_because or why_not_judge(self.request.user, self.object)


class EstimateAppraise(Judges):
    form_class = AppraiseForm
    move = "appraise"
    title = gettext_lazy("Trình phê duyệt")
    button = gettext_lazy("Trình phê duyệt")

    def act(self, *, appraisal: str) -> str:
        services.appraise_estimate(
            actor=self.request.user,
            estimate=self.object,
            appraisal=appraisal,
            version=self.submitted_version,
        )
        return _("Đã trình lãnh đạo phê duyệt.")


class EstimateReturn(Judges):
    form_class = ReturnForm
    move = "return"
    title = gettext_lazy("Trả lại dự toán")
    button = gettext_lazy("Trả lại")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"estimate": self.object}

    def act(self, *, note: str, lines: list) -> str:
        draft = services.return_estimate(
            actor=self.request.user,
            estimate=self.object,
            note=note,
            lines=lines,
            version=self.submitted_version,
        )
        return _("Đã trả lại. Bản này được giữ nguyên; đơn vị lập sửa ở bản %(n)s.") % {"n": draft.number}


class EstimateApprove(Judges):
    form_class = ApproveForm
    move = "approve"
    title = gettext_lazy("Phê duyệt dự toán")
    button = gettext_lazy("Phê duyệt")
    repeated = gettext_lazy("Dự toán đã được phê duyệt.")

    def act(self, **cleaned: Any) -> str:
        services.approve_estimate(
            actor=self.request.user, estimate=self.object, version=self.submitted_version, **cleaned
        )
        if self.object.kind == EstimateKind.FIRST:
            return _("Đã phê duyệt dự toán.")
        return _("Đã phê duyệt: %(what)s.") % {"what": self.object.get_kind_display().lower()}
