"""How a report is called and where it stands, as the pages show it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from ocop.ui.parts import Status
from plans.choices import ReportState
from plans.models import PeriodicReport

LIST_CRUMB = gettext_lazy("Báo cáo định kỳ")
LOOKS = {
    ReportState.OPEN: ("draft", "edit"),
    ReportState.SUBMITTED: ("wait", "sign"),
    ReportState.APPROVED: ("move", "inbox"),
    ReportState.ACCEPTED: ("good", "lock"),
}


def report_status(report: PeriodicReport) -> Status:
    tone, icon = LOOKS[ReportState(report.state)]
    return Status(tone, icon, report.get_state_display())


def period_words(report: PeriodicReport) -> str:
    """“6 tháng 2026”, “Năm 2026”."""
    return f"{report.get_kind_display()} {report.year}"
