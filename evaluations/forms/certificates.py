"""The register of certificates, and revoking one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from evaluations.choices import RevocationGround
from evaluations.forms.shapes import ANY
from evaluations.queries.certificates import STANDINGS
from ocop.core import clock
from ocop.ui.forms import FilterForm, PortalForm


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
