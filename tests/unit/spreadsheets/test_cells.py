"""A cell reads to a value or to a sentence; nothing is repaired in silence."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.spreadsheets import cells
from ocop.spreadsheets.cells import CellError, Reading

BLANKS = (None, "", "  ", "\u00a0", "\u200b\ufeff")
REF = CellError("#REF!")
READERS = (
    cells.text,
    cells.phone,
    cells.integer,
    cells.number,
    cells.money,
    cells.day,
    cells.year,
    cells.stars,
)


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("blank", BLANKS)
def test_a_blank_cell_reads_as_nothing(read, blank):
    assert read(blank) == Reading()


@pytest.mark.parametrize("read", READERS)
def test_an_error_of_a_formula_says_so(read):
    assert "#REF!" in read(REF).problem


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("code", sorted(cells.ERRORS))
def test_an_error_of_a_formula_kept_as_text_says_so_too(read, code):
    assert read(f" {code.lower()}\u00a0") == read(CellError(code))
    assert code in read(code).problem


@pytest.mark.parametrize("cell", ["***", "?", "#N/A", CellError("#REF!")])
def test_an_unclear_mark_is_no_tick_and_no_blank(cell):
    assert (cells.is_ticked(cell), cells.is_unclear_tick(cell)) == (False, True)


@pytest.mark.parametrize("cell", [None, "", "x", "✓", 1, 0, "-", "không", "\u00a0"])
def test_a_clear_mark_is_not_unclear(cell):
    assert not cells.is_unclear_tick(cell)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("00123", "00123"),
        (123.0, "123"),
        (0.5, "0.5"),
        (5, "5"),
        ("Hu\u00ea\u0301", "Huế"),
        ("Mắm\u00a0 tôm \n chua", "Mắm tôm chua"),
        (date(2020, 2, 5), "05/02/2020"),
        (datetime(2020, 2, 5, 8, 30), "05/02/2020 08:30"),
        (True, "TRUE"),
    ],
)
def test_text(cell, value):
    assert cells.text(cell) == Reading(value)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (912345678, "0912345678"),
        (912345678.0, "0912345678"),
        ("0277 385 1234", "0277 385 1234"),
        (113, "113"),
    ],
)
def test_a_phone_kept_as_a_number_gets_its_zero_back(cell, value):
    assert cells.phone(cell) == Reading(value)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("523,000,000", 523_000_000),
        ("208.300.000", 208_300_000),
        ("208 300 000", 208_300_000),
        ("330.000.000 đ", 330_000_000),
        ("330.000.000đồng", 330_000_000),
        ("12.000 VNĐ", 12_000),
        ("1.234.567,00", 1_234_567),
        (523e6, 523_000_000),
        (12, 12),
        ("0", 0),
    ],
)
def test_money(cell, value):
    assert cells.money(cell) == Reading(value)


@pytest.mark.parametrize(
    "cell", ["1.5", "1,25", 1.5, "12.34.567", "abc", "-5", True, date(2020, 1, 1), "1..000"]
)
def test_what_is_no_amount_is_told(cell):
    read = cells.money(cell)

    assert read.value is None
    assert read.problem
    assert not read.is_question


def test_amounts_in_words_are_a_question():
    assert "có thể hiểu nhiều cách" in cells.money("1.5").problem
    assert "có thể hiểu nhiều cách" in cells.money_either_way("-1,5").problem
    read = cells.money("1,2 tỷ đồng")

    assert (read.value, read.is_question) == (None, True)


@given(st.integers(0, 10**15), st.sampled_from([",", ".", " "]))
def test_every_way_of_grouping_reads_back(amount, mark):
    assert cells.integer(f"{amount:,}".replace(",", mark)) == Reading(amount)


@pytest.mark.parametrize(
    "cell",
    [
        date(2020, 2, 5),
        datetime(2020, 2, 5, 10, 0),
        43_866,
        43_866.0,
        "05/02/2020",
        "5/2/2020",
        "5-2-20",
        "05.02.2020",
        "2020-02-05",
        "2020-02-05 00:00:00",
        "ngày 05 tháng 02 năm 2020",
        "Ngày 5 tháng 2 năm 2020",
        "Cao Lãnh, ngày 5 tháng 2 năm 2020",
        "ngày 05/02/2020",
    ],
)
def test_days(cell):
    assert cells.day(cell) == Reading(date(2020, 2, 5))


@pytest.mark.parametrize("cell", ["tháng 5/2021", "5/2021", "Tháng 5 năm 2021", "2021", "năm 2021", 2021])
def test_a_month_or_a_year_alone_is_a_question(cell):
    read = cells.day(cell)

    assert (read.value, read.is_question) == (None, True)


@pytest.mark.parametrize("cell", ["30/02/2020", "13/13/2020", "hôm nay", 3, 1e9, True, time(8), timedelta(1)])
def test_what_is_no_day_is_told(cell):
    read = cells.day(cell)

    assert (read.value, read.is_question) == (None, False)
    assert read.problem


@given(st.dates(date(1970, 1, 1), date(2099, 12, 31)))
def test_every_way_of_writing_a_day_reads_back(day):
    serial = (day - date(1899, 12, 30)).days

    read = [
        cells.day(each).value
        for each in (day, serial, f"{day:%d/%m/%Y}", f"{day.day}-{day.month}-{day.year}")
    ]

    assert read == [day] * 4


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (2020, 2020),
        (2020.0, 2020),
        ("Năm 2020", 2020),
        ("2020", 2020),
        (date(2020, 5, 1), 2020),
        ("5/2/2020", 2020),
    ],
)
def test_years(cell, value):
    assert cells.year(cell) == Reading(value)


def test_what_is_no_year_is_told():
    assert cells.year("giai đoạn").problem


@pytest.mark.parametrize(
    "cell",
    [
        "3 sao",
        "03 sao",
        "***",
        "* * *",
        "Ba sao",
        "BA SAO",
        "★★★",
        "⭐⭐⭐",
        3,
        3.0,
        "3",
        "hạng 3 sao",
        "Hạng 3",
        "3*",
        "OCOP 3 sao",
        "Đạt 3 sao",
        "3sao",
        "★★★☆☆",
    ],
)
def test_three_stars(cell):
    assert cells.stars(cell) == Reading(3)


@pytest.mark.parametrize("cell", ["6 sao", 0, 7, "sao", "năm", "3.5", "không", 2.5, "******"])
def test_what_is_no_rank_is_told(cell):
    read = cells.stars(cell)

    assert read.value is None
    assert read.problem


def test_two_ranks_in_a_cell_are_a_question():
    assert cells.stars("3 sao; 4 sao").is_question


@pytest.mark.parametrize("cell", ["x", "X", "✓", "1", 1, "có", True, "4 sao"])
def test_ticked(cell):
    assert cells.is_ticked(cell)


@pytest.mark.parametrize("cell", [*BLANKS, 0, "0", "-", "–", "không", False])
def test_not_ticked(cell):
    assert not cells.is_ticked(cell)


@pytest.mark.parametrize(
    ("cell", "value"),
    [(90, "90"), ("1.200", "1200"), ("1,5", "1.5"), ("0.500", "0.500"), (90.5, "90.5"), ("2.25", "2.25")],
)
def test_a_count_may_have_a_part_behind_the_comma(cell, value):
    assert cells.number(cell) == Reading(Decimal(value))


@pytest.mark.parametrize("cell", ["chín mươi", "-1", "1,2345", 0.12345, True, "2 lớp"])
def test_what_is_no_count_is_told(cell):
    read = cells.number(cell)
    assert read.value is None
    assert read.problem
