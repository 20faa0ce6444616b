"""Reports: who has sent, one with its figures, writing it and handing it on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.core import clock
from ocop.core.money import dotted
from ocop.documents.renderers import RenderFailed
from ocop.ui.forms import NoteForm
from ocop.ui.parts import Crumb, Fact, Figure, MoveLink, Pill, Status
from ocop.ui.templatetags.portal import dmy, dmyhm
from ocop.ui.views import ActionView, ScopedDetailView, ScopedListView
from plans import documents, services
from plans.choices import SENT_STATES, ReportKind, ReportState
from plans.documents import written
from plans.exchange import ReportSheet
from plans.forms import ConfirmForm, ReportFilter, ReportForm, SignedForm
from plans.models import PeriodicReport
from plans.queries.reports import (
    below_table,
    closed_above,
    late_reports,
    lateness,
    latest_board,
    lines_of,
    provinces_ruled_by,
    reports_waiting_for,
)
from plans.workflow import REPORT, officers_of

LIST_CRUMB = gettext_lazy("Báo cáo định kỳ")
LOOKS = {
    ReportState.OPEN: ("draft", "edit"),
    ReportState.SUBMITTED: ("wait", "sign"),
    ReportState.APPROVED: ("move", "inbox"),
    ReportState.ACCEPTED: ("good", "lock"),
}
PILLS = {
    "": gettext_lazy("Tất cả"),
    "cho-toi": gettext_lazy("Chờ tôi"),
    "tre-han": gettext_lazy("Trễ hạn"),
    "cho-tiep-nhan": gettext_lazy("Chờ tiếp nhận"),
    "da-tiep-nhan": gettext_lazy("Đã tiếp nhận"),
}


def report_status(report: PeriodicReport) -> Status:
    tone, icon = LOOKS[ReportState(report.state)]
    return Status(tone, icon, report.get_state_display())


def period_words(report: PeriodicReport) -> str:
    """“6 tháng 2026”, “Năm 2026”."""
    return f"{report.get_kind_display()} {report.year}"


class ReportList(ScopedListView):
    """The board: every unit in reach, what it has sent, who is late and by how many days."""

    model = PeriodicReport
    title = LIST_CRUMB
    template_name = "plans/report_list.html"
    filter_form_class = ReportFilter
    sheet_class = ReportSheet
    search_in = ("unit__search_key",)
    lookups = {"kind": "kind", "year": "year"}
    sorts = {"due": ("due_on", "unit__sort_key"), "unit": ("unit__sort_key", "-due_on")}
    default_sort = "-due"

    @property
    def part(self) -> str:
        asked = self.request.GET.get("muc", "")
        return asked if asked in PILLS else ""

    def filter_rows(self, rows: QuerySet, **chosen: Any) -> QuerySet:
        return self.of_part(super().filter_rows(rows, **chosen), self.part)

    def of_part(self, rows: QuerySet, part: str) -> QuerySet:
        match part:
            case "cho-toi":
                return rows.filter(pk__in=reports_waiting_for(self.request.user).values("pk"))
            case "tre-han":
                return late_reports(rows, clock.today())
            case "cho-tiep-nhan":
                return rows.filter(state=ReportState.APPROVED)
            case "da-tiep-nhan":
                return rows.filter(state=ReportState.ACCEPTED)
            case _:
                return rows

    def decorate_rows(self, rows: QuerySet) -> QuerySet:
        return rows.select_related("unit__parent")

    @property
    def pills(self) -> list[Pill]:
        rows = super().filter_rows(
            self.get_queryset(),
            **{name: value for name, value in self.filters.chosen.items() if name in self.lookups},
        )
        return [
            Pill(
                str(label),
                self.address(muc=name or None, page=None),
                self.of_part(rows, name).count(),
                is_current=name == self.part,
                urgency="late" if name == "tre-han" and self.late else "",
            )
            for name, label in PILLS.items()
        ]

    @cached_property
    def late(self) -> int:
        return self.of_part(self.get_queryset(), "tre-han").count()

    @property
    def figures(self) -> list[Figure]:
        """The newest period at a glance."""
        board = latest_board(self.request.user, clock.today())
        if board is None or board.total < 2:
            return []
        where = f"?kind={board.kind}&year={board.year}"
        name = f"{ReportKind(board.kind).label} {board.year}"
        return [
            Figure(_("Đơn vị phải báo cáo"), dotted(board.total), name, where),
            Figure(_("Đã gửi"), dotted(board.sent), url=where),
            Figure(_("Đã tiếp nhận"), dotted(board.accepted), url=f"{where}&muc=da-tiep-nhan"),
            Figure(_("Trễ hạn"), dotted(board.late), url=f"{where}&muc=tre-han"),
        ]

    @property
    def lines(self) -> list[tuple[PeriodicReport, str, Status, int]]:
        """Each report with its period, where it stands and how many days late it is or came."""
        today = clock.today()
        return [(one, period_words(one), report_status(one), lateness(one, today)) for one in self.rows]

    @property
    def may_rule(self) -> bool:
        return provinces_ruled_by(self.request.user).exists()


class OneReport:
    model = PeriodicReport

    def get_queryset(self) -> QuerySet[PeriodicReport]:
        rows = super().get_queryset()
        return rows.select_related(
            "unit__parent", "rule__province", "submitted_by", "approved_by", "accepted_by"
        )

    @property
    def crumbs(self) -> Sequence[Crumb]:
        report = self.object
        return (
            Crumb(str(LIST_CRUMB), reverse("plans:report-list")),
            Crumb(f"{period_words(report)}, {report.unit}", report.get_absolute_url()),
            Crumb(str(self.title)),
        )


class ReportDetail(OneReport, ScopedDetailView):
    template_name = "plans/report_detail.html"

    @property
    def title(self) -> str:
        return _("Báo cáo %(period)s") % {"period": period_words(self.object).lower()}

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(str(LIST_CRUMB), reverse("plans:report-list")), Crumb(self.title)

    @property
    def facts(self) -> list[Fact]:
        report = self.object
        facts = [
            Fact(_("Trạng thái"), report_status(report)),
            Fact(_("Hạn gửi"), dmy(report.due_on), note=self.late_words),
            Fact(_("Số, ký hiệu"), f"{report.number}, {dmy(report.signed_on)}" if report.number else ""),
            Fact(_("Người lập"), _by(report.submitted_by, report.submitted_at)),
            Fact(_("Người duyệt"), _by(report.approved_by, report.approved_at)),
            Fact(_("Người tiếp nhận"), _by(report.accepted_by, report.accepted_at)),
        ]
        return [fact for fact in facts if fact.value]

    @property
    def late_words(self) -> str:
        late = lateness(self.object, clock.today())
        return _("trễ %(n)s ngày") % {"n": late} if late else ""

    @property
    def closed_sentence(self) -> str:
        """Why it cannot be sent any more, while it is still open."""
        above = closed_above(self.object) if self.object.is_open else None
        if above is None:
            return ""
        return _("%(unit)s đã chốt báo cáo kỳ này ngày %(day)s nên báo cáo này không gửi được nữa.") % {
            "unit": above.unit,
            "day": dmy(above.submitted_at),
        }

    @cached_property
    def lines(self) -> list[tuple]:
        """Each figure: indicator, plan, records, what is stated, sum of the units below, reason."""
        return [
            (
                line,
                written(line.indicator, line.planned),
                written(line.indicator, line.computed),
                written(line.indicator, line.shown),
                written(line.indicator, line.below),
            )
            for line in lines_of(self.object)
        ]

    @cached_property
    def below(self) -> list[tuple[PeriodicReport, Status, int]]:
        today = clock.today()
        return [
            (each, report_status(each), lateness(each, today)) for each, _values in below_table(self.object)
        ]

    @property
    def sent_below(self) -> str:
        sent = sum(each.state in SENT_STATES for each, _status, _late in self.below)
        return _("%(sent)s / %(all)s đơn vị đã gửi") % {"sent": sent, "all": len(self.below)}

    @property
    def moves(self) -> list[MoveLink]:
        report, links = self.object, []
        open_moves = {move.name: move for move in REPORT.open_to(self.request.user, report)}
        if report.is_open and self.held_roles & officers_of(report):
            url = reverse("plans:report-fill", args=[report.pk])
            links.append(MoveLink(_("Ghi số liệu, nhận xét"), url, "edit"))
        for name, route, tone in (
            ("submit", "plans:report-submit", "primary"),
            ("send", "plans:report-submit", "primary"),
            ("approve", "plans:report-approve", "primary"),
            ("accept", "plans:report-accept", "primary"),
            ("return", "plans:report-return", "danger"),
        ):
            if name in open_moves and not (self.closed_sentence and name in ("submit", "send")):
                label = str(open_moves[name].label)
                links.append(MoveLink(label, reverse(route, args=[report.pk]), tone=tone))
        return links

    @property
    def files(self) -> list[MoveLink]:
        return [
            MoveLink(label, reverse("plans:report-print", args=[self.object.pk, ending]), "download")
            for ending, label in (("pdf", _("Tải PDF")), ("docx", _("Tải Word")))
        ]


def _by(person: Any, moment: Any) -> str:
    return f"{person}, {dmyhm(moment)}" if person else ""


class ReportFill(OneReport, ActionView):
    form_class = ReportForm
    title = gettext_lazy("Ghi số liệu, nhận xét")
    button = gettext_lazy("Lưu báo cáo")
    template_name = "plans/report_fill.html"
    prefill = True
    autosaves = True

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
    """From a commune it goes up at once, signed on paper; elsewhere the leader reads it first."""

    @property
    def move(self) -> str:
        return "submit" if REPORT.move("submit").roles_for(self.object) else "send"

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


class ReportPrint(OneReport, ScopedDetailView):
    """The report as a file; the address ends with its format."""

    title = ""

    def get(self, request, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            made = documents.print_report(
                actor=request.user, report=self.object, file_format=kwargs["ending"]
            )
        except KeyError:
            raise Http404 from None
        except RenderFailed as failure:
            messages.error(request, failure.message)
            return HttpResponseRedirect(self.object.get_absolute_url())
        response = HttpResponse(made.content, content_type=made.content_type)
        response["Content-Disposition"] = content_disposition_header(True, made.name)
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "private, no-store"
        return response
