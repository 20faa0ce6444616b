"""A report: written, handed up, accepted or given back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core import clock
from ocop.core.errors import RuleViolation, Stale
from ocop.notifications.services import settle
from ocop.ui.writing import qty
from plans.choices import ReportState
from plans.models import Indicator, PeriodicReport, ReportValue
from plans.queries.reports import closed_above, lines_of
from plans.services.report_news import hold_above, locked, officers_at, tell, tell_next
from plans.workflow import REPORT, officers_of


@dataclass(frozen=True, slots=True)
class Said:
    """What a sender says of one figure; without `stated` the records stand."""

    stated: Decimal | None = None
    explanation: str = ""


@transaction.atomic
def fill_report(
    *,
    actor: User,
    report: PeriodicReport,
    values: Mapping[Indicator, Said],
    steering: str = "",
    difficulties: str = "",
    tasks: str = "",
    version: int | None = None,
) -> PeriodicReport:
    """Keep what an officer says of the figures, with the words around them. Nothing is sent yet.

    Raises `RuleViolation` once the report was handed on, for anybody but an officer of the unit, and naming
    each figure that differs from the records without a reason; raises `Stale`.
    """
    report = locked(report)
    _refuse_closed(report)
    if not PeriodicReport.objects.roles_over(actor, report) & officers_of(report):
        raise RuleViolation(_("Chỉ cán bộ của đơn vị lập được báo cáo này."))
    if version is not None and version != report.version:
        raise Stale(_("Mục này vừa được lưu ở nơi khác. Hãy xem lại rồi làm tiếp."))
    computed = {line.indicator.pk: line.computed for line in lines_of(report)}
    for indicator, said in values.items():
        if indicator.pk not in computed:
            continue
        records = computed[indicator.pk]
        if records is not None and said.stated not in (None, records) and not said.explanation.strip():
            raise RuleViolation(
                _("“%(name)s”: số bạn ghi khác số đếm từ bản ghi (%(n)s). Hãy giải thích.")
                % {"name": indicator, "n": qty(records)},
                field=f"why_{indicator.pk}",
            )
    report.values.all().delete()
    ReportValue.objects.bulk_create(
        ReportValue(report=report, indicator=one, stated=said.stated, explanation=said.explanation.strip())
        for one, said in values.items()
        if one.pk in computed and (said.stated is not None or said.explanation.strip())
    )
    report.steering, report.difficulties, report.tasks = steering, difficulties, tasks
    report.version += 1
    report.save(update_fields=["steering", "difficulties", "tasks", "version"])
    record(actor=actor, verb="report.fill", subject=report, values=len(values))
    return report


@transaction.atomic
def submit_report(
    *,
    actor: User,
    report: PeriodicReport,
    number: str = "",
    signed_on: date | None = None,
    version: int | None = None,
) -> PeriodicReport:
    """Hand a report on: to the unit's leader, or, from a commune, with the number it was signed under, to the
    unit above. The figures are counted once more and kept.

    Raises `RuleViolation` once the report above is closed, while a difference has no reason or a figure
    without records is missing, and from a commune without a number and a day; raises `Stale`.
    """
    report = locked(report)
    _refuse_closed(report)
    hold_above(report)
    moves = {move.name for move in REPORT.open_to(actor, report)}
    name = "send" if "send" in moves else "submit"
    if name == "send":
        if not number.strip():
            raise RuleViolation(_("Hãy ghi số của báo cáo đã ký."), field="number")
        if signed_on is None or signed_on > clock.today():
            raise RuleViolation(_("Ngày ký không ở tương lai."), field="signed_on")
    lines = lines_of(report)
    if not closed_above(report) and (lacking := [one for one in lines if one.lacks_words]):
        raise RuleViolation(
            _("Chưa gửi được. Cần số liệu hoặc giải thích cho: %(names)s.")
            % {"names": "; ".join(str(line.indicator) for line in lacking)}
        )
    sent = REPORT.fire(
        name,
        report,
        actor=actor,
        version=version,
        submitted_by=actor,
        submitted_at=timezone.now(),
        counted_at=timezone.now(),
        return_reason="",
        **({"number": number.strip(), "signed_on": signed_on} if name == "send" else {}),
    )
    sent.values.all().delete()
    ReportValue.objects.bulk_create(
        ReportValue(
            report=sent,
            indicator=line.indicator,
            computed=line.computed,
            stated=line.shown,
            explanation=line.explanation if line.differs or line.computed is None else "",
        )
        for line in lines
    )
    tell_next(sent)
    return sent


@transaction.atomic
def approve_report(
    *,
    actor: User,
    report: PeriodicReport,
    number: str,
    signed_on: date,
    version: int | None = None,
) -> PeriodicReport:
    """The leader approves: the report goes to the unit above under its number.

    Raises `RuleViolation` for whoever handed it in, without a number and for a day ahead; raises `Stale`.
    """
    if report.submitted_by_id == actor.pk:
        raise RuleViolation(_("Bạn đã lập báo cáo này nên người khác sẽ duyệt."))
    if not number.strip():
        raise RuleViolation(_("Hãy ghi số của báo cáo."), field="number")
    if signed_on > clock.today():
        raise RuleViolation(_("Ngày ký không ở tương lai."), field="signed_on")
    approved = REPORT.fire(
        "approve",
        report,
        actor=actor,
        version=version,
        number=number.strip(),
        signed_on=signed_on,
        approved_by=actor,
        approved_at=timezone.now(),
    )
    tell_next(approved)
    return approved


@transaction.atomic
def accept_report(*, actor: User, report: PeriodicReport, version: int | None = None) -> PeriodicReport:
    """The unit above takes a report in: from then on it is locked. Raises `RuleViolation`, `Stale`."""
    if actor.pk in (report.submitted_by_id, report.approved_by_id):
        raise RuleViolation(_("Bạn đã lập hoặc duyệt báo cáo này nên người khác sẽ tiếp nhận."))
    accepted = REPORT.fire(
        "accept", report, actor=actor, version=version, accepted_by=actor, accepted_at=timezone.now()
    )
    settle(accepted.get_absolute_url())
    tell(officers_at(accepted), _("%(unit)s đã tiếp nhận: %(what)s."), accepted)
    return accepted


@transaction.atomic
def return_report(
    *, actor: User, report: PeriodicReport, note: str, version: int | None = None
) -> PeriodicReport:
    """Give a report back to its officers with a reason. Raises `RuleViolation`, `Stale`."""
    hold_above(locked(report))
    returned = REPORT.fire(
        "return",
        report,
        actor=actor,
        note=note,
        version=version,
        return_reason=note,
        submitted_by=None,
        submitted_at=None,
        approved_by=None,
        approved_at=None,
        counted_at=None,
    )
    kept = ReportValue.objects.filter(report=returned)
    kept.filter(stated=F("computed")).delete()  # what was only confirmed is counted anew
    kept.update(computed=None)
    settle(returned.get_absolute_url())
    words = _("Báo cáo bị trả lại: %(what)s. Lý do: %(note)s")
    tell(officers_at(returned), words, returned, awaits=True, note=note)
    return returned


def _refuse_closed(report: PeriodicReport) -> None:
    if report.state == ReportState.ACCEPTED:
        raise RuleViolation(
            _("Báo cáo này đã được cấp trên tiếp nhận ngày %(day)s nên khóa lại, không sửa được nữa.")
            % {"day": f"{clock.hanoi_date(report.accepted_at):%d/%m/%Y}"}
        )
    if not report.is_open:
        raise RuleViolation(
            _("Báo cáo này %(state)s nên không sửa được nữa.") % {"state": report.get_state_display().lower()}
        )
