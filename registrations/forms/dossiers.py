"""What people type about dossiers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ocop.law.models import CriteriaSet
from ocop.law.queries import product_groups
from ocop.law.rules import SetTree
from ocop.localities.fields import PictureFilter
from ocop.programme.models import Cycle
from ocop.ui.fields import as_radios_where_few
from ocop.ui.forms import DateField, PortalForm
from registrations.choices import DossierState, RegistrationType
from registrations.forms.shapes import AREA, phone_field
from registrations.queries import regime_today
from registrations.queries.faults import Faults, faults_of_form, faults_of_report
from registrations.queries.stations import DOSSIER_STATIONS


class ConfirmForm(PortalForm):
    """A move that asks nothing but the press of its button."""


class DossierFilter(PictureFilter):
    quiet = ("place", "year", "station")
    cycle = forms.ModelChoiceField(label=_("Chu trình"), queryset=None, empty_label=_("Tất cả"))
    group = forms.ChoiceField(label=_("Ngành"))
    registration_type = forms.ChoiceField(
        label=_("Lần đăng ký"), choices=[("", _("Tất cả")), *RegistrationType.choices]
    )
    commune = forms.CharField(label=_("Xã, phường"), max_length=100)
    state = forms.ChoiceField(label=_("Trạng thái"), choices=[("", _("Tất cả")), *DossierState.choices])
    year = forms.IntegerField(label=_("Năm"), min_value=2018, max_value=2100)
    station = forms.ChoiceField(
        label=_("Đã tới chặng"), choices=[("", _("Tất cả")), *DOSSIER_STATIONS.items()]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cycles = Cycle.objects.visible_to(self.user).select_related("province")
        self.fields["cycle"].queryset = cycles.order_by("-year", "pk")
        self.fields["group"].choices = [("", _("Tất cả")), *product_groups().items()]


class _CycleField(forms.ModelChoiceField):
    def label_from_instance(self, cycle: Cycle) -> str:
        """The cycle and the regime under which it takes in dossiers today."""
        return f"{cycle} · {regime_today(cycle)}"


class StartForm(PortalForm):
    """The first questions about a new dossier."""

    cycle = _CycleField(
        label=_("Chu trình"),
        queryset=None,
        empty_label=None,
        help_text=_("Chỉ gồm chu trình đang mở ở địa bàn của chủ thể mà sản phẩm chưa có hồ sơ dở dang."),
    )
    registration_type = forms.ChoiceField(
        label=_("Lần đăng ký"),
        choices=RegistrationType,
        initial=RegistrationType.FIRST,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, cycles: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cycle"].queryset = cycles
        as_radios_where_few(self.fields["cycle"])


class SetForm(PortalForm):
    """One set of the regime's list; the page draws the choices by group."""

    criteria_set = forms.ModelChoiceField(
        label=_("Bộ tiêu chí"),
        queryset=CriteriaSet.objects.all(),
        error_messages={"required": _("Hãy chọn một bộ tiêu chí.")},
    )


class RegistrationForm(PortalForm):
    """Mẫu số 01 (26/2026/QĐ-TTg). It may be saved unfinished; what is missing is said before sending."""

    organisation_name = forms.CharField(label=_("Tên đơn vị"), max_length=250)
    legal_rep_name = forms.CharField(label=_("Họ tên người đại diện theo pháp luật"), max_length=120)
    legal_rep_position = forms.CharField(
        label=_("Chức vụ"), max_length=120, required=False, help_text=_("Không bắt buộc.")
    )
    contact_address = forms.CharField(label=_("Địa chỉ liên hệ"), max_length=400, required=False)
    phone = phone_field()
    email = forms.EmailField(label=_("Email"), required=False, help_text=_("Không bắt buộc."))
    product_name = forms.CharField(label=_("Tên sản phẩm"), max_length=250)
    registration_type = forms.ChoiceField(
        label=_("Lần đăng ký"), choices=RegistrationType, widget=forms.RadioSelect
    )
    is_new_idea = forms.BooleanField(
        label=_("Ý tưởng sản phẩm mới (sản phẩm chưa có trên thị trường)"), required=False
    )
    sample_count = forms.IntegerField(
        label=_("Số sản phẩm mẫu"),
        required=False,
        min_value=0,
        max_value=1000,
        help_text=_("Theo quy định: 5; dịch vụ du lịch: 0."),
        widget=forms.NumberInput(attrs={"class": "w-date"}),
    )
    signed_place = forms.CharField(label=_("Nơi ký"), max_length=120, required=False)
    signed_on = DateField(label=_("Ngày ký"), required=False)
    signed_by = forms.CharField(label=_("Người ký"), max_length=120, required=False)

    def faults(self, typed: Mapping[str, Any]) -> Faults:
        return faults_of_form(typed["signed_on"])


