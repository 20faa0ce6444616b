"""What is asked when a producer agrees to what a dossier says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ocop.core.errors import RuleViolation
from ocop.ui.forms import DateField, PortalForm, PrivateFileField
from registrations.models import Dossier
from registrations.queries.faults import faults_of_file, faults_of_signed_summary

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

    def __init__(self, *args: Any, dossier: Dossier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dossier = dossier

    def faults(self, typed: Mapping[str, Any]) -> Iterable[RuleViolation]:
        found = [*faults_of_signed_summary(self.dossier, code=typed["code"], given_on=typed["given_on"])]
        yield from found
        if found or self.errors:
            yield from faults_of_file(typed["upload"])
