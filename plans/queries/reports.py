"""Reports: which are open, what their figures are, who is late."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from ocop.access.scope import scope_of
from ocop.accounts.models import User
from ocop.core import clock
from ocop.core.roles import Role
from ocop.localities.choices import PlaceLevel
from ocop.localities.models import Place
from ocop.programme.queries import provinces_run_by
from plans.choices import SENT_STATES, ReportState
from plans.models import Indicator, PeriodicReport, ReportRule, ReportValue, Target
from plans.queries.actuals import Actuals
from plans.rules.periods import counted_over, days_late, needs_words

RULERS = (Role.ADMINISTRATOR, Role.PROVINCE_OFFICER)
"""Who sets a province's days and its set of indicators."""

TWO_PLACES = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a report.

    `computed` is what the records say, None where there are none and for a share of nothing; `stated` what
    the sender says; `below` the sum of what the units below have sent; `planned` what was aimed at for the
    year.
    """

    indicator: Indicator
    computed: Decimal | None
    stated: Decimal | None
    explanation: str
    below: Decimal | None
    planned: Decimal | None

    @property
    def shown(self) -> Decimal | None:
        """What the report says."""
        return self.computed if self.stated is None else self.stated

    @property
    def differs(self) -> bool:
        return self.computed is not None and self.stated is not None and self.stated != self.computed

    @property
    def lacks_words(self) -> bool:
        """Nothing may be sent while a difference has no reason, or a figure without records is missing. A
        share of nothing is none.
        """
        if self.computed is None:
            return self.stated is None and not self.indicator.measure
        return self.stated is not None and needs_words(self.computed, self.stated, self.explanation)


@dataclass(frozen=True, slots=True)
class Board:
    """How far the units of a person have come with one period."""

    kind: str
    year: int
    total: int
    sent: int
    accepted: int
    late: int


def rule_of(province: Place, on: date) -> ReportRule | None:
    """The days and the set in force in a province on a day."""
    rows = ReportRule.objects.filter(province=province, valid_from__lte=on)
    return rows.select_related("province").order_by("-valid_from").first()


def rules_seen_by(person: User) -> QuerySet[ReportRule]:
    """The rules of the provinces this person has a post in, the newest first."""
    tops = {".".join(post.path.split(".")[:2]) + "." for post in scope_of(person).posts if post.path}
    heirs = Place.objects.filter(path__in=tops).values("today_path")
    rows = ReportRule.objects.filter(Q(province__path__in=tops) | Q(province__path__in=heirs))
    return rows.select_related("province", "set_by").order_by("-valid_from", "pk")


def provinces_ruled_by(person: User) -> QuerySet[Place]:
    return provinces_run_by(person, roles=RULERS)


def indicators_of(rule: ReportRule) -> list[Indicator]:
    """What the reports of a province count today: its own set without what it has retired, or everything that
    is in use.
    """
    asked = (
        rule.indicators.all() if rule.indicators.exists() else Indicator.objects.known_in(rule.province.path)
    )
    return list(asked.in_use(clock.today()).order_by("position", "pk"))


def own_indicators(person: User) -> list[Indicator]:
    """The indicators that the provinces of a person have beside the country's, those in use first."""
    own = Indicator.objects.filter(province__in=provinces_ruled_by(person).values("pk"))
    rows = own.select_related("province").order_by("province__sort_key", "name", "pk")
    return sorted(rows, key=lambda one: one.has_ended(clock.today()))


def reports_seen_by(person: User) -> QuerySet[PeriodicReport]:
    return PeriodicReport.objects.visible_to(person).select_related("unit__parent", "rule__province")


def report_above(report: PeriodicReport) -> PeriodicReport | None:
    """The report of the unit above for the same period."""
    rows = PeriodicReport.objects.filter(kind=report.kind, year=report.year)
    return rows.filter(unit=report.unit.parent_id).select_related("unit").first()


def reports_below(report: PeriodicReport) -> QuerySet[PeriodicReport]:
    """The reports of the units right beneath for the same period."""
    rows = PeriodicReport.objects.filter(unit__parent=report.unit_id, kind=report.kind, year=report.year)
    return rows.select_related("unit__parent").order_by("unit__sort_key", "pk")


def closed_above(report: PeriodicReport) -> PeriodicReport | None:
    """The report above once it has been handed on: from then on nothing can be added to it from below."""
    above = report_above(report)
    return above if above is not None and not above.is_open else None


def lines_of(report: PeriodicReport) -> list[Line]:
    """The figures of a report: of today's records while it is open, else as they were when it was sent."""
    kept = {row.indicator_id: row for row in report.values.select_related("indicator")}
    below, planned = _sums_below(report), _planned(report)
    if not report.is_open:
        rows = sorted(kept.values(), key=lambda row: (row.indicator.position, row.indicator_id))
        return [
            Line(
                row.indicator,
                row.computed,
                row.stated,
                row.explanation,
                below.get(row.indicator_id),
                planned.get(row.indicator_id),
            )
            for row in rows
        ]
    computed = computed_values(report)
    return [_open_line(one, computed, kept.get(one.pk), below, planned) for one in indicators_of(report.rule)]


