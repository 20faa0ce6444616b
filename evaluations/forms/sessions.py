"""A session, its agenda and its roll."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.choices import SessionState
from evaluations.forms.shapes import ANY
from evaluations.models import Council, Item, Seat
from ocop.localities.fields import PictureFilter
from ocop.ui.forms import DateField, PortalForm, RowsField
from ocop.ui.writing import dmy, points

CLEAR, TIED = "clear", "tied"


class SessionForm(PortalForm):
    held_on = DateField(label=gettext_lazy("Ngày họp"))
    venue = forms.CharField(label=gettext_lazy("Nơi họp"), max_length=200, required=False)


class SessionMoveForm(SessionForm):
    note = forms.CharField(
        label=gettext_lazy("Lý do"),
        help_text=gettext_lazy("Gửi tới mọi người giữ ghế trong Hội đồng."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class _ScoredItems(RowsField):
    def label_from_instance(self, obj: Item) -> str:
        return _("%(product)s, %(producer)s (phiên %(day)s: %(points)s điểm)") % {
            "product": obj.dossier.product_name,
            "producer": obj.dossier.organisation_name,
            "day": dmy(obj.session.held_on),
            "points": points(obj.grading.mean),
        }


class AgendaForm(PortalForm):
    """Accepted dossiers to tick; the rows come from the query of the page."""

    dossiers = RowsField(None, label=gettext_lazy("Hồ sơ"))

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dossiers"].queryset = rows
        self.fields["dossiers"].error_messages["required"] = _("Hãy chọn ít nhất một hồ sơ.")


class AfterTestsForm(PortalForm):
    """Products scored on dossier and sample to tick; the rows come from the query of the page."""

    items = _ScoredItems(None, label=gettext_lazy("Sản phẩm đã chấm trên hồ sơ và mẫu"))

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["items"].queryset = rows
        self.fields["items"].error_messages["required"] = _("Hãy chọn ít nhất một sản phẩm.")


class CalibrationForm(PortalForm):
    """A product of before to practise on; the rows come from the query of the page."""

    dossier = forms.ModelChoiceField(
        label=gettext_lazy("Sản phẩm đã chấm"), queryset=None, empty_label=gettext_lazy("Hãy chọn")
    )

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dossier"].queryset = rows
        self.fields["dossier"].label_from_instance = _dossier_line


def _dossier_line(dossier: Any) -> str:
    return f"{dossier.product_name}, {dossier.organisation_name} ({dossier.commune})"


class RollForm(PortalForm):
    """Who came: a box for each seat. `shown` are those whose tick stood on the page: only they can have been
    unticked.
    """

    present = forms.MultipleChoiceField(label=gettext_lazy("Có mặt"), widget=forms.CheckboxSelectMultiple)
    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, seats: Iterable[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["present"].error_messages["required"] = _("Hãy đánh dấu những người có mặt.")
        self.seats = {str(seat.pk): seat for seat in seats}
        self.fields["present"].choices = [(key, _seat_line(seat)) for key, seat in self.seats.items()]

    def clean_present(self) -> list[Seat]:
        return [self.seats[key] for key in self.cleaned_data["present"]]

    def clean_shown(self) -> list[int]:
        return [self.seats[key].pk for key in self.cleaned_data["shown"].split(",") if key in self.seats]


class LatecomerForm(PortalForm):
    """Who of those called in vain is here now."""

    seat = forms.ChoiceField(label=gettext_lazy("Người đến"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, seats: Iterable[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = {str(seat.pk): seat for seat in seats}
        self.fields["seat"].choices = [(key, _seat_line(seat)) for key, seat in self.seats.items()]

    def clean_seat(self) -> Seat:
        return self.seats[self.cleaned_data["seat"]]


def _seat_line(seat: Seat) -> str:
    agency = f" ({seat.agency})" if seat.agency else ""
    return f"{seat.get_role_display()}: {seat.person}{agency}"


class CheckInForm(PortalForm):
    """The code of the meeting's screen; whoever did not scan it asks the secretary."""

    code = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)


class RecusalForm(PortalForm):
    ground = forms.CharField(
        label=gettext_lazy("Vì sao bạn không chấm sản phẩm này"),
        help_text=gettext_lazy("Ví dụ: có quan hệ gia đình hoặc góp vốn với chủ thể."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DeclarationForm(PortalForm):
    """Product by product: no interest, or one with its ground. What is left open may be said later."""

    def __init__(self, *args: Any, items: Iterable[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = list(items)
        for item in self.items:
            self.fields[f"said-{item.pk}"] = forms.ChoiceField(
                label=item.dossier.product_name,
                choices=[(CLEAR, _("Không có, tôi chấm")), (TIED, _("Có, tôi không chấm"))],
                required=False,
                widget=forms.RadioSelect,
            )
            self.fields[f"ground-{item.pk}"] = forms.CharField(
                label=_("Lý do không chấm “%(product)s”") % {"product": item.dossier.product_name},
                required=False,
                max_length=1000,
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        clear, tied = [], {}
        for item in self.items:
            said, ground = data.get(f"said-{item.pk}"), data.get(f"ground-{item.pk}", "")
            if said == TIED and not ground:
                self.add_error(f"ground-{item.pk}", _("Hãy nêu lý do."))
            elif said == TIED:
                tied[item] = ground
            elif said == CLEAR:
                clear.append(item)
        if not clear and not tied and not self.errors:
            self.add_error(None, _("Hãy trả lời cho ít nhất một sản phẩm."))
        return {"clear": clear, "tied": tied}


class DiscussionForm(PortalForm):
    discussion = forms.CharField(
        label=gettext_lazy("Nội dung Hội đồng đã thảo luận"),
        help_text=gettext_lazy("Ghi điều đã bàn theo từng tiêu chí; không ghi ai cho bao nhiêu điểm."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class ResultConfirmForm(PortalForm):
    note = forms.CharField(
        label=gettext_lazy("Xác nhận của Chủ tịch Hội đồng"),
        help_text=gettext_lazy("Ví dụ: Đã rà lại các phiếu, kết quả đúng với đánh giá của Hội đồng."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ClosingForm(PortalForm):
    """What a secretary writes down who closes a session for the chair."""

    note = forms.CharField(
        label=gettext_lazy("Ý kiến của Chủ tịch Hội đồng cho đóng phiên"),
        help_text=gettext_lazy("Ví dụ: Chủ tịch kết luận đóng phiên lúc 16 giờ 30, giao Thư ký thực hiện."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RemovalForm(PortalForm):
    note = forms.CharField(
        label=gettext_lazy("Lý do"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class SessionFilter(PictureFilter):
    quiet = ("place", "year", "council")
    q = None
    state = forms.ChoiceField(label=gettext_lazy("Trạng thái"), choices=[*ANY, *SessionState.choices])
    council = forms.ModelChoiceField(
        label=gettext_lazy("Hội đồng"), queryset=None, empty_label=gettext_lazy("Tất cả")
    )
    year = forms.IntegerField(label=gettext_lazy("Năm"), min_value=2018, max_value=2100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["council"].queryset = Council.objects.visible_to(self.user).order_by("-pk")
