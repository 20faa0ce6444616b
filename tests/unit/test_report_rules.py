"""When reports are due, and what has to be explained."""

from datetime import date
from decimal import Decimal

import pytest

from plans.rules.periods import Calendar, DayOfYear, Period, counted_over, days_late, needs_words
from plans.rules.spans import Span

BAC_GIANG = Calendar(DayOfYear(15, 6), DayOfYear(15, 11), opens_before=30)
CAO_LANH = Calendar(DayOfYear(5, 5), DayOfYear(5, 11), opens_before=10, earlier_per_tier=5)


@pytest.mark.parametrize(
    ("calendar", "period", "tiers", "due"),
    [
        (BAC_GIANG, Period.HALF_YEAR, 0, date(2020, 6, 15)),
        (BAC_GIANG, Period.YEAR, 2, date(2020, 11, 15)),
        (CAO_LANH, Period.HALF_YEAR, 0, date(2020, 5, 5)),
        (CAO_LANH, Period.YEAR, 2, date(2020, 10, 26)),
        (Calendar(DayOfYear(31, 6), DayOfYear(30, 2), 1), Period.HALF_YEAR, 0, date(2020, 6, 30)),
        (Calendar(DayOfYear(31, 6), DayOfYear(30, 2), 1), Period.YEAR, 0, date(2020, 2, 29)),
    ],
)
def test_each_province_has_its_own_days(calendar, period, tiers, due):
    assert calendar.due_on(period, 2020, tiers_below=tiers) == due


@pytest.mark.parametrize(
    ("day", "open_now"),
    [
        (date(2020, 5, 15), []),
        (date(2020, 5, 16), [("half_year", 2020)]),
        (date(2020, 6, 15), [("half_year", 2020)]),
        (date(2020, 6, 16), []),
        (date(2020, 11, 1), [("year", 2020)]),
    ],
)
def test_a_report_opens_so_many_days_before_it_is_due(day, open_now):
    assert BAC_GIANG.open_on(day) == open_now


def test_a_report_counts_to_its_last_day_however_late_it_is_sent():
    start, due = date(2020, 1, 1), date(2020, 6, 15)

    assert counted_over(2020, due, date(2020, 6, 10)) == Span(start, date(2020, 6, 10))
    assert counted_over(2020, due, date(2020, 7, 1)) == Span(start, due)
    assert counted_over(2020, due, date(2019, 12, 1)) == Span(start, start)


def test_days_late_are_counted_to_the_day_it_was_sent_or_to_today():
    due = date(2020, 6, 15)

    assert days_late(due, None, date(2020, 6, 15)) == 0
    assert days_late(due, None, date(2020, 6, 18)) == 3
    assert days_late(due, date(2020, 6, 16), date(2020, 7, 18)) == 1


@pytest.mark.parametrize(
    ("computed", "stated", "words", "needed"),
    [
        (Decimal(5), Decimal(5), "", False),
        (Decimal(5), Decimal("5.00"), "", False),
        (Decimal(5), Decimal(6), " ", True),
        (Decimal(5), Decimal(6), "Một sản phẩm chưa nhập", False),
        (None, Decimal(6), "", False),
    ],
)
def test_only_a_difference_to_the_records_needs_words(computed, stated, words, needed):
    assert needs_words(computed, stated, words) is needed
