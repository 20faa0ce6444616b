"""What people of councils, officers and leaders fill in."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.choices import Outcome, RevocationGround, SeatRole, SessionState
from evaluations.models import Seat
from evaluations.queries.certificates import STANDINGS
from evaluations.queries.councils import nobody, note_on, people_for_seats, places_of_officer
from evaluations.queries.results import Result
from evaluations.services import NewSeat
from ocop.core import clock
from ocop.core.roles import Level
from ocop.law.models import KnockOut
from ocop.law.rules import Criterion, SetTree
from ocop.programme.models import Cycle
from ocop.ui.forms import DateField, DecimalField, FilterForm, PortalForm, SearchField

MORE_MEMBERS = 7
"""Seats besides chair and secretary on the form of a new council; further ones are added afterwards."""
NONE_REACHED = "none"
ANY = [("", gettext_lazy("Tất cả"))]


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
        self.fields["cycle"].queryset = Cycle.objects.visible_to(self.user).order_by("-year", "pk")

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

    present = forms.MultipleChoiceField(
        label=gettext_lazy("Có mặt"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, seats: Iterable[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = {str(seat.pk): seat for seat in seats}
        self.fields["present"].choices = [(key, _seat_line(seat)) for key, seat in self.seats.items()]

    def clean_present(self) -> list[Seat]:
        return [self.seats[key] for key in self.cleaned_data["present"]]


def _seat_line(seat: Seat) -> str:
    agency = f" ({seat.agency})" if seat.agency else ""
    return f"{seat.get_role_display()}: {seat.person}{agency}"


class ConfirmForm(PortalForm):
    """Nothing to fill in: the press of the button is all."""


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


class TickForm(PortalForm):
    """One criterion of a sheet, sent by itself when it is ticked."""

    def __init__(self, *args: Any, criterion: Criterion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criterion = criterion
        _add_criterion(self, criterion)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        return {
            "position": position_of(data.get(f"c-{self.criterion.pk}", "")),
            "note": data.get(f"n-{self.criterion.pk}", ""),
        }


class SheetForm(PortalForm):
    """The whole score sheet. What is not ticked gives no points; no criterion is required."""

    opinion = forms.CharField(
        label=gettext_lazy("Ý kiến của người đánh giá"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    knock_out = forms.ChoiceField(
        label=gettext_lazy("Điều kiện loại"), required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, tree: SetTree, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tree = tree
        grounds = [*tree.knock_outs, *(k for criterion in tree.criteria() for k in criterion.knock_outs)]
        self.fields["knock_out"].choices = [
            ("", _("Không có")),
            *((str(ground.pk), ground.rule) for ground in grounds),
        ]
        for criterion in tree.criteria():
            _add_criterion(self, criterion)
        if self.is_bound:
            self.data = self._normalised(self.data)

    @property
    def typed(self) -> tuple[dict[str, int | None], dict[str, str]]:
        """Ticks and words as they were typed, criterion by criterion, to be shown again."""
        ticks, notes = {}, {}
        for criterion in self.tree.criteria():
            field = self.fields[f"c-{criterion.pk}"]
            sent = self.data.get(f"c-{criterion.pk}", "")
            if field.valid_value(sent):
                ticks[criterion.code] = position_of(sent)
            notes[criterion.code] = self.data.get(f"n-{criterion.pk}", "")
        return ticks, notes

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        marks, notes = {}, {}
        for criterion in self.tree.criteria():
            if tick := data.get(f"c-{criterion.pk}", ""):
                marks[criterion.code] = position_of(tick)
            if criterion.code in marks or data.get(f"n-{criterion.pk}"):
                notes[criterion.code] = data.get(f"n-{criterion.pk}", "")
        ground = data.get("knock_out")
        return {
            "marks": marks,
            "notes": notes,
            "opinion": data.get("opinion", ""),
            "knock_out": KnockOut.objects.get(pk=ground) if ground else None,
        }


def position_of(tick: str) -> int | None:
    return int(tick) if tick and tick != NONE_REACHED else None


def _add_criterion(form: forms.Form, criterion: Criterion) -> None:
    choices = [(str(option.position), option.label) for option in criterion.options]
    form.fields[f"c-{criterion.pk}"] = forms.ChoiceField(
        label=f"{criterion.code} {criterion.name}",
        choices=[*choices, (NONE_REACHED, _("Không mức nào đạt"))],
        required=False,
        widget=forms.RadioSelect,
    )
    form.fields[f"n-{criterion.pk}"] = forms.CharField(
        label=_("Nhận xét cho tiêu chí %(code)s") % {"code": criterion.code},
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class AgreedForm(PortalForm):
    """The council's common view: one choice for each criterion that carries a minimum."""

    def __init__(self, *args: Any, criteria: Iterable[Criterion], keep: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = list(criteria)
        for criterion in self.criteria:
            choices = [(str(o.position), _option_line(o)) for o in criterion.options]
            self.fields[f"c-{criterion.pk}"] = forms.ChoiceField(
                label=f"{criterion.code} {criterion.name}",
                choices=[*([("", keep)] if keep else []), *choices, (NONE_REACHED, _("Không mức nào đạt"))],
                required=not keep,
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        chosen = ((criterion.code, data.get(f"c-{criterion.pk}", "")) for criterion in self.criteria)
        return {"options": {code: position_of(tick) for code, tick in chosen if tick}}


def _option_line(option: Any) -> str:
    mark = _(" – tối thiểu %(stars)s sao") % {"stars": option.min_for_star} if option.min_for_star else ""
    return f"{option.label} ({option.points.normalize():f}){mark}"


class KnockOutForm(PortalForm):
    holds = forms.ChoiceField(label=gettext_lazy("Ý kiến của Hội đồng"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=gettext_lazy("Nội dung thảo luận"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, named: Iterable[KnockOut], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.named = {str(ground.pk): ground for ground in named}
        holds = [(key, _("Loại: %(rule)s") % {"rule": ground.rule}) for key, ground in self.named.items()]
        self.fields["holds"].choices = [*holds, ("no", _("Không loại: các phiếu được tính như đã gửi"))]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        return {"knock_out": self.named.get(data.get("holds", "")), "note": data.get("note", "")}


class DecisionForm(PortalForm):
    """A choice for each result where the regime leaves one; the first is what it suggests."""

    def __init__(self, *args: Any, results: Iterable[Result], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = []
        for result in results:
            name = f"r-{result.grading.pk}"
            self.keys.append((name, result.grading.pk))
            self.fields[name] = forms.ChoiceField(
                label=result.dossier.product_name,
                choices=[(o.value, outcome_words(o, result.grading.stars)) for o in result.outcomes],
                initial=result.outcomes[0],
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        return {"outcomes": {key: data[name] for name, key in self.keys if name in data}}


def outcome_words(outcome: Outcome, stars: int) -> str:
    if outcome == Outcome.RECOGNISE:
        return _("Công nhận %(stars)s sao") % {"stars": stars}
    return str(outcome.label)


class SignForm(PortalForm):
    number = forms.CharField(
        label=gettext_lazy("Số, ký hiệu"), max_length=60, help_text=gettext_lazy("Ví dụ: 642/QĐ-UBND")
    )
    decided_on = DateField(label=gettext_lazy("Ngày ký"))
    signer_title = forms.CharField(
        label=gettext_lazy("Chức vụ người ký"), max_length=120, initial=gettext_lazy("Chủ tịch")
    )


class DiscardForm(PortalForm):
    note = forms.CharField(
        label=gettext_lazy("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class RevokeForm(PortalForm):
    ground = forms.ChoiceField(
        label=gettext_lazy("Căn cứ (Điều 8 Quyết định 26/2026/QĐ-TTg)"),
        choices=RevocationGround,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=gettext_lazy("Lý do cụ thể"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    decision_number = forms.CharField(label=gettext_lazy("Số quyết định thu hồi"), max_length=60)


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
        self.fields["cycle"].queryset = Cycle.objects.visible_to(self.user).order_by("-year", "pk")


class SessionFilter(FilterForm):
    q = None
    state = forms.ChoiceField(label=gettext_lazy("Trạng thái"), choices=[*ANY, *SessionState.choices])


class CertificateFilter(FilterForm):
    standing = forms.ChoiceField(label=gettext_lazy("Trạng thái"), choices=[*ANY, *STANDINGS.items()])
    stars = forms.TypedChoiceField(
        label=gettext_lazy("Hạng"),
        coerce=int,
        empty_value=None,
        choices=[*ANY, *((n, f"{n} sao") for n in (3, 4, 5))],
    )
    year = forms.TypedChoiceField(label=gettext_lazy("Năm cấp"), coerce=int, empty_value=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = range(clock.today().year, 2018, -1)
        self.fields["year"].choices = [*ANY, *((year, str(year)) for year in years)]
