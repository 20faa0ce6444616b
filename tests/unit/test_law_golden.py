"""Golden cases: whole sheets of real sets, worked out by hand, one set of each decision."""

from decimal import Decimal
from fractions import Fraction

from ocop.law.rules import (
    Band,
    failed_minima,
    knock_outs_of,
    knock_outs_set_off,
    maximum_path,
    mean,
    sheet_total,
    stars_after_minima,
    stars_for,
)
from tests.factories.law import tree_from_file

BANDS = [Band(n, Decimal(floor)) for n, floor in ((1, 0), (2, 30), (3, 50), (4, 70), (5, 90))]

# 148/QĐ-TTg, set 1 (fresh vegetables and fruit). Position of the ticked option → its points:
# 1: 1a 5, 1b 2, 1c 2, 1d 2, 1đ 2, 1e 1 = 14 · 2: 2a 4, 2b 2, 2c 3 = 9 · 3: 3a 3, 3b 1, 3c 3, 3d 2, 3đ 1,
# 3e 2 = 12
# 4: 4a 3, 4b 3, 4c 3 = 9 · 5: 5a 4, 5b 3, 5c 1 = 8 · 6: 6a 2, 6b 3, 6c 2, 6d 2 = 9
# 7a 1, 8a 3, 9a 2, 9b 2, 10a 3, 11a 1, 12a 2 = 14 · together 14 + 9 + 12 + 9 + 8 + 9 + 14 = 75
MANGO = {
    "1a": 3, "1b": 2, "1c": 2, "1d": 3, "1đ": 2, "1e": 2,
    "2a": 4, "2b": 3, "2c": 3,
    "3a": 3, "3b": 2, "3c": 2, "3d": 2, "3đ": 2, "3e": 2,
    "4a": 3, "4b": 3, "4c": 4, "5a": 5, "5b": 3, "5c": 2,
    "6a": 3, "6b": 4, "6c": 3, "6d": 3,
    "7a": 2, "8a": 3, "9a": 3, "9b": 3, "10a": 4, "11a": 1, "12a": 2,
}  # fmt: skip

# 1048/QĐ-TTg, set 1. 1: 3 + 3 + 4 + 2 + 5 + 1 = 18 · 2: 3 + 3 + 2 = 8 · 3: 3 + 1 (variant b) + 1 + 1 + 2 = 8
# 4: 5 + 5 + 3 = 13 · 5: no story, 0; the tick on 5.2 does not count · 6: 2 + 8 + 3 + 3 + 2 = 18
# 7: 2 · 8: 5 · 9: 2 + 3 = 5 · 10: 5 · 11: 5 · together 18 + 8 + 8 + 13 + 0 + 18 + 2 + 5 + 5 + 5 + 5 = 87
WITHOUT_STORY = {
    "1.1": 3, "1.2": 4, "1.3": 4, "1.4": 3, "1.5": 5, "1.6": 2, "2.1": 4, "2.2": 4, "2.3": 3,
    "3.1": 3, "3.2": 4, "3.3": 2, "3.4": 2, "3.5": 3, "4.1": 4, "4.2": 4, "4.3": 4,
    "5.1": 1, "5.2": 4, "6.1": 3, "6.2": 5, "6.3": 4, "6.4": 4, "6.5": 3,
    "7": 3, "8": 4, "9.1": 3, "9.2": 4, "10": 6, "11": 3,
}  # fmt: skip


def test_mango_under_148_loses_a_star_to_its_story():
    tree = tree_from_file("QD148-01")
    # second member: 5b at 5 instead of 3, 4a at 2 instead of 3: 75 + 2 - 1 = 76
    totals = [
        sheet_total(tree, MANGO),
        sheet_total(tree, MANGO | {"5b": 4, "4a": 2}),
        sheet_total(tree, MANGO),
    ]
    by_points = stars_for(mean(totals), BANDS)
    failed = failed_minima(tree, MANGO, up_to=by_points)

    assert totals == [75, 76, 75]
    assert mean(totals) == Fraction(226, 3)  # 75,33…
    assert by_points == 4
    assert [(miss.criterion, miss.stars, miss.needed_points, miss.reached_points) for miss in failed] == [
        ("5b", 4, 5, 3)
    ]
    assert stars_after_minima(by_points, failed) == 3


def test_mango_under_148_keeps_four_stars_with_the_story_agreed_higher():
    tree = tree_from_file("QD148-01")

    failed = failed_minima(tree, MANGO | {"5b": 4}, up_to=4)

    assert failed == []
    assert stars_after_minima(4, failed) == 4


