"""Any sequence of edits, moves, returns and revisions keeps every sum in the database."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budgets import services
from budgets.choices import EstimateState
from budgets.models import Budget, Estimate, LineSource
from budgets.queries.outline import outline_of
from budgets.services import Direction
from ocop.core import clock
from ocop.core.errors import RuleViolation
from tests.factories import budgets as make

pytestmark = pytest.mark.django_db

DEEDS = ("add", "add", "add", "change", "move", "place", "drop", "return", "approve")
steps = st.lists(
    st.tuples(st.sampled_from(DEEDS), st.integers(0, 99), st.integers(0, 99), st.integers(1, 10**12)),
    min_size=4,
    max_size=14,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_any_sequence_of_edits_moves_and_revisions_keeps_the_sums(cast, steps):
    with transaction.atomic():
        estimate = make.small(cast, 100)
        for deed, one, other, amount in steps:
            estimate = done(cast, estimate, deed, one, other, amount)
            adds_up(estimate)
        transaction.set_rollback(True)


def done(cast, estimate: Estimate, deed: str, one: int, other: int, amount: int) -> Estimate:
    """The draft after a deed; what the rules refuse leaves it as it was."""
    actor, lines = cast.province_officer, list(estimate.lines.order_by("pk"))
    line = lines[one % len(lines)] if lines else None
    place = lines[other % len(lines)] if lines else None
    content = make.lump(f"Khoản {one}", amount, executor="Chi cục")
    try:
        with transaction.atomic():
            match deed:
                case "add":
                    services.add_line(
                        actor=actor, estimate=estimate, content=content, parent=place if other % 3 else None
                    )
                case "change" if line:
                    services.change_line(actor=actor, line=line, content=content)
                case "move" if line:
                    services.move_line(actor=actor, line=line, direction=list(Direction)[other % 4])
                case "place" if line:
                    services.place_line(actor=actor, line=line, parent=place if other % 4 else None)
                case "drop" if line:
                    services.drop_line(actor=actor, line=line)
                case "return" | "approve":
                    return gone_round(cast, estimate, deed)
    except RuleViolation:
        pass
    return Estimate.objects.get(pk=estimate.pk)


def gone_round(cast, estimate: Estimate, deed: str) -> Estimate:
    """Returned, or approved and revised: the draft that follows says the same."""
    before = said(estimate)
    made = make.appraised(cast, estimate)
    if deed == "return":
        after = services.return_estimate(actor=cast.province_leader, estimate=made, note="Xem lại")
    else:
        services.approve_estimate(
            actor=cast.province_leader,
            estimate=made,
            decision_number="1/QĐ-UBND",
            decided_on=clock.today(),
        )
        after = services.revise_budget(
            actor=cast.province_officer, budget=Budget.objects.get(), reason="Điều chỉnh"
        )
        assert (
            sum(one.approved_vnd for one in Budget.objects.get().ceilings.all())
            == outline_of(after).total_vnd
        )
    assert said(after) == said(Estimate.objects.get(pk=estimate.pk)) == before
    return Estimate.objects.get(pk=after.pk)


def said(estimate: Estimate) -> list[tuple]:
    rows = outline_of(Estimate.objects.get(pk=estimate.pk)).rows
    return [(row.placed.number, row.line.thread, row.line.content, row.placed.amount_vnd) for row in rows]


def adds_up(estimate: Estimate) -> None:
    """Every parent is the sum of its children and has no amount of its own; every leaf is paid whole."""
    outline = outline_of(estimate)
    assert estimate.state == EstimateState.DRAFT
    for row in outline.rows:
        below = [outline.tree[child].amount_vnd for child in row.placed.children]
        assert row.placed.amount_vnd == (sum(below) if below else row.line.amount_vnd or 0)
        assert not (below and (row.line.amount_vnd or row.shares))
        assert row.unshared_vnd == 0 or below
    assert outline.total_vnd == sum(row.placed.amount_vnd for row in outline.leaves)
    assert outline.total_vnd == sum(
        LineSource.objects.filter(line__estimate=estimate).values_list("amount_vnd", flat=True)
    )
    numbers = [row.placed.number for row in outline.rows if row.placed.number != "-"]
    assert len(
        {(row.placed.parent, row.placed.number) for row in outline.rows if row.placed.number != "-"}
    ) == len(numbers)
