"""What the council agrees on: the minima, and a knock-out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.forms.sheets import NONE_REACHED, position_of
from ocop.law.models import KnockOut
from ocop.law.rules import Criterion
from ocop.ui.forms import PortalForm


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
