"""Writing a report and handing it on: a page for each step."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.ui.forms import NoteForm
from ocop.ui.parts import Fact
from ocop.ui.templatetags.portal import dmy
from ocop.ui.views import ActionView
from plans import services
from plans.forms import ConfirmForm, ReportForm, SignedForm
from plans.queries.reports import lines_of
from plans.views.report_looks import period_words
from plans.views.reports import OneReport
from plans.workflow import REPORT, officers_of


class ReportFill(OneReport, ActionView):
    form_class = ReportForm
    title = gettext_lazy("Ghi số liệu, nhận xét")
    button = gettext_lazy("Lưu báo cáo")
    template_name = "plans/report_fill.html"
    prefill = True

    def allowed_roles(self) -> frozenset[str]:
        return officers_of(self.object)

    @property
    def closed_because(self) -> str:
        if self.object.is_open:
            return ""
        return _("Báo cáo này %(state)s nên không sửa được nữa.") % {
            "state": self.object.get_state_display().lower()
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"lines": lines_of(self.object)}

    def act(self, **cleaned: Any) -> str:
        services.fill_report(
            actor=self.request.user, report=self.object, version=self.submitted_version, **cleaned
        )
        return _("Đã lưu. Báo cáo chưa được gửi.")


class ReportStep(OneReport, ActionView):
    template_name = "layouts/confirm.html"
    move = ""

    def allowed_roles(self) -> frozenset[str]:
        return REPORT.move(self.move).roles_for(self.object)

    @property
    def closed_because(self) -> str:
        return REPORT.closed_because(self.move, self.object)

    @property
    def title(self) -> str:
        return str(REPORT.move(self.move).label)

    @property
    def button(self) -> str:
        return self.title

    @property
    def facts(self) -> list[Fact]:
        report = self.object
        return [
            Fact(_("Báo cáo"), period_words(report)),
            Fact(_("Đơn vị"), str(report.unit)),
            Fact(_("Hạn gửi"), dmy(report.due_on)),
        ]


class ReportSubmit(ReportStep):
    """The leader reads it first. A commune whose leader is not on the portal sends it signed on paper."""

    @property
    def move(self) -> str:
        return "submit" if REPORT.move("submit").roles_for(self.object) else "send"

    @property
    def closed_because(self) -> str:
        if self.object.is_open:
            return super().closed_because
        return _("Báo cáo này %(state)s nên không gửi lại được.") % {
            "state": self.object.get_state_display().lower()
        }

    def get_form_class(self):
        return ConfirmForm if self.move == "submit" else SignedForm

    def act(self, **cleaned: Any) -> str:
        services.submit_report(
            actor=self.request.user, report=self.object, version=self.submitted_version, **cleaned
        )
        return _("Đã trình lãnh đạo duyệt.") if self.move == "submit" else _("Đã gửi báo cáo lên cấp trên.")


class ReportApprove(ReportStep):
    form_class = SignedForm
    move = "approve"

    def act(self, **cleaned: Any) -> str:
        services.approve_report(
            actor=self.request.user, report=self.object, version=self.submitted_version, **cleaned
        )
        return _("Đã duyệt và gửi cấp trên.")


class ReportAccept(ReportStep):
    form_class = ConfirmForm
    move = "accept"

    def act(self) -> str:
        services.accept_report(actor=self.request.user, report=self.object, version=self.submitted_version)
        return _("Đã tiếp nhận; báo cáo được khóa.")


class ReportReturn(ReportStep):
    form_class = NoteForm
    move = "return"
    button_tone = "danger"

    def act(self, *, note: str) -> str:
        services.return_report(
            actor=self.request.user, report=self.object, note=note, version=self.submitted_version
        )
        return _("Đã trả lại báo cáo.")
