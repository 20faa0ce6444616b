"""Why a closed session is opened again, and for which products."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from evaluations.queries.reopenings import items_to_reopen
from ocop.ui.forms import PortalForm


class ReopenForm(PortalForm):
    items = forms.TypedMultipleChoiceField(
        label=_("Sản phẩm cần chấm lại"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(
        label=_("Lý do của Chủ tịch Hội đồng"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.rows = items_to_reopen(kwargs.pop("session"))
        super().__init__(*args, **kwargs)
        self.fields["items"].choices = [(row.pk, row.dossier.product_name) for row in self.rows]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if "items" in data:
            data["items"] = [row for row in self.rows if row.pk in data["items"]]
        return data
