"""Who drafts and who issues the plan of a unit, and whether somebody has drafted it."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from budgets.queries.people import approvers_of, drafter_of, people_at, units_drafted_by
from ocop.accounts.models import User
from ocop.audit.models import Event
from plans.models import Plan

__all__ = [
    "approvers_of",
    "drafter_of",
    "has_drafted",
    "people_at",
    "plans_to_follow",
    "plans_to_replace",
    "units_drafted_by",
    "why_not_issue",
]

DRAFTING = ("plan.start", "plan.change", "plan.write", "plan.part", "plan.submit")
"""What somebody who drafts does; it is read from the trail."""


def has_drafted(person: User, plan: Plan) -> bool:
    """Whether this person wrote anything of the plan."""
    if person.pk in (plan.created_by_id, plan.submitted_by_id):
        return True
    about = Q(subject_type=ContentType.objects.get_for_model(Plan), subject_id=plan.pk)
    return Event.objects.filter(about, actor=person, verb__in=DRAFTING).exists()


def why_not_issue(person: User, plan: Plan) -> str:
    """Why this person may not issue the plan, in a sentence; empty where they may."""
    if has_drafted(person, plan):
        return _("Bạn đã tham gia soạn kế hoạch này nên người khác sẽ ban hành.")
    return ""


def plans_to_follow(person: User, plan: Plan) -> QuerySet[Plan]:
    """The issued plans of the places above that cover a year of this one."""
    return (
        Plan.objects.visible_to(person)
        .filter(
            state="issued",
            unit__path__in=plan.unit.ancestor_paths,
            first_year__lte=plan.last_year,
            last_year__gte=plan.first_year,
        )
        .exclude(unit=plan.unit_id)
        .order_by("-first_year", "pk")
    )


def plans_to_replace(person: User, plan: Plan) -> QuerySet[Plan]:
    """The plans of the same unit whose paper is filed and in whose place none has come yet."""
    filed = Plan.objects.visible_to(person).filter(unit=plan.unit_id, issued_document__isnull=False)
    return filed.with_successor().filter(successor=None).order_by("-dated_on", "pk")
