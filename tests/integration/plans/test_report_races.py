"""Two hands on one report, one indicator or one body at once: one gets through, the other is told."""

from __future__ import annotations

from datetime import date

import pytest

from ocop.core import clock
from ocop.core.roles import Role
from ocop.programme.models import BodyMember
from ocop.programme.services import add_member, end_member, set_up_body
from plans import services
from plans.choices import ReportState
from plans.models import PeriodicReport, ReportPrint
from tests.factories.accounts import make_officer
from tests.factories.plans import make_body, make_report, make_rule
from tests.races import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
SIGNED = {"number": "40/BC-UBND", "signed_on": date(2025, 6, 14)}


@pytest.fixture
def of_district(cast):
    """The report of the district, handed to its leader by its officer."""
    report = make_report(make_rule(cast), cast.places.old_district)
    return services.submit_report(actor=cast.district_officer, report=report)


def test_a_report_approved_by_two_leaders_at_once_is_approved_once(cast, of_district):
    other = make_officer(Role.DISTRICT_LEADER, cast.places.old_district)

    def approve(leader):
        return lambda: services.approve_report(actor=leader, report=of_district, **SIGNED)

    assert at_once(approve(cast.district_leader), approve(other)) == ["MoveRefused", "done"]
    of_district.refresh_from_db()
    assert (of_district.state, of_district.version) == (ReportState.APPROVED, 3)


def test_a_report_is_either_taken_in_or_given_back(cast, of_district):
    approved = services.approve_report(actor=cast.district_leader, report=of_district, **SIGNED)
    other = make_officer(Role.PROVINCE_OFFICER, cast.places.old_province)

    got = at_once(
        lambda: services.accept_report(actor=cast.province_officer, report=approved),
        lambda: services.return_report(actor=other, report=approved, note="Thiếu số liệu"),
    )

    assert got == ["MoveRefused", "done"]
    approved.refresh_from_db()
    assert (approved.accepted_by is None) == (approved.state == ReportState.OPEN)


def test_what_comes_from_below_is_in_the_report_above_or_refused(cast):
    rule, places = make_rule(cast), cast.places
    district, commune = (make_report(rule, unit) for unit in (places.old_district, places.old_my_hiep))

    got = at_once(
        lambda: services.submit_report(actor=cast.district_officer, report=district),
        lambda: services.submit_report(actor=cast.officer, report=commune, **SIGNED),
    )

    assert got in (["MoveRefused", "done"], ["done", "done"])
    commune.refresh_from_db(), district.refresh_from_db()
    assert (got == ["done", "done"]) == (commune.state == ReportState.APPROVED)
    assert commune.counted_at is None or commune.counted_at < district.counted_at


def test_a_report_changed_by_two_at_once_is_stale_for_one(cast):
    report = make_report(make_rule(cast), cast.places.old_district)
    other = make_officer(Role.DISTRICT_OFFICER, cast.places.old_district)

    def fill(officer, tasks):
        return lambda: services.fill_report(
            actor=officer, report=report, values={}, tasks=tasks, version=report.version
        )

    assert at_once(fill(cast.district_officer, "Việc một"), fill(other, "Việc hai")) == ["Stale", "done"]


def test_files_asked_for_by_two_at_once_are_made_once(cast, of_district):
    def ask(person):
        return lambda: services.print_report(actor=person, report=of_district)

    assert at_once(ask(cast.district_officer), ask(cast.district_leader)) == ["done", "done"]
    assert ReportPrint.objects.count() == 1


def test_the_rounds_opened_by_two_beats_at_once_are_opened_once(cast):
    make_rule(cast, province=cast.places.province, half_day=15, half_month=6)
    day = date(clock.today().year, 6, 1)

    assert at_once(*[lambda: services.open_reports(on=day)] * 2) == ["done", "done"]
    units = PeriodicReport.objects.values_list("unit", flat=True)
    assert len(units) == len(set(units)) > 2


def test_a_body_is_set_up_once_and_has_one_officer_in_charge(cast):
    unit = cast.places.my_hiep
    words = {"decision_number": "7/QĐ-UBND", "decided_on": clock.today(), "starts_on": clock.today()}
    other = make_officer(Role.COMMUNE_OFFICER, unit)

    def set_up(person):
        return lambda: set_up_body(actor=person, unit=unit, kind="team", **words)

    assert at_once(set_up(cast.new_officer), set_up(other)) == ["RuleViolation", "done"]

    body = make_body(cast, unit=unit)

    def name(person):
        return lambda: add_member(
            actor=person, body=body, full_name=str(person), seat="Cán bộ phụ trách", starts_on=clock.today()
        )

    assert at_once(name(cast.new_officer), name(other)) == ["RuleViolation", "done"]
    [member] = BodyMember.objects.filter(body=body)

    def end(person):
        return lambda: end_member(actor=person, member=member, ends_on=clock.today())

    assert at_once(end(cast.new_officer), end(other)) == ["RuleViolation", "done"]
