"""A council, its seats, and the list of councils."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.choices import SeatRole
from evaluations.forms.shapes import ANY
from evaluations.queries.councils import nobody, note_on, people_for_seats, places_of_officer
from evaluations.services import NewSeat
from ocop.core.roles import Level
from ocop.programme.models import Cycle
from ocop.ui.forms import DateField, DecimalField, FilterForm, PortalForm, SearchField

MORE_MEMBERS = 7
"""Seats besides chair and secretary on the form of a new council; further ones are added afterwards."""


class PersonField(SearchField):
    """Somebody with a sign-in, found by name."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("Viết họ tên hoặc tên đăng nhập."))
        super().__init__(nobody(), note_of=note_on, **kwargs)


class SeatsOfOfficer(PortalForm):
    """A form whose people are those an officer may give seats."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, PersonField):
                field.queryset = people_for_seats(self.user)


class CouncilForm(SeatsOfOfficer):
    place = forms.ModelChoiceField(label=gettext_lazy("Địa bàn"), queryset=None, empty_label=None)
    cycle = forms.ModelChoiceField(label=gettext_lazy("Chu trình"), queryset=None, empty_label=None)
    name = forms.CharField(label=gettext_lazy("Tên Hội đồng"), max_length=250)
    decision_number = forms.CharField(
        label=gettext_lazy("Số quyết định thành lập"),
        max_length=60,
        help_text=gettext_lazy("Ví dụ: 1234/QĐ-UBND"),
    )
    decided_on = DateField(label=gettext_lazy("Ngày quyết định"))
    quorum_percent = DecimalField(
        label=gettext_lazy("Tỷ lệ có mặt tối thiểu (%)"),
        initial=Decimal(75),
        min_value=1,
        max_value=100,
        decimal_places=1,
        help_text=gettext_lazy("Theo Quy chế hoạt động của Hội đồng. Chủ tịch luôn phải có mặt."),
    )
    chair = PersonField(label=SeatRole.CHAIR.label)
    secretary = PersonField(label=SeatRole.SECRETARY.label)
    secretary_scores = forms.BooleanField(label=gettext_lazy("Thư ký cũng chấm điểm"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.base_fields = self.base_fields | {
            f"member_{n}": PersonField(
                label=_("Ủy viên %(number)s") % {"number": n}, required=False, help_text=""
            )
            for n in range(1, MORE_MEMBERS + 1)
        }
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places_of_officer(self.user)
        self.fields["cycle"].queryset = (
            Cycle.objects.visible_to(self.user).select_related("province").order_by("-year", "pk")
        )

    def clean(self) -> dict[str, Any]:
        """One list of seats; everybody in it once."""
        data = super().clean()
        members = [data.pop(f"member_{n}", None) for n in range(1, MORE_MEMBERS + 1)]
        chair, secretary = data.pop("chair", None), data.pop("secretary", None)
        scores = data.pop("secretary_scores", False)
        if chair and secretary:
            data["seats"] = [
                NewSeat(chair, SeatRole.CHAIR),
                *(NewSeat(person) for person in members if person),
                NewSeat(secretary, SeatRole.SECRETARY, scores=scores),
            ]
        if "place" in data:
            data["level"] = data["place"].level
        data["quorum_share"] = data.pop("quorum_percent", Decimal(75)) / 100
        return data


class SeatForm(SeatsOfOfficer):
    person = PersonField(label=gettext_lazy("Người giữ ghế"))
    role = forms.ChoiceField(label=gettext_lazy("Vai trò"), choices=SeatRole, initial=SeatRole.MEMBER)
    title = forms.CharField(label=gettext_lazy("Chức vụ"), max_length=160, required=False)
    agency = forms.CharField(label=gettext_lazy("Cơ quan"), max_length=200, required=False)
    scores = forms.BooleanField(label=gettext_lazy("Có chấm điểm"), required=False, initial=True)
    starts_on = DateField(label=gettext_lazy("Từ ngày"))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if "person" not in data:
            return data
        names = ("person", "role", "title", "agency", "scores")
        return {"seat": NewSeat(**{k: data.get(k) for k in names}), "starts_on": data.get("starts_on")}


class SeatEndForm(PortalForm):
    ends_on = DateField(label=gettext_lazy("Đến hết ngày"))
    note = forms.CharField(
        label=gettext_lazy("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class DayForm(PortalForm):
    dissolved_on = DateField(label=gettext_lazy("Ngày kết thúc"))


class CouncilFilter(FilterForm):
    level = forms.ChoiceField(
        label=gettext_lazy("Cấp"),
        choices=[
            *ANY,
            (Level.DISTRICT.value, Level.DISTRICT.label),
            (Level.PROVINCE.value, Level.PROVINCE.label),
        ],
    )
    cycle = forms.ModelChoiceField(
        label=gettext_lazy("Chu trình"), queryset=None, empty_label=gettext_lazy("Tất cả")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cycle"].queryset = (
            Cycle.objects.visible_to(self.user).select_related("province").order_by("-year", "pk")
        )
