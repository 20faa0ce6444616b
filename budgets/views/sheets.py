"""Spreadsheets of estimates and of the treasury: brought in, looked at, written as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets import services
from budgets.choices import SheetKind
from budgets.documents import left_behind_of
from budgets.forms.estimates import ConfirmForm
from budgets.forms.sheets import ApplyLinesForm, LinesUploadForm, PaymentsUploadForm
from budgets.models import Budget, BudgetSheet
from budgets.queries.people import APPRAISER, drafter_of
from budgets.queries.sheets import (
    LinesPreview,
    PaymentRow,
    PaymentsPreview,
    Standing,
    lines_preview,
    payments_preview,
)
from budgets.views.budgets import OfBudget
from budgets.views.estimates import OneEstimate
from ocop.core.downloads import kept_private
from ocop.core.money import in_words
from ocop.documents.views.prints import SHEET
from ocop.ui.parts import Crumb, Fact, Status
from ocop.ui.templatetags.portal import dmyhm, vnd
from ocop.ui.views import ActionView, ScopedDetailView


class LinesUpload(OneEstimate, ActionView):
    form_class = LinesUploadForm
    template_name = "budgets/form.html"
    title = gettext_lazy("Nhập dự toán từ bảng tính")
    button = gettext_lazy("Đọc bảng")

    @property
    def closed_because(self) -> str:
        if not self.object.is_draft:
            return _("Bản dự toán này không sửa được nữa.")
        return _("Bản này đã có dòng. Hãy nhập vào một bản trống.") if self.outline.rows else ""

    def allowed_roles(self) -> frozenset[str]:
        return frozenset({drafter_of(self.budget.unit)})

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"budget": self.budget}

    def act(self, **cleaned: Any) -> str:
        self.sheet = services.upload_lines(actor=self.request.user, estimate=self.object, **cleaned)
        return ""

    def get_success_url(self) -> str:
        return self.sheet.get_absolute_url()


class PaymentsUpload(OfBudget, ActionView):
    form_class = PaymentsUploadForm
    title = gettext_lazy("Đối chiếu với kho bạc")
    button = gettext_lazy("Đọc bảng")

    @property
    def closed_because(self) -> str:
        return "" if self.object.current_id else _("Chưa có bản nào được duyệt nên chưa chi được.")

    def allowed_roles(self) -> frozenset[str]:
        return frozenset({drafter_of(self.object.unit), APPRAISER})

    def act(self, **cleaned: Any) -> str:
        self.sheet = services.upload_payments(actor=self.request.user, budget=self.object, **cleaned)
        return ""

    def get_success_url(self) -> str:
        return self.sheet.get_absolute_url()


class OneSheet:
    model = BudgetSheet

    def get_queryset(self) -> QuerySet[BudgetSheet]:
        rows = super().get_queryset()
        return rows.select_related("budget__unit", "estimate__budget", "uploaded_by", "source")

    @property
    def budget(self) -> Budget:
        return self.object.budget

    @property
    def is_of_lines(self) -> bool:
        return self.object.kind == SheetKind.ESTIMATE

    @cached_property
    def lines(self) -> LinesPreview:
        return lines_preview(self.object)

    @cached_property
    def payments(self) -> PaymentsPreview:
        return payments_preview(self.object)

    @property
    def title(self) -> str:
        return _("Bảng “%(name)s”") % {"name": self.object.name}

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return (
            Crumb(_("Dự toán"), reverse("budgets:budget-list")),
            Crumb(self.budget.title, self.budget.get_absolute_url()),
            Crumb(self.title),
        )


PAYMENT_LOOKS = {
    Standing.KNOWN: ("good", "check", gettext_lazy("Đã ghi, khớp")),
    Standing.DIFFERS: ("bad", "warn", gettext_lazy("Lệch số tiền")),
    Standing.NEW: ("move", "plus", gettext_lazy("Mới, sẽ ghi")),
    Standing.LOST: ("act", "help", gettext_lazy("Mới, chưa rõ cam kết")),
    Standing.UNREADABLE: ("bad", "error", gettext_lazy("Không đọc được")),
}
"""How a payment of the treasury is shown beside the portal's."""


