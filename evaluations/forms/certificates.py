"""The register of certificates, and revoking one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from evaluations.choices import CaseState, RevocationGround
from evaluations.forms.decisions import signer_title_field
from evaluations.forms.shapes import ANY
from evaluations.queries.certificates import NO_GROUP, STANDINGS
from evaluations.queries.renewals import STANDS
from ocop.core import clock
from ocop.law.queries import product_groups
from ocop.localities.fields import PictureFilter
from ocop.programme.models import Cycle
from ocop.ui.forms import DateField, FilterForm, PortalForm

DOUBT = "xem-lai"
"""The name under which the register shows issuers that cannot have decided."""


class CertificateFilter(PictureFilter):
    quiet = ("place", "month")
    renewal = forms.ChoiceField(label=gettext_lazy("Đánh giá lại"), choices=[*ANY, *STANDS.items()])
    standing = forms.ChoiceField(label=gettext_lazy("Trạng thái"), choices=[*ANY, *STANDINGS.items()])
    stars = forms.TypedChoiceField(
        label=gettext_lazy("Hạng"),
        coerce=int,
        empty_value=None,
        choices=[*ANY, *((n, f"{n} sao") for n in (3, 4, 5))],
    )
    issuer = forms.ChoiceField(
        label=gettext_lazy("Nơi cấp"), choices=[*ANY, (DOUBT, gettext_lazy("Cần xem lại"))]
    )
    year = forms.TypedChoiceField(label=gettext_lazy("Năm cấp"), coerce=int, empty_value=None)
    group = forms.ChoiceField(label=gettext_lazy("Ngành"))
    month = forms.RegexField(r"^20\d\d-(0[1-9]|1[0-2])$", label=gettext_lazy("Hết hạn trong tháng"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = range(clock.today().year, 2018, -1)
        self.fields["year"].choices = [*ANY, *((year, str(year)) for year in years)]
        groups = [*product_groups().items(), (NO_GROUP, gettext_lazy("Chưa rõ ngành"))]
        self.fields["group"].choices = [*ANY, *groups]


class CaseFilter(FilterForm):
    state = forms.ChoiceField(label=gettext_lazy("Trạng thái"), choices=[*ANY, *CaseState.choices])
    ground = forms.ChoiceField(label=gettext_lazy("Căn cứ"), choices=[*ANY, *RevocationGround.choices])


class ConclusionForm(PortalForm):
    ground = forms.ChoiceField(
        label=gettext_lazy("Căn cứ (Điều 8 Quyết định 26/2026/QĐ-TTg)"),
        choices=RevocationGround,
        widget=forms.RadioSelect,
    )
    concluded_on = DateField(
        label=gettext_lazy("Ngày kết luận"),
        help_text=gettext_lazy(
            "Thời hạn ra quyết định tính từ ngày này; nếu chủ thể ngừng sản xuất thì từ ngày xã xác nhận."
        ),
    )
    concluded_by = forms.CharField(
        label=gettext_lazy("Cơ quan kết luận"),
        max_length=200,
        help_text=gettext_lazy("Ví dụ: Đoàn kiểm tra Sở Nông nghiệp và Môi trường."),
    )
    conclusion_number = forms.CharField(
        label=gettext_lazy("Số văn bản kết luận"), max_length=60, required=False
    )
    details = forms.CharField(
        label=gettext_lazy("Nội dung kết luận"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class RevokeForm(PortalForm):
    decision_number = forms.CharField(label=gettext_lazy("Số quyết định thu hồi"), max_length=60)
    decided_on = DateField(label=gettext_lazy("Ngày quyết định"))
    signer_title = signer_title_field()
    note = forms.CharField(
        label=gettext_lazy("Lý do cụ thể"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class RenewalFilter(FilterForm):
    stands = forms.ChoiceField(label=gettext_lazy("Trạng thái"), choices=[*ANY, *STANDS.items()])
    place = forms.CharField(label=gettext_lazy("Xã, phường"), max_length=80)


class RenewForm(PortalForm):
    cycle = forms.ModelChoiceField(label=gettext_lazy("Chu trình"), queryset=None)

    def __init__(self, *args: Any, cycles: QuerySet[Cycle], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cycle"].queryset = cycles
        self.fields["cycle"].initial = cycles.first()
