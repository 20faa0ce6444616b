"""The tree of an estimate, amounts of lines, norms, versions."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from budgets.rules import (
    MAX_DEPTH,
    Calculation,
    ChangeKind,
    MoveProblem,
    Node,
    NormLimit,
    NormStand,
    Room,
    Said,
    Shape,
    amount_problem,
    amount_vnd,
    arranged,
    changes_between,
    checked_against,
    explained,
    in_one_order,
    move_problem,
    per_unit_vnd,
    shares_of,
    sum_explained,
)
from budgets.rules.tree import roman

BAC_GIANG = [
    Node(1, None, 1),
    *(
        Node(10 + n, 1, n, amount)
        for n, amount in enumerate(
            (
                330_000_000,
                0,
                123_500_000,
                400_000_000,
                807_000_000,
                1_200_000_000,
                295_000_000,
                55_000_000,
                52_000_000,
                44_500_000,
                170_000_000,
            ),
            1,
        )
    ),
    Node(31, 12, 1, 208_300_000),
    Node(32, 12, 2, 208_300_000),
    Node(33, 12, 3, 106_400_000),
    Node(2, None, 2, 1_000_000_000),
]
"""The annex of Bắc Giang 2020: a block with eleven lines, the second with three below, and a block alone."""


def test_the_annex_of_bac_giang_adds_up_at_every_tier():
    tree = arranged(BAC_GIANG)

    assert (tree.total_vnd, tree[1].amount_vnd, tree[2].amount_vnd, tree[12].amount_vnd) == (
        5_000_000_000,
        4_000_000_000,
        1_000_000_000,
        523_000_000,
    )
    assert [line.number for line in tree.lines][:6] == ["I", "1", "2", "2.1", "2.2", "2.3"]
    assert tree.lines[-1].number == "II"
    assert sum_explained(tree, 12) == "= 2.1 + 2.2 + 2.3"
    assert sum_explained(tree, 1) == "= 1 + 2 + … + 11"
    assert sum_explained(tree, None) == "= I + II"


def test_an_estimate_without_blocks_counts_one_two():
    tree = arranged([Node(1, None, 1), Node(2, 1, 1, 5), Node(3, 2, 1, 7), Node(4, None, 2, 1)], blocks=False)

    assert [line.number for line in tree.lines] == ["1", "1.1", "-", "2"]
    assert tree.total_vnd == 8


def test_roman_numbers():
    assert [roman(n) for n in (1, 4, 9, 14, 40, 88, 99)] == [
        "I",
        "IV",
        "IX",
        "XIV",
        "XL",
        "LXXXVIII",
        "XCIX",
    ]


def test_lost_parents_and_rings_are_told():
    with pytest.raises(ValueError, match="without its parent"):
        arranged([Node(1, 9, 1)])
    with pytest.raises(ValueError, match="ring"):
        arranged([Node(1, 2, 1), Node(2, 1, 1)])


def test_a_line_cannot_go_beneath_itself_or_too_deep():
    tree = arranged([*BAC_GIANG, Node(40, 31, 1, 1)])

    assert move_problem(tree, 1, 1) == MoveProblem.INTO_ITSELF
    assert move_problem(tree, 1, 31) == MoveProblem.INTO_ITSELF
    assert move_problem(tree, 12, 11) == MoveProblem.TOO_DEEP
    assert move_problem(tree, 12, 99) == MoveProblem.NOT_HERE
    assert move_problem(tree, 12, 2) is None
    assert move_problem(tree, 12, None) is None


class Edits(RuleBasedStateMachine):
    """Any sequence of adding, changing, moving and dropping lines keeps the sums."""

    @initialize()
    def begin(self):
        self.nodes: dict[int, Node] = {}
        self.next = 1

    @rule(data=st.data(), amount=st.integers(0, 10**12))
    def add(self, data, amount):
        parent = data.draw(st.sampled_from([None, *self.nodes]))
        if parent is not None and arranged(self.nodes.values())[parent].depth == MAX_DEPTH:
            return
        self.nodes[self.next] = Node(self.next, parent, self.next, amount)
        self.next += 1

    @rule(data=st.data(), amount=st.integers(0, 10**12))
    def change(self, data, amount):
        if self.nodes:
            key = data.draw(st.sampled_from(list(self.nodes)))
            old = self.nodes[key]
            self.nodes[key] = Node(key, old.parent, old.position, amount)

    @rule(data=st.data(), position=st.integers(0, 50))
    def move(self, data, position):
        if self.nodes:
            tree = arranged(self.nodes.values())
            key = data.draw(st.sampled_from(list(self.nodes)))
            parent = data.draw(st.sampled_from([None, *self.nodes]))
            before = tree.total_vnd if parent is None or not tree[parent].is_leaf else None
            if move_problem(tree, key, parent) is None and before is not None:
                lone = tree[key].parent is not None and tree[tree[key].parent].children == (key,)
                self.nodes[key] = Node(key, parent, position, self.nodes[key].amount_vnd)
                if not lone:  # a parent that lost its last child counts its own amount again
                    assert arranged(self.nodes.values()).total_vnd == before

    @rule(data=st.data())
    def drop(self, data):
        if self.nodes:
            key = data.draw(st.sampled_from(list(self.nodes)))
            tree = arranged(self.nodes.values())
            gone = {key} | {line.key for line in tree.lines if key in line.above}
            self.nodes = {k: node for k, node in self.nodes.items() if k not in gone}

    @invariant()
    def sums_hold(self):
        tree = arranged(self.nodes.values())
        for line in tree.lines:
            below = [tree[child].amount_vnd for child in line.children]
            assert line.amount_vnd == (sum(below) if below else self.nodes[line.key].amount_vnd)
            assert line.depth <= MAX_DEPTH
        assert tree.total_vnd == sum(line.amount_vnd for line in tree.roots)
        assert tree.total_vnd == sum(line.amount_vnd for line in tree.leaves)
        assert len(tree.lines) == len(self.nodes)


Edits.TestCase.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
TestEdits = Edits.TestCase


# --- Amounts ----------------------------------------------------------------------------------------------
CLASS = Calculation(Decimal(90), "người", Decimal(5), "ngày", price_vnd=450_000)


def test_an_amount_is_quantity_times_days_times_price():
    assert amount_vnd(CLASS) == 202_500_000
    assert explained(CLASS) == "= 90 người × 5 ngày × 450.000"


def test_a_lump_sum_tells_what_a_unit_costs():
    lump = Calculation(Decimal(90), "người", Decimal(5), "ngày", lump_vnd=208_300_000)

    assert amount_vnd(lump) == 208_300_000
    assert explained(lump) == "khoán gọn, 90 người × 5 ngày"
    assert per_unit_vnd(lump) == Fraction(208_300_000, 450)
    assert explained(Calculation(lump_vnd=5)) == "khoán gọn"


@pytest.mark.parametrize(
    ("how", "problem"),
    [
        (Calculation(lump_vnd=1, price_vnd=1), Shape.BOTH),
        (Calculation(), Shape.NEITHER),
        (Calculation(price_vnd=1000), Shape.NO_QUANTITY),
        (Calculation(Decimal("0.333"), price_vnd=100), Shape.FRACTION),
        (Calculation(lump_vnd=10**15 + 1), Shape.TOO_LARGE),
        (Calculation(Decimal(2), price_vnd=10**15), Shape.TOO_LARGE),
    ],
)
def test_what_gives_no_amount(how, problem):
    assert amount_problem(how) == problem
    with pytest.raises(ValueError):
        amount_vnd(how)


# --- Sources ----------------------------------------------------------------------------------------------
@settings(deadline=None)
@given(st.integers(0, 10**15), st.lists(st.integers(0, 10**13), max_size=4))
def test_shares_of_sources_are_the_amount(rest, amounts):
    whole = rest + sum(amounts)
    asked = [(key, amount) for key, amount in enumerate(amounts, 1)]

    assert sum(shares_of(whole, [*asked, (99, None)]).values()) == whole


@pytest.mark.parametrize(
    ("asked", "difference"),
    [
        ([(1, 60), (2, 30)], 10),
        ([(1, 120), (2, None)], -20),
        ([(1, 50), (1, 50)], 0),
        ([(1, None), (2, None)], 0),
    ],
)
def test_shares_that_do_not_add_up_are_told_by_how_much(asked, difference):
    with pytest.raises(ValueError) as refusal:
        shares_of(100, asked)

    assert refusal.value.args[1] == difference


# --- Norms ------------------------------------------------------------------------------------------------
YEAR = {"first": date(2026, 1, 1), "last": date(2026, 12, 31)}


@pytest.mark.parametrize(
    ("price", "stand"), [(299_999, NormStand.WITHIN), (300_000, NormStand.WITHIN), (300_001, NormStand.OVER)]
)
def test_a_cap_is_inclusive(price, stand):
    how = Calculation(Decimal(2), "người", price_vnd=price)

    assert checked_against(how, 1, None, NormLimit(cap_vnd=300_000), **YEAR).stand == stand


def test_a_lump_sum_is_held_against_a_cap_by_its_units():
    norm, lump = (
        NormLimit(cap_vnd=400_000),
        Calculation(Decimal(90), "", Decimal(5), "", lump_vnd=208_300_000),
    )

    assert checked_against(lump, 208_300_000, None, norm, **YEAR).stand == NormStand.OVER
    assert checked_against(Calculation(lump_vnd=5), 5, None, norm, **YEAR).stand == NormStand.UNKNOWN


def test_an_outlet_is_paid_up_to_half_its_cost():
    half = NormLimit(percent=50)
    lump = Calculation(lump_vnd=100)

    assert checked_against(lump, 100, 200, half, **YEAR).stand == NormStand.WITHIN
    assert checked_against(lump, 101, 200, half, **YEAR).stand == NormStand.OVER
    assert checked_against(lump, 100, None, half, **YEAR).stand == NormStand.UNKNOWN


def test_a_norm_of_other_years_does_not_count():
    ended = NormLimit(cap_vnd=10, starts_on=date(2018, 1, 1), ends_on=date(2025, 12, 31))

    assert checked_against(CLASS, 1, None, ended, **YEAR).stand == NormStand.ENDED


# --- Versions ---------------------------------------------------------------------------------------------
def test_versions_are_compared_line_by_line():
    before = {"a": Said(("Tập huấn",), 10), "b": Said(("In tem",), 5), "c": Said(("Web",), 1)}
    after = {"a": Said(("Tập huấn",), 12), "c": Said(("Trang thông tin",), 1), "d": Said(("Hội chợ",), 4)}

    found = [(change.thread, change.kind, change.difference_vnd) for change in changes_between(before, after)]

    assert found == [
        ("a", ChangeKind.AMOUNT, 2),
        ("c", ChangeKind.WORDS, 0),
        ("d", ChangeKind.ADDED, 4),
        ("b", ChangeKind.DROPPED, -5),
    ]


def test_what_was_dropped_is_read_where_it_stood():
    before = {"I": None, "web": "I", "tem": "I", "II": None, "lớp": "II", "máy": "II"}
    after = {"I": None, "tem": "I", "hội chợ": "I", "III": None, "máy": "III"}

    assert in_one_order(before, after) == ["I", "web", "tem", "hội chợ", "II", "lớp", "III", "máy"]


@settings(deadline=None)
@given(st.lists(st.integers(0, 30), unique=True), st.lists(st.integers(0, 30), unique=True), st.randoms())
def test_every_line_of_both_versions_is_read_once(before, after, chance):
    def versions(lines):
        """A tree in reading order: each line beneath an earlier one that is still open, or at the top."""
        above, branch = {}, []
        for line in lines:
            del branch[chance.randint(0, len(branch)) :]
            above[line] = branch[-1] if branch else None
            branch.append(line)
        return above

    old, new = versions(before), versions(after)
    read = in_one_order(old, new)

    assert sorted(read) == sorted({*before, *after})
    assert [line for line in read if line in new] == after


amounts = st.dictionaries(st.integers(0, 9), st.integers(0, 100).map(lambda n: Said((), n)))


@settings(deadline=None)
@given(amounts, amounts)
def test_differences_are_the_difference_of_the_sums(before, after):
    whole = sum(change.difference_vnd for change in changes_between(before, after))

    assert whole == sum(s.amount_vnd for s in after.values()) - sum(s.amount_vnd for s in before.values())


@pytest.mark.parametrize(("amount", "over"), [(0, 0), (30, 0), (31, 1), (-5, 0), (-6, 1)], ids=str)
def test_room_is_told_in_both_directions(amount, over):
    assert Room(left_vnd=30, back_vnd=5).over_by(amount) == over
