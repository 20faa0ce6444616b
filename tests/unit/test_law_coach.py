"""The star-gap coach: its steps lead to the star, and no fewer or cheaper ones do."""

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.law.rules import (
    Band,
    Criterion,
    Effort,
    KnockOut,
    Option,
    Section,
    SetTree,
    maximum_path,
    next_star,
    plan_for,
    sheet_stars,
    sheet_total,
)
from ocop.law.rules.coach import effort_of, step_cost
from ocop.law.rules.sheets import HAS_STORY, ZERO
from tests.factories.law import COMPLETE_CODES, tree_from_file

BANDS = [Band(n, Decimal(floor)) for n, floor in ((1, 0), (2, 30), (3, 50), (4, 70), (5, 90))]
SMALL_BANDS = [Band(n, Decimal(floor)) for n, floor in ((1, 0), (3, 4), (4, 6), (5, 9))]
EFFORTS = (Effort("ảnh", 1), Effort("gcn", 3))


def option(position, points, **marks):
    return Option(position, f"mức {position}", Decimal(points), **marks)


def criterion(code, *options, **fields):
    most = max(each.points for each in options)
    return Criterion(code, f"tiêu chí {code}", most, tuple(options), **fields)


def tree_with(*criteria):
    return SetTree("X", "X", (), (Section("1", "A", "mục", Decimal(0), criteria),))


def after(marks, plan):
    return dict(marks) | {step.criterion.code: step.target.position for step in plan.steps}


@pytest.mark.parametrize(("stars", "aim"), [(0, 3), (1, 3), (2, 3), (3, 4), (4, 5), (5, None)])
def test_the_next_star_is_one_that_a_certificate_is_given_for(stars, aim):
    assert next_star(stars) == aim


def test_the_steps_are_few_first_and_cheap_then():
    tree = tree_with(
        criterion("1", option(1, 1), option(2, 4), evidence=("GCN ISO",)),
        criterion("2", option(1, 1), option(2, 4), evidence=("Ảnh cơ sở",)),
        criterion("3", option(1, 1), option(2, 2), evidence=("Ảnh cơ sở",)),
    )

    plan = plan_for(tree, {"1": 1, "2": 1}, SMALL_BANDS, stars=3, efforts=EFFORTS)

    assert [
        (s.criterion.code, s.current.position, s.target.position, s.points, s.cost) for s in plan.steps
    ] == [("2", 1, 2, Decimal(3), 1)]
    assert (plan.total, plan.cost) == (Decimal(5), 1)


def test_a_step_says_which_minimum_it_lifts():
    tree = tree_with(
        criterion("1", option(1, 5)),
        criterion("2", option(1, 0), option(2, 1, min_for_star=3), option(3, 3, min_for_star=4)),
    )

    plan = plan_for(tree, {"1": 1, "2": 1}, SMALL_BANDS, stars=3)

    assert [(step.criterion.code, step.target.position) for step in plan.steps] == [("2", 2)]
    assert [(miss.stars, miss.criterion) for miss in plan.steps[0].lifts] == [(3, "2")]


def test_a_step_clears_the_zero_that_ends_the_assessment():
    rule = KnockOut("stop_scoring", "0 điểm", when=ZERO)
    tree = tree_with(
        criterion("1", option(1, 5)), criterion("2", option(1, 0), option(2, 1), knock_outs=(rule,))
    )

    plan = plan_for(tree, {"1": 1, "2": 1}, SMALL_BANDS, stars=3)

    assert sheet_stars(tree, {"1": 1, "2": 1}, SMALL_BANDS) == 0
    assert [(step.criterion.code, step.clears) for step in plan.steps] == [("2", (rule,))]


def test_a_story_counts_what_was_ticked_under_it():
    tree = tree_with(
        criterion("5.1", option(1, 0), option(2, 1)),
        criterion("5.2", option(1, 1), option(2, 3), applies_if=HAS_STORY),
    )

    plan = plan_for(tree, {"5.1": 1, "5.2": 2}, SMALL_BANDS, stars=3)

    assert [(step.criterion.code, step.points) for step in plan.steps] == [("5.1", Decimal(4))]


def test_the_other_variant_is_taken_where_this_one_falls_short():
    tree = tree_with(
        criterion(
            "8",
            option(1, 1, variant="a"),
            option(2, 2, variant="a"),
            option(3, 4, variant="b"),
            variants={"a": "tổ chức", "b": "chủ hộ"},
        )
    )

    plan = plan_for(tree, {"8": 2}, SMALL_BANDS, stars=3)

    assert [step.target.position for step in plan.steps] == [3]


def test_a_star_out_of_reach_has_no_plan():
    assert plan_for(tree_with(criterion("1", option(1, 5))), {}, SMALL_BANDS, stars=5) is None


def test_a_star_without_a_band_is_refused():
    with pytest.raises(ValueError, match="no band"):
        plan_for(tree_with(criterion("1", option(1, 5))), {}, SMALL_BANDS, stars=2)


def test_effort_is_that_of_the_hardest_evidence_and_middling_where_none_is_known():
    assert effort_of(criterion("1", option(1, 1), evidence=("Ảnh; GCN ISO",)), EFFORTS) == 3
    assert effort_of(criterion("1", option(1, 1), evidence=("Sổ sách",)), EFFORTS) == 2


# --- On every set that is shipped ---------------------------------------------------------------------------


