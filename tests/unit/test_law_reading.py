"""Reading a set's document: what is refused, and what is kept but said to be incomplete."""

import unicodedata
from copy import deepcopy
from datetime import date
from decimal import Decimal

import pytest

from ocop.law.rules import add_working_days, working_days_between
from ocop.law.rules.reading import SetError, problems_of, read_head, read_tree
from tests.factories.law import ALL_CODES, COMPLETE_CODES, document_of, tree_from_file

INCOMPLETE = sorted(set(ALL_CODES) - set(COMPLETE_CODES))


def test_the_shipped_sets_are_all_here():
    assert len([c for c in ALL_CODES if c.startswith("QD1048-")]) == 25
    assert len([c for c in ALL_CODES if c.startswith("QD148-")]) == 26
    assert len([c for c in ALL_CODES if c.startswith("QD26-")]) == 26
    assert len(COMPLETE_CODES) == 70
    assert [code for code in ALL_CODES if document_of(code)["complete"]] == list(COMPLETE_CODES)


@pytest.mark.parametrize("code", COMPLETE_CODES)
def test_complete_sets_add_up(code):
    assert problems_of(tree_from_file(code)) == []


@pytest.mark.parametrize("code", INCOMPLETE)
def test_incomplete_sets_say_why(code):
    assert document_of(code)["problems"]


def damaged(path: list, value) -> dict:
    document = deepcopy(document_of("QD148-01"))
    place = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return document


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (["sections"], [], "“sections” đang trống"),
        (["sections"], "x", "phải là một danh sách"),
        (["sections", 0, "criteria", 0, "name_vi"], "", "tiêu chí 1a: thiếu “name_vi”"),
        (
            ["sections", 0, "criteria", 0, "options", 1, "points"],
            "ba",
            "tiêu chí 1a, mức 2: “points” phải là một số",
        ),
        (["sections", 0, "criteria", 0, "options", 1, "points"], True, "phải là một số"),
        (["sections", 0, "criteria", 0, "options", 1, "points"], "NaN", "phải từ 0 đến 100"),
        (["sections", 0, "criteria", 0, "options", 1, "points"], -1, "phải từ 0 đến 100"),
        (["sections", 0, "criteria", 0, "options", 1, "points"], 1.125, "nhiều nhất hai chữ số thập phân"),
        (["sections", 0, "criteria", 0, "options", 1, "label_vi"], "x" * 1501, "dài quá 1500 ký tự"),
        (["sections", 0, "criteria", 0, "options", 1, "min_for_star"], [3], "phải là 3, 4 hoặc 5"),
        (["sections", 0, "criteria", 0, "options", 1, "variant"], "a", "mức 2: không có lựa chọn “a”"),
        (["sections", 0, "criteria", 0, "variants"], ["a"], "phải là một bảng mã và tên"),
        (["sections", 0, "criteria", 0, "applies_if"], "moon", "điều kiện “moon” không có trong danh mục"),
        (["sections", 0, "criteria", 0, "required_evidence"], "x", "phải là một danh sách"),
        (["sections", 0, "criteria", 0, "knockout"], ["x"], "phải là một danh sách"),
        (["sections", 0, "criteria", 1, "code"], "1a", "tiêu chí 1a: mã bị trùng"),
        (["sections", 1, "code"], "1", "mục 1: mã bị trùng"),
        (["sections", 0, "part"], "Z", "mục 1: không có phần “Z”"),
        (["dossier_rejected_if"], "x", "phải là một danh sách"),
        (["sections", 0, "criteria", 0, "options", 1, "points"], 101, "phải từ 0 đến 100"),
        (["sections", 0, "criteria", 0, "options", 1, "min_for_star"], 2, "phải là 3, 4 hoặc 5"),
        (
            ["sections", 0, "criteria", 0, "knockout"],
            [{"effect": "ban", "rule_vi": "x"}],
            "không có trong danh mục",
        ),
        (
            ["sections", 0, "criteria", 0, "knockout"],
            [{"effect": "eliminate", "rule_vi": "x", "when": "later"}],
            "“when” chỉ có thể là",
        ),
    ],
)
def test_a_damaged_document_is_refused_with_its_place(path, value, said):
    with pytest.raises(SetError, match=said):
        read_tree(damaged(path, value))


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (["number"], 0, "“number” phải là một số nguyên dương"),
        (["number"], True, "“number” phải là một số nguyên dương"),
        (["effective_from"], "2026-05-22", "“effective_from” phải là ngày"),
        (["effective_to"], date(2020, 1, 1), "“effective_to” phải từ “effective_from” trở đi"),
        (["complete"], "yes", "“complete” phải là true hoặc false"),
        (["decision"], "x" * 81, "dài quá 80 ký tự"),
        (["group"], None, "thiếu “group”"),
        (["lead_agencies"], [""], "thiếu “lead_agencies”"),
    ],
)
def test_a_damaged_head_is_refused_with_its_place(path, value, said):
    with pytest.raises(SetError, match=said):
        read_head(damaged(path, value))


def test_the_head_tells_what_the_set_is():
    head = read_head(document_of("QD26-26"))

    assert (head.code, head.decision, head.number, head.group) == ("QD26-26", "26/2026/QĐ-TTg", 26, "TOURISM")
    assert (head.effective_from, head.effective_to, head.complete) == (date(2026, 5, 22), None, True)


def test_words_are_kept_in_one_form():
    decomposed = damaged(["name_vi"], unicodedata.normalize("NFD", "Rau,  củ"))

    assert read_tree(decomposed).name == "Rau, củ"


def test_half_points_are_points():
    path = ["sections", 0, "criteria", 0, "options", 1, "points"]

    assert read_tree(damaged(path, 1.5)).criterion("1a").options[1].points == Decimal("1.5")


ZERO_POINTS = {
    "code": "1a", "name_vi": "x", "max_points": 0, "options": [{"label_vi": "x", "points": 0}], "knockout": []
}  # fmt: skip


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (["sections", 0, "criteria", 0, "max_points"], 4, "Tiêu chí 1a: mức cao nhất 5, tối đa ghi 4"),
        (["sections", 0, "max_points"], 17, "Mục 1: các tiêu chí cộng được 18/17"),
        (["parts", 0, "max_points"], 41, "Cả bộ cộng được 101/100"),
        (["sections", 0, "criteria", 0, "options"], [], "Tiêu chí 1a: chưa có mức điểm"),
        (["sections", 0, "criteria", 0], ZERO_POINTS, "Tiêu chí 1a: không có mức nào trên 0 điểm"),
    ],
)
def test_points_that_do_not_add_up_are_named(path, value, said):
    assert said in problems_of(read_tree(damaged(path, value)))


def test_working_days_skip_weekends_and_holidays_and_keep_swapped_days():
    exceptions = {date(2026, 9, 2): False, date(2026, 9, 5): True}  # a Wednesday off, a Saturday worked

    assert add_working_days(date(2026, 9, 1), 1, {}) == date(2026, 9, 2)
    assert add_working_days(date(2026, 9, 1), 1, exceptions) == date(2026, 9, 3)
    assert add_working_days(date(2026, 9, 3), 2, exceptions) == date(2026, 9, 5)
    assert add_working_days(date(2026, 9, 4), 0, exceptions) == date(2026, 9, 4)
    assert working_days_between(date(2026, 9, 1), date(2026, 9, 5), exceptions) == 3
    assert working_days_between(date(2026, 9, 5), date(2026, 9, 1), exceptions) == -3


def test_a_term_is_not_negative():
    with pytest.raises(ValueError, match="negative"):
        add_working_days(date(2026, 9, 1), -1, {})
