"""Eight officers give out one line at the same moment.

First the fault is shown with both guards off; then each guard is shown to hold alone. `BUDGET_RACE_ROUNDS`
says how many rounds are run (1,000 for a release, a few in the suite).
"""

import importlib
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import count
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, connections, transaction

from budgets import services
from budgets.models import Allocation, Allotment, Ceiling, Waiver
from budgets.services import ledgers
from ocop.core import clock
from ocop.core.errors import RuleViolation
from ocop.core.guards import put_up
from tests.factories import budgets as make

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

ROUNDS = int(os.environ.get("BUDGET_RACE_ROUNDS", "4"))
HANDS, APPROVED, PART = 8, 100, 30
CHECKS = ("ceiling_allocated_within_approved", "ceiling_committed_within_approved")
CONDITION = "allocated_vnd <= approved_vnd + moved_vnd"


@pytest.fixture
def line(cast):
    """A line with 100 đồng, and an allotment for each hand that will reach for it."""
    ceiling = make.ceiling(make.approved(cast, make.small(cast, APPROVED)))
    return ceiling, [
        Allotment.objects.create(ceiling=ceiling, unit=cast.places.my_hiep, agency=f"Đơn vị {n}")
        for n in range(HANDS)
    ]


def start_over(ceiling) -> None:
    """The same line with nothing given out. Ledgers can be emptied whole, not row by row."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE budgets_allocation")
        cursor.execute("UPDATE budgets_ceiling SET allocated_vnd = 0 WHERE id = %s", [ceiling.pk])
        cursor.execute("UPDATE budgets_allotment SET allocated_vnd = 0 WHERE ceiling_id = %s", [ceiling.pk])


@contextmanager
def hands(many: int = HANDS):
    """People at their desks, each with a connection kept from round to round. Told what to do, all reach at
    the same moment; each answers "given", or the name of what refused it.
    """
    gate = Barrier(many)

    def reach(hand, number: int) -> str:
        try:
            gate.wait(timeout=20)
            hand(number)
            return "given"
        except (RuleViolation, IntegrityError) as refusal:
            return type(refusal).__name__

    with ThreadPoolExecutor(many) as desks:

        def at_once(hand) -> list[str]:
            return list(desks.map(partial(reach, hand), range(many)))

        yield at_once
        at_once(lambda _number: connections.close_all())


def given_out(ceiling) -> int:
    return sum(Allocation.objects.filter(allotment__ceiling=ceiling).values_list("amount_vnd", flat=True))


def through_the_service(cast, ceiling, allotments):
    """All hands of a round give out under one decision, each round under a new one: books keep numbers."""
    calls = count()

    def hand(number: int) -> None:
        services.allocate(
            actor=cast.province_officer,
            ceiling=ceiling,
            unit=cast.places.my_hiep,
            agency=f"Đơn vị {number}",
            amount_vnd=PART,
            decision_number=f"{next(calls) // HANDS + 1}/QĐ",
            decided_on=clock.today(),
        )

    return hand


def past_the_service(cast, ceiling, allotments):
    def hand(number: int) -> None:
        Allocation.objects.create(
            allotment=allotments[number],
            amount_vnd=PART,
            decision_number="1/QĐ",
            decided_on=clock.today(),
            entered_by=cast.province_officer,
        )

    return hand


@contextmanager
def without_the_databases_guard():
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE budgets_ceiling DROP CONSTRAINT {CHECKS[0]}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE budgets_allocation CASCADE")
            cursor.execute("UPDATE budgets_ceiling SET allocated_vnd = 0")
            cursor.execute(f"ALTER TABLE budgets_ceiling ADD CONSTRAINT {CHECKS[0]} CHECK ({CONDITION})")


def unlocked(pks):
    """The ceilings as the service reads them, without waiting for anybody."""
    rows = Ceiling.objects.select_related("budget__unit", "line", "source")
    return list(rows.filter(pk__in=pks).order_by("pk"))


def overspent_rounds(ceiling, hand, rounds: int) -> int:
    over = 0
    with hands() as at_once:
        for _round in range(rounds):
            start_over(ceiling)
            at_once(hand)
            over += given_out(ceiling) > APPROVED
    return over


def test_without_lock_and_guard_the_line_is_overspent(cast, line, monkeypatch):
    """The fault that the guards are there for: seen before it is prevented. The book of numbers makes hands
    under one decision wait for each other too, so it stays closed here.
    """
    ceiling, allotments = line
    monkeypatch.setattr(ledgers, "locked_ceilings", unlocked)
    monkeypatch.setattr("budgets.services.allocation.enter_decision", lambda **_said: None)
    with without_the_databases_guard():
        assert overspent_rounds(ceiling, through_the_service(cast, ceiling, allotments), max(ROUNDS, 6)) > 0


def test_the_lock_alone_holds(cast, line):
    ceiling, allotments = line
    with without_the_databases_guard():
        assert overspent_rounds(ceiling, through_the_service(cast, ceiling, allotments), ROUNDS) == 0


def test_the_database_alone_holds(cast, line, monkeypatch):
    ceiling, allotments = line
    assert overspent_rounds(ceiling, past_the_service(cast, ceiling, allotments), ROUNDS) == 0
    monkeypatch.setattr(ledgers, "locked_ceilings", unlocked)
    assert overspent_rounds(ceiling, through_the_service(cast, ceiling, allotments), ROUNDS) == 0


def test_three_of_eight_get_their_part_and_five_a_sentence(cast, line):
    ceiling, allotments = line
    hand = through_the_service(cast, ceiling, allotments)
    with hands() as at_once:
        for _round in range(ROUNDS):
            start_over(ceiling)
            answers = at_once(hand)
            assert sorted(answers) == ["RuleViolation"] * 5 + ["given"] * 3
            ceiling.refresh_from_db()
            assert ceiling.allocated_vnd == given_out(ceiling) == 3 * PART


# --- Exceptions -------------------------------------------------------------------------------------------
def exceptions_at_once(cast, ceiling, allotments) -> tuple[list[str], int]:
    """What eight hands were told who each except 30 đồng past the service, and what is excepted then."""

    def hand(number: int) -> None:
        with transaction.atomic():
            Waiver.objects.create(
                allotment=allotments[number], amount_vnd=PART, note="x", entered_by=cast.province_leader
            )
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_sleep(0.1)")

    with hands() as at_once:
        answers = at_once(hand)
    excepted = Allotment.objects.filter(ceiling=ceiling).values_list("waived_vnd", flat=True)
    return sorted(answers), sum(excepted)


def guard_exceptions(guards) -> None:
    with connection.schema_editor() as editor:
        put_up(guards)(None, editor)


def test_exceptions_at_one_moment_stay_within_what_is_approved(cast, line):
    """By the database alone; without the lock of its guard the fault is seen."""
    ceiling, allotments = line
    migration = importlib.import_module("budgets.migrations.0012_exceptions_wait_for_the_line")

    answers, excepted = exceptions_at_once(cast, ceiling, allotments)
    assert (answers, excepted) == (["IntegrityError"] * 5 + ["given"] * 3, 3 * PART)

    guard_exceptions(migration.earlier)
    try:
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE budgets_waiver")
        Allotment.objects.filter(ceiling=ceiling).update(waived_vnd=0)
        _answers, excepted = exceptions_at_once(cast, ceiling, allotments)
        assert excepted > APPROVED
    finally:
        guard_exceptions(migration.guards)
