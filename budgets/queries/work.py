"""What budgets ask of a person today."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from budgets.choices import EstimateState
from budgets.models import Estimate
from budgets.queries.people import drafted_by, leads
from ocop.access.scope import scope_of
from ocop.accounts.models import User
from ocop.core.roles import LEADERS, OFFICERS, Level, Role


def estimates_waiting_for(person: User) -> QuerySet[Estimate]:
    """The versions on which this person acts next: returned drafts, appraisals, approvals. What they drafted
    themselves they do not judge, whatever posts they hold.

    A draft of one's own office is work once it follows a returned version; a first one is begun freely.
    """
    scope = scope_of(person)
    finance = Q(state=EstimateState.APPRAISING) & scope.only(Role.FINANCE_OFFICER).place("budget__unit")
    waiting = finance | Q(state=EstimateState.APPRAISED) & leads(scope, "budget__unit")
    if any(scope.only(role).posts for role in (Role.FINANCE_OFFICER, *LEADERS.values())):
        waiting &= ~Q(pk__in=drafted_by(person).values("pk"))
    for level in (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE):
        here = Q(budget__unit__level=level)
        paths = {post.path for post in scope.only(OFFICERS[level]).posts}
        redraft = Q(state=EstimateState.DRAFT, previous__state=EstimateState.RETURNED)
        waiting |= here & redraft & Q(budget__unit__path__in=paths)
    return Estimate.objects.filter(waiting).select_related("budget__unit").order_by("changed_at", "pk")