def test_mango_under_148_without_any_right_to_a_name_is_no_four_star():
    tree = tree_from_file("QD148-01")
    agreed = MANGO | {"5b": 4, "3e": None}

    assert sheet_total(tree, agreed) == 75 + 2 - 2
    assert [(m.criterion, m.stars) for m in failed_minima(tree, agreed, up_to=4)] == [("3e", 4)]


def test_sheet_under_1048_has_no_minima_and_counts_no_story_that_is_not_there():
    tree = tree_from_file("QD1048-01")

    assert sheet_total(tree, WITHOUT_STORY) == 87
    assert stars_for(87, BANDS) == 4
    assert failed_minima(tree, WITHOUT_STORY) == []


def test_sheet_under_26_without_export_is_no_five_star():
    tree = tree_from_file("QD26-01")
    agreed = maximum_path(tree) | {
        "4.1": 3
    }  # at least five agents (3 points) where export gives 5: 100 - 2 = 98

    by_points = stars_for(sheet_total(tree, agreed), BANDS)
    failed = failed_minima(tree, agreed, up_to=by_points)

    assert (sheet_total(tree, agreed), by_points) == (98, 5)
    assert [(miss.criterion, miss.stars) for miss in failed] == [("4.1", 5)]
    assert stars_after_minima(by_points, failed) == 4


def test_sheet_under_26_without_a_quality_declaration_is_below_three_stars():
    tree = tree_from_file("QD26-01")
    agreed = maximum_path(tree) | {"9": None}  # 100 - 5 = 95

    failed = failed_minima(tree, agreed)

    assert sheet_total(tree, agreed) == 95
    assert [(miss.criterion, miss.stars) for miss in failed] == [("9", 3)]
    assert stars_after_minima(5, failed) == 2


def test_without_a_story_its_minima_are_missed():
    tree = tree_from_file("QD26-01")
    agreed = maximum_path(tree) | {
        "5.1": 1
    }  # no story: 5.1 gives 0, 5.2 (2) falls away, 5.3 stands by itself

    assert sheet_total(tree, agreed) == 100 - 5 - 2
    assert ("5.1", 4) in [(miss.criterion, miss.stars) for miss in failed_minima(tree, agreed)]


# 148/QĐ-TTg, set 26 (tourism). Criteria 8, 9 and 15 are printed for a community and for a tourist site;
# the most is counted once. In 8 the best of the community is position 3 (3 points), of the site position 6.
def test_of_two_variants_one_is_chosen_and_counts_once():
    tree = tree_from_file("QD148-26")
    criterion = tree.criterion("8")
    community, site = maximum_path(tree) | {"8": 3}, maximum_path(tree) | {"8": 6}

    assert criterion.choose_one_variant
    assert [(o.variant, o.points) for o in criterion.options if o.position in (3, 6)] == [("a", 3), ("b", 3)]
    assert sheet_total(tree, community) == sheet_total(tree, site) == 100
    assert sheet_total(tree, site | {"8": 4}) == 100 - 3 + 1


# 1048/QĐ-TTg, set 6: 0 points on 6.1 (foreign matter) stops the scoring; 1 point does not, nor does a blank.
def test_zero_points_stop_the_scoring_where_the_set_says_so():
    tree = tree_from_file("QD1048-06")
    best = maximum_path(tree)

    set_off = knock_outs_set_off(tree, best | {"6.1": 1})

    assert [(criterion.code, rule.effect) for criterion, rule in set_off] == [("6.1", "stop_scoring")]
    assert knock_outs_set_off(tree, best | {"6.1": 2}) == []
    assert knock_outs_set_off(tree, best | {"6.1": None}) == []
    assert knock_outs_set_off(tree, best | {"7": 1}) == []


def test_knock_outs_of_the_head_come_before_those_of_criteria():
    found = knock_outs_of(tree_from_file("QD26-01"))

    heads = [rule.rule for criterion, rule in found if criterion is None]
    on_criteria = [(criterion.code, rule.effect) for criterion, rule in found if criterion]
    assert heads[0] == "Giả mạo hồ sơ"
    assert len(heads) == 3
    assert ("1.1", "precondition") in on_criteria
    assert [criterion is None for criterion, _rule in found][:3] == [True] * 3


def test_sections_stand_under_their_parts():
    tree = tree_from_file("QD26-01")

    points = {p.code: sum(s.max_points for s in tree.sections_of(p)) for p in tree.parts}

    assert points == {"A": 40, "B": 25, "C": 35}
