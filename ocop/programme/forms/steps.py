"""The six steps of one unit."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.localities.models import Place
from ocop.programme.choices import Step
from ocop.programme.forms.cycles import StepsForm
from ocop.ui.forms import DateField, PortalForm


class UnitField(PortalForm):
    """For which unit, where a person plans for more than one."""

    unit = forms.ModelChoiceField(Place.objects.none(), label=gettext_lazy("Đơn vị"), empty_label=None)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units


class UnitStepsForm(StepsForm):
    """Two days for each step, and a third once it is done."""

    unit = forms.ModelChoiceField(Place.objects.none(), label=gettext_lazy("Đơn vị"), empty_label=None)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        for step in Step:
            label = _("%(step)s: xong ngày") % {"step": f"{step.value}. {step.label}"}
            self.fields[f"done_{step.value}"] = DateField(label=label, required=False, help_text="")
        names = [f"{side}_{step.value}" for step in Step for side in ("starts", "ends", "done")]
        self.order_fields(["unit", *names])

    def clean(self) -> dict[str, Any]:
        steps = super().clean()
        known = self.cleaned_data
        done = {step.value: known[f"done_{step.value}"] for step in Step if known.get(f"done_{step.value}")}
        return steps | {"done": done, "unit": known.get("unit")}
