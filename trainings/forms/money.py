"""Money bound for a class and accounted for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from budgets.forms.execution import PAPER_HELP, BindMoneyForm
from ocop.core import clock
from ocop.ui.fields import ManyFilesField
from ocop.ui.forms import DateField, PortalForm
from trainings.models import TrainingClass
from trainings.queries.money import allotments_for


class BindForm(BindMoneyForm):
    def __init__(self, *args: Any, training: TrainingClass, **kwargs: Any) -> None:
        super().__init__(*args, allotments=allotments_for(kwargs["user"], training), **kwargs)


class SettleClassForm(PortalForm):
    evidence = forms.CharField(
        label=_("Hồ sơ quyết toán"), max_length=250, help_text=_("Số, ngày của báo cáo, biên bản nghiệm thu.")
    )
    papers = ManyFilesField(label=_("Tệp của hồ sơ"), help_text=PAPER_HELP)
    settled_on = DateField(label=_("Ngày quyết toán"), initial=clock.today)
