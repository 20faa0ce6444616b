"""Which certificates of a batch are looked at first, and what a book of numbers must add up to."""

import pytest

from evaluations.rules.print_desk import longest_first, proofs_of
from evaluations.rules.register import numbers_missing, printed_number


@pytest.mark.parametrize(("batch", "proofs"), [(0, 0), (1, 1), (3, 3), (4, 3), (60, 3), (61, 4), (200, 10)])
def test_one_in_twenty_is_a_proof_and_never_fewer_than_three(batch, proofs):
    assert proofs_of(batch) == proofs


def test_the_names_that_take_most_room_come_first():
    rows = [
        ("short", "Xoài", "Hộ Mỹ", "ấp 1"),
        ("long producer", "Xoài", "Hợp tác xã nông nghiệp Mỹ Hiệp", ""),
        ("long product", "Bộ quà xoài sấy dẻo ba vị Cao Lãnh", "Hộ Mỹ", ""),
        ("long address", "Xoài", "Hộ Mỹ", "số 12, ấp Tân Trường, xã Mỹ Hiệp"),
    ]

    assert longest_first(rows) == ["long product", "long producer", "long address", "short"]


def test_a_book_in_order_lacks_nothing():
    assert numbers_missing(last=45, accounted=45) == 0
    assert numbers_missing(last=45, accounted=43) == 2


def test_a_number_is_printed_with_its_year_and_series():
    assert printed_number(12, 2026, "GCN-OCOP") == "0012/2026/GCN-OCOP"


@pytest.mark.parametrize(("batch", "proofs"), [(1, 1), (40, 4), (41, 5)])
def test_a_place_may_set_another_share(batch, proofs):
    assert proofs_of(batch, share=10, least=1) == proofs
