"""What a unit was given: bound, paid, settled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets import services
from budgets.exchange import AllotmentSheet
from budgets.forms import AllotmentFilter, CommitForm, PayForm, ReleaseForm, SettleForm, WaiveForm
from budgets.models import Allotment, Commitment, Payment, Settlement, Waiver
from budgets.queries.people import APPRAISER, approver_of, drafter_of
from budgets.services import CommitmentContent
from budgets.services.execution import spenders_of
from ocop.localities.models import Place
from ocop.ui.parts import Crumb, Entry, Fact, MoveLink
from ocop.ui.templatetags.portal import dmy, vnd
from ocop.ui.views import ActionView, ScopedDetailView, ScopedListView


class AllotmentList(ScopedListView):
    """Everything that was given to the units in reach."""

    model = Allotment
    title = gettext_lazy("Kinh phí được giao")
    template_name = "budgets/allotment_list.html"
    filter_form_class = AllotmentFilter
    sheet_class = AllotmentSheet
    sorts = {
        "year": ("-ceiling__budget__first_year", "unit__sort_key"),
        "unit": ("unit__sort_key", "agency"),
        "given": ("-allocated_vnd",),
        "paid": ("-paid_vnd",),
    }

    def filter_rows(self, rows: QuerySet, **chosen: Any) -> QuerySet:
        if year := chosen.get("year"):
            rows = rows.filter(ceiling__budget__first_year__lte=year, ceiling__budget__last_year__gte=year)
        if unit := chosen.get("unit"):
            rows = rows.filter(unit__in=Place.objects.search(unit).values("pk"))
        if place := chosen.get("place"):
            rows = rows.filter(place.condition("unit"))
        return rows

    def search_rows(self, rows: QuerySet, text: str) -> QuerySet:
        return rows.filter(ceiling__line__content__icontains=text) | rows.filter(agency__icontains=text)

    def decorate_rows(self, rows: QuerySet) -> QuerySet:
        return rows.select_related("unit", "ceiling__line", "ceiling__source", "ceiling__budget")


class OneAllotment:
    model = Allotment

    def get_queryset(self) -> QuerySet[Allotment]:
        rows = super().get_queryset()
        return rows.select_related("unit", "ceiling__budget__unit", "ceiling__line", "ceiling__source")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return (
            Crumb(_("Kinh phí được giao"), reverse("budgets:allotment-list")),
            Crumb(self.object.holder, self.object.get_absolute_url()),
            Crumb(self.title),
        )

    @property
    def facts(self) -> list[Fact]:
        one = self.object
        facts = [
            Fact(_("Dòng"), str(one.ceiling.line)),
            Fact(_("Nguồn vốn"), one.ceiling.source.name),
            Fact(_("Được giao"), f"{vnd(one.allocated_vnd)} đồng"),
        ]
        if one.waived_vnd:
            facts.append(Fact(_("Được phép vượt"), f"{vnd(one.waived_vnd)} đồng"))
        stations = (
            (_("Đã cam kết"), one.committed_vnd),
            (_("Còn được cam kết"), one.free_vnd),
            (_("Đã chi"), one.paid_vnd),
            (_("Đã quyết toán"), one.settled_vnd),
        )
        return facts + [Fact(label, f"{vnd(amount)} đồng") for label, amount in stations]


class AllotmentDetail(OneAllotment, ScopedDetailView):
    template_name = "budgets/allotment_detail.html"

    @property
    def title(self) -> str:
        return self.object.holder

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return (*super().crumbs[:1], Crumb(self.title))

    @property
    def commitments(self) -> list[Commitment]:
        rows = Commitment.objects.visible_to(self.request.user).filter(allotment=self.object)
        return list(rows.select_related("product", "decision").order_by("-committed_on", "-pk"))

    @property
    def history(self) -> list[Entry]:
        """Exceptions and settlements."""
        waivers = Waiver.objects.visible_to(self.request.user).filter(allotment=self.object)
        settled = Settlement.objects.visible_to(self.request.user).filter(allotment=self.object)
        told = [
            (
                row.entered_at,
                Entry(
                    dmy(row.entered_at),
                    _("Cho phép vượt %(n)s đồng") % {"n": vnd(row.amount_vnd)},
                    str(row.entered_by),
                    row.note,
                ),
            )
            for row in waivers.select_related("entered_by")
        ]
        told += [
            (
                row.entered_at,
                Entry(
                    dmy(row.settled_on),
                    _("Quyết toán %(n)s đồng") % {"n": vnd(row.amount_vnd)},
                    str(row.entered_by),
                    row.evidence,
                ),
            )
            for row in settled.select_related("entered_by")
        ]
        return [entry for _when, entry in sorted(told, key=lambda pair: pair[0], reverse=True)]

    @property
    def moves(self) -> list[MoveLink]:
        one, pk, moves = self.object, [self.object.pk], []
        unit = one.ceiling.budget.unit
        if spenders_of(one) & self.held_roles:
            url = reverse("budgets:allotment-commit", args=pk)
            moves.append(MoveLink(_("Cam kết chi"), url, "edit", "primary"))
        if {drafter_of(unit), APPRAISER} & self.held_roles:
            if one.paid_vnd > one.settled_vnd:
                moves.append(MoveLink(_("Quyết toán"), reverse("budgets:allotment-settle", args=pk), "check"))
            url = reverse("budgets:ceiling-allocate", args=[one.ceiling_id]) + f"?phan={one.pk}"
            moves.append(MoveLink(_("Giao thêm, thu hồi"), url, "send"))
        if approver_of(unit) in self.held_roles:
            moves.append(MoveLink(_("Cho phép vượt"), reverse("budgets:allotment-waive", args=pk), "sign"))
        return moves


class OfAllotment(OneAllotment, ActionView):
    template_name = "budgets/money_step.html"


class AllotmentCommit(OfAllotment):
    form_class = CommitForm
    title = gettext_lazy("Cam kết chi")
    button = gettext_lazy("Cam kết")

    def allowed_roles(self) -> frozenset[str]:
        return spenders_of(self.object)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"allotment": self.object}

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"purpose": self.object.ceiling.line.purpose or "other"}

    def act(self, **cleaned: Any) -> str:
        services.commit(actor=self.request.user, allotment=self.object, content=CommitmentContent(**cleaned))
        return _("Đã cam kết %(n)s đồng.") % {"n": vnd(cleaned["amount_vnd"])}


class AllotmentWaive(OfAllotment):
    form_class = WaiveForm
    title = gettext_lazy("Cho phép cam kết vượt phần được giao")
    button = gettext_lazy("Cho phép")

    def allowed_roles(self) -> frozenset[str]:
        return frozenset({approver_of(self.object.ceiling.budget.unit)})

    def act(self, *, amount_vnd: int, reason: str) -> str:
        services.waive(actor=self.request.user, allotment=self.object, amount_vnd=amount_vnd, reason=reason)
        return _("Đã cho phép vượt %(n)s đồng.") % {"n": vnd(amount_vnd)}


class AllotmentSettle(OfAllotment):
    form_class = SettleForm
    title = gettext_lazy("Quyết toán")
    button = gettext_lazy("Ghi quyết toán")

    def allowed_roles(self) -> frozenset[str]:
        return frozenset({drafter_of(self.object.ceiling.budget.unit), APPRAISER})

    def act(self, **cleaned: Any) -> str:
        services.settle(actor=self.request.user, allotment=self.object, **cleaned)
        return _("Đã quyết toán %(n)s đồng.") % {"n": vnd(cleaned["amount_vnd"])}


class OneCommitment:
    model = Commitment

    def get_queryset(self) -> QuerySet[Commitment]:
        rows = super().get_queryset().select_related("product", "decision", "allotment__unit")
        return rows.select_related("allotment__ceiling__budget__unit", "allotment__ceiling__line")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        allotment = self.object.allotment
        return (
            Crumb(_("Kinh phí được giao"), reverse("budgets:allotment-list")),
            Crumb(allotment.holder, allotment.get_absolute_url()),
            Crumb(self.object.subject, self.object.get_absolute_url()),
            Crumb(self.title),
        )

    @property
    def facts(self) -> list[Fact]:
        one = self.object
        facts = [
            Fact(_("Loại việc"), one.get_purpose_display()),
            Fact(_("Đã cam kết"), f"{vnd(one.bound_vnd)} đồng", note=dmy(one.committed_on)),
            Fact(_("Đã chi"), f"{vnd(one.paid_vnd)} đồng"),
            Fact(_("Chưa chi"), f"{vnd(one.unpaid_vnd)} đồng"),
        ]
        if one.due_on:
            facts.append(Fact(_("Hạn thanh toán"), dmy(one.due_on)))
        if one.contract or one.payee:
            facts.append(Fact(_("Hợp đồng, người nhận"), ", ".join(filter(None, (one.contract, one.payee)))))
        if one.product:
            url = reverse("registrations:product-detail", args=[one.product_id])
            facts.append(Fact(_("Sản phẩm"), one.product.name, url=url))
        if one.decision:
            url = reverse("evaluations:decision-detail", args=[one.decision_id])
            facts.append(Fact(_("In giấy theo"), str(one.decision), url=url))
        return facts


class CommitmentDetail(OneCommitment, ScopedDetailView):
    template_name = "budgets/commitment_detail.html"

    @property
    def title(self) -> str:
        return self.object.subject

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return (*super().crumbs[:2], Crumb(self.title))

    @property
    def payments(self) -> list[Payment]:
        rows = Payment.objects.visible_to(self.request.user).filter(commitment=self.object)
        return list(rows.select_related("entered_by").order_by("-paid_on", "-pk"))

    @property
    def moves(self) -> list[MoveLink]:
        if not spenders_of(self.object.allotment) & self.held_roles:
            return []
        pk = [self.object.pk]
        moves = [MoveLink(_("Ghi chi"), reverse("budgets:commitment-pay", args=pk), "budget", "primary")]
        if self.object.unpaid_vnd:
            moves.append(MoveLink(_("Hủy bớt"), reverse("budgets:commitment-release", args=pk), "minus"))
        return moves


class OfCommitment(OneCommitment, ActionView):
    template_name = "budgets/money_step.html"

    def allowed_roles(self) -> frozenset[str]:
        return spenders_of(self.object.allotment)


class CommitmentPay(OfCommitment):
    form_class = PayForm
    title = gettext_lazy("Ghi chi")
    button = gettext_lazy("Ghi chi")

    def act(self, **cleaned: Any) -> str:
        services.pay(actor=self.request.user, commitment=self.object, **cleaned)
        return _("Đã ghi chi %(n)s đồng.") % {"n": vnd(cleaned["amount_vnd"])}


class CommitmentRelease(OfCommitment):
    form_class = ReleaseForm
    title = gettext_lazy("Hủy bớt cam kết")
    button = gettext_lazy("Hủy bớt")

    def act(self, **cleaned: Any) -> str:
        services.release(
            actor=self.request.user, commitment=self.object, version=self.submitted_version, **cleaned
        )
        return _("Đã hủy bớt %(n)s đồng.") % {"n": vnd(cleaned["amount_vnd"])}
