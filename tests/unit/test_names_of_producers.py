"""Names of producers as lists write them."""

import unicodedata

import pytest

from registrations.rules import kind_in_name, name_key


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HTX Xoài Mỹ Hiệp", "Hợp tác xã xoài Mỹ Hiệp"),
        ("HKD Hoà Bình", "Hộ kinh doanh Hòa Bình"),
        ("Công ty TNHH MTV Sen", "CTY Trách nhiệm hữu hạn Một thành viên  Sen"),
    ],
)
def test_spellings_of_one_name_have_one_key(one, other, form):
    assert name_key(unicodedata.normalize(form, one)) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HTX Cẩm Vịnh", "HTX Cẩm Vĩnh"),
        ("HTX Xoài Mỹ Hiệp", "HTX Dịch vụ Xoài Mỹ Hiệp"),
        ("Công ty TNHH Sen", "Công ty Cổ phần Sen"),
        ("HTX Hồ Tiêu", "HTX Hổ Tiêu"),
    ],
)
def test_other_names_keep_other_keys(one, other):
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("HTX Xoài", "cooperative"),
        ("Hợp tác xã Xoài", "cooperative"),
        ("Hộ kinh doanh Ba Sen", "household"),
        ("Công ty TNHH MTV Sen", "limited_company"),
        ("Công ty Cổ phần Sen", "joint_stock_company"),
        ("Cơ sở Ba Sen", ""),
        ("Hội", "association"),
        ("Hồi Xuân", ""),
    ],
)
def test_the_kind_is_read_from_the_beginning_of_a_name(name, kind):
    assert kind_in_name(name) == kind
