"""A plan handed on, returned, issued, printed; its files."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.core import clock
from ocop.core.errors import RuleViolation
from ocop.core.text import search_key
from ocop.documents.models import DocumentJob
from ocop.documents.views.prints import MakesFiles, PrintDownload
from ocop.ui.forms import NoteForm
from ocop.ui.parts import Fact
from ocop.ui.views import ActionView
from plans import services
from plans.forms import ConfirmForm, IssueForm
from plans.models import PlanPrint
from plans.queries.findings import Remark, remarks_on
from plans.queries.people import why_not_issue
from plans.views.plan_looks import FindingLine, finding_line
from plans.views.plans import OnePlan
from plans.workflow import PLAN


class Decides(OnePlan, ActionView):
    """A step of the plan that is asked for on a page of its own."""

    template_name = "plans/plan_step.html"
    move = ""

    @property
    def closed_because(self) -> str:
        return PLAN.closed_because(self.move, self.object)

    def allowed_roles(self) -> frozenset[str]:
        return PLAN.move(self.move).roles_for(self.object)

    @property
    def facts(self) -> list[Fact]:
        return [Fact(_("Kế hoạch"), self.object.title), Fact(_("Đơn vị"), self.object.unit.full_name)]

    @property
    def findings(self) -> list[FindingLine]:
        page = self.plan.get_absolute_url()
        return [finding_line(self.plan, remark, edits=self.edits, page=page) for remark in self.remarks]

    @property
    def blocking(self) -> list[FindingLine]:
        return [line for line in self.findings if line.status.tone == "bad"]


class PlanSubmit(Decides):
    form_class = ConfirmForm
    move = "submit"
    title = gettext_lazy("Trình ban hành")
    button = gettext_lazy("Trình ban hành")

    def act(self) -> str:
        services.submit_plan(actor=self.request.user, plan=self.object, version=self.submitted_version)
        return _("Đã trình lãnh đạo ban hành.")


class PlanReturn(Decides):
    form_class = NoteForm
    move = "return"
    title = gettext_lazy("Trả lại kế hoạch")
    button = gettext_lazy("Trả lại để sửa")
    button_tone = "danger"

    def act(self, *, note: str) -> str:
        services.return_plan(actor=self.request.user, plan=self.object, note=note)
        return _("Đã trả lại kế hoạch.")


class PlanIssue(Decides):
    """Issuing it, below all that the linter says of it on the day it is to bear.

    What another day brings to light is shown before the plan is issued on it: the form comes back once.
    """

    template_name = "plans/plan_issue.html"
    form_class = IssueForm
    move = "issue"
    title = gettext_lazy("Ban hành kế hoạch")
    button = gettext_lazy("Ban hành")

    @property
    def closed_because(self) -> str:
        return super().closed_because or why_not_issue(self.request.user, self.object)

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"dated_on": clock.today()}

    @cached_property
    def day(self) -> date:
        """The day that was typed, today until one is."""
        return self._day_sent_as("dated_on")

    def _day_sent_as(self, name: str) -> date:
        try:
            return IssueForm.base_fields["dated_on"].clean(self.request.POST.get(name))
        except ValidationError:
            return clock.today()

    @cached_property
    def remarks(self) -> list[Remark]:
        return remarks_on(self.plan, on=self.day)

    def _refuse_unread(self) -> None:
        seen_on = self._day_sent_as("seen_on")
        if seen_on == self.day:
            return
        seen = {remark.sentence for remark in remarks_on(self.plan, on=seen_on)}
        if any(remark.sentence not in seen for remark in self.remarks):
            raise RuleViolation(
                _("Xét theo ngày này còn điểm khác cần xem. Hãy đọc danh sách bên trên rồi bấm lại."),
                field="dated_on",
            )

    def act(self, **cleaned: Any) -> str:
        self._refuse_unread()
        plan = services.issue_plan(
            actor=self.request.user, plan=self.object, version=self.submitted_version, **cleaned
        )
        return _("Đã ban hành kế hoạch số %(number)s. Tệp để ký đang được làm.") % {
            "number": plan.number_entry
        }


class PlanMakeFiles(MakesFiles, OnePlan, ActionView):
    title = gettext_lazy("In kế hoạch")
    button = gettext_lazy("Làm tệp PDF và Word")

    @property
    def closed_because(self) -> str:
        return _("Kế hoạch đã có bản ban hành.") if self.object.issued_document_id else ""

    @property
    def facts(self) -> list[Fact]:
        return [Fact(_("Kế hoạch"), self.object.title)]

    def request_files(self) -> DocumentJob:
        return services.print_plan(actor=self.request.user, plan=self.object)


class PlanPrintDownload(PrintDownload):
    model = PlanPrint

    def get_queryset(self):
        return super().get_queryset().select_related("plan")

    def file_stem(self) -> str:
        return search_key(f"ke hoach {self.object.plan.title}").replace(" ", "-")[:80].strip("-")
