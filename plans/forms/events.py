"""Activities beside classes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ocop.core import clock
from ocop.localities.fields import PlaceField
from ocop.localities.models import Place
from ocop.ui.forms import DateField, FilterForm, PortalForm
from plans.choices import EventKind, EventState
from plans.forms.targets import NUMBER
from plans.queries.events import ceilings_for, units_with_events
from plans.services.events import EventContent

AREA = {"rows": 4}
CONTENT = (
    "kind",
    "name",
    "content",
    "audience",
    "quantity",
    "quantity_unit",
    "starts_on",
    "ends_on",
    "lead",
    "joint",
    "ceiling",
)


def _count(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=10**9, widget=forms.TextInput(attrs=NUMBER)
    )


class EventFilter(FilterForm):
    kind = forms.ChoiceField(label=_("Loại"), choices=[("", _("Tất cả")), *EventKind.choices])
    state = forms.ChoiceField(label=_("Trạng thái"), choices=[("", _("Tất cả")), *EventState.choices])


class EventChangeForm(PortalForm):
    kind = forms.ChoiceField(label=_("Loại"), choices=EventKind.choices)
    name = forms.CharField(label=_("Hoạt động"), max_length=250)
    content = forms.CharField(
        label=_("Nội dung"), required=False, max_length=5000, widget=forms.Textarea(attrs=AREA)
    )
    audience = forms.CharField(label=_("Đối tượng"), required=False, max_length=250)
    quantity = _count(_("Số lượng"))
    quantity_unit = forms.CharField(
        label=_("Đơn vị tính"),
        required=False,
        max_length=40,
        help_text=_("Ví dụ: lượt người, gian hàng, tin bài"),
    )
    starts_on = DateField(label=_("Từ ngày"))
    ends_on = DateField(label=_("Đến ngày"))
    lead = forms.CharField(label=_("Đơn vị chủ trì"), max_length=200)
    joint = forms.CharField(label=_("Đơn vị phối hợp"), required=False, max_length=300)
    ceiling = forms.ModelChoiceField(
        label=_("Dòng dự toán"),
        queryset=None,
        required=False,
        empty_label=_("Không dùng dự toán trên cổng"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ceiling"].queryset = ceilings_for(self.user)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        said = {name: cleaned.pop(name, None) for name in CONTENT}
        return cleaned if self.errors else cleaned | {"content": EventContent(**said)}


class EventForm(EventChangeForm):
    unit = PlaceField(Place.objects.none(), label=_("Đơn vị"))
    field_order = ("unit", *CONTENT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_with_events(self.user)


class EventCloseForm(PortalForm):
    closed_on = DateField(label=_("Ngày kết thúc"), initial=clock.today)
    result_quantity = _count(_("Số lượng đạt"))
    result = forms.CharField(label=_("Kết quả"), max_length=5000, widget=forms.Textarea(attrs=AREA))


class EventCorrectForm(EventCloseForm):
    reason = forms.CharField(label=_("Lý do sửa"), max_length=500)
