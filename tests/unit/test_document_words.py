from datetime import date

import pytest

from ocop.documents.words import date_in_words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2020, 2, 5), "ngày 05 tháng 02 năm 2020"),
        (date(2020, 1, 31), "ngày 31 tháng 01 năm 2020"),
        (date(2020, 3, 9), "ngày 09 tháng 3 năm 2020"),
        (date(2020, 12, 10), "ngày 10 tháng 12 năm 2020"),
    ],
)
def test_zeros_stand_where_the_decree_wants_them(day, words):
    assert date_in_words(day) == words
