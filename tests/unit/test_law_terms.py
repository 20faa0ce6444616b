"""Terms in working days that stop and run again, with holidays and swapped Saturdays."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.law.rules import add_working_days, working_days_between
from ocop.law.rules.calendar import working_day_after, working_day_before
from ocop.law.rules.terms import days_left, due_after_pause, subtract_working_days

SWAPPED = {
    date(2026, 8, 22): True,
    date(2026, 8, 31): False,
    date(2026, 9, 1): False,
    date(2026, 9, 2): False,
}
"""Saturday 22/8 is worked for Monday 31/8; then come the two days of the national holiday."""

DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
CALENDARS = st.dictionaries(DAYS, st.booleans(), max_size=40)
LENGTHS = st.integers(0, 60)
KINDS = st.sampled_from(["working_days", "days"])


@pytest.mark.parametrize(
    ("resumed_on", "left", "due_on"),
    [
        (date(2026, 8, 21), 1, date(2026, 8, 22)),  # the swapped Saturday counts
        (date(2026, 8, 28), 2, date(2026, 9, 4)),  # 31/8, 1/9 and 2/9 do not
        (date(2026, 8, 28), 0, date(2026, 8, 28)),
        (date(2026, 8, 24), -2, date(2026, 8, 21)),  # over by Monday and the worked Saturday
    ],
)
def test_a_term_goes_on_with_the_days_that_were_left(resumed_on, left, due_on):
    assert due_after_pause(resumed_on, left, SWAPPED, kind="working_days") == due_on


def test_plain_days_are_counted_on_every_day():
    assert due_after_pause(date(2026, 8, 28), 5, SWAPPED, kind="days") == date(2026, 9, 2)
    assert days_left(date(2026, 8, 28), date(2026, 9, 2), SWAPPED, kind="days") == 5


def test_a_negative_length_is_refused():
    with pytest.raises(ValueError, match="negative"):
        subtract_working_days(date(2026, 8, 28), -1, {})


@pytest.mark.parametrize(
    ("day", "days", "before"),
    [
        (date(2026, 11, 30), 1, date(2026, 11, 27)),
        (date(2026, 11, 28), 1, date(2026, 11, 27)),
        (date(2026, 12, 2), 2, date(2026, 11, 30)),
        (date(2026, 9, 3), 1, date(2026, 8, 28)),
        (date(2026, 11, 29), 0, date(2026, 11, 29)),
    ],
)
def test_papers_due_before_a_meeting_are_due_on_a_working_day(day, days, before):
    assert working_day_before(day, days, SWAPPED) == before


@given(DAYS, LENGTHS, CALENDARS)
def test_who_sends_on_a_day_meets_on_the_first_working_day_it_is_in_time_for(sent, days, calendar):
    meets = working_day_after(sent, days, calendar)

    assert working_day_before(meets, days, calendar) >= sent
    if days:
        assert working_day_before(working_day_before(meets, 1, calendar), days, calendar) < sent


@given(DAYS, LENGTHS, CALENDARS)
def test_taking_away_undoes_adding_up_to_days_of_rest(start, length, calendar):
    end = add_working_days(start, length, calendar)

    back = subtract_working_days(end, length, calendar)

    assert back >= start
    assert working_days_between(back, end, calendar) == length == working_days_between(start, end, calendar)


@given(DAYS, LENGTHS, CALENDARS)
def test_adding_undoes_taking_away_up_to_days_of_rest(end, length, calendar):
    start = subtract_working_days(end, length, calendar)

    assert working_days_between(start, end, calendar) == length
    assert add_working_days(start, length, calendar) <= end


@given(DAYS, LENGTHS, st.integers(0, 80), st.integers(0, 80), CALENDARS, KINDS)
def test_a_pause_never_shortens_a_term(start, length, used, waited, calendar, kind):
    due = due_after_pause(start, length, calendar, kind=kind)
    paused_on = start + timedelta(days=used)
    resumed_on = paused_on + timedelta(days=waited)

    left = days_left(paused_on, due, calendar, kind=kind)
    anew = due_after_pause(resumed_on, left, calendar, kind=kind)

    assert days_left(resumed_on, anew, calendar, kind=kind) == left
    if left > 0:
        assert anew >= due


@given(DAYS, st.integers(-30, 30), CALENDARS, KINDS)
def test_a_pause_within_a_day_leaves_what_was_left(day, left, calendar, kind):
    due = due_after_pause(day, left, calendar, kind=kind)

    assert days_left(day, due, calendar, kind=kind) == left


@given(DAYS, st.integers(1, 30))
def test_a_swapped_saturday_makes_up_for_the_day_it_was_swapped_for(start, length):
    monday = start + timedelta(days=(7 - start.weekday()) % 7)
    swapped = {monday: False, monday - timedelta(days=2): True}

    assert working_days_between(monday - timedelta(days=3), monday, swapped) == 1
    assert working_days_between(start - timedelta(days=10), monday + timedelta(days=length), swapped) == (
        working_days_between(start - timedelta(days=10), monday + timedelta(days=length), {})
    )
