"""Passwords that many people here choose."""

import pytest
from django.core.exceptions import ValidationError

from ocop.accounts.passwords import LocalCommonPasswordValidator


@pytest.mark.parametrize("password", ["matkhau123", "MatKhau@2026", "Mật khẩu 1", "dongthap82!", "ubnd-2025"])
def test_a_word_that_everybody_takes_is_refused_with_its_ornament(password):
    with pytest.raises(ValidationError) as refusal:
        LocalCommonPasswordValidator().validate(password)

    assert refusal.value.code == "password_too_common"


@pytest.mark.parametrize("password", ["lua-chin-tren-dong", "mat khau cua toi o nha", "xoai7cat9chu"])
def test_words_of_ones_own_are_taken(password):
    LocalCommonPasswordValidator().validate(password)
