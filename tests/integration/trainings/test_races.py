"""Many communes name people for the last seats at the same moment, on the engine that has locks."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from ocop.core.errors import RuleViolation
from tests.factories import trainings as make
from trainings import services
from trainings.choices import HOLDS_A_SEAT
from trainings.models import Nomination, TrainingClass

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

HANDS, EACH, SEATS, QUOTA = 6, 3, 7, 5


def at_once(hand) -> list[str]:
    """What each of the hands met: "done", or the name of what refused it."""
    gate = Barrier(HANDS)

    def reach(number: int) -> str:
        try:
            gate.wait(timeout=20)
            hand(number)
            return "done"
        except RuleViolation as refusal:
            return type(refusal).__name__
        finally:
            connections.close_all()

    with ThreadPoolExecutor(HANDS) as pool:
        return list(pool.map(reach, range(HANDS)))


def test_parallel_nominations_never_pass_the_seats_and_name_nobody_twice(cast):
    hands = make.of_province(cast)
    training = hands.opened(seats=SEATS)
    make.quota(cast.province_officer, training, cast.places.my_hiep, QUOTA)

    def name(number: int) -> None:
        sender, unit = (
            (cast.new_officer, cast.places.my_hiep),
            (cast.new_neighbour_officer, cast.places.my_tho),
        )[number % 2]
        people = [services.Nominee(unit, f"Người {number}-{at}") for at in range(EACH)]
        services.nominate(actor=sender, training=training, people=people)

    assert at_once(name) == ["done"] * HANDS
    same = services.Nominee(cast.places.my_hiep, "Cùng một người")
    twice = at_once(lambda number: hands_name(cast, training, same))

    seated = training.nominations.filter(state__in=HOLDS_A_SEAT)
    assert seated.count() == SEATS == TrainingClass.objects.get(pk=training.pk).seats_taken
    assert seated.filter(unit=cast.places.my_hiep).count() <= QUOTA
    assert sorted(twice) == ["RuleViolation"] * (HANDS - 1) + ["done"]
    orders = list(training.nominations.order_by("order").values_list("order", flat=True))
    assert orders == list(range(1, HANDS * EACH + 2))
    for unit in (cast.places.my_hiep, cast.places.my_tho):
        line = Nomination.objects.filter(training=training, unit=unit).order_by("order")
        states = [state in HOLDS_A_SEAT for state in line.values_list("state", flat=True)]
        assert states == sorted(states, reverse=True), "somebody was passed by a neighbour who came later"


def test_a_seat_given_up_by_many_at_once_goes_to_as_many_in_order(cast):
    hands = make.of_province(cast)
    training = hands.opened(seats=HANDS)
    named = hands.named(training, *(f"Người {number}" for number in range(2 * HANDS)))

    def leave(number: int) -> None:
        services.withdraw(actor=cast.new_officer, nomination=named[number], note="Bận")

    assert at_once(leave) == ["done"] * HANDS

    seated = training.nominations.filter(state__in=HOLDS_A_SEAT).order_by("order")
    assert [one.pk for one in seated] == [one.pk for one in named[HANDS:]]


def hands_name(cast, training, person) -> None:
    services.nominate(actor=cast.new_officer, training=training, people=[person])
