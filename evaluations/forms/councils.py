"""A council, its seats, and the list of councils."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.choices import Aggregation, LateMembers, ResultsShown, SeatRole, SheetsShown
from evaluations.forms.shapes import ANY
from evaluations.models import Seat
from evaluations.queries.councils import nobody, note_on, people_for_seats, places_of_officer
from evaluations.rules import PRESETS, Procedure, preset
from evaluations.services import NewSeat
from ocop.core.roles import Level
from ocop.programme.models import Cycle
from ocop.ui.forms import DateField, DecimalField, FilterForm, PortalForm, SearchField
from registrations.rules import TAX_CODE

FEWEST_MEMBERS, MOST_MEMBERS = 5, 40
"""Seats besides chair and secretary for which the form of a new council has room, at first and at most."""

ANY_TAX_CODE = rf"^{TAX_CODE.pattern}$"

MORE_JOINING = 3
"""People that the form of a change takes at once."""


BESIDE_CHAIR_AND_SECRETARY = [
    (role.value, role.label) for role in (SeatRole.MEMBER, SeatRole.VICE_CHAIR, SeatRole.ADVISER)
]


class PersonField(SearchField):
    """Somebody with a sign-in, found by name."""

    several = gettext_lazy("Có %(count)s người tên “%(text)s”. Hãy chọn một.")
    too_many = gettext_lazy("Có hơn %(count)s người tên “%(text)s”. Hãy viết đủ họ tên, hoặc chọn.")

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("Viết họ tên hoặc tên đăng nhập."))
        super().__init__(nobody(), note_of=note_on, **kwargs)

    def exactly(self, row: Any, text: str) -> bool:
        """A whole name, or a whole user name: others may begin with it."""
        return text in (self.label_of(row), row.username)


class AgencyTaxCodeField(forms.RegexField):
    """The tax code of where a member works, however it is grouped; by it the portal sees whose owner the
    member's own unit is.
    """

    default_error_messages = {
        "invalid": gettext_lazy("Mã số thuế có 10 chữ số, của chi nhánh có 13. Hãy xem lại.")
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Mã số thuế cơ quan, đơn vị"))
        super().__init__(regex=ANY_TAX_CODE, required=False, max_length=20, **kwargs)

    def to_python(self, value: Any) -> str:
        return "".join(super().to_python(value).split())


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
    authority = forms.CharField(
        label=gettext_lazy("Cơ quan ban hành quyết định"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Ví dụ: Chủ tịch Ủy ban nhân dân tỉnh"),
    )
    dissolved_on = DateField(label=gettext_lazy("Ngày kết thúc, nếu quyết định có ghi"), required=False)
    preset = forms.ChoiceField(
        label=gettext_lazy("Quy chế hoạt động"),
        required=False,
        choices=[(one.code, one.name) for one in PRESETS],
        initial=PRESETS[0].code,
        help_text=gettext_lazy(
            "Chọn mức gần nhất với Quy chế đã ban hành; từng mục sửa được ở trang của Hội đồng."
        ),
    )

    def __init__(self, *args: Any, members: int = FEWEST_MEMBERS, **kwargs: Any) -> None:
        self.members = [f"member_{n}" for n in range(1, members + 1)]
        added: dict[str, forms.Field] = _seat_fields("chair", SeatRole.CHAIR.label, required=True)
        added |= _seat_fields("secretary", SeatRole.SECRETARY.label, required=True)
        added["secretary_scores"] = forms.BooleanField(label=_("Thư ký cũng chấm điểm"), required=False)
        for number, name in enumerate(self.members, 1):
            added |= _seat_fields(name, _("Thành viên %(number)s") % {"number": number}, required=False)
            added[f"{name}_role"] = forms.ChoiceField(
                label=_("Vai trò"), choices=BESIDE_CHAIR_AND_SECRETARY, required=False
            )
        added["members"] = forms.IntegerField(initial=members, required=False, widget=forms.HiddenInput)
        self.base_fields = self.base_fields | added
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places_of_officer(self.user)
        open_ones = Cycle.objects.visible_to(self.user).open()
        self.fields["cycle"].queryset = open_ones.select_related("province").order_by("-year", "pk")

    @property
    def of_the_council(self) -> list[forms.BoundField]:
        """What is not about a seat."""
        return [self[name] for name in type(self).base_fields]

    @property
    def of_the_seats(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Each seat with its fields."""
        named = ["chair", "secretary", *self.members]
        parts = ("", "_role", "_title", "_agency", "_agency_tax_code", "_scores")
        return [
            (str(self[name].label), [self[name + part] for part in parts if name + part in self.fields])
            for name in named
        ]

    def clean(self) -> dict[str, Any]:
        """One list of seats; everybody in it once."""
        data = super().clean()
        data.pop("members", None)
        seats = [self._seat(data, name) for name in ("chair", *self.members, "secretary")]
        if seats[0] and seats[-1]:
            data["seats"] = [seat for seat in seats if seat]
        if "place" in data:
            data["level"] = data["place"].level
        data["procedure"] = preset(data.pop("preset", "")).procedure
        return data

    def _seat(self, data: dict[str, Any], name: str) -> NewSeat | None:
        """Take the fields of one seat out of the data. A row without a person may hold nothing else."""
        person, scores = data.pop(name, None), data.pop(f"{name}_scores", name != "secretary")
        role = data.pop(f"{name}_role", "") or SeatRole.MEMBER
        said = {part: data.pop(f"{name}_{part}", "") for part in ("title", "agency", "agency_tax_code")}
        if person is None:
            if any(said.values()) and name not in self.errors:
                self.add_error(name, _("Hãy ghi người giữ ghế này."))
            return None
        role = {"chair": SeatRole.CHAIR, "secretary": SeatRole.SECRETARY}.get(name, role)
        return NewSeat(person, role, scores=scores, **said)


