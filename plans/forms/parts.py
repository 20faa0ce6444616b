"""One form for each sort of row of a plan."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ocop.core import clock
from ocop.law.models import LegalAct
from ocop.ui.forms import DateField, DecimalField, PortalForm
from plans.choices import AimKind, AnnexKind, SectionKind
from plans.models import Plan, PlanActivity, Target


def _area(label, rows: int = 4, length: int = 10_000, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=length, widget=forms.Textarea(attrs={"rows": rows}), **more
    )


class PartForm(PortalForm):
    """A row of `plan`; `row` is the one that is changed, None for a new one."""

    def __init__(self, *args: Any, plan: Plan, row: Any = None, **kwargs: Any) -> None:
        self.plan, self.row = plan, row
        super().__init__(*args, **kwargs)


class Days(PartForm):
    """A row with a first and a last day."""

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        begins, ends = data.get("starts_on"), data.get("ends_on")
        if begins and ends and ends < begins:
            self.add_error("ends_on", _("Ngày cuối không trước ngày đầu."))
        return data


class PhaseForm(Days):
    name = forms.CharField(label=_("Tên giai đoạn"), max_length=150)
    starts_on = DateField(label=_("Từ ngày"))
    ends_on = DateField(label=_("Đến ngày"))


class GroundForm(PartForm):
    act = forms.ModelChoiceField(
        LegalAct.objects.none(),
        label=_("Văn bản trong danh mục"),
        required=False,
        empty_label=_("Không, ghi bằng lời"),
        help_text=_("Số, ngày, cơ quan và trích yếu được in theo danh mục."),
    )
    words = forms.CharField(
        label=_("Hoặc lời văn"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ví dụ: Theo đề nghị của Giám đốc Sở Nông nghiệp và Môi trường"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["act"]
        field.queryset = LegalAct.objects.order_by("-issued_on", "pk")
        field.label_from_instance = self.label_of

    def label_of(self, act: LegalAct) -> str:
        words = f"{act.number}, {act.issued_on:%d/%m/%Y}: {act.title}"[:140]
        ended = act.in_force_to and act.in_force_to < (self.plan.dated_on or clock.today())
        return f"{words} ({_('hết hiệu lực')})" if ended else words

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not data.get("act") and not data.get("words"):
            self.add_error("act", _("Hãy chọn một văn bản hoặc ghi lời văn."))
        return data


class SectionPartForm(PartForm):
    title = forms.CharField(
        label=_("Tên mục"),
        max_length=200,
        required=False,
        help_text=_("Số I, II, 1, 2 tự đánh. Để trống thì mục không có tiêu đề."),
    )
    level = forms.TypedChoiceField(
        label=_("Cấp"),
        coerce=int,
        choices=[(1, _("Phần lớn: I, II, III")), (2, _("Trong phần lớn: 1, 2, 3"))],
    )
    kind = forms.ChoiceField(label=_("In kèm"), choices=SectionKind.choices)


class AimForm(PartForm):
    kind = forms.ChoiceField(label=_("Loại"), choices=AimKind.choices, initial=AimKind.SPECIFIC)
    words = forms.CharField(label=_("Lời văn"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    minimum = DecimalField(label=_("Ít nhất"), min_value=0, max_digits=14, decimal_places=2, required=False)
    maximum = DecimalField(
        label=_("Nhiều nhất"), min_value=0, max_digits=14, decimal_places=2, required=False
    )
    unit_name = forms.CharField(label=_("Đơn vị tính"), max_length=60, required=False)
    target = forms.ModelChoiceField(
        queryset=None,
        label=_("Gắn với chỉ tiêu"),
        required=False,
        empty_label=_("Không gắn"),
        help_text=_("Chỉ tiêu đã đặt cho đơn vị; số để trống thì lấy theo chỉ tiêu."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        targets = Target.objects.visible_to(self.user).filter(
            unit=self.plan.unit_id,
            first_year__lte=self.plan.last_year,
            last_year__gte=self.plan.first_year,
            share=None,
        )
        self.fields["target"].queryset = targets.select_related("indicator", "unit").order_by("pk")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        target = data.get("target")
        if target is not None and data.get("minimum") is None and data.get("maximum") is None:
            data |= {"minimum": target.minimum, "maximum": target.maximum}
            data["unit_name"] = data.get("unit_name") or target.indicator.unit_name
        low, high = data.get("minimum"), data.get("maximum")
        if low is not None and high is not None and high < low:
            self.add_error("maximum", _("Số nhiều nhất không nhỏ hơn số ít nhất."))
        return data


class ActivityForm(Days):
    title = forms.CharField(label=_("Tên hoạt động"), max_length=300)
    parent = forms.ModelChoiceField(
        queryset=None,
        label=_("Nằm trong hoạt động"),
        required=False,
        empty_label=_("Không, đứng riêng"),
    )
    content = _area(_("Nội dung"), required=False)
    audience = forms.CharField(label=_("Đối tượng, thành phần"), max_length=500, required=False)
    quantity = forms.CharField(
        label=_("Số lượng"), max_length=200, required=False, help_text=_("Ví dụ: 02 lớp, mỗi lớp 90 người")
    )
    time = forms.CharField(
        label=_("Thời gian"), max_length=200, required=False, help_text=_("Ví dụ: Từ Quý II đến Quý IV/2027")
    )
    starts_on = DateField(label=_("Bắt đầu"), required=False)
    ends_on = DateField(label=_("Xong trước"), required=False)
    lead = forms.CharField(label=_("Đơn vị chủ trì"), max_length=250, required=False)
    joint = forms.CharField(label=_("Đơn vị phối hợp"), max_length=500, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tops = PlanActivity.objects.visible_to(self.user).filter(plan=self.plan, parent=None)
        if self.row is not None:
            tops = tops.exclude(pk=self.row.pk)
        self.fields["parent"].queryset = tops.order_by("position", "pk")


class TaskForm(PartForm):
    agency = forms.CharField(label=_("Cơ quan, đơn vị"), max_length=250)
    words = _area(
        _("Nhiệm vụ"), 6, help_text=_("Một dòng in liền sau tên cơ quan; nhiều dòng thì bắt đầu bằng “- ”.")
    )


class ReportingForm(PartForm):
    name = forms.CharField(label=_("Báo cáo"), max_length=200, help_text=_("Ví dụ: Báo cáo 6 tháng"))
    due_on = DateField(label=_("Trước ngày"))
    to = forms.CharField(label=_("Gửi"), max_length=250)


class AnnexForm(PartForm):
    kind = forms.ChoiceField(label=_("Loại phụ lục"), choices=AnnexKind.choices)
    title = forms.CharField(
        label=_("Tên phụ lục"),
        max_length=250,
        required=False,
        help_text=_("Để trống thì đặt theo loại và năm của kế hoạch."),
    )


class StepForm(PortalForm):
    """One step up or down."""

    direction = forms.ChoiceField(choices=[("up", "up"), ("down", "down")])


PART_FORMS: dict[str, type[PartForm]] = {
    "phases": PhaseForm,
    "grounds": GroundForm,
    "sections": SectionPartForm,
    "aims": AimForm,
    "activities": ActivityForm,
    "tasks": TaskForm,
    "reportings": ReportingForm,
    "annexes": AnnexForm,
}
"""By what a plan calls its rows (the related names of `PlanPart`)."""
