"""Bands, means and minima at their edges."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.law.rules import (
    Band,
    Criterion,
    Option,
    Section,
    SetTree,
    failed_minima,
    maximum_path,
    mean,
    sheet_total,
    stars_after_minima,
    stars_for,
    unmarked,
)
from tests.factories.law import COMPLETE_CODES, tree_from_file

BANDS = [Band(n, Decimal(floor)) for n, floor in ((1, 0), (2, 30), (3, 50), (4, 70), (5, 90))]


@pytest.mark.parametrize(
    ("points", "stars"),
    [
        ("0", 1),
        ("29.99", 1),
        ("30", 2),
        ("49.99", 2),
        ("50", 3),
        ("69.99", 3),
        ("70", 4),
        ("89.99", 4),
        ("90", 5),
    ],
)
def test_stars_change_exactly_at_the_floor(points, stars):
    assert stars_for(Decimal(points), BANDS) == stars


def test_no_band_no_stars():
    assert stars_for(Decimal(49), [Band(3, Decimal(50))]) == 0


def test_a_mean_just_below_the_floor_is_not_rounded_up():
    almost = mean([Decimal(90), Decimal(90), Decimal(89)])  # 89,666…

    assert almost == Fraction(269, 3)
    assert stars_for(almost, BANDS) == 4


def test_a_mean_of_thirds_that_adds_up_reaches_the_floor():
    assert stars_for(mean([Decimal(69), Decimal(70), Decimal(71)]), BANDS) == 4


def test_a_mean_needs_a_sheet():
    with pytest.raises(ValueError, match="no totals"):
        mean([])


@pytest.mark.parametrize("code", COMPLETE_CODES)
def test_complete_sets_give_100_at_most_and_0_at_least(code):
    tree = tree_from_file(code)

    assert sheet_total(tree, maximum_path(tree)) == 100
    assert sheet_total(tree, {}) == 0


@pytest.mark.parametrize("code", COMPLETE_CODES)
def test_the_maximum_path_misses_no_minimum(code):
    tree = tree_from_file(code)

    assert failed_minima(tree, maximum_path(tree)) == []


def test_unmarked_names_what_was_left_out():
    tree = tree_from_file("QD148-26")
    marks = maximum_path(tree) | {"8": None}

    assert [criterion.code for criterion in unmarked(tree, marks)] == ["8"]


def test_an_unknown_criterion_or_option_is_an_error():
    tree = tree_from_file("QD148-01")

    with pytest.raises(KeyError):
        sheet_total(tree, {"99": 1})
    with pytest.raises(KeyError):
        sheet_total(tree, {"1a": 9})


def two_variants() -> SetTree:
    options = (
        Option(1, "cộng đồng, mức thấp", Decimal(1), "a"),
        Option(2, "cộng đồng, mức cao", Decimal(3), "a", min_for_star=4),
        Option(3, "điểm du lịch, mức thấp", Decimal(1), "b"),
        Option(4, "điểm du lịch, mức cao", Decimal(2), "b", min_for_star=4),
    )
    criterion = Criterion("8", "Điều kiện", Decimal(3), options, variants={"a": "cộng đồng", "b": "điểm"})
    return SetTree("X", "x", {"A": Decimal(3)}, (Section("8", "A", "Điều kiện", Decimal(3), (criterion,)),))


@pytest.mark.parametrize(("position", "missed"), [(1, True), (2, False), (3, True), (4, False), (None, True)])
def test_a_minimum_is_asked_within_the_variant_that_was_chosen(position, missed):
    assert bool(failed_minima(two_variants(), {"8": position})) is missed


def test_stars_fall_below_the_lowest_missed_minimum():
    tree = tree_from_file("QD26-01")
    agreed = maximum_path(tree) | {"9": None, "4.1": 3}

    assert stars_after_minima(5, failed_minima(tree, agreed)) == 2


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_better_option_never_costs_points_or_stars(data):
    tree = tree_from_file("QD26-01")
    marks = {
        c.code: data.draw(st.sampled_from([None, *(o.position for o in c.options)])) for c in tree.criteria()
    }
    criterion = data.draw(st.sampled_from(list(tree.criteria())))
    better = marks | {criterion.code: maximum_path(tree)[criterion.code]}

    def stars(sheet):
        by_points = stars_for(sheet_total(tree, sheet), BANDS)
        return stars_after_minima(by_points, failed_minima(tree, sheet, up_to=by_points))

    assert sheet_total(tree, better) >= sheet_total(tree, marks)
    assert stars(better) >= stars(marks)


def test_criteria_with_a_minimum_are_those_with_a_star_mark():
    tree = tree_from_file("QD148-01")
    with_minimum = {criterion.code for criterion in tree.criteria() if criterion.has_minimum}

    assert {"3e", "5b"} <= with_minimum  # the criterion as a whole, and one of its options
    assert "5a" not in with_minimum
    assert not any(c.has_minimum for c in tree_from_file("QD1048-01").criteria())
