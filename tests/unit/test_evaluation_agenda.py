"""The order of an agenda, and how far members lie from their council."""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluations.rules import Entry, alternating, severities


def test_groups_and_owners_alternate():
    entries = [
        Entry(1, "FOOD", 1),
        Entry(2, "FOOD", 1),
        Entry(3, "FOOD", 2),
        Entry(4, "DRINK", 1),
        Entry(5, "DRINK", 2),
    ]
    order = alternating(entries)
    by_key = {entry.key: entry for entry in entries}
    pairs = [(by_key[a], by_key[b]) for a, b in pairwise(order)]

    assert sorted(order) == [1, 2, 3, 4, 5]
    assert all(before.owner != after.owner for before, after in pairs)
    assert sum(before.group == after.group for before, after in pairs) <= 1


def test_one_owner_alone_keeps_the_order_given():
    assert alternating([Entry(key, "FOOD", 1) for key in (3, 1, 2)]) == [3, 1, 2]


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from("ABC"), st.integers(1, 4)), max_size=12))
def test_nothing_is_lost_and_no_owner_follows_itself_needlessly(rows):
    entries = [Entry(key, group, owner) for key, (group, owner) in enumerate(rows)]
    order = alternating(entries)

    assert sorted(order) == [entry.key for entry in entries]
    assert alternating(entries) == order
    owners = [entries[key].owner for key in order]
    most = max((owners.count(owner) for owner in set(owners)), default=0)
    repeats = sum(a == b for a, b in pairwise(owners))
    if most <= (len(owners) + 1) // 2 and len({group for group, _owner in rows}) <= 1:
        assert repeats == 0


def test_a_strict_member_lies_below_the_others():
    """60 against 70 and 80: 15 below; then alone, of which nothing is told."""
    found = severities([{1: Decimal(60), 2: Decimal(70), 3: Decimal(80)}, {1: Decimal(50)}])

    assert (found[1].mean, found[1].widest, len(found[1].away)) == (-15, -15, 1)
    assert found[2].away == (0,)
    assert found[3].mean == 15


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.dictionaries(st.integers(1, 5), st.integers(0, 100), min_size=2), min_size=1))
def test_the_distances_of_one_product_add_up_to_nothing(products):
    exact = [{member: Decimal(total) for member, total in totals.items()} for totals in products]
    one = severities(exact[:1])

    assert sum((severity.away[0] for severity in one.values()), Fraction(0)) == 0
