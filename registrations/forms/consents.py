"""What is asked when a producer agrees to what a dossier says."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ocop.ui.forms import DateField, PortalForm, PrivateFileField

SIGNED_SUFFIXES = (".pdf", ".jpg", ".jpeg", ".png")


class ReadForm(PortalForm):
    """The fingerprint of what the person was shown."""

    read = forms.CharField(widget=forms.HiddenInput, max_length=64)


class ConsentForm(PortalForm):
    """A summary that the producer has signed."""

    code = forms.CharField(
        label=_("Mã nội dung trên bản đã ký"),
        max_length=20,
        help_text=_("8 ký tự in ở đầu và cuối bản in, ví dụ 4C07A9E1."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    given_by_name = forms.CharField(label=_("Người ký"), max_length=120)
    given_on = DateField(label=_("Ngày ký"))
    upload = PrivateFileField(
        label=_("Ảnh hoặc bản quét có chữ ký"), suffixes=SIGNED_SUFFIXES, help_text=_("PDF, JPEG hoặc PNG.")
    )
