"""What is asked for a list of recognised products as a whole."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ocop.core import clock
from ocop.imports.forms import UploadForm
from ocop.ui.forms import DateField


class RecognitionListForm(UploadForm):
    decision_number = forms.CharField(
        label=_("Số quyết định chung"),
        max_length=60,
        required=False,
        help_text=_("Cho những dòng không ghi quyết định riêng. Ví dụ: 105/QĐ-UBND"),
    )
    decided_on = DateField(label=_("Ngày quyết định chung"), required=False)

    def clean_decided_on(self):
        day = self.cleaned_data["decided_on"]
        if day and day > clock.today():
            raise forms.ValidationError(_("Ngày quyết định không thể sau hôm nay."))
        return day

    def options(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        day = cleaned.get("decided_on")
        return {"decision": cleaned.get("decision_number", ""), "decided_on": day.isoformat() if day else ""}
