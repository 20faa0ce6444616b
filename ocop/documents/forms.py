"""What is sent about the mark of a province, and about numbers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ocop.core import clock
from ocop.documents.choices import EntryState
from ocop.documents.queries import issuers_kept_by, places_to_mark, series_seen_by
from ocop.documents.signs import PaperKind, Sign
from ocop.localities.models import Place
from ocop.ui.forms import DateField, FilterForm, PortalForm, PrivateFileField


class MarkForm(PortalForm):
    place = forms.ModelChoiceField(Place.objects.none(), label=_("Tỉnh"), empty_label=None)
    upload = PrivateFileField(
        label=_("Hình biểu trưng"),
        suffixes=(".png", ".jpg", ".jpeg"),
        help_text=_("PNG hoặc JPEG, gần vuông, tốt nhất từ 400 điểm ảnh; nền trong suốt in đẹp hơn."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places_to_mark(self.user)


class ConfirmForm(PortalForm):
    """A move that asks nothing but the press of its button."""


class NumberFilter(FilterForm):
    q = forms.CharField(
        label=_("Số, ký hiệu, nội dung"), max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    series = forms.ChoiceField(label=_("Sổ"))
    year = forms.IntegerField(label=_("Năm"), min_value=2018, max_value=2100)
    state = forms.ChoiceField(label=_("Trạng thái"), choices=[("", _("Tất cả")), *EntryState.choices])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["series"].choices = [("", _("Tất cả")), *series_seen_by(self.user)]


class ReserveForm(PortalForm):
    """The sign is made of the kind, the letters of the issuer and, for an official letter, of the unit."""

    issuer = forms.ModelChoiceField(Place.objects.none(), label=_("Nơi ban hành"), empty_label=None)
    kind = forms.ChoiceField(
        label=_("Loại văn bản"),
        choices=[(kind.series, kind.title.capitalize() or _("Công văn")) for kind in PaperKind],
    )
    letters = forms.RegexField(
        r"^[A-ZĐ][A-ZĐ-]{0,19}$",
        label=_("Chữ viết tắt của cơ quan"),
        initial="UBND",
        error_messages={"invalid": _("Chỉ gồm chữ in hoa và dấu gạch nối, ví dụ UBND, SNNMT, HĐ-OCOP.")},
        help_text=_("Ví dụ: UBND, SNNMT. Công văn ghi thêm đơn vị soạn: UBND-NN."),
    )
    year = forms.IntegerField(label=_("Năm"), min_value=2018, max_value=2100)
    subject = forms.CharField(label=_("Trích yếu"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["issuer"].queryset = issuers_kept_by(self.user)
        self.fields["year"].initial = clock.today().year

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if {"kind", "letters"} <= set(data):
            series = data.pop("kind")
            kind = next(kind for kind in PaperKind if kind.series == series)
            data["letters"] = Sign(kind, data["letters"]).letters
        return data


class AssignForm(PortalForm):
    dated_on = DateField(label=_("Ngày văn bản"))


class SpoilForm(PortalForm):
    note = forms.CharField(label=_("Lý do"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
