"""Which passwords are not taken, and why, in the portal's words."""

import re

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ocop.core.text import search_key

_WORDS = (
    *("matkhau", "mat khau", "vietnam", "viet nam", "anhyeuem", "emyeuanh", "iloveyou", "giadinh"),
    *("dongthap", "dong thap", "hanoi", "saigon", "xinchao", "canbo", "can bo", "quantri", "quan tri"),
    *("ocop", "congocop", "cong ocop", "ubnd", "ubndxa", "khongbiet", "khongco", "password", "admin"),
)
_ORNAMENT = re.compile(r"[0-9\W_]+")

WEAK = {
    "password_too_short": _("Hãy chọn mật khẩu dài hơn: ít nhất %(min_length)d ký tự."),
    "password_too_common": _("Nhiều người dùng mật khẩu này. Hãy chọn mật khẩu khác."),
    "password_entirely_numeric": _("Mật khẩu này chỉ có chữ số. Hãy thêm chữ."),
    "password_too_similar": _("Mật khẩu này gần giống tên hoặc email của bạn. Hãy chọn mật khẩu khác."),
}
"""Why a password is not taken, by the codes of `AUTH_PASSWORD_VALIDATORS`."""


class LocalCommonPasswordValidator:
    """Refuses one such word with nothing but figures and signs around it: “MatKhau@2026”."""

    def validate(self, password: str, user: object = None) -> None:
        bare = _ORNAMENT.sub("", search_key(password))
        if bare in {word.replace(" ", "") for word in _WORDS}:
            raise ValidationError(_("Mật khẩu này quá phổ biến."), code="password_too_common")

    def get_help_text(self) -> str:
        return _("Không dùng một từ mà ai cũng dùng, dù thêm số.")


def refuse_weak(password: str, user: object) -> None:
    """Raises `ValidationError` with a sentence for every check that the password of the user fails."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise ValidationError(
            [ValidationError(WEAK[e.code], e.code, e.params) for e in error.error_list]
        ) from None
