"""What people type about ideas, and about the targets of communes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ocop.core.errors import RuleViolation
from ocop.localities.fields import CommuneField, PictureFilter
from ocop.localities.models import Place
from ocop.programme.models import Cycle
from ocop.ui.fields import as_radios_where_few
from ocop.ui.forms import PortalForm
from registrations.choices import IdeaState, ProducerKind
from registrations.forms.shapes import AREA, phone_field
from registrations.models import Idea, Producer
from registrations.queries import own_communes
from registrations.queries.faults import faults_of_cycle, faults_of_proposer, not_a_commune
from registrations.queries.stations import IDEA_STATIONS


class IdeaChangeForm(PortalForm):
    """Phiếu đăng ký ý tưởng: what, by whom, and what is needed. The idea stays in its cycle and commune."""

    product_name = forms.CharField(label=_("Tên sản phẩm"), max_length=250)
    description = forms.CharField(
        label=_("Ý tưởng"),
        max_length=5000,
        help_text=_("Sản phẩm là gì, làm từ gì, khác gì sản phẩm đang có."),
        widget=forms.Textarea(attrs=AREA),
    )
    made_already = forms.BooleanField(label=_("Sản phẩm này đã được làm và bán"), required=False)
    producer = forms.ModelChoiceField(
        label=_("Chủ thể đã đăng ký"),
        queryset=None,
        required=False,
        empty_label=_("Chưa có trong danh sách"),
    )
    proposer_name = forms.CharField(
        label=_("Người, cơ sở đề xuất"),
        max_length=250,
        required=False,
        help_text=_("Để trống nếu đã chọn chủ thể ở trên."),
    )
    proposer_kind = forms.ChoiceField(
        label=_("Loại hình"),
        required=False,
        choices=[("", _("Chưa đăng ký kinh doanh")), *ProducerKind.choices],
    )
    proposer_phone = phone_field()
    proposer_address = forms.CharField(label=_("Số nhà, ấp, khóm"), max_length=250, required=False)
    local_strength = forms.CharField(
        label=_("Lợi thế địa phương"),
        max_length=5000,
        required=False,
        help_text=_("Nguyên liệu, lao động, nghề truyền thống của địa phương."),
        widget=forms.Textarea(attrs=AREA),
    )
    needs = forms.CharField(
        label=_("Cần hỗ trợ"), max_length=5000, required=False, widget=forms.Textarea(attrs=AREA)
    )

    def __init__(self, *args: Any, commune: Place | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.commune = commune
        own = Producer.objects.visible_to(self.user).filter(commune__in=own_communes(self.user))
        self.fields["producer"].queryset = own.order_by("sort_key", "pk")

    def faults(self, typed: Mapping[str, Any]) -> Iterable[RuleViolation]:
        misshapen = "producer" in self.errors
        yield from faults_of_proposer(
            commune=typed.get("commune", self.commune),
            producer=typed["producer"],
            proposer_name=None if misshapen else typed["proposer_name"],
        )


class IdeaForm(IdeaChangeForm):
    """A new idea: for which cycle, of which commune."""

    cycle = forms.ModelChoiceField(label=_("Chu trình"), queryset=None, empty_label=None)
    commune = CommuneField()
    field_order = ("cycle", "commune")

    def __init__(self, *args: Any, cycles: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cycle"].queryset = cycles
        as_radios_where_few(self.fields["cycle"])
        self.fields["commune"].queryset = own_communes(self.user)

    def faults(self, typed: Mapping[str, Any]) -> Iterable[RuleViolation]:
        yield from not_a_commune(typed["commune"])
        yield from faults_of_cycle(typed["cycle"], typed["commune"])
        yield from super().faults(typed)


class IdeaRegisterForm(PortalForm):
    """Who files the dossier of a chosen idea."""

    producer = forms.ModelChoiceField(label=_("Chủ thể"), queryset=None, empty_label=_("Chọn chủ thể"))

    def __init__(self, *args: Any, idea: Idea, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Producer.objects.visible_to(self.user).filter(commune=idea.commune)
        self.fields["producer"].queryset = own.order_by("sort_key", "pk")


class IdeaFilter(PictureFilter):
    quiet = ("place", "year", "station")
    cycle = forms.ModelChoiceField(label=_("Chu trình"), queryset=None, empty_label=_("Tất cả"))
    state = forms.ChoiceField(label=_("Trạng thái"), choices=[("", _("Tất cả")), *IdeaState.choices])
    commune = forms.CharField(label=_("Xã, phường"), max_length=100)
    year = forms.IntegerField(label=_("Năm"), min_value=2018, max_value=2100)
    station = forms.ChoiceField(label=_("Đã tới chặng"), choices=[("", _("Tất cả")), *IDEA_STATIONS.items()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cycles = Cycle.objects.visible_to(self.user).select_related("province")
        self.fields["cycle"].queryset = cycles.order_by("-year", "pk")


class TargetsForm(PortalForm):
    """One number for each commune; an empty one takes the target away."""

    def __init__(self, *args: Any, communes: Any, targets: dict[int, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.communes = list(communes)
        for place in self.communes:
            self.fields[f"place_{place.pk}"] = forms.IntegerField(
                label=place.full_name,
                required=False,
                min_value=0,
                max_value=1000,
                initial=targets.get(place.pk),
                widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "w-date"}),
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        return cleaned | {"targets": {place: cleaned.get(f"place_{place.pk}") for place in self.communes}}
