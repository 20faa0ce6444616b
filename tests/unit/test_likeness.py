"""When two entries may be one producer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registrations.rules import bare_name, near_names, same_phone, same_tax_code, with_zero_in_front


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HTX Xoài Mỹ Hiệp", "Hợp tác xã xoài Mỹ Hiệp"),
        ("HKD Bánh phồng Hòa An", "Hộ kinh doanh bánh phồng Hoà An"),
        ("Công ty TNHH MTV Khô Cá Lóc", "Cty trách nhiệm hữu hạn một thành viên khô cá lóc"),
        ("Hộ Nguyễn Văn Ba", "HKD Nguyễn Văn Ba"),
        ("Hộ ông Nguyễn Văn Ba", "hộ kinh doanh Nguyễn Văn Ba"),
        ("HỘ GIA ĐÌNH BÀ SÁU", "Hộ Sáu"),
        ("HTX nông nghiệp Xoài Mỹ Hiệp", "HTX XOÀI MỸ HIỆP"),
        ("Cơ sở nem Bảy Thành", "Cơ sở nem Bảy Thanh"),
        ("HTX xoài Mỹ Hiệp", "HTX xoài Mỹ Hiêp"),
        ("HTX xoài Mỹ Hiệp", "HTX xoài Mỹ Hiệpp"),
        ("Hộ sấy chuối Mỹ Hiệp", "Ho say chuoi My Hiep"),
        ("Hồ Văn Ba", "Ho Van Ba"),
        ("Hộ Văn Ba", "Ho Van Ba"),
    ],
)
def test_names_that_may_be_one(one, other):
    assert near_names(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HTX Xoài Mỹ Hiệp", "HTX Xoài Mỹ Xương"),
        ("HTX A", "HTX B"),
        ("Hộ Sen", "Hộ Ven"),
        ("Hồ Văn Ba", "Hộ Văn Ba"),
        ("HTX Xoài Mỹ Hiệp", "HTX Ổi Mỹ Hiệp"),
    ],
)
def test_names_that_are_two(one, other):
    assert not near_names(one, other)


def test_a_name_of_nothing_but_its_kind_is_kept():
    assert bare_name("Hợp tác xã Nông nghiệp") == "hop tac xa nong nghiep"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("0277 385 1234", "02773851234", True),
        ("+84 277 385 1234", "0277.385.1234", True),
        ("0277 385 1234", "0277 385 1235", False),
        ("", "", False),
    ],
)
def test_phones(one, other, same):
    assert same_phone(one, other) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1500000001", "1500000001-002", True),
        ("1500000001", "1500000002", False),
        ("GCN-12345", "GCN-12345", False),
        ("", "", False),
    ],
)
def test_tax_codes(one, other, same):
    assert same_tax_code(one, other) is same


@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_is_mutual_and_everything_is_like_itself(one, other):
    assert near_names(one, one)
    assert near_names(one, other) == near_names(other, one)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("400123456", "0400123456"),
        ("400123456001", "0400123456001"),
        ("0400123456", ""),
        ("1400123456", ""),
        ("040012345", ""),
        ("40012345", ""),
        ("GCN-12345", ""),
        ("", ""),
    ],
)
def test_numbers_that_may_have_lost_a_zero(number, code):
    assert with_zero_in_front(number) == code
