"""Numbers that are held, certificates that are reissued, runs of the print desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext, gettext_lazy, ngettext

from evaluations.choices import ReissueReason, RunState
from evaluations.forms.shapes import ANY
from evaluations.models import Decision, PrintedSheet
from evaluations.queries.register import FATES, issuers_today
from ocop.core import clock
from ocop.localities.models import Place
from ocop.ui.forms import DateField, FilterForm, PortalForm, RowsField


class NumberFilter(FilterForm):
    q = forms.CharField(
        label=gettext_lazy("Số hoặc sản phẩm"),
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    fate = forms.ChoiceField(label=gettext_lazy("Số này nay"), choices=[*ANY, *FATES.items()])
    year = forms.TypedChoiceField(label=gettext_lazy("Sổ năm"), coerce=int, empty_value=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = range(clock.today().year, 2018, -1)
        self.fields["year"].choices = [*ANY, *((year, str(year)) for year in years)]


class HoldForm(PortalForm):
    issuer = forms.ModelChoiceField(Place.objects.none(), label=gettext_lazy("Nơi cấp"), empty_label=None)
    count = forms.IntegerField(label=gettext_lazy("Giữ mấy số"), min_value=1, max_value=50, initial=1)
    subject = forms.CharField(
        label=gettext_lazy("Dùng cho việc gì"),
        max_length=200,
        help_text=gettext_lazy("Ví dụ: giấy viết tay trao tại lễ công bố khi máy in hỏng."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["issuer"].queryset = issuers_today(self.user)


class ReissueForm(PortalForm):
    reason = forms.ChoiceField(label=gettext_lazy("Vì sao"), choices=ReissueReason, widget=forms.RadioSelect)
    note = forms.CharField(
        label=gettext_lazy("Lý do cụ thể"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Nếu ghi sai nội dung: số, ngày văn bản đính chính hoặc chỗ in sai."),
    )
    product_name = forms.CharField(label=gettext_lazy("Tên sản phẩm trên giấy"), max_length=250)
    producer_name = forms.CharField(label=gettext_lazy("Tên chủ thể trên giấy"), max_length=250)
    address = forms.CharField(
        label=gettext_lazy("Địa chỉ trên giấy"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class RunFilter(FilterForm):
    state = forms.ChoiceField(label=gettext_lazy("Trạng thái"), choices=[*ANY, *RunState.choices])


class _Decisions(RowsField):
    def label_from_instance(self, obj: Decision) -> str:
        known = {"n": obj.waiting, "number": obj.number, "place": obj.place}
        words = ngettext(
            "%(number)s, %(place)s: %(n)s giấy chờ in",
            "%(number)s, %(place)s: %(n)s giấy chờ in",
            obj.waiting,
        )
        if not obj.ended:
            return words % known
        ended = gettext("trong đó %(n)s giấy đã hết hiệu lực") % {"n": obj.ended}
        return f"{words % known}, {ended}"


class RunForm(PortalForm):
    decisions = _Decisions(None, label=gettext_lazy("Giấy của các quyết định"))

    def __init__(self, *args: Any, decisions: QuerySet[Decision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decisions"].queryset = decisions


class _Sheets(RowsField):
    def label_from_instance(self, obj: PrintedSheet) -> str:
        row = obj.certificate
        return f"{row.number} – {row.product_name} ({row.producer_name})"


class HandoverForm(PortalForm):
    received_on = DateField(label=gettext_lazy("Ngày nhận"))
    received_by = forms.CharField(
        label=gettext_lazy("Người nhận"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("Để trống khi người đại diện của từng chủ thể tự nhận."),
    )
    sheets = _Sheets(None, label=gettext_lazy("Giấy đã giao"))

    def __init__(self, *args: Any, sheets: QuerySet[PrintedSheet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sheets"].queryset = sheets
