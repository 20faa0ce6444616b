"""Whom a report's news concern."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from ocop.accounts.models import User
from ocop.accounts.queries import holders
from ocop.core.roles import OFFICERS, Level
from ocop.notifications.services import notify, settle
from plans.choices import ReportState
from plans.models import PeriodicReport
from plans.queries.reports import report_above
from plans.workflow import leaders_of, receivers_of


def locked(report: PeriodicReport) -> PeriodicReport:
    """The report under its lock, with its unit and the rule of its province."""
    rows = PeriodicReport.objects.select_for_update(of=("self",))
    return rows.select_related("unit__parent", "rule__province").get(pk=report.pk)


def hold_above(report: PeriodicReport) -> None:
    """Lock the report above: what comes from below is in it when it is handed on, or comes too late. The
    report itself is locked before, so that locks are always taken upwards.
    """
    if (above := report_above(report)) is not None:
        locked(above)


def tell_next(report: PeriodicReport) -> None:
    """Whoever acts next: the leader of the unit, or the officers of the unit above. What waited for whoever
    acted now is done.
    """
    settle(report.get_absolute_url())
    if report.state == ReportState.SUBMITTED:
        tell(holders(leaders_of(report), report.unit), _("Chờ bạn duyệt: %(what)s."), report, awaits=True)
    elif report.unit.parent is not None and receivers_of(report):
        people = holders(receivers_of(report), report.unit.parent)
        tell(people, _("Chờ tiếp nhận: %(what)s."), report, awaits=True)


def officers_at(report: PeriodicReport) -> Iterable[User]:
    """The standing office of the unit."""
    return holders([OFFICERS[Level(report.unit.level)]], report.unit)


def tell(
    people: Iterable[User], words: str, report: PeriodicReport, *, awaits: bool = False, **more: str
) -> None:
    """Put a sentence about a report into these people's inboxes; it may name what, day and unit."""
    above = report.unit.parent
    known = {"what": report, "day": f"{report.due_on:%d/%m/%Y}", "unit": above or report.unit} | more
    notify(people, words % known, report.get_absolute_url(), awaits=awaits)
