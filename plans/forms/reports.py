"""Reports: the days of a province, and what a unit says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ocop.core import clock
from ocop.ui.forms import DateField, DecimalField, FilterForm, PortalForm, RowsField
from plans.choices import ReportKind
from plans.forms.targets import NUMBER
from plans.models import Indicator
from plans.queries.reports import Line, provinces_ruled_by
from plans.services import Said

AREA = {"rows": 4}


def _whole(label: Any, least: int, most: int, initial: int, **kwargs: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        initial=initial,
        widget=forms.TextInput(attrs=NUMBER),
        **kwargs,
    )


class ReportFilter(FilterForm):
    kind = forms.ChoiceField(label=_("Kỳ"), choices=[("", _("Tất cả")), *ReportKind.choices])
    year = forms.IntegerField(
        label=_("Năm"), min_value=2018, max_value=2100, widget=forms.TextInput(attrs=NUMBER)
    )


class ReportRuleForm(PortalForm):
    province = forms.ModelChoiceField(label=_("Tỉnh"), queryset=None, empty_label=None)
    valid_from = DateField(label=_("Áp dụng từ ngày"), initial=clock.today)
    half_day = _whole(_("Báo cáo 6 tháng: ngày"), 1, 31, 15)
    half_month = _whole(_("Báo cáo 6 tháng: tháng"), 1, 12, 6)
    year_day = _whole(_("Báo cáo năm: ngày"), 1, 31, 15)
    year_month = _whole(_("Báo cáo năm: tháng"), 1, 12, 11)
    opens_before = _whole(_("Mở trước hạn (ngày)"), 1, 180, 30)
    earlier_per_tier = _whole(
        _("Mỗi cấp dưới nộp sớm hơn (ngày)"), 0, 30, 0, help_text=_("Ví dụ 5: xã nộp trước tỉnh 5 ngày.")
    )
    basis = forms.CharField(label=_("Theo văn bản"), max_length=200, required=False)
    indicators = RowsField(
        label=_("Bộ chỉ tiêu"),
        queryset=None,
        required=False,
        help_text=_("Không chọn mục nào: dùng tất cả chỉ tiêu đang dùng."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = provinces_ruled_by(self.user)
        self.fields["province"].queryset = mine
        known = Indicator.objects.filter(province=None) | Indicator.objects.filter(province__in=mine)
        self.fields["indicators"].queryset = known.order_by("position", "pk")


class IndicatorForm(PortalForm):
    province = forms.ModelChoiceField(label=_("Tỉnh"), queryset=None, empty_label=None)
    name = forms.CharField(
        label=_("Chỉ tiêu"),
        max_length=200,
        help_text=_("Ví dụ: Điểm bán sản phẩm xây dựng thêm"),
    )
    unit_name = forms.CharField(
        label=_("Đơn vị tính"), max_length=40, required=False, help_text=_("Ví dụ: điểm, tổ chức, mô hình")
    )
    is_share = forms.BooleanField(label=_("Tính bằng tỷ lệ phần trăm"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["province"].queryset = provinces_ruled_by(self.user)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("is_share") and not cleaned.get("unit_name"):
            self.add_error("unit_name", _("Hãy ghi đơn vị tính, hoặc chọn tỷ lệ phần trăm."))
        return cleaned


class ReportForm(PortalForm):
    """For each figure what the sender says, where it is not what the records say, and why."""

    steering = forms.CharField(
        label=_("Công tác chỉ đạo"), required=False, max_length=5000, widget=forms.Textarea(attrs=AREA)
    )
    difficulties = forms.CharField(
        label=_("Khó khăn, nguyên nhân"), required=False, max_length=5000, widget=forms.Textarea(attrs=AREA)
    )
    tasks = forms.CharField(
        label=_("Nhiệm vụ kỳ tới"), required=False, max_length=5000, widget=forms.Textarea(attrs=AREA)
    )

    def __init__(self, *args: Any, lines: Sequence[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = list(lines)
        for line in self.lines:
            one = line.indicator
            self.fields[f"stated_{one.pk}"] = DecimalField(
                label=_("%(name)s, số của đơn vị") % {"name": one},
                required=False,
                min_value=0,
                max_digits=18,
                decimal_places=2 if one.is_share else 0,
                initial=line.stated,
            )
            self.fields[f"why_{one.pk}"] = forms.CharField(
                label=_("%(name)s, giải thích") % {"name": one},
                required=False,
                max_length=500,
                initial=line.explanation,
            )

    @property
    def rows(self) -> list[tuple[Line, forms.BoundField, forms.BoundField]]:
        return [
            (line, self[f"stated_{line.indicator.pk}"], self[f"why_{line.indicator.pk}"])
            for line in self.lines
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        values = {
            line.indicator: Said(
                cleaned.get(f"stated_{line.indicator.pk}"), cleaned.get(f"why_{line.indicator.pk}", "")
            )
            for line in self.lines
        }
        words = {name: cleaned.get(name, "") for name in ("steering", "difficulties", "tasks")}
        return {"values": values} | words


class SignedForm(PortalForm):
    """The number and the day under which a report was signed."""

    number = forms.CharField(label=_("Số, ký hiệu báo cáo"), max_length=60, help_text=_("Ví dụ: 45/BC-UBND"))
    signed_on = DateField(label=_("Ngày ký"), initial=clock.today)


class ConfirmForm(PortalForm):
    """Nothing to fill in: only yes."""
