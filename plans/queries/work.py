"""What plans ask of a person today."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from budgets.queries.people import leads
from ocop.access.scope import scope_of
from ocop.accounts.models import User
from ocop.core.roles import LEADERS, OFFICERS, Level, Role
from plans.choices import PlanState
from plans.models import Plan

ACTING = frozenset({*LEADERS.values(), *OFFICERS.values(), Role.COMMUNE_LEADER})


def plans_waiting_for(person: User) -> QuerySet[Plan]:
    """The plans on which this person acts next: those to issue, and those given back to be changed."""
    scope = scope_of(person)
    if not scope.roles & ACTING:
        return Plan.objects.none()
    waiting = Q(state=PlanState.SUBMITTED) & leads(scope, "unit")
    for level in (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE):
        here = Q(unit__level=level)
        paths = {post.path for post in scope.only(OFFICERS[level]).posts}
        returned = Q(state=PlanState.DRAFT, submitted_at__isnull=False)
        waiting |= here & returned & Q(unit__path__in=paths)
    return Plan.objects.filter(waiting).select_related("unit").order_by("submitted_at", "pk")
