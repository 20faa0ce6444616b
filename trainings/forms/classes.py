"""A class as it is planned: days, seats, topics, trainers, quotas."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from budgets.models import Norm
from ocop.core import clock
from ocop.localities.fields import PictureFilter, PlaceField
from ocop.localities.models import Place
from ocop.ui.fields import MoneyField
from ocop.ui.forms import DateField, FilterForm, PortalForm
from registrations.choices import ProducerKind
from trainings.choices import Audience, ClassKind, ClassState, TrainerRole
from trainings.models import TrainingClass
from trainings.models.classes import MOST_SEATS
from trainings.queries.people import organised_by
from trainings.services.classes import MOST_DAYS


def _days(label: Any, **kwargs: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=MOST_DAYS,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        **kwargs,
    )


def ask_why_changed(form: PortalForm, training: TrainingClass | None) -> None:
    """Once the invitation is out, other days or another venue need a reason; the service asks for it."""
    if training and training.invitation_number:
        form.fields["note"] = forms.CharField(
            label=_("Lý do nếu đổi ngày hoặc địa điểm"),
            max_length=300,
            required=False,
            help_text=_("Giấy mời đã phát hành: các đơn vị và học viên được báo kèm lý do này."),
        )


class ClassFilter(FilterForm):
    year = forms.IntegerField(label=_("Năm"), min_value=2018, max_value=2100)
    kind = forms.ChoiceField(label=_("Loại"), choices=[("", _("Tất cả")), *ClassKind.choices])
    audience = forms.ChoiceField(label=_("Đối tượng"), choices=[("", _("Tất cả")), *Audience.choices])
    state = forms.ChoiceField(label=_("Trạng thái"), choices=[("", _("Tất cả")), *ClassState.choices])


class CoverageFilter(PictureFilter):
    audience = forms.ChoiceField(
        label=_("Đối tượng"),
        choices=[
            ("", _("Tất cả")),
            *((each.value, each.label) for each in (Audience.OFFICIALS, Audience.PRODUCERS)),
        ],
    )


class ClassForm(PortalForm):
    """What is planned."""

    organiser = forms.ModelChoiceField(label=_("Đơn vị tổ chức"), queryset=None, empty_label=None)
    kind = forms.ChoiceField(
        label=_("Loại"), choices=ClassKind, widget=forms.RadioSelect, initial=ClassKind.CLASS
    )
    audience = forms.ChoiceField(label=_("Đối tượng"), choices=Audience, widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("Tên lớp"), max_length=250, help_text=_("Ví dụ: Tập huấn cho chủ thể có sản phẩm OCOP, lớp 1")
    )
    agency = forms.CharField(
        label=_("Cơ quan thực hiện"),
        max_length=200,
        required=False,
        help_text=_("Để trống: Ủy ban nhân dân của đơn vị. Ví dụ: Chi cục Phát triển nông thôn"),
    )
    venue = forms.CharField(label=_("Địa điểm"), max_length=250)
    seats = forms.IntegerField(
        label=_("Số chỗ"),
        min_value=1,
        max_value=MOST_SEATS,
        initial=90,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    starts_on = DateField(label=_("Ngày khai giảng"))
    lesson_days = _days(_("Số ngày học trên lớp"), initial=3)
    field_days = _days(_("Số ngày đi thực tế"), initial=2, required=False)
    with_weekends = forms.BooleanField(label=_("Học cả thứ Bảy, Chủ nhật"), required=False)
    nominate_until = DateField(label=_("Hạn cử người"))
    threshold_percent = forms.IntegerField(
        label=_("Hoàn thành khi dự từ (% số buổi)"),
        min_value=1,
        max_value=100,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, training: TrainingClass | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["threshold_percent"].initial = settings.TRAINING_COMPLETION_PERCENT
        ask_why_changed(self, training)
        if training is not None:
            del self.fields["organiser"]
        else:
            self.fields["organiser"].queryset = organised_by(self.user)


class TopicsForm(PortalForm):
    """The topic and the place of each half-day, two fields each."""

    def __init__(self, *args: Any, training: TrainingClass, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sessions = list(training.sessions.order_by("day", "half"))
        for session in self.sessions:
            said = f"{session.get_half_display().capitalize()} {session.day:%d/%m}"
            kind = session.get_kind_display().lower()
            self.fields[f"topic_{session.pk}"] = forms.CharField(
                label=f"{said}: {_('chuyên đề')} ({kind})",
                max_length=250,
                required=False,
                initial=session.topic,
            )
            self.fields[f"venue_{session.pk}"] = forms.CharField(
                label=f"{said}: {_('nơi học, nơi đến nếu khác địa điểm của lớp')}",
                max_length=250,
                required=False,
                initial=session.venue,
            )
        ask_why_changed(self, training)


class TrainerForm(PortalForm):
    full_name = forms.CharField(label=_("Họ tên"), max_length=120)
    position = forms.CharField(label=_("Chức vụ, cơ quan"), max_length=200, required=False)
    role = forms.ChoiceField(label=_("Vai trò"), choices=TrainerRole)
    half_days = forms.IntegerField(
        label=_("Số buổi"), min_value=1, max_value=60, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    fee_vnd = MoneyField(label=_("Thù lao một buổi"))
    norm = forms.ModelChoiceField(
        label=_("Định mức"), queryset=None, required=False, empty_label=_("Không theo định mức nào")
    )
    over_reason = forms.CharField(label=_("Lý do nếu vượt định mức"), max_length=300, required=False)

    def __init__(self, *args: Any, training: TrainingClass, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        province = Place.objects.filter(path=".".join(training.organiser.path.split(".")[:2]) + ".").first()
        norms = Norm.objects.of_years(province, training.first_on, training.first_on)
        self.fields["norm"].queryset = norms.filter(cap_vnd__isnull=False).order_by("name", "pk")


class QuotaForm(PortalForm):
    unit = PlaceField(
        Place.objects.all(),
        label=_("Đơn vị"),
        required=False,
        help_text=_("Xã, phường hoặc huyện được cử người. Ví dụ: Mỹ Hiệp, Đồng Tháp"),
    )
    every_commune = forms.BooleanField(label=_("Giao cho mọi xã, phường trong địa bàn"), required=False)
    producer_kind = forms.ChoiceField(
        label=_("Loại hình chủ thể"), choices=[("", _("Mọi người")), *ProducerKind.choices], required=False
    )
    seats = forms.IntegerField(
        label=_("Nhiều nhất (người)"),
        min_value=0,
        max_value=MOST_SEATS,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, training: TrainingClass, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.training = training

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        unit, every = data.pop("unit", None), data.pop("every_commune", False)
        if self.errors:
            return data
        if unit and every:
            raise forms.ValidationError(_("Chọn một đơn vị, hoặc mọi xã, phường; không cả hai."))
        if not unit and not every and not data["producer_kind"]:
            raise forms.ValidationError(_("Hãy chọn đơn vị, mọi xã, phường, hoặc một loại hình chủ thể."))
        below = Place.objects.within(self.training.organiser.path).at_level("commune").in_force(clock.today())
        data["units"] = list(below.order_by("sort_key", "pk")) if every else [unit] if unit else []
        if every and not data["units"]:
            raise forms.ValidationError(_("Đơn vị tổ chức không có xã, phường nào bên dưới."))
        return data


class ConfirmForm(PortalForm):
    """Nothing to fill in: the page says what will happen."""
