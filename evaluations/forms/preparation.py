"""Samples, the visit to a place, the advisory team's report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.choices import SampleMove, TeamOpinion
from ocop.ui.forms import DateField, PortalForm, PrivateFileField

SITE_WORDS = [
    ("yes", gettext_lazy("Đạt")),
    ("partly", gettext_lazy("Đạt một phần")),
    ("no", gettext_lazy("Chưa đạt")),
]


class SamplesForm(PortalForm):
    kind = forms.ChoiceField(label=gettext_lazy("Việc"), choices=SampleMove)
    count = forms.IntegerField(label=gettext_lazy("Số đơn vị mẫu"), min_value=1, max_value=100)
    counterpart = forms.CharField(label=gettext_lazy("Người giao hoặc nhận"), max_length=160)
    condition = forms.CharField(
        label=gettext_lazy("Tình trạng mẫu, niêm phong"), max_length=250, required=False
    )


class SiteCheckForm(PortalForm):
    checked_on = DateField(label=gettext_lazy("Ngày kiểm tra"))
    people = forms.CharField(label=gettext_lazy("Người đi kiểm tra"), max_length=500)

    def __init__(self, *args: Any, questions: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        self.codes = [code for code, _words in questions]
        asked = {
            f"q-{code}": forms.ChoiceField(label=_(words), choices=SITE_WORDS, widget=forms.RadioSelect)
            for code, words in questions
        }
        findings = forms.CharField(
            label=_("Điều đáng chú ý"),
            max_length=4000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 4}),
        )
        self.base_fields = self.base_fields | asked | {"findings": findings}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        answers = {code: data.pop(f"q-{code}", "") for code in self.codes}
        return data | {"answers": answers}


class LabResultForm(PortalForm):
    number = forms.CharField(label=gettext_lazy("Số phiếu"), max_length=60)
    tested_on = DateField(label=gettext_lazy("Ngày trả kết quả"))
    laboratory = forms.CharField(label=gettext_lazy("Nơi kiểm nghiệm"), max_length=200)
    upload = PrivateFileField(
        label=gettext_lazy("Tệp phiếu kết quả"), suffixes=(".pdf", ".jpg", ".jpeg", ".png")
    )


class TeamReportForm(PortalForm):
    review = forms.CharField(
        label=gettext_lazy("Kết quả thẩm tra hồ sơ"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    survey = forms.CharField(
        label=gettext_lazy("Kết quả khảo sát thực tế"),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    tests = forms.CharField(
        label=gettext_lazy("Kiểm nghiệm đã có hoặc cần làm thêm"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    opinion = forms.ChoiceField(
        label=gettext_lazy("Đề nghị với Hội đồng"), choices=TeamOpinion, widget=forms.RadioSelect
    )
