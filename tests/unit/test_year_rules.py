"""The year as a timeline."""

from datetime import date

import pytest

from ocop.programme.rules import Dates, Stand, Standing, moved, nearest, stand_of, where

MARCH = Dates(date(2026, 3, 1), date(2026, 3, 31), is_own=True)


@pytest.mark.parametrize(
    ("dates", "day", "stand"),
    [
        (MARCH, date(2026, 2, 28), Stand.AHEAD),
        (MARCH, date(2026, 3, 1), Stand.NOW),
        (MARCH, date(2026, 3, 31), Stand.NOW),
        (MARCH, date(2026, 4, 1), Stand.LATE),
        (Dates(MARCH.starts_on, MARCH.ends_on), date(2026, 4, 1), Stand.OVER),
        (Dates(MARCH.starts_on, MARCH.ends_on, date(2026, 3, 20), True), date(2026, 3, 25), Stand.DONE),
        (Dates(MARCH.starts_on, MARCH.ends_on, date(2026, 5, 2), True), date(2026, 4, 2), Stand.LATE),
    ],
)
def test_only_a_step_of_the_units_own_plan_can_be_late(dates, day, stand):
    assert stand_of(dates, day) == stand


def test_the_year_says_where_we_are_what_is_next_and_what_is_late():
    steps = {
        1: MARCH,
        2: Dates(date(2026, 4, 1), date(2026, 6, 30), is_own=True),
        3: Dates(date(2026, 5, 1), date(2026, 6, 1)),
        5: Dates(date(2026, 9, 1), date(2026, 9, 30)),
        4: Dates(date(2026, 10, 1), date(2026, 10, 30)),
    }

    assert where(steps, date(2026, 5, 10)) == Standing(now=(2, 3), next=5, late=(1,))
    assert where({}, date(2026, 5, 10)) == Standing((), None, ())


def test_a_copied_step_keeps_its_days_and_is_not_done():
    leap = Dates(date(2024, 2, 29), date(2024, 3, 1), date(2024, 3, 1), True)

    assert moved(leap, 1) == Dates(date(2025, 2, 28), date(2025, 3, 1), None, True)


def test_the_nearest_plan_holds_step_by_step():
    own, above = {1: MARCH}, {1: Dates(MARCH.starts_on, date(2026, 4, 9)), 2: MARCH}

    assert nearest([own, above]) == {1: MARCH, 2: MARCH}
