"""A budget begun, revised, carried over; and the filter of the list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from budgets.choices import EstimateState
from budgets.models import Budget
from budgets.queries.people import units_drafted_by
from ocop.core import clock
from ocop.localities.fields import PictureFilter
from ocop.ui.forms import PortalForm

FIRST_YEAR, LAST_YEAR = 2018, 2100


class BudgetFilter(PictureFilter):
    year = forms.IntegerField(label=_("Năm"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    state = forms.ChoiceField(label=_("Trạng thái"), choices=[("", _("Tất cả")), *EstimateState.choices])


class StartForm(PortalForm):
    unit = forms.ModelChoiceField(label=_("Đơn vị lập"), queryset=None, empty_label=None)
    title = forms.CharField(
        label=_("Tên dự toán"),
        max_length=250,
        help_text=_("Ví dụ: Dự toán kinh phí thực hiện Chương trình OCOP năm 2027"),
    )
    first_year = forms.IntegerField(
        label=_("Năm"), min_value=FIRST_YEAR, max_value=LAST_YEAR, widget=forms.TextInput
    )
    last_year = forms.IntegerField(
        label=_("Đến năm"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        required=False,
        widget=forms.TextInput,
        help_text=_("Chỉ ghi khi dự toán cho một giai đoạn, ví dụ 2026–2030."),
    )
    has_blocks = forms.BooleanField(label=_("Đánh số theo khối I, II, III"), required=False, initial=True)
    basis = forms.CharField(
        label=_("Căn cứ"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    copy_from = forms.ModelChoiceField(
        label=_("Chép các dòng từ"),
        queryset=None,
        required=False,
        empty_label=_("Không chép, bắt đầu từ bảng trống"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = units_drafted_by(self.user)
        self.fields["unit"].queryset = units
        self.fields["first_year"].initial = clock.today().year + 1
        earlier = Budget.objects.visible_to(self.user).filter(unit__in=units.values("pk"))
        self.fields["copy_from"].queryset = earlier.order_by("-first_year", "pk")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        data["last_year"] = data.get("last_year") or data.get("first_year")
        return data


class RevisionForm(PortalForm):
    reason = forms.CharField(
        label=_("Lý do điều chỉnh"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class CarryOverForm(RevisionForm):
    source = forms.ModelChoiceField(label=_("Chuyển từ dự toán"), queryset=None)
    with_given = forms.BooleanField(
        label=_("Chuyển cả phần đã giao mà đơn vị chưa cam kết"),
        required=False,
        help_text=_("Quyết định duyệt bản này đồng thời thu hồi phần đó của các đơn vị."),
    )

    field_order = ("source", "with_given", "reason")

    def __init__(self, *args: Any, budget: Budget, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Lý do chuyển nguồn")
        earlier = Budget.objects.visible_to(self.user).filter(
            unit=budget.unit_id, last_year__lt=budget.first_year, current__isnull=False
        )
        self.fields["source"].queryset = earlier.order_by("-last_year", "pk")


class ConfirmForm(PortalForm):
    """Nothing to fill in: the page says what will happen."""
