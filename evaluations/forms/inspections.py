"""Visits, reports and yearly figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.choices import MisuseKind, MisuseState
from evaluations.forms.shapes import ANY
from evaluations.models import Certificate
from evaluations.models.yearly import FIRST_YEAR
from evaluations.queries.inspections import ENDS, SEEN, STANDS
from evaluations.rules.inspections import NO, NOT_SEEN, YES, Question
from ocop.core import clock
from ocop.localities.models import Place
from ocop.ui.forms import (
    DateField,
    DecimalField,
    FilterForm,
    MoneyField,
    PhotoInput,
    PortalForm,
    PrivateFileField,
    RowsField,
)

ANSWERS = [
    (YES, gettext_lazy("Đạt")),
    (NO, gettext_lazy("Chưa đạt")),
    (NOT_SEEN, gettext_lazy("Không có, chưa xem")),
]
FINDINGS, MOST_FINDINGS = 3, 50
"""How many findings a form takes to begin with, and at most."""

PICTURE = (".jpg", ".jpeg", ".png")


class InspectionFilter(FilterForm):
    stands = forms.ChoiceField(label=gettext_lazy("Trạng thái"), choices=[*ANY, *STANDS.items()])
    year = forms.TypedChoiceField(label=gettext_lazy("Năm"), coerce=int, empty_value=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [*ANY, *_years(clock.today().year + 1)]


class InspectionPlanFilter(FilterForm):
    """What narrows the products to choose from; it stands within the form of the plan."""

    commune = forms.TypedChoiceField(label=gettext_lazy("Xã, phường"), coerce=int, empty_value=None)
    stars = forms.TypedChoiceField(
        label=gettext_lazy("Hạng"),
        coerce=int,
        empty_value=None,
        choices=[*ANY, *((stars, f"{stars} sao") for stars in (3, 4, 5))],
    )
    ends = forms.ChoiceField(label=gettext_lazy("Giấy hết hạn"), choices=[*ANY, *ENDS.items()])
    seen = forms.ChoiceField(label=gettext_lazy("Kiểm tra lần trước"), choices=[*ANY, *SEEN.items()])

    def __init__(self, *args: Any, communes: Iterable[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].label = _("Tìm tên, số giấy")
        self.fields["commune"].choices = [*ANY, *((place.pk, str(place)) for place in communes)]


class InspectionPlanForm(PortalForm):
    plan = forms.CharField(
        label=gettext_lazy("Theo kế hoạch số"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Ví dụ: 15/KH-SNNMT. Để trống nếu kiểm tra đột xuất."),
    )
    planned_on = DateField(label=gettext_lazy("Ngày dự kiến"))
    people = forms.CharField(label=gettext_lazy("Người đi kiểm tra"), max_length=500)
    certificates = RowsField(None, label=gettext_lazy("Sản phẩm được kiểm tra"))

    def __init__(self, *args: Any, certificates: QuerySet[Certificate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["certificates"].queryset = certificates
        self.fields["certificates"].error_messages["required"] = _("Hãy chọn ít nhất một sản phẩm.")


class InspectionForm(PortalForm):
    """The checklist, made for a phone: one line, three large answers; then as many findings as are asked
    for.
    """

    visited_on = DateField(label=gettext_lazy("Ngày kiểm tra"))

    def __init__(self, *args: Any, checklist: Sequence[Question], findings: int, **kwargs: Any) -> None:
        self.checklist, self.numbers = checklist, range(1, findings + 1)
        made: dict[str, forms.Field] = {
            f"q-{one.code}": forms.ChoiceField(label=_(one.words), choices=ANSWERS, widget=forms.RadioSelect)
            for one in checklist
        }
        for number in self.numbers:
            made[f"finding_{number}"] = forms.CharField(
                label=_("Điều cần khắc phục %(number)s") % {"number": number},
                max_length=500,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            made[f"fix_by_{number}"] = DateField(
                label=_("Hạn khắc phục %(number)s") % {"number": number}, required=False
            )
        made["conclusion"] = forms.CharField(
            label=_("Kết luận"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
        )
        made["findings"] = forms.IntegerField(initial=findings, required=False, widget=forms.HiddenInput)
        self.base_fields = self.base_fields | made
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        answers = {one.code: data.pop(f"q-{one.code}", "") for one in self.checklist}
        findings = []
        for number in self.numbers:
            words, fix_by = data.pop(f"finding_{number}", ""), data.pop(f"fix_by_{number}", None)
            if bool(words) != bool(fix_by):
                field = f"fix_by_{number}" if words else f"finding_{number}"
                if field not in self.errors:
                    self.add_error(field, ValidationError(_("Ghi cả điều cần khắc phục và hạn.")))
            elif words:
                findings.append((words, fix_by))
        return data | {"answers": answers, "findings": findings}


class FixForm(PortalForm):
    note = forms.CharField(
        label=gettext_lazy("Đã khắc phục thế nào"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Ghi việc chủ thể đã làm và căn cứ bạn xem: ảnh, giấy tờ, kiểm tra lại."),
    )


class PhotoForm(PortalForm):
    upload = PrivateFileField(
        label=gettext_lazy("Ảnh"),
        suffixes=PICTURE,
        widget=PhotoInput(),
    )
    words = forms.CharField(label=gettext_lazy("Ảnh chụp gì"), max_length=200)


class MisuseFilter(FilterForm):
    state = forms.ChoiceField(label=gettext_lazy("Trạng thái"), choices=[*ANY, *MisuseState.choices])
    kind = forms.ChoiceField(label=gettext_lazy("Việc"), choices=[*ANY, *MisuseKind.choices])


class MisuseCaseForm(PortalForm):
    planned_on = DateField(label=gettext_lazy("Ngày đi xác minh"))
    people = forms.CharField(label=gettext_lazy("Người đi xác minh"), max_length=500)


class YearFilter(FilterForm):
    year = forms.TypedChoiceField(label=gettext_lazy("Năm"), coerce=int, empty_value=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [*ANY, *_years(clock.today().year)]


class ProductYearForm(PortalForm):
    year = forms.TypedChoiceField(label=gettext_lazy("Năm"), coerce=int)
    revenue_vnd = MoneyField(label=gettext_lazy("Doanh thu của sản phẩm"))
    workers = forms.IntegerField(label=gettext_lazy("Lao động thường xuyên"), min_value=0, max_value=100_000)
    output = DecimalField(label=gettext_lazy("Sản lượng"), min_value=0, max_digits=14, decimal_places=2)
    unit = forms.CharField(
        label=gettext_lazy("Đơn vị tính"),
        max_length=30,
        help_text=gettext_lazy("Ví dụ: kg, hộp, lượt khách."),
    )

    def __init__(self, *args: Any, years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, str(year)) for year in years]


def _years(last: int) -> list[tuple[int, str]]:
    return [(year, str(year)) for year in range(last, FIRST_YEAR - 1, -1)]
