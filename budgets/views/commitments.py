"""Money bound to something: paid piece by piece, freed again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets import services
from budgets.forms import PayForm, ReleaseForm
from budgets.models import Commitment, Payment
from budgets.queries.people import spenders_of
from budgets.queries.uses import uses_of
from budgets.rules import Room
from budgets.views.steps import MoneyStep
from ocop.ui.parts import Crumb, Fact, MoveLink
from ocop.ui.templatetags.portal import dmy, vnd
from ocop.ui.views import ScopedDetailView


class OneCommitment:
    model = Commitment

    def get_queryset(self) -> QuerySet[Commitment]:
        rows = super().get_queryset().select_related("product", "decision", "print_run", "allotment__unit")
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
        if one.print_run:
            facts.append(Fact(_("Đợt in"), str(one.print_run), url=one.print_run.get_absolute_url()))
        uses = uses_of(self.request.user, one.allotment.ceiling)
        return facts + [Fact(use.sort, use.name, url=use.url) for use in uses if use.commitment == one.pk]


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


class OfCommitment(OneCommitment, MoneyStep):
    left_words = gettext_lazy("Chưa chi của cam kết")

    def allowed_roles(self) -> frozenset[str]:
        return spenders_of(self.object.allotment)


class CommitmentPay(OfCommitment):
    form_class = PayForm
    title = gettext_lazy("Ghi chi")
    button = gettext_lazy("Ghi chi")

    @property
    def room(self) -> Room:
        return Room(self.object.unpaid_vnd, back_vnd=self.object.returnable_vnd)

    def act(self, **cleaned: Any) -> str:
        services.pay(actor=self.request.user, commitment=self.object, **cleaned)
        amount = cleaned["amount_vnd"]
        words = _("Đã ghi chi %(n)s đồng.") if amount > 0 else _("Đã ghi hoàn trả %(n)s đồng.")
        return words % {"n": vnd(abs(amount))}


class CommitmentRelease(OfCommitment):
    form_class = ReleaseForm
    title = gettext_lazy("Hủy bớt cam kết")
    button = gettext_lazy("Hủy bớt")

    @property
    def room(self) -> Room:
        return Room(self.object.unpaid_vnd)

    def act(self, **cleaned: Any) -> str:
        services.release(
            actor=self.request.user, commitment=self.object, version=self.submitted_version, **cleaned
        )
        return _("Đã hủy bớt %(n)s đồng.") % {"n": vnd(cleaned["amount_vnd"])}
