"""One line of a draft, as it is typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from budgets.choices import Purpose
from budgets.models import Estimate, FundSource, Line, Norm
from budgets.queries.funds import norms_for, sources_of_years
from budgets.queries.outline import outline_of
from budgets.services import Direction
from ocop.ui.fields import DecimalField, MoneyField
from ocop.ui.forms import PortalForm

SOURCES = 3
"""Sources that the form of a line has room for; a line that has as many is given room for one more."""
TYPED = (
    "quantity",
    "quantity_unit",
    "times",
    "times_unit",
    "price_vnd",
    "lump_vnd",
    "purpose",
    "norm",
    "whole_cost_vnd",
    "over_reason",
)
"""What the amount and its standing to the norm follow from; told while it is typed, with the sources."""


class LineForm(PortalForm):
    content = forms.CharField(label=_("Nội dung"), max_length=1000)
    quantity = DecimalField(label=_("Số lượng"), min_value=0, max_digits=12, decimal_places=3, required=False)
    quantity_unit = forms.CharField(label=_("Đơn vị tính"), max_length=40, required=False)
    times = DecimalField(label=_("Số ngày, lần"), min_value=0, max_digits=9, decimal_places=3, required=False)
    times_unit = forms.CharField(label=_("Ngày hay lần"), max_length=40, required=False)
    price_vnd = MoneyField(label=_("Đơn giá"), required=False, help_text="")
    lump_vnd = MoneyField(label=_("Hoặc khoán gọn"), required=False, help_text="")
    executor = forms.CharField(label=_("Đơn vị thực hiện"), max_length=250, required=False)
    purpose = forms.ChoiceField(
        label=_("Chi cho việc"), choices=[("", _("Chưa chọn")), *Purpose.choices], required=False
    )
    norm = forms.ModelChoiceField(
        label=_("Định mức"), queryset=Norm.objects.none(), required=False, empty_label=_("Không so")
    )
    whole_cost_vnd = MoneyField(
        label=_("Tổng chi phí được duyệt"),
        required=False,
        help_text=_("Khi định mức là một tỷ lệ, ví dụ điểm bán hàng."),
    )
    over_reason = forms.CharField(label=_("Lý do vượt định mức"), max_length=500, required=False)
    basis = forms.CharField(label=_("Căn cứ định mức"), max_length=250, required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=500, required=False)

    def __init__(self, *args: Any, estimate: Estimate, held: int = 0, **kwargs: Any) -> None:
        """`held` is how many sources the line has by now."""
        super().__init__(*args, **kwargs)
        self.rooms = range(1, max(SOURCES, held + 1) + 1)
        sources = sources_of_years(estimate.budget.first_day)
        choices = [("", _("Chưa chọn")), *((one.pk, str(one)) for one in sources)]  # asked once for all rooms
        for number in self.rooms:
            self.fields[f"source_{number}"] = forms.ModelChoiceField(
                label=_("Nguồn vốn %(n)s") % {"n": number},
                queryset=sources.all(),
                required=False,
            )
            self.fields[f"source_{number}"].choices = choices
            self.fields[f"share_{number}"] = MoneyField(
                label=_("Số tiền của nguồn %(n)s") % {"n": number},
                required=False,
                help_text=_("Để trống: nhận phần còn lại.") if number == 1 else "",
            )
        self.fields["norm"].queryset = norms_for(estimate.budget)
        self.fields["norm"].label_from_instance = _norm_label
        for name in ("whole_cost_vnd", "over_reason", "basis", "note", "executor"):
            self.fields[name].widget.attrs["class"] = "form-control"

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        shares: list[tuple[FundSource, int | None]] = []
        for number in self.rooms:
            source, share = data.pop(f"source_{number}", None), data.pop(f"share_{number}", None)
            if source is not None:
                shares.append((source, share))
            elif share is not None:
                self.add_error(f"source_{number}", _("Hãy chọn nguồn của số tiền này."))
        if len(shares) > 1 and all(share is None for _source, share in shares):
            self.add_error("share_2", _("Có hai nguồn trở lên thì ghi số tiền từng nguồn."))
        return data | {"shares": tuple(shares)}

    def typed(self) -> tuple[dict[str, Any], list[str]]:
        """What can be read of the form while it is typed, and the sentences about what cannot."""
        read: dict[str, Any] = {}
        problems = []
        for name in self.told_names:
            try:
                read[name] = self.fields[name].clean(self[name].value())
            except forms.ValidationError as problem:
                read[name] = None
                problems.append(f"{self[name].label}: {problem.messages[0]}")
        return read, problems

    @property
    def shares(self) -> list[tuple[Any, Any]]:
        """The pairs of source and amount, for the template."""
        return [(self[f"source_{n}"], self[f"share_{n}"]) for n in self.rooms]

    @property
    def told_names(self) -> tuple[str, ...]:
        """The fields that are told of while they are typed."""
        return (*TYPED, *(f"{part}_{n}" for n in self.rooms for part in ("source", "share")))

    @property
    def has_details(self) -> bool:
        """Whether the folded part has something in it that must be seen."""
        names = ("whole_cost_vnd", "basis", "note", "source_2")
        filled = any(self.initial.get(name) for name in names)
        return filled or bool(self.is_bound and self.errors)


def filled_in(line: Line) -> dict[str, Any]:
    """What the form of a line starts with."""
    names = [name for name in LineForm.base_fields if hasattr(line, name)]
    start = {name: getattr(line, name) for name in names}
    for number, share in enumerate(line.sources.order_by("source__position"), 1):
        start[f"source_{number}"] = share.source_id
        start[f"share_{number}"] = share.amount_vnd if number > 1 else None
    return start


class MoveForm(PortalForm):
    """One step of a line, by a button."""

    direction = forms.ChoiceField(choices=[(each.value, each.value) for each in Direction])


class PlaceLineForm(PortalForm):
    parent = forms.TypedChoiceField(
        label=_("Đưa xuống dưới dòng"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, line: Line, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outline = outline_of(line.estimate)
        here = {line.pk}
        rows = [row for row in outline.rows if row.line.pk not in here and not here & set(row.placed.above)]
        self.fields["parent"].choices = [
            ("", _("Tầng đầu tiên")),
            *((row.line.pk, f"{row.placed.number} {row.line.content[:80]}") for row in rows),
        ]


def _norm_label(norm: Norm) -> str:
    return f"{norm} ({_('cần đối chiếu văn bản')})" if norm.is_reported else str(norm)
