"""What people type at the gate, about themselves, and about people and posts."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.validators import ASCIIUsernameValidator
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ocop.accounts.passwords import refuse_weak
from ocop.accounts.queries import places_to_administer, username_for
from ocop.accounts.services import PLACE_ROLES
from ocop.localities.fields import PlaceField
from ocop.localities.models import Place
from ocop.localities.queries import address_of
from ocop.ui.forms import DateField, FilterForm, PortalForm
from ocop.ui.refusals import speak

ANY_TIER = _("Viết tên tỉnh, huyện hoặc xã, phường. Ví dụ: Đồng Tháp; Mỹ Hiệp, Đồng Tháp")
"""A post is held at any tier."""
ROLES = [(role.value, role.label) for role in PLACE_ROLES]
PHONE = r"^[0-9+][0-9 .]{7,18}$"
PHONE_WORDS = {"invalid": _("Số điện thoại chỉ gồm chữ số, ví dụ 0901 234 567.")}


class SignInForm(AuthenticationForm):
    error_messages = {
        "invalid_login": _("Tên đăng nhập hoặc mật khẩu không đúng. Mật khẩu phân biệt chữ hoa, chữ thường."),
        "inactive": _("Tên đăng nhập hoặc mật khẩu không đúng. Mật khẩu phân biệt chữ hoa, chữ thường."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Tên đăng nhập hoặc email công vụ")
        self.fields["password"].label = _("Mật khẩu")
        for field in self.fields.values():
            speak(field)

    def clean_username(self) -> str:
        return username_for(self.cleaned_data["username"].strip())


class PasswordForm(PortalForm):
    old_password = forms.CharField(
        label=_("Mật khẩu hiện nay"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new_password = forms.CharField(
        label=_("Mật khẩu mới"),
        help_text=_("Ít nhất 10 ký tự, không chỉ toàn số, không phải mật khẩu nhiều người dùng."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    repeated_password = forms.CharField(
        label=_("Viết lại mật khẩu mới"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_old_password(self) -> str:
        old = self.cleaned_data["old_password"]
        if not self.user.check_password(old):
            raise forms.ValidationError(_("Mật khẩu hiện nay không đúng."))
        return old

    def clean_new_password(self) -> str:
        new = self.cleaned_data["new_password"]
        refuse_weak(new, self.user)
        if new == self.cleaned_data.get("old_password"):
            raise forms.ValidationError(_("Mật khẩu mới phải khác mật khẩu hiện nay."))
        return new

    def clean_repeated_password(self) -> str:
        repeated = self.cleaned_data["repeated_password"]
        if "new_password" in self.cleaned_data and repeated != self.cleaned_data["new_password"]:
            raise forms.ValidationError(_("Hai lần viết mật khẩu mới không giống nhau."))
        return repeated


class ContactForm(PortalForm):
    email = forms.EmailField(
        label=_("Email"), required=False, help_text=_("Tin báo được gửi tới đây. Ví dụ: ten@dongthap.gov.vn")
    )
    phone = forms.RegexField(
        PHONE,
        label=_("Điện thoại"),
        required=False,
        help_text=_("Ví dụ: 0901 234 567"),
        error_messages=PHONE_WORDS,
    )


class _InReach(PortalForm):
    """A form whose place is one of those the administrator answers for."""

    place_name = "place"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields[self.place_name]
        field.queryset = places_to_administer(self.user)
        field.widget.suggest_url = reverse("accounts:place-suggest", kwargs={"level": "all"})


class PersonForm(_InReach):
    place_name = "home"

    full_name = forms.CharField(label=_("Họ tên"), max_length=120)
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=60,
        validators=[ASCIIUsernameValidator(message=_("Chỉ dùng chữ không dấu, chữ số và các dấu . - _ @ +"))],
        help_text=_("Chữ không dấu, viết liền. Ví dụ: myhiep-canbo"),
    )
    email = forms.EmailField(label=_("Email công vụ"), required=False)
    phone = forms.RegexField(PHONE, label=_("Điện thoại"), required=False, error_messages=PHONE_WORDS)
    home = PlaceField(Place.objects.all(), note_of=address_of, label=_("Địa bàn"), help_text=ANY_TIER)
    role = forms.ChoiceField(
        label=_("Vai trò"),
        required=False,
        choices=[("", _("Chưa giao vị trí (thành viên Hội đồng, người của chủ thể)")), *ROLES],
    )
    title = forms.CharField(label=_("Chức vụ"), max_length=120, required=False)
    starts_on = DateField(label=_("Từ ngày"), required=False)
    decision_number = forms.CharField(label=_("Số quyết định"), max_length=60, required=False)

    def clean_username(self) -> str:
        return self.cleaned_data["username"].lower()


class PostForm(_InReach):
    role = forms.ChoiceField(label=_("Vai trò"), choices=[("", _("Hãy chọn")), *ROLES])
    place = PlaceField(Place.objects.all(), note_of=address_of, label=_("Địa bàn"), help_text=ANY_TIER)
    title = forms.CharField(label=_("Chức vụ"), max_length=120, required=False)
    starts_on = DateField(label=_("Từ ngày"))
    ends_on = DateField(label=_("Đến hết ngày"), required=False)
    decision_number = forms.CharField(label=_("Số quyết định"), max_length=60, required=False)


class EndPostForm(PortalForm):
    ends_on = DateField(
        label=_("Ngày cuối cùng"), help_text=_("Viết ngày hôm qua nếu phải dừng ngay. Ví dụ: 30/06/2027")
    )
    note = forms.CharField(
        label=_("Lý do"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class ConfirmForm(PortalForm):
    """Nothing to fill in: the button is the answer."""


class PersonFilter(FilterForm):
    role = forms.ChoiceField(label=_("Vai trò"), choices=[("", _("Tất cả")), *ROLES])
    place = forms.CharField(label=_("Địa bàn"), max_length=100)
