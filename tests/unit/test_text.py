"""Keys of Vietnamese text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.core.text import near_keys, sort_key, spoken_key


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(("one", "other"), [("Hoà Bình", "HÒA BÌNH"), ("Thuỷ", "thủy"), ("P. 01", "p 1")])
def test_names_spoken_alike_have_one_key(one, other, form):
    assert spoken_key(unicodedata.normalize(form, one)) == spoken_key(other)


@pytest.mark.parametrize(("one", "other"), [("Vịnh", "Vĩnh"), ("Tân", "Tấn"), ("Đông", "Dông"), ("Ô", "O")])
def test_names_spoken_differently_stay_two(one, other):
    assert spoken_key(one) != spoken_key(other)


@given(st.text("abcde ", min_size=2, max_size=12), st.data())
def test_keys_one_slip_apart_have_one_in_common(key, data):
    at = data.draw(st.integers(0, len(key) - 1))
    slips = (key[:at] + key[at + 1 :], key[:at] + "x" + key[at + 1 :], key[:at] + "x" + key[at:])

    assert all(near_keys(key) & near_keys(slip) for slip in slips)


def test_names_stand_as_in_a_dictionary():
    names = ["Bưởi", "Bưởi 1", "Bưởi 2", "Bưởi da", "Bưởi đỏ", "Bưởi sấy", "Da", "Dã", "Dạ", "Đa", "Đạ"]

    assert names == sorted(set(names), key=sort_key)


@given(st.text("abâđ 12", min_size=1).filter(str.strip), st.text("aâđ 12").filter(str.strip))
def test_a_name_stands_before_the_longer_ones_that_begin_with_it(name, more):
    assert sort_key(name) < sort_key(name.strip() + more)
