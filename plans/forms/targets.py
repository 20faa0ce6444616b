"""Targets: what is aimed at, and by whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ocop.localities.fields import PlaceField
from ocop.localities.models import Place
from ocop.ui.forms import DecimalField, FilterForm, PortalForm
from plans.models import Indicator
from plans.queries.targets import indicators_for, units_to_target
from plans.rules.targets import Aim

NUMBER = {"inputmode": "numeric", "class": "w-date", "autocomplete": "off"}
MOST = 10**15


def _number(label: Any, **kwargs: Any) -> forms.IntegerField:
    kwargs.setdefault("required", False)
    return forms.IntegerField(
        label=label, min_value=0, max_value=MOST, widget=forms.TextInput(attrs=NUMBER), **kwargs
    )


def _year(label: Any, **kwargs: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=2018, max_value=2100, widget=forms.TextInput(attrs=NUMBER), **kwargs
    )


class TargetFilter(FilterForm):
    year = _year(_("Năm"))
    indicator = forms.ModelChoiceField(
        label=_("Chỉ tiêu"), queryset=Indicator.objects.none(), empty_label=_("Tất cả")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicator"].queryset = indicators_for(self.user)


class AimFields(PortalForm):
    minimum = _number(_("Ít nhất"))
    maximum = _number(_("Nhiều nhất"), help_text=_("Để trống nếu chỉ có mức ít nhất."))
    share = DecimalField(
        label=_("Hoặc tỷ lệ (%)"), required=False, min_value=0, max_value=100, max_digits=5, decimal_places=2
    )
    basis = forms.CharField(
        label=_("Theo văn bản"), required=False, max_length=200, help_text=_("Ví dụ: Kế hoạch 124/KH-UBND")
    )
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=300)
    accepts_reached = forms.BooleanField(label=_("Vẫn đặt dù thấp hơn mức đã đạt"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        numbers = [cleaned.pop(name, None) for name in ("minimum", "maximum", "share")]
        return cleaned | {"aim": Aim(*numbers)}


class TargetForm(AimFields):
    indicator = forms.ModelChoiceField(label=_("Chỉ tiêu"), queryset=None, empty_label=_("Chọn chỉ tiêu"))
    unit = PlaceField(Place.objects.none(), label=_("Đơn vị"))
    first_year = _year(_("Từ năm"))
    last_year = _year(_("Đến năm"))
    field_order = ("indicator", "unit", "first_year", "last_year")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicator"].queryset = indicators_for(self.user)
        self.fields["unit"].queryset = units_to_target(self.user)


class TargetChangeForm(AimFields):
    pass


class TargetSplitForm(PortalForm):
    """One number for each unit below; an empty one takes its part away."""

    accepts_reached = forms.BooleanField(label=_("Vẫn đặt dù thấp hơn mức đã đạt"), required=False)

    def __init__(self, *args: Any, units: Iterable[Place], numbers: dict[int, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = list(units)
        for place in self.units:
            self.fields[f"unit_{place.pk}"] = _number(place.full_name, initial=numbers.get(place.pk))
        self.order_fields([f"unit_{place.pk}" for place in self.units])

    @property
    def unit_fields(self) -> list[forms.BoundField]:
        return [self[f"unit_{place.pk}"] for place in self.units]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        return {
            "values": {place: cleaned.get(f"unit_{place.pk}") for place in self.units},
            "accepts_reached": cleaned.get("accepts_reached", False),
        }
