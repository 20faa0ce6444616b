"""The first administrator of an empty portal."""

import pytest

from ocop.accounts.installation import install_administrator
from ocop.accounts.models import User
from ocop.core.errors import RuleViolation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("username", "password", "sentence"),
    [
        ("goc", "abc", "Hãy chọn mật khẩu dài hơn: ít nhất 10 ký tự."),
        ("goc", "6120934587213", "Mật khẩu này chỉ có chữ số. Hãy thêm chữ."),
        ("có dấu cách", "hoa sen nở muộn", "tên"),
    ],
)
def test_an_unfit_name_or_password_is_told_in_the_portals_words(cast, username, password, sentence):
    User.objects.filter(is_superuser=True).delete()

    with pytest.raises(RuleViolation, match=sentence):
        install_administrator(username=username, full_name="Quản trị", password=password)

    assert not User.objects.filter(username=username).exists()


def test_there_is_one_first_administrator(cast):
    install_administrator(username="goc", full_name="Quản trị", password="hoa sen nở muộn")

    with pytest.raises(RuleViolation, match="đã có quản trị"):
        install_administrator(username="goc2", full_name="Quản trị", password="hoa sen nở muộn")