@st.composite
def sheets(draw):
    tree = tree_from_file(draw(st.sampled_from(COMPLETE_CODES)))
    positions = {c.code: [None, *(o.position for o in c.options)] for c in tree.criteria()}
    return tree, {code: draw(st.sampled_from(choices)) for code, choices in positions.items()}


@pytest.mark.parametrize("code", COMPLETE_CODES)
@pytest.mark.parametrize("stars", [3, 4, 5])
def test_every_set_can_be_climbed_from_an_empty_sheet(code, stars):
    tree = tree_from_file(code)

    plan = plan_for(tree, {}, BANDS, stars=stars)

    assert sheet_stars(tree, after({}, plan), BANDS) >= stars
    assert plan_for(tree, maximum_path(tree), BANDS, stars=stars).steps == ()


@given(sheets(), st.sampled_from([3, 4, 5]))
@settings(max_examples=150, deadline=None)
def test_following_the_steps_reaches_the_star(sheet, stars):
    tree, marks = sheet

    plan = plan_for(tree, marks, BANDS, stars=stars, efforts=EFFORTS)

    done = after(marks, plan)
    assert sheet_stars(tree, done, BANDS) >= stars
    assert (
        plan.total == sheet_total(tree, done) == sheet_total(tree, marks) + sum(s.points for s in plan.steps)
    )
    assert plan.cost == sum(step.cost for step in plan.steps)
    assert (plan.steps == ()) == (sheet_stars(tree, marks, BANDS) >= stars)


@given(sheets(), st.sampled_from([3, 4, 5]))
@settings(max_examples=60, deadline=None)
def test_each_step_is_needed(sheet, stars):
    tree, marks = sheet
    plan = plan_for(tree, marks, BANDS, stars=stars)

    for left_out in plan.steps:
        done = after(marks, plan) | {left_out.criterion.code: marks[left_out.criterion.code]}
        assert sheet_stars(tree, done, BANDS) < stars


@given(sheets())
@settings(max_examples=60, deadline=None)
def test_a_higher_star_never_takes_fewer_steps(sheet):
    tree, marks = sheet

    counts = [len(plan_for(tree, marks, BANDS, stars=stars).steps) for stars in (3, 4, 5)]

    assert counts == sorted(counts)


@given(sheets(), st.sampled_from([3, 4, 5]))
@settings(max_examples=60, deadline=None)
def test_after_its_first_step_one_less_is_left(sheet, stars):
    tree, marks = sheet
    plan = plan_for(tree, marks, BANDS, stars=stars, efforts=EFFORTS)
    if not plan.steps:
        return

    first = plan.steps[0]
    left = plan_for(
        tree, marks | {first.criterion.code: first.target.position}, BANDS, stars=stars, efforts=EFFORTS
    )

    assert len(left.steps) == len(plan.steps) - 1


# --- Against every combination, on small trees --------------------------------------------------------------


@st.composite
def small_trees(draw):
    """Up to four criteria with minima, a story, two variants and zeros that end the assessment."""
    criteria = []
    for number in range(draw(st.integers(1, 4))):
        variants = {"a": "một", "b": "hai"} if draw(st.booleans()) else None
        options = tuple(
            option(
                position,
                draw(st.integers(0, 4)),
                variant=draw(st.sampled_from("ab")) if variants else "",
                min_for_star=draw(st.sampled_from([None, None, 3, 4, 5])),
            )
            for position in range(1, draw(st.integers(1, 3)) + 1)
        )
        needs = [None, None, 4] if any(each.points for each in options) else [None]
        criteria.append(
            criterion(
                str(number),
                *options,
                variants=variants,
                any_option_needed_for_star=draw(st.sampled_from(needs)),
                applies_if=HAS_STORY if number and draw(st.booleans()) else "",
                knock_outs=(KnockOut("stop_scoring", "0 điểm", when=ZERO),) if draw(st.booleans()) else (),
                evidence=(draw(st.sampled_from(["Ảnh", "GCN", "Sổ"])),),
            )
        )
    tree = tree_with(*criteria)
    marks = {c.code: draw(st.sampled_from([None, *(o.position for o in c.options)])) for c in criteria}
    return tree, marks


def brute_force(tree, marks, stars):
    """The fewest steps and the least cost over every combination of options, or None."""
    found = []
    criteria = list(tree.criteria())
    for positions in product(*([marks[c.code], *(o.position for o in c.options)] for c in criteria)):
        wanted = {c.code: position for c, position in zip(criteria, positions, strict=True)}
        if sheet_stars(tree, wanted, SMALL_BANDS) >= stars:
            changed = [c for c in criteria if wanted[c.code] != marks[c.code]]
            costs = (
                step_cost(c, c.option(marks[c.code]), c.option(wanted[c.code]), efforts=EFFORTS)
                for c in changed
            )
            found.append((len(changed), sum(costs)))
    return min(found, default=None)


@given(small_trees(), st.sampled_from([3, 4, 5]))
@settings(max_examples=600, deadline=None)
def test_no_other_combination_has_fewer_or_cheaper_steps(sheet, stars):
    tree, marks = sheet

    plan = plan_for(tree, marks, SMALL_BANDS, stars=stars, efforts=EFFORTS)

    assert (plan and (len(plan.steps), plan.cost)) == brute_force(tree, marks, stars)