class SheetDetail(OneSheet, ScopedDetailView):
    """What the table says and what would be written; nothing is, until somebody says so."""

    template_name = "budgets/sheet_detail.html"

    @property
    def facts(self) -> list[Fact]:
        one = self.object
        facts = [Fact(_("Người tải lên"), f"{one.uploaded_by}, {dmyhm(one.uploaded_at)}")]
        if self.is_of_lines:
            total = self.lines.counted_vnd
            facts.append(Fact(_("Tổng các dòng"), f"{vnd(total)} đồng", note=in_words(total)))
            if self.lines.reading.total_vnd is not None:
                facts.append(Fact(_("Tổng ghi trong bảng"), f"{vnd(self.lines.reading.total_vnd)} đồng"))
        else:
            facts.append(Fact(_("Các dòng cộng lại"), f"{vnd(self.payments.total_vnd)} đồng"))
            if (told := self.payments.told_vnd) is not None:
                gap = abs(told - self.payments.total_vnd)
                note = _("lệch %(n)s đồng so với các dòng") % {"n": vnd(gap)} if gap else _("khớp")
                facts.append(Fact(_("Tổng ghi trong bảng"), f"{vnd(told)} đồng", note=note))
        if one.applied_at:
            facts.append(Fact(_("Đã nhập"), f"{one.applied_by}, {dmyhm(one.applied_at)}"))
        return facts

    @property
    def payment_rows(self) -> list[tuple[PaymentRow, Status]]:
        return [(row, _payment_status(row)) for row in self.payments.rows]

    @property
    def left_behind(self) -> int:
        """How many rows wait to be put right."""
        return 0 if self.is_of_lines else len(self.payments.left_behind)

    @property
    def may_apply(self) -> bool:
        if self.object.applied_at or drafter_of(self.budget.unit) not in self.held_roles:
            return False
        if self.is_of_lines:
            return not self.lines.is_blocked
        return bool(self.payments.new) and not self.payments.refused

    @property
    def why_not_written(self) -> str:
        open_table = not self.is_of_lines and not self.object.applied_at
        return why_not_written() if open_table and self.payments.refused else ""

    @property
    def again_url(self) -> str:
        if self.is_of_lines:
            return reverse("budgets:estimate-import", args=[self.object.estimate_id])
        return reverse("budgets:budget-treasury", args=[self.budget.pk])


def why_not_written() -> str:
    return _("Còn khoản mới không ghi được. Hãy sửa trong bảng, hoặc ở cam kết của khoản đó, rồi tải lại.")


def _payment_status(row: PaymentRow) -> Status:
    if row.standing == Standing.NEW and row.problem:
        return Status("bad", "ban", _("Mới, không ghi được"))
    if row.standing == Standing.NEW and row.whole_vnd < 0:
        return Status("move", "return", _("Tiền hoàn trả, sẽ ghi"))
    tone, icon, words = PAYMENT_LOOKS[row.standing]
    return Status(tone, icon, str(words))


class SheetLeftBehind(OneSheet, ScopedDetailView):
    """What of a treasury's table was not written, to be put right and brought in again."""

    def get_queryset(self) -> QuerySet[BudgetSheet]:
        return super().get_queryset().filter(kind=SheetKind.TREASURY)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        services.note_rows_taken(actor=request.user, sheet=self.object)
        name = f"chua-ghi-{self.object.pk}.xlsx"
        return kept_private(HttpResponse(left_behind_of(self.object), content_type=SHEET), name)


class SheetApply(OneSheet, ActionView):
    template_name = "layouts/confirm.html"
    button = gettext_lazy("Nhập")
    way_out = property(lambda self: self.object.get_absolute_url())

    def get_form_class(self):
        return ApplyLinesForm if self.is_of_lines and self.lines.findings else ConfirmForm

    @property
    def closed_because(self) -> str:
        if self.object.applied_at:
            return _("Bảng này đã được nhập.")
        return "" if self.is_of_lines or not self.payments.refused else why_not_written()

    def allowed_roles(self) -> frozenset[str]:
        return frozenset({drafter_of(self.budget.unit)})

    @property
    def facts(self) -> list[Fact]:
        if self.is_of_lines:
            facts = [Fact(_("Số dòng sẽ ghi"), str(len(self.lines.reading.lines)))]
            return facts + [
                Fact(_("Dòng %(n)s của bảng") % {"n": f.row}, f.words) for f in self.lines.findings
            ]
        new = self.payments.new
        return [
            Fact(
                _("Khoản chi sẽ ghi"),
                _("%(n)s khoản, %(sum)s đồng")
                % {"n": len(new), "sum": vnd(sum(row.whole_vnd for row in new))},
            ),
            *(
                Fact(str(PAYMENT_LOOKS[standing][2]), _("%(n)s dòng, không ghi") % {"n": count})
                for standing, count in self._left_out()
            ),
        ]

    def _left_out(self) -> list[tuple[Standing, int]]:
        """How many rows of the treasury stay as they are, by why."""
        left = Counter(row.standing for row in self.payments.rows if row.standing != Standing.NEW)
        return [(standing, left[standing]) for standing in PAYMENT_LOOKS if left[standing]]

    def act(self, *, accepts_differences: bool = False) -> str:
        if self.is_of_lines:
            services.apply_lines(
                actor=self.request.user, sheet=self.object, accepts_differences=accepts_differences
            )
            return _("Đã nhập các dòng của bảng.")
        count = services.apply_payments(actor=self.request.user, sheet=self.object)
        return _("Đã ghi %(n)s khoản chi.") % {"n": count}

    def get_success_url(self) -> str:
        if self.is_of_lines:
            return reverse("budgets:estimate-edit", args=[self.object.estimate_id])
        return self.object.get_absolute_url()
