"""What officers ask to be corrected, and what is answered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ocop.ui.forms import PortalForm
from registrations.choices import CorrectionReason
from registrations.forms.shapes import AREA


class CorrectionForm(PortalForm):
    item = forms.ChoiceField(label=_("Mục cần sửa"))
    reason = forms.ChoiceField(label=_("Vì sao"), choices=CorrectionReason, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Cần sửa gì"),
        max_length=2000,
        help_text=_("Người lập hồ sơ đọc đúng những chữ này."),
        widget=forms.Textarea(attrs=AREA),
    )

    def __init__(self, *args: Any, items: Iterable[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = [("", _("Chọn mục")), *items]


class AnswerForm(PortalForm):
    answer = forms.CharField(
        label=_("Đã sửa thế nào"),
        max_length=2000,
        required=False,
        help_text=_("Một câu cho người xét, nếu cần."),
        widget=forms.Textarea(attrs=AREA),
    )
