"""Spread and ties: plain rules."""

from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluations.rules import (
    ACTS_FOR,
    ADVISED,
    SAME_PHONE,
    SAME_TAX_CODE,
    SAME_UNIT,
    MemberTies,
    Owner,
    dividing_criteria,
    hints_of_interest,
    is_spread,
)
from ocop.law.rules import Criterion, Option, Part, Section, SetTree, sheet_total


def small_tree() -> SetTree:
    """Four criteria of 0, 3, 6, 9 and 12 points each."""
    criteria = tuple(
        Criterion(
            code=code,
            name=f"Tiêu chí {code}",
            max_points=Decimal(12),
            options=tuple(
                Option(position=n, label=f"mức {n}", points=Decimal(3 * (n - 1))) for n in range(1, 6)
            ),
        )
        for code in ("1", "2", "3", "4")
    )
    section = Section(code="1", part="A", name="Mục", max_points=Decimal(48), criteria=criteria)
    return SetTree("T", "Bộ thử", (Part("A", "Phần", Decimal(48)),), (section,))


TREE = small_tree()
SHEET = st.fixed_dictionaries({c.code: st.sampled_from([None, 1, 2, 3, 4, 5]) for c in TREE.criteria()})


@pytest.mark.parametrize(
    ("totals", "allowed", "spread"),
    [
        ([60, 70], 10, False),
        ([60, 71], 10, True),
        ([60, 99], None, False),
        ([60], 0, False),
        ([], 10, False),
    ],
)
def test_ten_points_are_allowed_and_eleven_are_not(totals, allowed, spread):
    assert is_spread([Decimal(total) for total in totals], allowed) is spread


def test_the_widest_criterion_is_named_and_the_others_are_not():
    sheets = [{"1": 5, "2": 2, "3": 3}, {"1": 1, "2": 3, "3": 3}]

    assert dividing_criteria(TREE, sheets, 5) == ("1",)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(SHEET, min_size=2, max_size=5), st.integers(0, 30))
def test_without_the_named_criteria_nothing_lies_too_far_apart(sheets, allowed):
    named = dividing_criteria(TREE, sheets, allowed)
    totals = [sheet_total(TREE, sheet) for sheet in sheets]
    rest = [
        sheet_total(TREE, {code: tick for code, tick in sheet.items() if code not in named})
        for sheet in sheets
    ]

    assert bool(named) == is_spread(totals, allowed)
    assert not is_spread(rest, allowed)


@dataclass(frozen=True)
class Pair:
    member: MemberTies
    owner: Owner
    hints: tuple[str, ...]


OWNER = Owner(7, "hop tac xa xoai my hiep", "1400123456", "0277 3888 999")


@pytest.mark.parametrize(
    "pair",
    [
        Pair(MemberTies(), Owner(7, ""), ()),
        Pair(MemberTies(unit="so cong thuong", phone="0901234567"), OWNER, ()),
        Pair(MemberTies(acted_for={7}, advised={8}), OWNER, (ACTS_FOR,)),
        Pair(MemberTies(acted_for={8}, advised={7}), OWNER, (ADVISED,)),
        Pair(MemberTies(unit="xoai my hiep"), OWNER, (SAME_UNIT,)),
        Pair(MemberTies(unit="oai my hiep"), OWNER, ()),
        Pair(MemberTies(tax_code="1400123456-001"), OWNER, (SAME_TAX_CODE,)),
        Pair(MemberTies(phone="+84 277 388 8999"), OWNER, (SAME_PHONE,)),
        Pair(MemberTies(phone="999"), Owner(7, "a", phone="999"), ()),
    ],
)
def test_a_tie_is_found_and_nothing_is_made_up(pair):
    assert hints_of_interest(pair.member, pair.owner) == pair.hints
