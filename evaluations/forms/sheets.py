"""A score sheet, whole or one criterion of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.choices import PaperDeclaration
from evaluations.queries.sheets import Seen
from ocop.law.models import KnockOut
from ocop.law.rules import Criterion, SetTree
from ocop.ui.forms import PortalForm

NONE_REACHED = "none"


class TickForm(PortalForm):
    """One criterion of a sheet, sent by itself when it is ticked or words are written; what is not sent of
    the two stays as it is.
    """

    def __init__(self, *args: Any, criterion: Criterion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criterion = criterion
        _add_criterion(self, criterion)
        self.fields[f"was-c-{criterion.pk}"] = forms.CharField(required=False, max_length=10)
        self.fields[f"was-n-{criterion.pk}"] = forms.CharField(
            required=False, max_length=4000, widget=forms.Textarea
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        code, tick, note = self.criterion.code, f"c-{self.criterion.pk}", f"n-{self.criterion.pk}"
        if not self.errors and not data[tick] and note not in self.data:
            raise forms.ValidationError(_("Hãy chọn một mức, hoặc viết nhận xét."))
        return {
            "marks": {code: position_of(data[tick])} if data.get(tick) else {},
            "notes": {code: data[note]} if note in self.data and note in data else {},
            "seen": self._seen(data, tick, note),
        }

    def _seen(self, data: dict[str, Any], tick: str, note: str) -> Seen:
        """What the page showed before the change, as far as it says so."""
        said = {name: data.get(f"was-{name}", "") for name in (tick, note) if f"was-{name}" in self.data}
        before = said.get(tick)
        known = before is not None and (before in ("", NONE_REACHED) or before.isdecimal())
        ticks = {self.criterion.code: position_of(before)} if before else {}
        return Seen(ticks=ticks if known else None, note=said.get(note))


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


class SecondPaperForm(SheetForm):
    """A sheet as it was filled in on paper, with what its member declared there."""

    declared = forms.ChoiceField(
        label=gettext_lazy("Ô khai báo quan hệ lợi ích trên phiếu giấy"),
        choices=PaperDeclaration,
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        return super().clean() | {"declared": self.cleaned_data.get("declared")}


class PaperForm(SecondPaperForm):
    """A paper typed first, maybe in the place of what its member did in the portal."""

    replaces_own = forms.BooleanField(
        label=gettext_lazy("Thành viên đồng ý để phiếu giấy thay những gì đã chấm trên cổng"),
        help_text=gettext_lazy("Chỉ cần khi thành viên đã bắt đầu chấm sản phẩm này trên cổng."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        return super().clean() | {"replaces_own": self.cleaned_data.get("replaces_own")}


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
