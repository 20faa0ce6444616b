"""Every field of every form refuses in the portal's own words."""

from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.contrib.auth.password_validation import get_default_password_validators
from django.core import validators
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import get_resolver

from ocop.accounts.forms import PHONE, SignInForm
from ocop.accounts.passwords import WEAK
from ocop.ui.fields import DecimalField, PrivateFileField
from ocop.ui.forms import PortalForm
from ocop.ui.refusals import speak

MARKED = set("ạảấầẩẫậắằẳẵặẹẻẽếềểễệịỉĩọỏốồổỗộớờởỡợụủứừửữựỳỷỹỵđăâêôơưãõũáàéèíìóòúùý")
"""Letters that no English sentence has."""


def forms_below(kind: type[forms.Form]) -> Iterator[type[forms.Form]]:
    for form in kind.__subclasses__():
        if form.__module__.split(".")[0] != "tests":
            yield form
            yield from forms_below(form)


def fields_of_the_portal() -> list:
    """The declared fields of every form; loading the addresses has loaded every form."""
    assert get_resolver().url_patterns
    found = {*forms_below(PortalForm), SignInForm}
    return [
        pytest.param(field, id=f"{form.__module__}.{form.__qualname__}.{name}")
        for form in sorted(found, key=lambda form: f"{form.__module__}.{form.__qualname__}")
        for name, field in form.base_fields.items()
    ]


def answers(field: forms.Field) -> dict[str, Any]:
    """What a field says, by code, as Django finds it: a field's own words go before a validator's."""
    said: dict[str, Any] = {}
    for validator in field.validators:
        said |= getattr(validator, "messages", None) or {validator.code: validator.message}
    return said | field.error_messages


def texts_of_django() -> Iterator[Any]:
    for module in (forms.fields, forms.models, validators):
        for kind in vars(module).values():
            if isinstance(kind, type):
                yield from getattr(kind, "default_error_messages", {}).values()
                yield getattr(kind, "message", None)
    yield from validators.DecimalValidator.messages.values()


def is_of_django(text: Any) -> bool:
    return any(text is other for other in texts_of_django())


@pytest.mark.parametrize("field", fields_of_the_portal())
def test_every_field_refuses_in_words_of_the_portal(field):
    field = field.__deepcopy__({})

    speak(field)

    said = answers(field)
    assert {code for code, text in said.items() if is_of_django(text)} == set()
    assert {code for code, text in said.items() if not MARKED & set(str(text).lower())} == set()


def test_django_would_say_it_otherwise():
    assert {code for code, text in answers(forms.CharField(max_length=3)).items() if is_of_django(text)} == {
        "required",
        "max_length",
        "null_characters_not_allowed",
    }


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        (forms.CharField(max_length=3), "bốn ba", "Hãy viết ngắn lại: nhiều nhất 3 ký tự, nay có 6."),
        (forms.CharField(min_length=3), "ô", "Hãy viết dài hơn: ít nhất 3 ký tự, nay có 1."),
        (forms.CharField(), "a\x00", "Mục này có ký tự không đọc được. Hãy gõ lại, đừng dán."),
        (forms.IntegerField(), "ba", "Hãy viết một số nguyên, chỉ gồm chữ số. Ví dụ: 12"),
        (forms.IntegerField(min_value=2018), "7", "Hãy viết một số từ 2018 trở lên."),
        (forms.IntegerField(max_value=9), "10", "Hãy viết một số không quá 9."),
        (forms.IntegerField(step_size=5), "7", "Hãy viết một bội số của 5."),
        (DecimalField(), "ba", "“ba” không phải là số. Ví dụ: 78,43"),
        (DecimalField(max_digits=3), "12,34", "Số này dài quá. Hãy viết nhiều nhất 3 chữ số."),
        (DecimalField(decimal_places=1), "1,23", "Hãy viết nhiều nhất 1 chữ số sau dấu phẩy."),
        (
            DecimalField(max_digits=4, decimal_places=2),
            "123",
            "Số này lớn quá. Hãy viết nhiều nhất 2 chữ số trước dấu phẩy.",
        ),
        (forms.EmailField(), "ten@", "Email chưa đúng. Hãy viết như ví dụ: ten@dongthap.gov.vn"),
        (forms.RegexField(PHONE), "x", "Mục này viết chưa đúng. Hãy viết như ví dụ ở trên ô."),
        (
            forms.ChoiceField(choices=[("a", "A")]),
            "b",
            "Mục đã chọn không còn trong danh sách. Hãy chọn lại.",
        ),
        (forms.MultipleChoiceField(), "b", "Mục đã chọn không còn trong danh sách. Hãy chọn lại."),
        (
            PrivateFileField(),
            SimpleUploadedFile("a.pdf", b""),
            "Tệp này rỗng, không có gì bên trong. Hãy mở ra xem lại rồi chọn tệp khác.",
        ),
        (
            PrivateFileField(max_length=8),
            SimpleUploadedFile("giay-to.pdf", b"%"),
            "Tên tệp dài 11 ký tự. Hãy đổi tên ngắn lại, nhiều nhất 8 ký tự, rồi chọn lại.",
        ),
        (PrivateFileField(), "a.pdf", "Tệp chưa được gửi tới. Hãy chọn lại tệp rồi gửi lần nữa."),
        (forms.FileField(), None, "Hãy chọn một tệp."),
        (forms.BooleanField(), False, "Hãy đánh dấu ô này để đi tiếp."),
    ],
)
def test_the_sentence_says_what_to_do(field, value, sentence):
    speak(field)

    with pytest.raises(ValidationError) as refusal:
        field.clean(value)

    assert refusal.value.messages == [sentence]


def test_words_of_the_form_go_before_those_of_the_portal():
    field = forms.ChoiceField(error_messages={"required": "Hãy chọn một bộ tiêu chí."})

    speak(field)

    assert field.error_messages["required"] == "Hãy chọn một bộ tiêu chí."


def test_a_field_added_while_the_form_is_made_speaks_too():
    class GrowingForm(PortalForm):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            self.fields["late"] = forms.IntegerField()

    form = GrowingForm({"late": "x"}, user=None)

    assert form.errors == {"late": ["Hãy viết một số nguyên, chỉ gồm chữ số. Ví dụ: 12"]}


def test_every_check_of_passwords_has_its_sentence():
    codes = {
        "MinimumLengthValidator": "password_too_short",
        "CommonPasswordValidator": "password_too_common",
        "LocalCommonPasswordValidator": "password_too_common",
        "NumericPasswordValidator": "password_entirely_numeric",
        "UserAttributeSimilarityValidator": "password_too_similar",
    }

    assert {codes[type(check).__name__] for check in get_default_password_validators()} == set(WEAK)
