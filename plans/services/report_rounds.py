"""The rounds of reports: their days, their opening by the beat, and reminding."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from ocop.accounts.models import User
from ocop.accounts.queries import holders
from ocop.audit.services import record
from ocop.core import clock
from ocop.core.errors import RuleViolation
from ocop.localities.choices import PlaceLevel
from ocop.localities.models import Place
from ocop.localities.queries import provinces
from plans.choices import SENT_STATES, ReminderKind
from plans.models import Indicator, PeriodicReport, ReportReminder, ReportRule
from plans.queries.reports import provinces_ruled_by, rule_of
from plans.services.report_news import locked, officers_at, tell
from plans.workflow import leaders_of

NEAR = timedelta(days=7)
"""How long before its last day a unit is reminded of a report."""


@transaction.atomic
def set_report_rule(
    *,
    actor: User,
    province: Place,
    valid_from: date,
    half_day: int,
    half_month: int,
    year_day: int,
    year_month: int,
    opens_before: int = 30,
    earlier_per_tier: int = 0,
    indicators: Iterable[Indicator] = (),
    basis: str = "",
) -> ReportRule:
    """Say from which day on a province's reports are due when, and what they count.

    Reports that are open already keep their days. Raises `RuleViolation` outside the actor's provinces, for a
    second rule of one day and for an indicator of another province.
    """
    if not provinces_ruled_by(actor).filter(pk=province.pk).exists():
        raise RuleViolation(_("Bạn không đặt chế độ báo cáo của tỉnh này."), field="province")
    chosen = list(indicators)
    known = set(Indicator.objects.known_in(province.path).values_list("pk", flat=True))
    if foreign := [one for one in chosen if one.pk not in known]:
        raise RuleViolation(
            _("Chỉ tiêu “%(name)s” là của tỉnh khác.") % {"name": foreign[0]}, field="indicators"
        )
    try:
        with transaction.atomic():
            rule = ReportRule.objects.create(
                province=province,
                valid_from=valid_from,
                half_day=half_day,
                half_month=half_month,
                year_day=year_day,
                year_month=year_month,
                opens_before=opens_before,
                earlier_per_tier=earlier_per_tier,
                basis=basis,
                set_by=actor,
            )
    except IntegrityError:
        raise RuleViolation(_("Đã có chế độ báo cáo áp dụng từ ngày này."), field="valid_from") from None
    rule.indicators.set(chosen)
    record(
        actor=actor,
        verb="report_rule.set",
        subject=rule,
        after={
            "half_year": f"{half_day}/{half_month}",
            "year": f"{year_day}/{year_month}",
            "indicators": len(chosen),
        },
    )
    return rule


def open_reports(*, on: date | None = None) -> int:
    """Open the reports that are to be open on a day, for every unit of every province that has set its days;
    returns how many are new. Running twice does no harm.
    """
    day, opened = on or clock.today(), 0
    for province in provinces(day):
        rule = rule_of(province, day)
        for kind, year in rule.calendar.open_on(day) if rule else ():
            opened += _open_in(rule, kind, year, day)
    return opened


@transaction.atomic
def _open_in(rule: ReportRule, kind: str, year: int, day: date) -> int:
    units = Place.objects.within(rule.province.path).in_force(day).exclude(level=PlaceLevel.COUNTRY)
    taken = PeriodicReport.objects.filter(kind=kind, year=year, unit__in=units.values("pk"))
    known = set(taken.values_list("unit", flat=True))
    new = [
        PeriodicReport(
            rule=rule,
            unit=unit,
            kind=kind,
            year=year,
            due_on=rule.calendar.due_on(kind, year, tiers_below=_tiers_below(unit, rule.province)),
        )
        for unit in units.order_by("pk")
        if unit.pk not in known
    ]
    PeriodicReport.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def _tiers_below(unit: Place, province: Place) -> int:
    return unit.path.count(".") - province.path.count(".")


def remind_of_reports() -> int:
    """Tell the officers of every unit whose report is due within `NEAR`, and of every one that is late;
    returns of how many. Each once before its last day and once after it.
    """
    today = clock.today()
    waiting = PeriodicReport.objects.exclude(state__in=SENT_STATES)
    near = waiting.filter(due_on__gte=today, due_on__lte=today + NEAR)
    kinds = ((ReminderKind.NEAR, near), (ReminderKind.OVERDUE, waiting.filter(due_on__lt=today)))
    with translation.override(settings.LANGUAGE_CODE):
        return sum(_remind_each(rows.exclude(reminders__kind=kind), kind) for kind, rows in kinds)


def _remind_each(rows: QuerySet[PeriodicReport], kind: str) -> int:
    keys = rows.order_by("due_on", "pk").values_list("pk", flat=True)
    return sum(_remind(key, kind) for key in list(keys))


@transaction.atomic
def _remind(key: int, kind: str) -> bool:
    report = locked(PeriodicReport(pk=key))
    if report.state in SENT_STATES:
        return False
    _row, is_new = ReportReminder.objects.get_or_create(report=report, kind=kind)
    if is_new:
        words = {
            ReminderKind.NEAR: _("%(what)s: hạn gửi %(day)s."),
            ReminderKind.OVERDUE: _("%(what)s: đã quá hạn gửi %(day)s."),
        }
        people = list(officers_at(report))
        if kind == ReminderKind.OVERDUE:
            people += holders(leaders_of(report), report.unit)
        tell(people, words[kind], report, awaits=True)
    return is_new
