"""Beginning a plan, its settings, the text of a section, issuing it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from budgets.models import Estimate
from budgets.queries.people import units_drafted_by
from ocop.core import clock
from ocop.ui.forms import DateField, FilterForm, PortalForm
from plans.choices import PlanKind, PlanState
from plans.models import Plan
from plans.queries.people import plans_to_follow, plans_to_replace

FIRST_YEAR, LAST_YEAR = 2018, 2100
TEXT_AT_MOST = 60_000
"""Letters of a section."""
TITLE_HELP = _("Không ghi chữ “Kế hoạch”. Ví dụ: Triển khai Chương trình Mỗi xã một sản phẩm tỉnh năm 2027")


class PlanFilter(FilterForm):
    year = forms.IntegerField(label=_("Năm"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    state = forms.ChoiceField(label=_("Trạng thái"), choices=[("", _("Tất cả")), *PlanState.choices])
    kind = forms.ChoiceField(label=_("Loại"), choices=[("", _("Tất cả")), *PlanKind.choices])


class Years(PortalForm):
    """First and last year of a plan; for one year only the first is typed."""

    first_year = forms.IntegerField(
        label=_("Năm"), min_value=FIRST_YEAR, max_value=LAST_YEAR, widget=forms.TextInput
    )
    last_year = forms.IntegerField(
        label=_("Đến năm"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        required=False,
        widget=forms.TextInput,
        help_text=_("Chỉ ghi khi kế hoạch cho một giai đoạn, ví dụ 2026–2030."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        data["last_year"] = data.get("last_year") or data.get("first_year")
        return data


class StartForm(Years):
    unit = forms.ModelChoiceField(label=_("Đơn vị ban hành"), queryset=None, empty_label=None)
    kind = forms.ChoiceField(label=_("Loại kế hoạch"), choices=PlanKind.choices)
    title = forms.CharField(label=_("Trích yếu"), max_length=250, help_text=TITLE_HELP)
    draft_from = forms.ModelChoiceField(
        label=_("Soạn từ kế hoạch trước"),
        queryset=None,
        required=False,
        empty_label=_("Không, bắt đầu từ khung mẫu"),
        help_text=_(
            "Chép mọi phần sang năm mới; số năm và hạn được dời theo, căn cứ hết hiệu lực được thay."
        ),
    )

    field_order = ("unit", "kind", "title", "first_year", "last_year", "draft_from")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = units_drafted_by(self.user)
        self.fields["unit"].queryset = units
        self.fields["first_year"].initial = clock.today().year + 1
        earlier = Plan.objects.visible_to(self.user).filter(unit__in=units.values("pk"))
        self.fields["draft_from"].queryset = earlier.order_by("-first_year", "pk")


class SettingsForm(Years):
    kind = forms.ChoiceField(label=_("Loại kế hoạch"), choices=PlanKind.choices)
    title = forms.CharField(label=_("Trích yếu"), max_length=250, help_text=TITLE_HELP)
    dated_on = DateField(
        label=_("Ngày dự kiến ban hành"),
        required=False,
        help_text=_("Để kiểm tra hạn và hiệu lực của căn cứ; ngày thật ghi khi ban hành."),
    )
    estimate = forms.ModelChoiceField(
        label=_("Kinh phí theo dự toán"),
        queryset=None,
        required=False,
        empty_label=_("Không kèm dự toán"),
    )
    above = forms.ModelChoiceField(
        label=_("Thực hiện kế hoạch của cấp trên"),
        queryset=None,
        required=False,
        empty_label=_("Không có"),
    )
    replaces = forms.ModelChoiceField(
        label=_("Thay thế kế hoạch"),
        queryset=None,
        required=False,
        empty_label=_("Không thay kế hoạch nào"),
        help_text=_("Khi ban hành, kế hoạch cũ được đánh dấu đã thay; lời văn ghi thêm câu thay thế."),
    )
    opening = forms.CharField(
        label=_("Câu mở đầu"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    recipients = forms.CharField(
        label=_("Nơi nhận"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Mỗi dòng một nơi; dòng cuối ghi nơi lưu, ví dụ “Lưu: VT, NNMT”."),
    )
    signer_title = forms.CharField(
        label=_("Chức vụ người ký"),
        required=False,
        max_length=100,
        help_text=_("Chủ tịch, hoặc Phó Chủ tịch thì in thêm KT. CHỦ TỊCH."),
    )
    signer_name = forms.CharField(label=_("Họ tên người ký"), required=False, max_length=100)

    field_order = (
        *("kind", "title", "first_year", "last_year", "dated_on", "estimate", "above", "replaces"),
        *("opening", "recipients", "signer_title", "signer_name"),
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        estimates = Estimate.objects.visible_to(self.user).filter(budget__unit=plan.unit_id)
        estimates = estimates.exclude(state="returned").select_related("budget")
        self.fields["estimate"].queryset = estimates.order_by("-budget__first_year", "-number")
        self.fields["estimate"].label_from_instance = lambda one: f"{one} ({one.get_state_display().lower()})"
        self.fields["above"].queryset = plans_to_follow(self.user, plan)
        self.fields["replaces"].queryset = plans_to_replace(self.user, plan).select_related("number_entry")
        self.fields["replaces"].label_from_instance = lambda one: f"{one.number_entry}: {one}"


class SectionForm(PortalForm):
    """Title and text of a section; `MARKUP` says which signs at the beginning of a line mean something."""

    title = forms.CharField(label=_("Tên mục"), max_length=200, required=False)
    text = forms.CharField(
        label=_("Lời văn"),
        required=False,
        max_length=TEXT_AT_MOST,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=_(
            "Mỗi dòng một đoạn. Đầu dòng “- ” hoặc “+ ” là gạch đầu dòng, “1. ” hoặc “2.1. ” là mục có số, "
            "“a) ” là điểm. Dòng có số mà ngắn, không có dấu chấm cuối, thành tiêu đề in đậm."
        ),
    )


class IssueForm(PortalForm):
    dated_on = DateField(label=_("Ngày văn bản"))
    number = forms.IntegerField(
        label=_("Số văn thư đã cấp"),
        required=False,
        min_value=1,
        max_value=999_999,
        widget=forms.TextInput,
        help_text=_("Để trống để lấy số kế tiếp trong sổ của cổng."),
    )
