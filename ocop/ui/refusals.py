"""What the fields of the portal say when they refuse: what is wrong and what to do, in the portal's words."""

from __future__ import annotations

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_CHOOSE_AGAIN = _("Mục đã chọn không còn trong danh sách. Hãy chọn lại.")

_WORDS: tuple[tuple[type[forms.Field], dict[str, Promise]], ...] = (
    (forms.Field, {"required": _("Hãy điền mục này.")}),
    (
        forms.CharField,
        {
            "max_length": _("Hãy viết ngắn lại: nhiều nhất %(limit_value)d ký tự, nay có %(show_value)d."),
            "min_length": _("Hãy viết dài hơn: ít nhất %(limit_value)d ký tự, nay có %(show_value)d."),
            "null_characters_not_allowed": _("Mục này có ký tự không đọc được. Hãy gõ lại, đừng dán."),
        },
    ),
    (forms.RegexField, {"invalid": _("Mục này viết chưa đúng. Hãy viết như ví dụ ở trên ô.")}),
    (forms.EmailField, {"invalid": _("Email chưa đúng. Hãy viết như ví dụ: ten@dongthap.gov.vn")}),
    (
        forms.IntegerField,
        {
            "invalid": _("Hãy viết một số nguyên, chỉ gồm chữ số. Ví dụ: 12"),
            "min_value": _("Hãy viết một số từ %(limit_value)s trở lên."),
            "max_value": _("Hãy viết một số không quá %(limit_value)s."),
            "step_size": _("Hãy viết một bội số của %(limit_value)s."),
        },
    ),
    (
        forms.DecimalField,
        {
            "invalid": _("Hãy viết một số. Ví dụ: 78,43"),
            "max_digits": _("Số này dài quá. Hãy viết nhiều nhất %(max)s chữ số."),
            "max_decimal_places": _("Hãy viết nhiều nhất %(max)s chữ số sau dấu phẩy."),
            "max_whole_digits": _("Số này lớn quá. Hãy viết nhiều nhất %(max)s chữ số trước dấu phẩy."),
        },
    ),
    (forms.DateField, {"invalid": _("Hãy viết ngày/tháng/năm, ví dụ 30/06/2027.")}),
    (
        forms.FileField,
        {
            "required": _("Hãy chọn một tệp."),
            "invalid": _("Tệp chưa được gửi tới. Hãy chọn lại tệp rồi gửi lần nữa."),
            "missing": _("Tệp chưa được gửi tới. Hãy chọn lại tệp rồi gửi lần nữa."),
            "empty": _("Tệp này rỗng, không có gì bên trong. Hãy mở ra xem lại rồi chọn tệp khác."),
            "max_length": _(
                "Tên tệp dài %(length)d ký tự. Hãy đổi tên ngắn lại, nhiều nhất %(max)d ký tự, rồi chọn lại."
            ),
            "contradiction": _("Hãy chọn một tệp hoặc đánh dấu bỏ tệp, không làm cả hai."),
        },
    ),
    (forms.BooleanField, {"required": _("Hãy đánh dấu ô này để đi tiếp.")}),
    (
        forms.ChoiceField,
        {
            "required": _("Hãy chọn một mục."),
            "invalid_choice": _CHOOSE_AGAIN,
            "invalid_list": _CHOOSE_AGAIN,
            "invalid_pk_value": _CHOOSE_AGAIN,
        },
    ),
)
"""The sentence for each kind of field and code of error; the narrower kind stands below."""


def speak(field: forms.Field) -> None:
    """Put the portal's sentences in place of Django's; those that the form gives itself stay.

    The codes of validators are meant too: a field says its own sentence for a code that it knows.
    """
    own = {code for code, text in field.error_messages.items() if id(text) not in _sentences_of_django(field)}
    for kind, words in _WORDS:
        if isinstance(field, kind):
            field.error_messages |= {code: text for code, text in words.items() if code not in own}


def _sentences_of_django(field: forms.Field) -> set[int]:
    kinds = [kind for kind in type(field).__mro__ if kind.__module__.startswith("django.")]
    return {id(text) for kind in kinds for text in getattr(kind, "default_error_messages", {}).values()}
