"""Norms of a province."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from budgets.choices import Purpose
from budgets.services.norms import SETTERS
from ocop.programme.queries import provinces_run_by
from ocop.ui.fields import MoneyField
from ocop.ui.forms import DateField, FilterForm, PortalForm


class NormFilter(FilterForm):
    on = DateField(label=_("Áp dụng ngày"), help_text="")


class NormForm(PortalForm):
    province = forms.ModelChoiceField(label=_("Tỉnh"), queryset=None, empty_label=None)
    name = forms.CharField(
        label=_("Định mức"), max_length=200, help_text=_("Ví dụ: Thù lao giảng viên cấp tỉnh")
    )
    purpose = forms.ChoiceField(
        label=_("Loại việc"),
        choices=[("", _("Không gắn loại việc")), *Purpose.choices],
        required=False,
        help_text=_("Dòng dự toán của loại việc này phải so với định mức, hoặc nêu lý do."),
    )
    per = forms.CharField(
        label=_("Tính cho"), max_length=80, required=False, help_text=_("Ví dụ: người/ngày, buổi, nhãn hiệu")
    )
    cap_vnd = MoneyField(label=_("Mức tối đa"), required=False)
    percent = forms.IntegerField(
        label=_("Hoặc tỷ lệ tối đa (%)"),
        required=False,
        min_value=1,
        max_value=100,
        widget=forms.TextInput,
        help_text=_("Phần trăm của tổng chi phí được duyệt."),
    )
    basis = forms.CharField(
        label=_("Văn bản"), max_length=250, help_text=_("Ví dụ: Nghị quyết 12/2026/NQ-HĐND")
    )
    starts_on = DateField(label=_("Áp dụng từ ngày"))
    ends_on = DateField(label=_("Đến hết ngày"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["province"].queryset = provinces_run_by(self.user, roles=SETTERS)


class NormEndForm(PortalForm):
    ends_on = DateField(label=_("Áp dụng đến hết ngày"))
