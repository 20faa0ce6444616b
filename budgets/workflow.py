"""The moves of an estimate: drafted by the standing office, appraised by finance, approved by the leader."""

from django.utils.translation import gettext_lazy

from budgets.choices import EstimateState
from budgets.models import Estimate
from budgets.queries.people import APPRAISER, approvers_of, drafter_of
from budgets.queries.refusals import unfinished, unread_excesses
from ocop.core.roles import Role
from ocop.workflow import Move, Workflow

S = EstimateState


def _drafters(estimate: Estimate) -> frozenset[Role]:
    return frozenset({drafter_of(estimate.budget.unit)})


def _approvers(estimate: Estimate) -> frozenset[Role]:
    return approvers_of(estimate.budget.unit)


def _who_returns(estimate: Estimate) -> frozenset[Role]:
    """Whoever has it: finance while it appraises, the leader once it is appraised."""
    return _approvers(estimate) if estimate.state == S.APPRAISED else frozenset({APPRAISER})


ESTIMATE = Workflow(
    "estimate",
    (
        Move(
            "submit",
            gettext_lazy("Gửi thẩm định"),
            frozenset({S.DRAFT}),
            S.APPRAISING,
            roles=_drafters,
            blockers=unfinished,
        ),
        Move(
            "appraise",
            gettext_lazy("Trình phê duyệt"),
            frozenset({S.APPRAISING}),
            S.APPRAISED,
            roles=frozenset({APPRAISER}),
            blockers=unread_excesses,
        ),
        Move(
            "return",
            gettext_lazy("Trả lại"),
            frozenset({S.APPRAISING, S.APPRAISED}),
            S.RETURNED,
            roles=_who_returns,
            needs_note=True,
            tone="danger",
        ),
        Move(
            "approve",
            gettext_lazy("Phê duyệt"),
            frozenset({S.APPRAISED}),
            S.APPROVED,
            roles=_approvers,
            blockers=unfinished,
        ),
    ),
)
