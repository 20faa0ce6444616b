"""Amounts in words, against the table of the programme's papers, and back."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.core.money import MOST_VND, amount_of_words, in_words, share, short

TABLE = {
    0: "Không đồng",
    15: "Mười lăm đồng",
    21_000: "Hai mươi mốt nghìn đồng",
    105_000: "Một trăm linh năm nghìn đồng",
    1_001_000: "Một triệu không trăm linh một nghìn đồng",
    1_015_000: "Một triệu không trăm mười lăm nghìn đồng",
    44_500_000: "Bốn mươi bốn triệu năm trăm nghìn đồng",
    55_000_000: "Năm mươi lăm triệu đồng",
    106_400_000: "Một trăm linh sáu triệu bốn trăm nghìn đồng",
    208_300_000: "Hai trăm linh tám triệu ba trăm nghìn đồng",
    523_000_000: "Năm trăm hai mươi ba triệu đồng",
    1_000_000_001: "Một tỷ không trăm linh một đồng",
    1_200_000_000: "Một tỷ hai trăm triệu đồng",
    5_000_000_000: "Năm tỷ đồng",
    165_400_000_000: "Một trăm sáu mươi lăm tỷ bốn trăm triệu đồng",
    10_000_000_000_000: "Mười nghìn tỷ đồng",
    10**15: "Một triệu tỷ đồng",
}


@pytest.mark.parametrize(("amount", "words"), TABLE.items())
def test_amounts_in_words(amount, words):
    assert in_words(amount) == words


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (0, "0"),
        (950_000, "950.000"),
        (44_500_000, "44,5 triệu"),
        (208_300_000, "208,3 triệu"),
        (1_000_000_000, "1 tỷ"),
        (1_234_567_890, "1,234 tỷ"),
        (12_000_000_000_000, "12.000 tỷ"),
    ],
)
def test_amounts_beside_a_picture(amount, written):
    assert short(amount) == written


def test_four_behind_tens_is_a_choice():
    assert in_words(44_500_000, four="tư") == "Bốn mươi tư triệu năm trăm nghìn đồng"
    assert in_words(14, four="tư") == "Mười bốn đồng"


@settings(deadline=None)
@given(st.integers(0, MOST_VND), st.sampled_from(["bốn", "tư"]))
def test_words_and_figures_are_the_same_amount(amount, four):
    assert amount_of_words(in_words(amount, four=four)) == amount


def test_every_amount_up_to_twenty_thousand_comes_back():
    assert [amount_of_words(in_words(n)) for n in range(20_001)] == list(range(20_001))


@settings(deadline=None)
@given(st.integers(0, MOST_VND), st.integers(0, MOST_VND))
def test_two_amounts_never_share_their_words(one, other):
    assert (in_words(one) == in_words(other)) == (one == other)


def test_words_of_the_south_are_understood():
    assert amount_of_words("Một triệu không trăm lẻ một ngàn đồng chẵn") == 1_001_000
    assert amount_of_words("Năm tỉ đồng./.") == 5_000_000_000


@pytest.mark.parametrize("amount", [-1, MOST_VND + 1])
def test_amounts_beyond_the_portal_have_no_words(amount):
    with pytest.raises(ValueError, match="no amount"):
        in_words(amount)


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("Năm tỷ năm triệu đồng", 5_005_000_000),
        ("Năm tỷ, hai mươi triệu đồng", 5_020_000_000),
        ("Sáu tỷ", 6_000_000_000),
        ("Một trăm lẻ tư đồng", 104),
        ("Một triệu tỷ đồng", MOST_VND),
        ("Không đồng", 0),
    ],
)
def test_other_ways_to_say_an_amount(words, amount):
    assert amount_of_words(words) == amount


@pytest.mark.parametrize(
    "words",
    [
        "",
        "đồng",
        "năm con gà",
        "Năm mười tỷ đồng",
        "Hai lăm nghìn đồng",
        "Một nghìn năm đồng",
        "Mười mốt triệu",
        "Hai mươi năm triệu",
        "Năm năm tỷ",
        "Năm nghìn triệu",
        "Năm tỷ tỷ",
        "Tỷ đồng",
        "Năm trăm trăm",
        "Linh năm đồng",
        "Không mươi triệu",
        "Không trăm năm mươi triệu đồng",
        "Một mươi triệu",
        "Năm triệu sáu triệu",
        "Sáu nghìn một triệu",
        "Một triệu tỷ không trăm linh một đồng",
    ],
)
def test_other_words_are_no_amount(words):
    with pytest.raises(ValueError):
        amount_of_words(words)


WORDS = (
    *("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "mươi", "mốt", "lăm"),
    *("tư", "linh", "trăm", "nghìn", "triệu", "tỷ"),
)


@settings(deadline=None, max_examples=500)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=7))
def test_what_is_read_at_all_says_its_amount(words):
    """Whatever is put together of these words is refused, or is its amount but for hundreds left unsaid."""
    typed = " ".join(words).replace("tư", "bốn")
    try:
        amount = amount_of_words(typed)
    except ValueError:
        return
    assert _shortest(typed) == _shortest(in_words(amount, unit="").lower())


def _shortest(said: str) -> str:
    return re.sub(r"không trăm (linh )?|linh ", "", said)


@pytest.mark.parametrize(
    ("part", "whole", "written"),
    [
        (42, 5_000, "0,8 %"),
        (594, 5_000, "11,8 %"),
        (4_999_999, 5_000_000, "99,9 %"),
        (5, 5, "100 %"),
        (0, 0, "0 %"),
    ],
)
def test_a_part_is_told_with_one_digit_and_never_rounded_up(part, whole, written):
    assert share(part, whole) == written
