"""The shapes that several forms ask for."""

from django import forms
from django.utils.translation import gettext_lazy as _

AREA = {"rows": 4}
_PHONE = r"^[0-9+][0-9 .]{7,18}$"


def phone_field() -> forms.RegexField:
    """A telephone number, which may be left out."""
    return forms.RegexField(
        _PHONE,
        label=_("Điện thoại"),
        required=False,
        max_length=20,
        error_messages={"invalid": _("Số điện thoại chỉ gồm chữ số, ví dụ 0277 123 4567.")},
    )
