"""A session, its agenda and its roll."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.choices import SessionState
from evaluations.forms.shapes import ANY
from evaluations.models import Seat
from ocop.ui.forms import DateField, FilterForm, PortalForm


class SessionForm(PortalForm):
    held_on = DateField(label=gettext_lazy("Ngày họp"))
    venue = forms.CharField(label=gettext_lazy("Nơi họp"), max_length=200, required=False)


class AgendaForm(PortalForm):
    """Accepted dossiers to tick; the rows come from the query of the page."""

    dossiers = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Hồ sơ"), queryset=None, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dossiers"].queryset = rows
        self.fields["dossiers"].error_messages["required"] = _("Hãy chọn ít nhất một hồ sơ.")


class RollForm(PortalForm):
    """Who came: a box for each seat."""

    present = forms.MultipleChoiceField(label=gettext_lazy("Có mặt"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, seats: Iterable[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["present"].error_messages["required"] = _("Hãy đánh dấu những người có mặt.")
        self.seats = {str(seat.pk): seat for seat in seats}
        self.fields["present"].choices = [(key, _seat_line(seat)) for key, seat in self.seats.items()]

    def clean_present(self) -> list[Seat]:
        return [self.seats[key] for key in self.cleaned_data["present"]]


def _seat_line(seat: Seat) -> str:
    agency = f" ({seat.agency})" if seat.agency else ""
    return f"{seat.get_role_display()}: {seat.person}{agency}"


class RecusalForm(PortalForm):
    ground = forms.CharField(
        label=gettext_lazy("Vì sao bạn không chấm sản phẩm này"),
        help_text=gettext_lazy("Ví dụ: có quan hệ gia đình hoặc góp vốn với chủ thể."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RemovalForm(PortalForm):
    note = forms.CharField(
        label=gettext_lazy("Lý do"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class SessionFilter(FilterForm):
    q = None
    state = forms.ChoiceField(label=gettext_lazy("Trạng thái"), choices=[*ANY, *SessionState.choices])
