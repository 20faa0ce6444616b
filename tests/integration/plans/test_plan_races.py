"""Two hands on one plan at once: two sections are both saved, one section once, one number is given."""

import pytest

from ocop.core import clock
from ocop.core.roles import Role
from ocop.documents.models import NumberEntry
from plans import services
from plans.models import Plan, PlanSection
from tests.factories import plan_papers as make
from tests.factories.accounts import make_officer
from tests.races import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_two_hands_write_two_sections_but_not_the_same_one(cast):
    plan = make.whole(cast)
    colleague = make_officer(Role.PROVINCE_OFFICER, cast.places.province)
    one, two = PlanSection.objects.filter(plan=plan, level=2).order_by("position")[:2]

    def write(actor, section, *, time=1):
        return lambda: services.write_section(
            actor=actor,
            section=section,
            title=section.title,
            text=f"- {actor}, lần {time}",  # the same words again would make no version
            version=section.version,
        )

    assert at_once(write(cast.province_officer, one), write(colleague, two)) == ["done", "done"]
    one.refresh_from_db()
    again = write(cast.province_officer, one, time=2), write(colleague, one, time=2)
    assert at_once(*again) == ["Stale", "done"]
    assert one.versions.count() == 3


def test_a_plan_issued_twice_at_once_takes_one_number(cast):
    plan = make.submitted(cast)
    other = make_officer(Role.PROVINCE_LEADER, cast.places.province)

    def issue(leader):
        return lambda: services.issue_plan(actor=leader, plan=plan, dated_on=clock.today())

    assert at_once(issue(cast.province_leader), issue(other)) == ["MoveRefused", "done"]
    assert str(Plan.objects.get().number_entry) == "01/KH-UBND"
    assert NumberEntry.objects.filter(letters="KH-UBND").count() == 1
