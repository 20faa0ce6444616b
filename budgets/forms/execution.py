"""Money given out, moved, bound, paid and settled, as it is typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from budgets.choices import Purpose
from budgets.forms.approval import same_decision
from budgets.models import Allotment, Ceiling
from budgets.queries.funds import units_to_give
from evaluations.models import Decision
from ocop.core import clock
from ocop.localities.fields import PictureFilter, PlaceField
from ocop.localities.models import Place
from ocop.ui.fields import ManyFilesField, MoneyField
from ocop.ui.forms import DateField, PortalForm
from ocop.ui.writing import dotted
from registrations.models import Product

PAPER_HELP = _("Biên bản, báo cáo, chứng từ: PDF, ảnh chụp rõ chữ, DOCX hoặc XLSX; chọn được nhiều tệp.")


class GivenUnitField(PlaceField):
    """Offers the units that may be given money. One that may not is understood where no other is meant, so
    that the service can say why it gets none.
    """

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except forms.ValidationError:
            if self.widget.found:
                raise
            offered, self.queryset = self.queryset, Place.objects.all()
            try:
                return super().clean(value)
            except forms.ValidationError:
                self.widget.found = ()
            finally:
                self.queryset = offered
            raise


class AllocateForm(PortalForm):
    unit = GivenUnitField(
        Place.objects.none(),
        label=_("Địa bàn được giao"),
        help_text=_("Tên tỉnh, huyện hoặc xã. Ví dụ: Mỹ Hiệp, Đồng Tháp"),
    )
    agency = forms.CharField(
        label=_("Đơn vị của địa bàn"),
        max_length=200,
        required=False,
        help_text=_("Để trống: Ủy ban nhân dân của địa bàn. Ví dụ: Chi cục Phát triển nông thôn"),
    )
    amount_vnd = MoneyField(
        label=_("Số tiền giao"),
        min_value=-(10**15),
        help_text=_("Ghi số âm để thu hồi phần chưa cam kết."),
    )
    decision_number = forms.CharField(label=_("Số quyết định"), max_length=60)
    decided_on = DateField(label=_("Ngày quyết định"), initial=clock.today)
    same_decision = same_decision()
    note = forms.CharField(label=_("Ghi chú"), max_length=500, required=False)

    def __init__(self, *args: Any, ceiling: Ceiling, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields["unit"]
        unit.queryset = units_to_give(ceiling)
        unit.widget.suggest_url = reverse("budgets:ceiling-units", args=[ceiling.pk, "all"])

    def clean_amount_vnd(self) -> int:
        return _not_nothing(self.cleaned_data["amount_vnd"])


class TransferForm(PortalForm):
    taker = forms.ModelChoiceField(label=_("Chuyển sang dòng"), queryset=None)
    amount_vnd = MoneyField(label=_("Số tiền"), min_value=1)
    decision_number = forms.CharField(label=_("Số quyết định"), max_length=60)
    decided_on = DateField(label=_("Ngày quyết định"), initial=clock.today)
    same_decision = same_decision()
    note = forms.CharField(label=_("Ghi chú"), max_length=500, required=False)

    def __init__(self, *args: Any, giver: Ceiling, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        same = Ceiling.objects.visible_to(self.user).filter(budget=giver.budget_id, source=giver.source_id)
        rows = same.exclude(pk=giver.pk).select_related("line", "source")
        self.fields["taker"].queryset = rows.order_by("line__position", "pk")


class WaiveForm(PortalForm):
    amount_vnd = MoneyField(label=_("Được cam kết vượt thêm"), min_value=1)
    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class CommitForm(PortalForm):
    subject = forms.CharField(
        label=_("Chi cho việc gì"), max_length=300, help_text=_("Ví dụ: Lớp tập huấn cho chủ thể, đợt 1")
    )
    purpose = forms.ChoiceField(label=_("Loại việc"), choices=Purpose)
    amount_vnd = MoneyField(label=_("Số tiền cam kết"), min_value=1)
    committed_on = DateField(label=_("Ngày cam kết"), initial=clock.today)
    due_on = DateField(label=_("Hạn thanh toán"), required=False)
    payee = forms.CharField(label=_("Người nhận tiền"), max_length=200, required=False)
    contract = forms.CharField(label=_("Hợp đồng, văn bản"), max_length=120, required=False)
    product = forms.CharField(
        label=_("Sản phẩm được hỗ trợ"),
        max_length=200,
        required=False,
        help_text=_("Tên sản phẩm trên cổng, khi tiền chi riêng cho một sản phẩm."),
    )
    decision = forms.ModelChoiceField(
        label=_("In giấy chứng nhận theo quyết định"),
        queryset=None,
        required=False,
        empty_label=_("Không phải chi in giấy"),
    )

    def __init__(self, *args: Any, allotment: Allotment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decisions = Decision.objects.visible_to(self.user).exclude(number="")
        self.fields["decision"].queryset = decisions.order_by("-decided_on", "pk")

    def clean_product(self) -> Product | None:
        """The one product in reach with this name; several or none are told."""
        name = self.cleaned_data["product"]
        if not name:
            return None
        found = list(Product.objects.visible_to(self.user).filter(name__iexact=name)[:2])
        if len(found) == 1:
            return found[0]
        problem = _("Có nhiều sản phẩm tên này.") if found else _("Không tìm thấy sản phẩm tên này.")
        raise forms.ValidationError(problem)


class AllotmentChoice(forms.ModelChoiceField):
    """Allotments by line, unit and what is free."""

    def label_from_instance(self, one: Any) -> str:
        return f"{one.ceiling.line.content} – {one.holder} ({_('còn')} {dotted(one.free_vnd)} {_('đồng')})"


class BindMoneyForm(PortalForm):
    """Money bound for something that the portal knows: a class, a print run."""

    allotment = AllotmentChoice(label=_("Dòng dự toán được giao"), queryset=None)
    amount_vnd = MoneyField(label=_("Số tiền cam kết"), min_value=1)
    payee = forms.CharField(label=_("Người nhận tiền"), max_length=200, required=False)
    contract = forms.CharField(label=_("Hợp đồng, văn bản"), max_length=120, required=False)
    due_on = DateField(label=_("Hạn thanh toán"), required=False)

    def __init__(self, *args: Any, allotments: QuerySet[Allotment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["allotment"].queryset = allotments


class PayForm(PortalForm):
    amount_vnd = MoneyField(
        label=_("Số tiền đã chi"), min_value=-(10**15), help_text=_("Ghi số âm khi tiền được hoàn trả.")
    )
    paid_on = DateField(label=_("Ngày chi"), initial=clock.today)
    reference = forms.CharField(label=_("Số chứng từ kho bạc"), max_length=60)
    note = forms.CharField(label=_("Ghi chú"), max_length=500, required=False)

    def clean_amount_vnd(self) -> int:
        return _not_nothing(self.cleaned_data["amount_vnd"])


class ReleaseForm(PortalForm):
    amount_vnd = MoneyField(label=_("Số tiền hủy bớt"), min_value=1)
    note = forms.CharField(label=_("Lý do"), max_length=500)


class SettleForm(PortalForm):
    amount_vnd = MoneyField(label=_("Số tiền quyết toán"), min_value=1)
    evidence = forms.CharField(
        label=_("Hồ sơ quyết toán"), max_length=250, help_text=_("Số, ngày của báo cáo, biên bản.")
    )
    papers = ManyFilesField(label=_("Tệp của hồ sơ"), help_text=PAPER_HELP)
    settled_on = DateField(label=_("Ngày quyết toán"), initial=clock.today)
    note = forms.CharField(label=_("Ghi chú"), max_length=500, required=False)


class PapersForm(PortalForm):
    papers = ManyFilesField(label=_("Các tệp"), help_text=PAPER_HELP)


class AllotmentFilter(PictureFilter):
    year = forms.IntegerField(label=_("Năm"), min_value=2018, max_value=2100)
    unit = forms.CharField(label=_("Địa bàn"), max_length=80)


def _not_nothing(amount: int) -> int:
    if amount == 0:
        raise forms.ValidationError(_("Số tiền phải khác 0."))
    return amount