def _seat_fields(name: str, label: Any, *, required: bool) -> dict[str, forms.Field]:
    """Who holds a seat, and what they are."""
    return {
        name: PersonField(label=label, required=required, **({} if required else {"help_text": ""})),
        f"{name}_title": forms.CharField(label=_("Chức vụ"), max_length=160, required=False),
        f"{name}_agency": forms.CharField(label=_("Cơ quan"), max_length=200, required=False),
        f"{name}_agency_tax_code": AgencyTaxCodeField(),
    }


class ProcedureForm(PortalForm):
    """What the Quy chế hoạt động says, point by point."""

    quorum_percent = DecimalField(
        label=gettext_lazy("Tỷ lệ có mặt tối thiểu (%)"),
        min_value=1,
        max_value=100,
        decimal_places=1,
        help_text=gettext_lazy("Chủ tịch luôn phải có mặt."),
    )
    aggregation = forms.ChoiceField(
        label=gettext_lazy("Cách tính điểm của sản phẩm"), choices=Aggregation, widget=forms.RadioSelect
    )
    max_spread = forms.IntegerField(
        label=gettext_lazy("Hai phiếu được chênh nhau nhiều nhất (điểm)"),
        required=False,
        min_value=0,
        max_value=100,
        help_text=gettext_lazy("Chênh quá thì thảo luận rồi chấm lại. Để trống nếu Quy chế không có."),
    )
    max_rounds = forms.IntegerField(
        label=gettext_lazy("Số vòng chấm tối đa của một sản phẩm"), min_value=1, max_value=5
    )
    files_days_before = forms.IntegerField(
        label=gettext_lazy("Gửi hồ sơ cho thành viên trước phiên họp (ngày làm việc)"),
        min_value=0,
        max_value=30,
    )
    sheets_shown = forms.ChoiceField(
        label=gettext_lazy("Sau khi đóng phiên, ai xem được các phiếu"),
        choices=SheetsShown,
        widget=forms.RadioSelect,
    )
    results_shown = forms.ChoiceField(
        label=gettext_lazy("Ngoài Hội đồng, khi nào xem được kết quả"),
        choices=ResultsShown,
        widget=forms.RadioSelect,
    )
    late_members = forms.ChoiceField(
        label=gettext_lazy("Thành viên đến sau khi mở phiên"),
        choices=LateMembers,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Sản phẩm đã thảo luận để chấm lại thì người đến muộn không chấm."),
    )
    note = forms.CharField(
        label=gettext_lazy("Căn cứ"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Số, ngày của quyết định ban hành hoặc sửa Quy chế."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        note = data.pop("note", "")
        percent = data.pop("quorum_percent", Decimal(75))
        return {"procedure": Procedure(quorum_share=percent / 100, **data), "note": note}


class MembersChangeForm(SeatsOfOfficer):
    """A later decision: who leaves, who joins."""

    number = forms.CharField(label=gettext_lazy("Số quyết định"), max_length=60)
    decided_on = DateField(label=gettext_lazy("Ngày quyết định"))
    effective_on = DateField(label=gettext_lazy("Có hiệu lực từ ngày"))
    leaving = forms.MultipleChoiceField(
        label=gettext_lazy("Thôi tham gia"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, seats: Iterable[Seat], **kwargs: Any) -> None:
        added: dict[str, forms.Field] = {}
        for n in range(1, MORE_JOINING + 1):
            number = {"number": n}
            added[f"person_{n}"] = PersonField(label=_("Người tham gia %(number)s") % number, required=False)
            added[f"role_{n}"] = forms.ChoiceField(
                label=_("Vai trò của người %(number)s") % number,
                choices=SeatRole,
                initial=SeatRole.MEMBER,
                required=False,
            )
            added[f"title_{n}"] = forms.CharField(
                label=_("Chức vụ của người %(number)s") % number, max_length=160, required=False
            )
            added[f"agency_{n}"] = forms.CharField(
                label=_("Cơ quan của người %(number)s") % number, max_length=200, required=False
            )
            added[f"agency_tax_code_{n}"] = AgencyTaxCodeField(
                label=_("Mã số thuế cơ quan, đơn vị của người %(number)s") % number
            )
            added[f"scores_{n}"] = forms.BooleanField(
                label=_("Người %(number)s có chấm điểm") % number, required=False, initial=True
            )
        self.base_fields = self.base_fields | added
        super().__init__(*args, **kwargs)
        self.seats = {str(seat.pk): seat for seat in seats}
        self.fields["leaving"].choices = [(key, str(seat)) for key, seat in self.seats.items()]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        joining = [
            NewSeat(
                person,
                data.get(f"role_{n}") or SeatRole.MEMBER,
                **{name: data.get(f"{name}_{n}", "") for name in ("title", "agency", "agency_tax_code")},
                scores=data.get(f"scores_{n}", False),
            )
            for n in range(1, MORE_JOINING + 1)
            if (person := data.get(f"person_{n}"))
        ]
        kept = {name: data[name] for name in ("number", "decided_on", "effective_on") if name in data}
        return kept | {"leaving": [self.seats[key] for key in data.get("leaving", ())], "joining": joining}


class SeatForm(SeatsOfOfficer):
    person = PersonField(label=gettext_lazy("Người giữ ghế"))
    role = forms.ChoiceField(label=gettext_lazy("Vai trò"), choices=SeatRole, initial=SeatRole.MEMBER)
    title = forms.CharField(label=gettext_lazy("Chức vụ"), max_length=160, required=False)
    agency = forms.CharField(label=gettext_lazy("Cơ quan"), max_length=200, required=False)
    agency_tax_code = AgencyTaxCodeField()
    scores = forms.BooleanField(label=gettext_lazy("Có chấm điểm"), required=False, initial=True)
    starts_on = DateField(label=gettext_lazy("Từ ngày"))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if "person" not in data:
            return data
        names = ("person", "role", "title", "agency", "agency_tax_code", "scores")
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
