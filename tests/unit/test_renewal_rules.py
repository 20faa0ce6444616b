"""The ladder of reminders and the window to file again, to the day."""

from datetime import date, timedelta

import pytest

from evaluations.rules.renewals import BEFORE, LATE, OPEN, OVER, filing_stands, step_due

END = date(2027, 6, 30)
WINDOW = (END - timedelta(180), END - timedelta(120))


@pytest.mark.parametrize(
    ("days_left", "step"),
    [
        (181, None), (180, 180), (151, 180), (150, 150), (121, 150), (120, 120), (91, 120), (90, 90),
        (46, 90), (45, 45), (31, 45), (30, 30), (0, 30), (-1, None),
    ],
)  # fmt: skip
def test_a_step_lasts_until_the_next_one(days_left, step):
    assert step_due(days_left) == step


@pytest.mark.parametrize(
    ("before_end", "stands"), [(181, BEFORE), (180, OPEN), (120, OPEN), (119, LATE), (0, LATE), (-1, OVER)]
)
def test_the_window_of_26_2026(before_end, stands):
    assert filing_stands(END - timedelta(before_end), expires_on=END, window=WINDOW) == stands


@pytest.mark.parametrize(("before_end", "stands"), [(900, OPEN), (0, OPEN), (-1, OVER)])
def test_without_a_window_every_day_before_the_end_will_do(before_end, stands):
    assert filing_stands(END - timedelta(before_end), expires_on=END, window=None) == stands
