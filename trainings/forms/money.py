"""Money bound for a class and accounted for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from budgets.forms.execution import PAPER_HELP
from ocop.core import clock
from ocop.ui.fields import ManyFilesField, MoneyField
from ocop.ui.forms import DateField, PortalForm
from ocop.ui.writing import dotted
from trainings.models import TrainingClass
from trainings.queries.money import allotments_for


class AllotmentChoice(forms.ModelChoiceField):
    """Allotments by line, unit and what is free."""

    def label_from_instance(self, one: Any) -> str:
        return f"{one.ceiling.line.content} – {one.holder} ({_('còn')} {dotted(one.free_vnd)} {_('đồng')})"


class BindForm(PortalForm):
    allotment = AllotmentChoice(label=_("Dòng dự toán được giao"), queryset=None)
    amount_vnd = MoneyField(label=_("Số tiền cam kết"), min_value=1)
    payee = forms.CharField(label=_("Người nhận tiền"), max_length=200, required=False)
    contract = forms.CharField(label=_("Hợp đồng, văn bản"), max_length=120, required=False)
    due_on = DateField(label=_("Hạn thanh toán"), required=False)

    def __init__(self, *args: Any, training: TrainingClass, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["allotment"].queryset = allotments_for(self.user, training)


class SettleClassForm(PortalForm):
    evidence = forms.CharField(
        label=_("Hồ sơ quyết toán"), max_length=250, help_text=_("Số, ngày của báo cáo, biên bản nghiệm thu.")
    )
    papers = ManyFilesField(label=_("Tệp của hồ sơ"), help_text=PAPER_HELP)
    settled_on = DateField(label=_("Ngày quyết toán"), initial=clock.today)
