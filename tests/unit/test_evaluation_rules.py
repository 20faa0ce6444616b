"""Quorum, the council's common view, and what an authority may do with points."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import pytest

from evaluations.rules import (
    CODE_ALPHABET,
    FORWARD,
    MINISTRY,
    NOT_RECOGNISED,
    RECOGNISE,
    RECOGNISE_UP,
    REJECT,
    Quorum,
    decision_as_written,
    floor_missed,
    named_knock_out,
    outcomes_for,
    plain_code,
    proposed_option,
    stars_that_may_be_meant,
)


@pytest.mark.parametrize(
    ("present", "members", "chair", "met"),
    [(6, 8, True, True), (5, 8, True, False), (8, 8, False, False), (3, 4, True, True), (0, 0, False, False)],
)
def test_quorum_needs_its_share_and_the_chair(present, members, chair, met):
    quorum = Quorum(present, members, Decimal("0.75"), chair)

    assert quorum.is_met is met


def test_quorum_percent_never_looks_better_than_it_is():
    """2 : 3 = 66,67 %, printed as 66."""
    assert Quorum(2, 3, Decimal("0.75"), chair_present=True).percent == 66


@pytest.mark.parametrize(
    ("votes", "chosen"),
    [
        ([1, 1, 2], 1),
        ([2, 2, 1], 2),
        ([1, 2], 1),
        ([2, 3, None], None),
        ([None, None, 3], None),
        ([3, 3, None], 3),
        ([], None),
    ],
)
def test_common_view_starts_from_most_votes_and_from_the_lower_option_on_a_tie(votes, chosen):
    worth = {1: Decimal(1), 2: Decimal(2), 3: Decimal(3)}

    assert proposed_option(votes, worth) == chosen


def test_option_without_points_and_no_option_tie_at_no_option():
    assert proposed_option([1, None], {1: Decimal(0)}) is None


@pytest.mark.parametrize(
    ("named", "holds"), [([None, None], None), ([None, 7], 7), ([7, 9, 9], 9), ([9, 7], 7)]
)
def test_one_sheet_is_enough_for_a_knock_out_to_hold_until_the_council_speaks(named, holds):
    assert named_knock_out(named) == holds


@dataclass(frozen=True)
class Table:
    """An authority that decides on some stars and sends up from a floor on."""

    decided: tuple[int, ...]
    floor: int
    above: str
    on_the_way: int | None = None

    def decides(self, level: str, stars: int) -> bool:
        return stars in self.decided

    def next_level(self, level: str, points: Fraction) -> str | None:
        return self.above if points >= self.floor else None

    def recognised_on_the_way(self, level: str, points: Fraction) -> int | None:
        return self.on_the_way if points >= self.floor else None


@pytest.mark.parametrize(
    ("table", "points", "stars", "outcomes"),
    [
        (Table((3,), 70, "province"), Fraction(209, 3), 3, (RECOGNISE,)),
        (Table((3,), 70, "province"), Fraction(70), 4, (FORWARD,)),
        (Table((3,), 70, "province"), Fraction(75), 3, (RECOGNISE, FORWARD)),
        (Table((3, 4), 90, "ministry"), Fraction(90), 5, (MINISTRY,)),
        (Table((3, 4), 90, "ministry"), Fraction(92), 4, (RECOGNISE, MINISTRY)),
        (Table((3, 4), 90, "ministry"), Fraction(49), 2, (NOT_RECOGNISED,)),
        (Table((3, 4), 90, "ministry", on_the_way=4), Fraction(90), 5, (RECOGNISE_UP,)),
        (Table((3, 4), 90, "ministry", on_the_way=4), Fraction(89), 4, (RECOGNISE,)),
        (Table((3, 4), 90, "ministry", on_the_way=4), Fraction(92), 2, (NOT_RECOGNISED, MINISTRY)),
        (Table((), 50, "province"), Fraction(55), 3, (FORWARD,)),
        (Table((), 90, "province"), Fraction(60), 3, (NOT_RECOGNISED,)),
    ],
)
def test_what_a_level_may_do_with_a_result(table, points, stars, outcomes):
    assert outcomes_for(table, level="district", points=points, stars=stars, knocked_out=False) == outcomes


def test_a_knocked_out_product_can_only_be_rejected():
    table = Table((3, 4), 90, "ministry")

    assert outcomes_for(table, level="province", points=Fraction(95), stars=0, knocked_out=True) == (REJECT,)


@dataclass(frozen=True)
class Bound:
    points: Fraction
    missed: tuple | None


@pytest.mark.parametrize(
    "bound",
    [
        Bound(Fraction(719, 8), (Decimal(90), Fraction(1, 8))),
        Bound(Fraction(90), None),
        Bound(Fraction(89), (Decimal(90), Fraction(1))),
        Bound(Fraction(889, 10), None),
        Bound(Fraction(209, 3), (Decimal(70), Fraction(1, 3))),
    ],
)
def test_a_mean_just_below_a_floor_is_pointed_out(bound):
    """719 : 8 = 89,875 misses 90 by an eighth; 88,9 is not close to it any more."""
    assert floor_missed(bound.points, [Decimal(50), Decimal(70), Decimal(90)]) == bound.missed


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("7k4m-92qx", "7K4M92QX"),
        (" 7K4M 92QX ", "7K4M92QX"),
        ("７Ｋ４ｍ", "7K4M"),
        ("", ""),
        ("O0I1", ""),
    ],
)
def test_short_code_is_read_however_it_is_typed(typed, code):
    assert plain_code(typed) == code


def test_alphabet_has_no_signs_that_are_taken_for_others():
    assert not set("O0I1") & set(CODE_ALPHABET)
    assert len(CODE_ALPHABET) == len(set(CODE_ALPHABET)) == 32


@pytest.mark.parametrize(
    ("cell", "number", "day"),
    [
        ("105/QĐ-UBND", "105/QĐ-UBND", ""),
        ("Quyết định số 105/QĐ-UBND ngày 05/02/2023", "105/QĐ-UBND", "05/02/2023"),
        ("QĐ số: 105/QĐ-UBND, 5.2.2023", "105/QĐ-UBND", "5.2.2023"),
        ("Số 1/QĐ-UBND (05/02/2023)", "1/QĐ-UBND", "05/02/2023"),
        ("105/QĐ-UBND ngày 05 tháng 02 năm 2023", "105/QĐ-UBND", "ngày 05 tháng 02 năm 2023"),
        ("", "", ""),
    ],
)
def test_number_and_day_of_a_decision_in_one_cell(cell, number, day):
    assert decision_as_written(cell) == (number, day)


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("3 sao, 4 sao", (3, 4)),
        ("Tiềm năng 5 sao", (4, 5)),
        ("13 sao", ()),
        ("2 sao", ()),
        ("chưa xếp hạng", ()),
    ],
)
def test_ranks_that_a_cell_may_mean(cell, meant):
    assert stars_that_may_be_meant(cell) == meant
