"""The board of reports: who has sent, who is late."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.core import clock
from ocop.core.money import dotted
from ocop.ui.parts import Figure, Pill, Status
from ocop.ui.views import ScopedListView
from plans.choices import ReportKind, ReportState
from plans.exchange import ReportSheet
from plans.forms import ReportFilter
from plans.models import PeriodicReport
from plans.queries.reports import (
    late_reports,
    lateness,
    latest_board,
    provinces_ruled_by,
    reports_waiting_for,
)
from plans.views.report_looks import LIST_CRUMB, period_words, report_status

PILLS = {
    "": gettext_lazy("Tất cả"),
    "cho-toi": gettext_lazy("Chờ tôi"),
    "tre-han": gettext_lazy("Trễ hạn"),
    "cho-tiep-nhan": gettext_lazy("Chờ tiếp nhận"),
    "da-tiep-nhan": gettext_lazy("Đã tiếp nhận"),
}


class ReportList(ScopedListView):
    """The board: every unit in reach, what it has sent, who is late and by how many days."""

    model = PeriodicReport
    title = LIST_CRUMB
    template_name = "plans/report_list.html"
    filter_form_class = ReportFilter
    sheet_class = ReportSheet
    search_in = ("unit__search_key",)
    lookups = {"kind": "kind", "year": "year"}
    sorts = {"due": ("due_on", "-unit__sort_key"), "unit": ("unit__sort_key", "-due_on")}
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
