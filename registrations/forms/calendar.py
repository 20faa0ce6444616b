"""What an administrator says of working days and of the limits of steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.core.errors import RuleViolation
from ocop.law.queries import working_calendar
from ocop.law.rules.calendar import is_working_day
from ocop.localities.models import Place
from ocop.programme.queries import provinces_run_by
from ocop.ui.forms import DateField, NoteForm
from registrations.choices import LEFT_OPEN
from registrations.queries.faults import faults_of_limit


class DayChangeForm(NoteForm):
    name = forms.CharField(label=gettext_lazy("Tên ngày nghỉ, ngày làm bù"), max_length=120)
    is_certain = forms.BooleanField(
        label=gettext_lazy("Đã có thông báo chính thức"),
        help_text=gettext_lazy("Để trống khi ngày này còn chờ thông báo của năm."),
        required=False,
    )
    field_order = ("day", "name", "is_certain", "note")


class DayForm(DayChangeForm):
    day = DateField(
        label=gettext_lazy("Ngày"),
        help_text=gettext_lazy("Thứ hai đến thứ sáu: thành ngày nghỉ. Thứ bảy, chủ nhật: thành ngày làm bù."),
    )

    def clean_day(self) -> date:
        day, known = self.cleaned_data["day"], working_calendar()
        if day in known and known[day] != is_working_day(day, {}):
            raise forms.ValidationError(_("Ngày này đã có trong lịch; hãy sửa ở dòng của ngày ấy."))
        return day


class LimitChangeForm(NoteForm):
    days = forms.IntegerField(
        label=gettext_lazy("Số ngày làm việc"),
        help_text=gettext_lazy("Để trống: không giới hạn."),
        min_value=1,
        max_value=250,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "w-date"}),
    )
    field_order = ("province", "term", "days", "used_from", "note")


class LimitForm(LimitChangeForm):
    province = forms.ModelChoiceField(Place.objects.none(), label=gettext_lazy("Tỉnh"), empty_label=None)
    term = forms.ChoiceField(
        label=gettext_lazy("Bước"), choices=[(term.value, term.label) for term in LEFT_OPEN]
    )
    used_from = DateField(
        label=gettext_lazy("Áp dụng từ ngày"),
        help_text=gettext_lazy("Cho hồ sơ đến bước này từ ngày ấy; hạn đang chạy giữ nguyên."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["province"].queryset = provinces_run_by(self.user)

    def faults(self, typed: Mapping[str, Any]) -> Iterable[RuleViolation]:
        return faults_of_limit(province=typed["province"], term=typed["term"], used_from=typed["used_from"])
