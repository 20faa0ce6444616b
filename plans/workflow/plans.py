"""The moves of a plan: drafted by the standing office, issued by the leader."""

from django.utils.translation import gettext_lazy

from ocop.core.roles import Role
from ocop.workflow import Move, Workflow
from plans.choices import PlanState
from plans.models import Plan
from plans.queries.findings import blocking
from plans.queries.people import approvers_of, drafter_of

S = PlanState


def _drafters(plan: Plan) -> frozenset[Role]:
    return frozenset({drafter_of(plan.unit)})


def _issuers(plan: Plan) -> frozenset[Role]:
    return approvers_of(plan.unit)


PLAN = Workflow(
    "plan",
    (
        Move(
            "submit",
            gettext_lazy("Trình ban hành"),
            frozenset({S.DRAFT}),
            S.SUBMITTED,
            roles=_drafters,
            blockers=blocking,
        ),
        Move(
            "return",
            gettext_lazy("Trả lại để sửa"),
            frozenset({S.SUBMITTED}),
            S.DRAFT,
            roles=_issuers,
            needs_note=True,
            tone="danger",
        ),
        Move(
            "issue",
            gettext_lazy("Ban hành"),
            frozenset({S.SUBMITTED}),
            S.ISSUED,
            roles=_issuers,
            blockers=blocking,
        ),
    ),
)