class SendForm(PortalForm):
    """The declaration of the registration form, made where the dossier is sent."""

    declaration_accepted = forms.BooleanField(
        label=_(
            "Chủ thể cam đoan thông tin là đúng sự thật, tuân thủ quy định của Chương trình OCOP và chịu "
            "trách nhiệm trước Hội đồng và pháp luật."
        ),
        error_messages={"required": _("Hãy đánh dấu cam đoan trước khi gửi.")},
    )


class SelfScoreForm(PortalForm):
    """One choice and some words for each criterion of a set. Fields: `o_<code>` and `w_<code>`."""

    def __init__(self, *args: Any, tree: SetTree, **kwargs: Any) -> None:
        self.tree = tree
        self.base_fields = dict(self._fields_of(tree))
        super().__init__(*args, **kwargs)

    @staticmethod
    def _fields_of(tree: SetTree) -> Iterator[tuple[str, forms.Field]]:
        for criterion in tree.criteria():
            choices = [("", _("Không chọn")), *((str(o.position), o.label) for o in criterion.options)]
            yield (
                f"o_{criterion.code}",
                forms.ChoiceField(
                    label=f"{criterion.code}. {criterion.name}",
                    choices=choices,
                    required=False,
                    widget=forms.RadioSelect,
                ),
            )
            yield (
                f"w_{criterion.code}",
                forms.CharField(
                    label=gettext("Mô tả, giải trình tiêu chí %(code)s") % {"code": criterion.code},
                    required=False,
                    max_length=2000,
                    widget=forms.Textarea(attrs={"rows": 2}),
                ),
            )


class ReportForm(PortalForm):
    """Mẫu số 03 (26/2026/QĐ-TTg): the commune's opinion, which gives no points."""

    local_materials = forms.CharField(
        label=_("Nguyên liệu địa phương"),
        required=False,
        max_length=5000,
        help_text=_("Nguồn gốc sản phẩm và nguyên liệu tại địa phương."),
        widget=forms.Textarea(attrs=AREA),
    )
    local_labour = forms.CharField(
        label=_("Lao động địa phương"),
        required=False,
        max_length=5000,
        help_text=_("Chủ thể sử dụng lao động của địa phương ra sao."),
        widget=forms.Textarea(attrs=AREA),
    )
    idea_origin = forms.CharField(
        label=_("Nguồn gốc ý tưởng"),
        required=False,
        max_length=5000,
        help_text=_("Sản phẩm truyền thống hay ý tưởng mới."),
        widget=forms.Textarea(attrs=AREA),
    )
    local_identity = forms.CharField(
        label=_("Bản sắc, tri thức địa phương"),
        required=False,
        max_length=5000,
        help_text=_("Dấu ấn trí tuệ, bản sắc của địa phương trong sản phẩm."),
        widget=forms.Textarea(attrs=AREA),
    )
    request_number = forms.CharField(label=_("Số văn bản đề nghị"), max_length=60, required=False)
    request_on = DateField(label=_("Ngày văn bản đề nghị"), required=False)

    def faults(self, typed: Mapping[str, Any]) -> Faults:
        return faults_of_report(typed["request_on"])
