"""People named, confirmed, withdrawn, present, certified."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ocop.core import clock
from ocop.ui.fields import RowsField, SearchField, as_radios_where_few
from ocop.ui.forms import DateField, NoteForm, PortalForm
from registrations.choices import ProducerKind
from registrations.models import Producer
from trainings.choices import Audience
from trainings.models import Nomination, TrainingClass
from trainings.queries.candidates import Candidate, officials_not_named, producers_at
from trainings.queries.people import places_sent_by
from trainings.services import Nominee


class NominateForm(PortalForm):
    """Ticks beside those whom a unit may name."""

    people = forms.MultipleChoiceField(label=_("Người được cử"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, candidates: Sequence[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = {one.key: one for one in candidates}
        self.fields["people"].choices = [
            (one.key, f"{one.full_name}, {one.position} – {one.unit}") for one in candidates
        ]

    def clean_people(self) -> list[Nominee]:
        """Those ticked, in the order of the page."""
        chosen = set(self.cleaned_data["people"])
        return [
            Nominee(
                unit=one.unit,
                full_name=one.full_name,
                position=one.position,
                phone=one.phone,
                user=one.user,
                producer=one.producer,
                role=one.role,
            )
            for key, one in self.candidates.items()
            if key in chosen
        ]


class ConfirmPeopleForm(PortalForm):
    """Ticks beside those who come; all are ticked at first."""

    nominations = RowsField(None, label=_("Người dự"))

    def __init__(self, *args: Any, people: QuerySet[Nomination], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["nominations"]
        field.queryset = people
        field.initial = [one.pk for one in people]
        field.label_from_instance = lambda one: f"{one.full_name}, {one.position} – {one.unit}"


class ProducerField(SearchField):
    order = ("sort_key", "pk")
    several = _("Có %(count)s chủ thể khớp “%(text)s”. Hãy chọn một.")
    too_many = _("Có hơn %(count)s chủ thể khớp “%(text)s”. Hãy viết đầy đủ hơn, hoặc chọn.")


class NominateByNameForm(PortalForm):
    """Somebody by name; who comes for a producer says for which, or at least of what kind."""

    unit = forms.ModelChoiceField(label=_("Đơn vị cử"), queryset=None, empty_label=None)
    full_name = forms.CharField(label=_("Họ tên"), max_length=120)
    position = forms.CharField(
        label=_("Chức vụ, đơn vị"), max_length=250, help_text=_("Ví dụ: Phó Chủ tịch UBND xã")
    )
    phone = forms.CharField(label=_("Điện thoại"), max_length=20, required=False)

    def __init__(self, *args: Any, training: TrainingClass, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if training.audience != Audience.OFFICIALS:
            self._ask_for_whom()
        self.fields["unit"].queryset = (
            places_sent_by(self.user).in_force(clock.today()).order_by("sort_key", "pk")
        )
        units = list(self.fields["unit"].queryset[:2])
        if len(units) == 1:  # nothing to choose: an officer of one commune
            self.fields["unit"].initial = units[0].pk
        as_radios_where_few(self.fields["unit"])

    def _ask_for_whom(self) -> None:
        self.fields["producer"] = ProducerField(
            Producer.objects.visible_to(self.user).select_related("commune"),
            label=_("Dự cho chủ thể"),
            required=False,
            help_text=_("Một phần tên hoặc mã số thuế. Chủ thể chưa có trên cổng thì chỉ chọn loại hình."),
            note_of=lambda one: f"{one.registration_number}, {one.commune}",
        )
        self.fields["producer_kind"] = forms.ChoiceField(
            label=_("Loại hình chủ thể"),
            choices=[("", _("Chọn loại hình")), *ProducerKind.choices],
            required=False,
            help_text=_("Chỉ tiêu của lớp tính theo loại hình."),
        )
        self.order_fields(("unit", "full_name", "producer", "producer_kind"))


class NameProducerForm(PortalForm):
    def __init__(self, *args: Any, nomination: Nomination, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = producers_at(nomination.unit).filter(kind=nomination.producer_kind)
        self.fields["producer"] = ProducerField(
            Producer.objects.visible_to(self.user)
            .filter(pk__in=known.values("pk"))
            .select_related("commune"),
            label=_("Dự cho chủ thể"),
            help_text=_("Một phần tên hoặc mã số thuế."),
            note_of=lambda one: f"{one.registration_number}, {one.commune}",
        )


class NameOfficialForm(PortalForm):
    user = forms.ModelChoiceField(label=_("Cán bộ trên cổng"), queryset=None, empty_label=None)

    def __init__(self, *args: Any, nomination: Nomination, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = officials_not_named(nomination)
        self.fields["user"].label_from_instance = lambda one: one.full_name
        as_radios_where_few(self.fields["user"])


class WithdrawForm(NoteForm):
    note = forms.CharField(
        label=_("Vì sao không dự"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class AttendanceForm(PortalForm):
    """Ticks beside those who were there; a correction needs a reason. `shown` are those whose tick stood on
    the page: only they can have been unticked.
    """

    present = forms.MultipleChoiceField(
        label=_("Có mặt"), required=False, widget=forms.CheckboxSelectMultiple
    )
    shown = forms.CharField(required=False, widget=forms.HiddenInput)
    note = forms.CharField(label=_("Lý do sửa"), max_length=500)

    def __init__(self, *args: Any, people: Sequence[Nomination], is_correction: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in people}
        self.fields["present"].choices = [
            (key, f"{one.full_name} – {one.unit}") for key, one in self.people.items()
        ]
        if not is_correction:
            del self.fields["note"]

    def clean_present(self) -> list[Nomination]:
        return [self.people[key] for key in self.cleaned_data["present"]]

    def clean_shown(self) -> list[int]:
        return [self.people[key].pk for key in self.cleaned_data["shown"].split(",") if key in self.people]


class CheckInForm(PortalForm):
    code = forms.CharField(max_length=200, widget=forms.HiddenInput)


class CertifyForm(PortalForm):
    signer_title = forms.CharField(
        label=_("Chức vụ người ký"),
        max_length=120,
        help_text=_("Ví dụ: Giám đốc; Phó Chi cục trưởng; Chủ tịch"),
    )
    signer_name = forms.CharField(
        label=_("Họ tên người ký"),
        max_length=120,
        required=False,
        help_text=_("Để trống nếu đóng dấu tên sau."),
    )
    dated_on = DateField(label=_("Ngày ký"), initial=clock.today)
