"""What the minutes need besides recorded events, and which acts the papers cite."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ocop.law.models import LegalAct
from ocop.ui.forms import DateField, PortalForm, RowsField


class MinutesForm(PortalForm):
    opinions = forms.CharField(
        label=_("Ý kiến thảo luận"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Ghi ý kiến về từng sản phẩm; không ghi điểm, điểm đã có trong bảng."),
    )
    votes_for = forms.IntegerField(label=_("Số phiếu tán thành"), min_value=0, max_value=500)
    votes_against = forms.IntegerField(label=_("Không tán thành"), min_value=0, max_value=500, initial=0)
    votes_abstained = forms.IntegerField(label=_("Không có ý kiến"), min_value=0, max_value=500, initial=0)


class PackForm(PortalForm):
    """The acts to cite; those of the products' regimes are ticked from the start."""

    acts = RowsField(
        LegalAct.objects.none(),
        label=_("Căn cứ"),
        required=False,
        help_text=_("Văn bản đã hết hiệu lực vào ngày họp được ghi chú bên cạnh."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.held_on = kwargs.pop("held_on")
        super().__init__(*args, **kwargs)
        field = self.fields["acts"]
        field.queryset = LegalAct.objects.order_by("-issued_on", "pk")
        field.label_from_instance = self.label_of

    def label_of(self, act: LegalAct) -> str:
        words = f"{act.number}, {act.issued_on:%d/%m/%Y}: {act.title}"
        if act.in_force_to and act.in_force_to < self.held_on:
            return f"{words} ({_('hết hiệu lực từ sau ngày')} {act.in_force_to:%d/%m/%Y})"
        return words


class IssueForm(PortalForm):
    """The number is asked for only where the office gives it."""

    number = forms.IntegerField(
        label=_("Số văn thư đã cấp"),
        required=False,
        min_value=1,
        max_value=999_999,
        help_text=_("Để trống để lấy số kế tiếp trong sổ của cổng."),
    )
    dated_on = DateField(label=_("Ngày văn bản"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        asks = kwargs.pop("asks_number")
        super().__init__(*args, **kwargs)
        if not asks:
            del self.fields["number"]

    def clean(self) -> dict[str, Any]:
        return {"number": None} | super().clean()