def _open_line(
    indicator: Indicator,
    computed: Mapping[int, Decimal],
    row: ReportValue | None,
    below: Mapping[int, Decimal],
    planned: Mapping[int, Decimal],
) -> Line:
    stated = row.stated if row else None
    if stated is None and not indicator.measure:
        stated = below.get(indicator.pk)
    explanation = row.explanation if row else ""
    return Line(
        indicator,
        computed.get(indicator.pk),
        stated,
        explanation,
        below.get(indicator.pk),
        planned.get(indicator.pk),
    )


def computed_values(report: PeriodicReport) -> dict[int, Decimal]:
    """What the records say for each indicator that they know of; a share of nothing is left out."""
    actuals = Actuals(report.unit, counted_over(report.year, report.due_on, clock.today()))
    found = {}
    for indicator in indicators_of(report.rule):
        if indicator.measure:
            value = actuals.reached(indicator.measure, by_today=not report.unit.is_former).value
            if value is not None:
                found[indicator.pk] = value.quantize(TWO_PLACES)
    return found


def _sums_below(report: PeriodicReport) -> dict[int, Decimal]:
    """The sums of what the units right beneath have sent; shares are not added up."""
    rows = ReportValue.objects.filter(
        report__unit__parent=report.unit_id,
        report__kind=report.kind,
        report__year=report.year,
        report__state__in=SENT_STATES,
        indicator__is_share=False,
        stated__isnull=False,
    )
    return dict(rows.order_by().values_list("indicator").annotate(total=Sum("stated")))


def _planned(report: PeriodicReport) -> dict[int, Decimal]:
    """What the unit aims at in this very year."""
    rows = Target.objects.filter(unit=report.unit_id, first_year=report.year, last_year=report.year)
    return {row.indicator_id: row.aim.least for row in rows}


def below_table(report: PeriodicReport) -> list[tuple[PeriodicReport, dict[int, Decimal | None]]]:
    """Each unit right beneath with what it has sent, by indicator; nothing while it is open."""
    reports = list(reports_below(report))
    sent = [one.pk for one in reports if one.state in SENT_STATES]
    values: dict[int, dict[int, Decimal | None]] = {}
    for row in ReportValue.objects.filter(report__in=sent):
        values.setdefault(row.report_id, {})[row.indicator_id] = row.stated
    return [(one, values.get(one.pk, {})) for one in reports]


def latest_stated(indicator: Indicator, unit: Place, *, first: int, last: int) -> Decimal | None:
    """What the newest accepted report of a unit within the years says; for what has no records."""
    rows = ReportValue.objects.filter(
        indicator=indicator,
        report__unit=unit,
        report__year__gte=first,
        report__year__lte=last,
        report__state__in=SENT_STATES,
    )
    return rows.order_by("-report__due_on").values_list("stated", flat=True).first()


def late_reports(rows: QuerySet[PeriodicReport], on: date) -> QuerySet[PeriodicReport]:
    """Those that have not left their unit though their last day is over."""
    return rows.exclude(state__in=SENT_STATES).filter(due_on__lt=on)


def lateness(report: PeriodicReport, on: date) -> int:
    """Days after its last day on which it was sent, or until today."""
    moment = report.approved_at or (report.submitted_at if report.state in SENT_STATES else None)
    sent = report.state in SENT_STATES and moment is not None
    return days_late(report.due_on, clock.hanoi_date(moment) if sent else None, on)


def latest_board(person: User, on: date) -> Board | None:
    """The newest period of which this person sees reports, with how many of them have come."""
    seen = PeriodicReport.objects.visible_to(person)
    newest = seen.order_by("-due_on", "-year", "pk").values_list("kind", "year").first()
    if newest is None:
        return None
    kind, year = newest
    rows = seen.filter(kind=kind, year=year)
    counts = rows.aggregate(
        total=Count("pk"),
        sent=Count("pk", filter=Q(state__in=SENT_STATES)),
        accepted=Count("pk", filter=Q(state=ReportState.ACCEPTED)),
    )
    return Board(kind, year, **counts, late=late_reports(rows, on).count())


def reports_waiting_for(person: User) -> QuerySet[PeriodicReport]:
    """Reports on which this person acts next, by term: to write at the own unit, to approve, to accept."""
    scope = scope_of(person)
    at = {role: {post.path for post in scope.only(role).posts if post.path} for role in scope.roles}
    writing = Q(pk__in=())
    for level, role in (
        (PlaceLevel.COMMUNE, Role.COMMUNE_OFFICER),
        (PlaceLevel.DISTRICT, Role.DISTRICT_OFFICER),
        (PlaceLevel.PROVINCE, Role.PROVINCE_OFFICER),
    ):
        paths = at.get(role, set())
        writing |= Q(state=ReportState.OPEN, unit__level=level, unit__path__in=paths)
        writing |= Q(state=ReportState.APPROVED, unit__parent__level=level, unit__parent__path__in=paths)
    for level, role in (
        (PlaceLevel.COMMUNE, Role.COMMUNE_LEADER),
        (PlaceLevel.DISTRICT, Role.DISTRICT_LEADER),
        (PlaceLevel.PROVINCE, Role.PROVINCE_LEADER),
    ):
        paths = at.get(role, set())
        writing |= Q(state=ReportState.SUBMITTED, unit__level=level, unit__path__in=paths)
    return (
        PeriodicReport.objects.visible_to(person)
        .filter(writing)
        .select_related("unit")
        .order_by("due_on", "pk")
    )
