"""Spreadsheets brought in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from budgets.models import Budget
from budgets.queries.funds import sources_of_years
from ocop.spreadsheets.reader import SUFFIXES
from ocop.ui.fields import PrivateFileField
from ocop.ui.forms import PortalForm


class PaymentsUploadForm(PortalForm):
    upload = PrivateFileField(
        label=_("Bảng tính"),
        suffixes=SUFFIXES,
        help_text=_("XLSX, XLS, ODS hoặc CSV, có cột số chứng từ, ngày, số tiền; nên có cột hợp đồng."),
    )


class LinesUploadForm(PortalForm):
    upload = PrivateFileField(
        label=_("Bảng tính"),
        suffixes=SUFFIXES,
        help_text=_("XLSX, XLS, ODS hoặc CSV, có cột TT, nội dung, số tiền; đơn vị ghi ở dòng khối."),
    )
    source = forms.ModelChoiceField(
        label=_("Nguồn vốn của các dòng không ghi nguồn"),
        queryset=None,
        required=False,
        empty_label=_("Chưa chọn, ghi sau"),
    )

    def __init__(self, *args: Any, budget: Budget, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = sources_of_years(budget.first_day)


class ApplyLinesForm(PortalForm):
    accepts_differences = forms.BooleanField(
        label=_("Tôi đã xem các chỗ lệch và lấy theo số của các dòng chi tiết"), required=False
    )
