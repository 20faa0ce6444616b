"""What a province lays down for visits and for printing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.rules.inspections import MOST_QUESTIONS, lines_of
from ocop.localities.models import Place
from ocop.ui.forms import DateField, PortalForm

LINES = gettext_lazy("Mỗi dòng một câu hỏi, tối đa 300 chữ cái.")
LONGEST = 300


class LocalRuleForm(PortalForm):
    province = forms.ModelChoiceField(label=gettext_lazy("Tỉnh"), queryset=None, empty_label=None)
    used_from = DateField(label=gettext_lazy("Áp dụng từ ngày"))
    keeping = forms.CharField(
        label=gettext_lazy("Câu hỏi về duy trì tiêu chí sản phẩm"),
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=LINES,
    )
    mark = forms.CharField(
        label=gettext_lazy("Câu hỏi về nhãn hiệu OCOP và quảng bá"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=LINES,
    )
    site = forms.CharField(
        label=gettext_lazy("Câu hỏi khi kiểm tra điểm du lịch trước phiên họp"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=LINES,
    )
    proof_share = forms.IntegerField(
        label=gettext_lazy("In thử một giấy trên mỗi … giấy của đợt in"), min_value=1, max_value=100
    )
    least_proofs = forms.IntegerField(label=gettext_lazy("In thử ít nhất (giấy)"), min_value=1, max_value=100)
    note = forms.CharField(
        label=gettext_lazy("Căn cứ"), max_length=500, help_text=gettext_lazy("Số, ngày của văn bản.")
    )

    def __init__(self, *args: Any, provinces: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["province"].queryset = provinces
        self.fields["province"].label_from_instance = Place.__str__

    def clean_keeping(self) -> str:
        return self._lines("keeping")

    def clean_mark(self) -> str:
        return self._lines("mark")

    def clean_site(self) -> str:
        return self._lines("site")

    def _lines(self, name: str) -> str:
        lines = lines_of(self.cleaned_data[name])
        if len(lines) > MOST_QUESTIONS:
            raise ValidationError(_("Nhiều nhất %(n)s câu hỏi.") % {"n": MOST_QUESTIONS})
        if long := next((n for n, line in enumerate(lines, 1) if len(line) > LONGEST), None):
            raise ValidationError(_("Dòng %(n)s dài quá %(most)s chữ cái.") % {"n": long, "most": LONGEST})
        return "\n".join(lines)
