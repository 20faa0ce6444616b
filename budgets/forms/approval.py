"""What the finance side and the leader say."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from budgets.choices import Verdict
from budgets.models import Estimate
from budgets.queries.outline import outline_of
from ocop.core import clock
from ocop.ui.fields import MoneyField
from ocop.ui.forms import DateField, PortalForm


def same_decision() -> forms.BooleanField:
    """The tick by which a person says that one decision is about several budgets."""
    return forms.BooleanField(
        label=_("Cùng một quyết định"),
        required=False,
        help_text=_("Chỉ đánh dấu khi số này đã là số của quyết định về một dự toán khác."),
    )


class CommentForm(PortalForm):
    verdict = forms.ChoiceField(
        label=_("Ý kiến"), choices=Verdict, widget=forms.RadioSelect, initial=Verdict.AGREE
    )
    proposed_vnd = MoneyField(label=_("Số tiền đề nghị"), required=False)
    words = forms.CharField(
        label=_("Lý do"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class AppraiseForm(PortalForm):
    appraisal = forms.CharField(
        label=_("Kết luận thẩm định"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )


class ReturnReasonForm(PortalForm):
    """Beside the lines, which are ticked where they stand."""

    note = forms.CharField(label=_("Lý do"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class ReturnForm(ReturnReasonForm):
    lines = forms.MultipleChoiceField(
        label=_("Các dòng phải làm lại"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Không chọn dòng nào: trả lại cả dự toán."),
    )

    def __init__(self, *args: Any, estimate: Estimate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {str(row.line.pk): row for row in outline_of(estimate).rows}
        self.fields["lines"].choices = [
            (key, f"{row.placed.number} {row.line.content[:100]}") for key, row in self.rows.items()
        ]

    def clean_lines(self) -> list:
        return [self.rows[key].line for key in dict.fromkeys(self.cleaned_data["lines"])]


class ApproveForm(PortalForm):
    decision_number = forms.CharField(
        label=_("Số quyết định"), max_length=60, help_text=_("Ví dụ: 642/QĐ-UBND")
    )
    decided_on = DateField(label=_("Ngày quyết định"), initial=clock.today)
    same_decision = same_decision()
