"""Estimates in spreadsheets: the tree of their numbers, and what is told about them."""

import pytest

from budgets.rules.sheets import Finding, SheetLine, is_total, reading_of


def lines(*rows):
    return [SheetLine(at, number, f"Khoản {number}", amount) for at, (number, amount) in enumerate(rows, 3)]


def told(*rows, total=None):
    whole = SheetLine(2, "", "TỔNG CỘNG", total) if total is not None else None
    return [finding.words for finding in reading_of(lines(*rows), whole).findings]


def test_numbers_of_officials_make_a_tree():
    reading = reading_of(
        lines(("I", 30), ("1", 10), ("2", 20), ("2.1", 5), ("2.2", 15), ("-", 15), ("II", 7)), None
    )

    assert [(row.line.number, row.depth, row.parent) for row in reading.lines] == [
        ("I", 1, None),
        ("1", 2, 0),
        ("2", 2, 0),
        ("2.1", 3, 2),
        ("2.2", 3, 2),
        ("-", 4, 4),
        ("II", 1, None),
    ]
    assert reading.findings == ()
    assert reading.has_blocks


def test_a_table_without_blocks_counts_from_one():
    reading = reading_of(lines(("1", 5), ("1.1", 5), ("2", 5)), None)

    assert [row.depth for row in reading.lines] == [1, 2, 1]
    assert not reading.has_blocks


@pytest.mark.parametrize(
    ("rows", "total", "words"),
    [
        (
            (("I", 30), ("1", 10), ("2", 15)),
            None,
            "Ở dòng I ghi 30, các dòng bên dưới cộng lại 25, lệch 5 đồng.",
        ),
        ((("1", 10), ("2", 20)), 31, "Ở tổng cộng ghi 31, các dòng bên dưới cộng lại 30, lệch 1 đồng."),
        ((("10", 1), ("12", 1)), None, "Số thứ tự nhảy từ 10 sang 12."),
        ((("1", None), ("1.1", 1), ("1.2", 1), ("1.2", 1)), None, "Số thứ tự 1.2 lặp lại."),
        ((("2", 1), ("3", 1)), None, "Số thứ tự bắt đầu từ 2."),
        ((("IV", 1), ("VIII", 1)), None, "Số thứ tự nhảy từ IV sang VIII."),
        ((("1", None),), None, "Dòng 1 không có số tiền."),
        ((("", 5),), None, "Thiếu số thứ tự. Dòng “Khoản ”."),
        ((("a)", 5),), None, "Số thứ tự “a)” không đọc được. Dòng “Khoản a)”."),
    ],
)
def test_what_does_not_add_up_is_told(rows, total, words):
    assert words in told(*rows, total=total)


def test_only_what_cannot_be_read_blocks():
    assert reading_of(lines(("1", None)), None).is_blocked
    assert not reading_of(lines(("1", 10), ("3", 20)), None).is_blocked
    assert Finding(1, "x", blocks=True).blocks


@pytest.mark.parametrize(
    ("number", "key", "total"),
    [
        ("", "tong cong", True),
        ("", "tong cong i ii", True),
        ("", "cong tac phi", True),
        ("1", "tong cong", False),
    ],
)
def test_the_row_of_the_sum(number, key, total):
    assert is_total(number, key) == (total and key != "cong tac phi")
