"""What the machines that try everything in any order share: each run of one is undone."""

from __future__ import annotations

from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from ocop.core.errors import RuleViolation


class AroundOneSession(RuleBasedStateMachine):
    """A session and its products, in a savepoint."""

    panel, session = None, None  # set by the test

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.session.refresh_from_db()
        self.items = list(self.session.items.order_by("position"))
        self.refused = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    def attempt(self, act, **arguments) -> object | None:
        """An act that may be refused; a refusal changes nothing, which the invariants then see."""
        try:
            with transaction.atomic():
                return act(**arguments)
        except RuleViolation:
            self.refused += 1
            return None


def try_in_any_order(machine: type[AroundOneSession]) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=10,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
