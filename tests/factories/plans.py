"""Indicators, targets, reports, activities and the bodies that carry them out."""

from datetime import date

from django.utils import timezone

from ocop.programme.models import Body, BodyMember
from plans.models import Indicator, PeriodicReport, ProgrammeEvent, ReportRule, Target
from plans.rules.targets import Aim
from plans.services import set_target


def indicator(measure: str) -> Indicator:
    return Indicator.objects.get(measure=measure, province=None)


def make_target(cast, measure: str = "recognised_3", *, years=(2021, 2025), aim=None, **fields) -> Target:
    """A target of the old district Cao Lãnh, set by its officer."""
    return set_target(
        **{
            "actor": cast.district_officer,
            "indicator": indicator(measure),
            "unit": cast.places.old_district,
            "first_year": years[0],
            "last_year": years[1],
            "aim": aim or Aim(20, 20),
            "accepts_reached": True,
        }
        | fields
    )


def make_rule(cast, **fields) -> ReportRule:
    """The days of the old province, set long ago: 15/6 and 15/11."""
    return ReportRule.objects.create(
        **{
            "province": cast.places.old_province,
            "valid_from": date(2021, 1, 1),
            "set_by": cast.administrator,
        }
        | fields
    )


def make_report(rule: ReportRule, unit, *, kind: str = "half_year", year: int = 2025, **fields):
    """A report of a unit; with `submitted_by` it has been handed on."""
    if "submitted_by" in fields:
        fields |= {"submitted_at": timezone.now(), "counted_at": timezone.now()}
    due_on = rule.calendar.due_on(kind, year)
    return PeriodicReport.objects.create(
        **{"rule": rule, "unit": unit, "kind": kind, "year": year, "due_on": due_on} | fields
    )


def make_event(cast, **fields) -> ProgrammeEvent:
    """A fair of the old district, planned for 2025."""
    return ProgrammeEvent.objects.create(
        **{
            "unit": cast.places.old_district,
            "kind": "fair",
            "name": "Hội chợ nông sản",
            "starts_on": date(2025, 5, 10),
            "ends_on": date(2025, 5, 12),
            "lead": "Phòng Kinh tế",
            "entered_by": cast.district_officer,
        }
        | fields
    )


def make_body(cast, **fields) -> Body:
    """The officer in charge of the old Mỹ Hiệp, as a body of one."""
    return Body.objects.create(
        **{
            "unit": cast.places.old_my_hiep,
            "kind": "officer_in_charge",
            "decision_number": "15/QĐ-UBND",
            "decided_on": date(2024, 1, 2),
            "starts_on": date(2024, 1, 2),
            "papers_at": "Tủ 2, phòng Kinh tế",
            "set_up_by": cast.officer,
        }
        | fields
    )


def make_member(body: Body, **fields) -> BodyMember:
    return BodyMember.objects.create(
        **{
            "body": body,
            "full_name": "Cán bộ phụ trách",
            "seat": "Cán bộ phụ trách",
            "starts_on": date(2024, 1, 2),
            "is_in_charge": body.kind == "officer_in_charge",
        }
        | fields
    )
