"""One report: its figures, what may be done with it, its files."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.core import clock
from ocop.documents.models import DocumentJob
from ocop.documents.queries import open_job
from ocop.ui.listing import Listing
from ocop.ui.parts import Crumb, Fact, MoveLink, Status
from ocop.ui.templatetags.portal import dmy, dmyhm
from ocop.ui.views import ScopedDetailView
from plans.choices import SENT_STATES
from plans.documents import written
from plans.models import PeriodicReport, ReportPrint
from plans.queries.reports import (
    closed_above,
    lateness,
    lines_of,
    reports_below,
)
from plans.services.report_files import REPORT_FILES
from plans.views.report_looks import LIST_CRUMB, period_words, report_status
from plans.workflow import REPORT, officers_of

PRINTS_SHOWN = 5
UNITS_ON_A_PAGE = 25


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
    def listing(self) -> Listing:
        """The reports of the units right beneath, a page at a time."""
        rows = reports_below(self.object)
        return Listing(
            page=Paginator(rows, UNITS_ON_A_PAGE).get_page(self.request.GET.get("page")),
            query=self.request.GET,
            sort="",
            sorts=(),
        )

    @property
    def below(self) -> list[tuple[PeriodicReport, Status, int]]:
        today = clock.today()
        return [(each, report_status(each), lateness(each, today)) for each in self.listing.rows]

    @property
    def sent_below(self) -> str:
        sent = reports_below(self.object).filter(state__in=SENT_STATES).count()
        return _("%(sent)s / %(all)s đơn vị đã gửi") % {"sent": sent, "all": self.listing.count}

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
    def job(self) -> DocumentJob | None:
        """The files that are being made."""
        return open_job(REPORT_FILES, self.object.pk)

    endings = (("pdf", "PDF"), ("docx", "Word"), ("xlsx", gettext_lazy("bảng tính")))

    @property
    def prints(self) -> list[tuple[ReportPrint, str]]:
        """The latest files, each with when they were made, and whether the report has changed since."""
        rows = ReportPrint.objects.visible_to(self.request.user).filter(report=self.object).exclude(pdf="")
        return [(one, self._print_words(one)) for one in rows.order_by("-pk")[:PRINTS_SHOWN]]

    def _print_words(self, one: ReportPrint) -> str:
        made = _("Bản lúc %(at)s") % {"at": dmyhm(one.requested_at)}
        if one.report_version == self.object.version:
            return made
        return _("%(made)s, báo cáo đã đổi sau đó") % {"made": made}


def _by(person: Any, moment: Any) -> str:
    return f"{person}, {dmyhm(moment)}" if person else ""
