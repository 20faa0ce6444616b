"""Passwords that many people here choose, and that lists from abroad do not hold."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ocop.core.text import search_key

_WORDS = (
    *("matkhau", "mat khau", "vietnam", "viet nam", "anhyeuem", "emyeuanh", "iloveyou", "giadinh"),
    *("dongthap", "dong thap", "hanoi", "saigon", "xinchao", "canbo", "can bo", "quantri", "quan tri"),
    *("ocop", "congocop", "cong ocop", "ubnd", "ubndxa", "khongbiet", "khongco", "password", "admin"),
)
_ORNAMENT = re.compile(r"[0-9\W_]+")


class LocalCommonPasswordValidator:
    """Refuses one such word with nothing but figures and signs around it: “MatKhau@2026”."""

    def validate(self, password: str, user: object = None) -> None:
        bare = _ORNAMENT.sub("", search_key(password))
        if bare in {word.replace(" ", "") for word in _WORDS}:
            raise ValidationError(_("Mật khẩu này quá phổ biến."), code="password_too_common")

    def get_help_text(self) -> str:
        return _("Không dùng một từ mà ai cũng dùng, dù thêm số.")
