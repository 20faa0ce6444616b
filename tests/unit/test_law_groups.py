"""What lists call the groups of products, in the words of newspapers and of two product lists."""

import csv
from pathlib import Path

import pytest

from ocop.law.rules.groups import GroupNames

PRINTED = Path(__file__).parents[1] / "factories" / "printed_groups.csv"
OF_2019 = GroupNames.of(
    [
        ("Thực phẩm", "FOOD"),
        ("Gia vị", "FOOD"),
        ("Chè", "FOOD"),
        ("Thực phẩm thô, sơ chế", "FOOD"),
        ("Thực phẩm chế biến", "FOOD"),
        ("Đồ uống", "BEVERAGE"),
        ("Đồ uống có cồn", "BEVERAGE"),
        ("Thảo dược", "HERBAL"),
        ("Vải và may mặc", "TEXTILE"),
        ("Vải, may mặc", "TEXTILE"),
        ("Lưu niệm - nội thất - trang trí", "SOUVENIR"),
        ("Thủ công mỹ nghệ, trang trí", "SOUVENIR"),
        ("Thủ công mỹ nghệ gia dụng", "SOUVENIR"),
        ("Dịch vụ du lịch nông thôn, bán hàng", "TOURISM"),
        ("Du lịch cộng đồng và điểm du lịch", "TOURISM"),
    ]
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Thực phẩm", "FOOD"),
        ("NHÓM THỰC PHẨM THÔ, SƠ CHẾ", "FOOD"),
        ("Ngành hàng: Đồ uống", "BEVERAGE"),
        ("do uong", "BEVERAGE"),
        ("Nhóm chè", "FOOD"),
        ("Thủ công mỹ nghệ", "SOUVENIR"),
        ("Dịch vụ du lịch nông thôn và bán hàng", "TOURISM"),
        ("Du lịch cộng đồng", "TOURISM"),
        ("Bánh chè", ""),
        ("Thực phẩm và đồ uống", ""),
        ("Sinh vật cảnh", ""),
        ("Nhóm", ""),
        ("", ""),
    ],
)
def test_a_group_is_known_by_its_names(text, code):
    assert OF_2019.meant(text) == code


def test_a_name_of_two_groups_is_left_to_a_person():
    names = GroupNames.of([("Vải, may mặc", "TEXTILE"), ("Vải may mặc", "HANDICRAFT"), ("Vải lanh", "X")])
    assert names.meant("vải, may mặc") == ""
    assert names.meant("vải lanh") == "X"


def test_what_newspapers_printed_is_understood():
    with PRINTED.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 19
    unknown = {row["group"] for row in rows if row["year"] != "2023" and not OF_2019.meant(row["group"])}
    assert not unknown
