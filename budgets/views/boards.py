"""A budget: its versions, and the board of its money once something is approved."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from budgets.choices import OPEN_STATES, Purpose
from budgets.models import Budget, Ceiling, Commitment, Estimate
from budgets.queries.execution import Board, board_of, commitments_due, idle_ceilings, paid_by_purpose
from budgets.queries.outline import OutlineRow, outline_of, with_totals
from budgets.queries.people import drafter_of
from budgets.queries.stars import CostOfStars, cost_of_stars
from budgets.views.looks import estimate_status
from ocop.core import clock
from ocop.core.money import dotted, in_words, share, short
from ocop.ui.parts import Bar, Crumb, Figure, MoveLink, Status
from ocop.ui.views import ScopedDetailView


class BudgetDetail(ScopedDetailView):
    """Planned, approved, allocated, committed, paid, settled, left: per line, unit and source."""

    model = Budget
    template_name = "budgets/budget_detail.html"

    def get_queryset(self) -> QuerySet[Budget]:
        return super().get_queryset().select_related("unit", "current__budget")

    @property
    def title(self) -> str:
        return self.object.title

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(_("Dự toán"), reverse("budgets:budget-list")), Crumb(self.title)

    @cached_property
    def versions(self) -> list[tuple[Estimate, Status]]:
        rows = with_totals(Estimate.objects.visible_to(self.request.user).filter(budget=self.object))
        return [(one, estimate_status(one)) for one in rows.order_by("-number")]

    @cached_property
    def board(self) -> Board | None:
        return board_of(self.object) if self.object.current_id else None

    @property
    def total_words(self) -> str:
        return in_words(self.board.total.approved_vnd)

    @property
    def figures(self) -> list[Figure]:
        """The stations of the whole, in đồng."""
        total = self.board.total
        stations = (
            (_("Được duyệt"), total.approved_vnd),
            (_("Đã giao"), total.allocated_vnd),
            (_("Đã cam kết"), total.committed_vnd),
            (_("Đã chi"), total.paid_vnd),
            (_("Đã quyết toán"), total.settled_vnd),
        )
        whole = total.approved_vnd
        return [Figure(label, short(amount), share(amount, whole)) for label, amount in stations]

    @property
    def source_bars(self) -> list[Bar]:
        return [
            Bar(
                name,
                money.paid_vnd * 100 // (money.approved_vnd or 1),
                _("%(paid)s / %(approved)s")
                % {"paid": short(money.paid_vnd), "approved": short(money.approved_vnd)},
            )
            for name, money in self.board.by_source
        ]

    @property
    def is_drafter(self) -> bool:
        return drafter_of(self.object.unit) in self.held_roles

    @property
    def moves(self) -> list[MoveLink]:
        pk, moves = [self.object.pk], []
        if self.object.current_id:
            moves.append(MoveLink(_("Đồng đến sao"), reverse("budgets:budget-outcome", args=pk), "star"))
            if self.is_drafter:
                url = reverse("budgets:budget-treasury", args=pk)
                moves.append(MoveLink(_("Đối chiếu kho bạc"), url, "upload"))
        if not self.is_drafter or any(one.state in OPEN_STATES for one, _status in self.versions):
            return moves
        if self.object.current_id:
            moves.append(MoveLink(_("Điều chỉnh"), reverse("budgets:budget-revise", args=pk), "edit"))
        url = reverse("budgets:budget-carry-over", args=pk)
        return [*moves, MoveLink(_("Chuyển nguồn từ năm trước"), url, "arrow")]


class BudgetOutcome(ScopedDetailView):
    """Đồng to star: what recognised products cost, what lies idle, what is above a norm, what falls due."""

    model = Budget
    template_name = "budgets/budget_outcome.html"

    def get_queryset(self) -> QuerySet[Budget]:
        return super().get_queryset().select_related("unit", "current__budget")

    @property
    def title(self) -> str:
        return _("Đồng đến sao")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        budget = self.object
        return (
            Crumb(_("Dự toán"), reverse("budgets:budget-list")),
            Crumb(budget.title, budget.get_absolute_url()),
            Crumb(self.title),
        )

    @cached_property
    def stars(self) -> list[CostOfStars]:
        return cost_of_stars(self.object)

    @property
    def figures(self) -> list[Figure]:
        """All that was paid, what of it is tied to products, and what one product cost either way."""
        paid = sum(amount for _purpose, _count, amount in self.paid)
        tied = sum(cost.paid_vnd for cost in self.stars)
        products = sum(cost.products for cost in self.stars)
        figures = [
            Figure(_("Đã chi cả dự toán"), short(paid)),
            Figure(_("Trong đó riêng cho sản phẩm"), short(tied)),
            Figure(_("Sản phẩm được công nhận"), str(products)),
        ]
        if products and paid:
            each = f"{dotted(paid)} ÷ {products} = {dotted(round(paid / products))} đồng"
            figures.append(Figure(_("Cả dự toán cho một sản phẩm"), short(paid // products), each))
        return figures

    @cached_property
    def paid(self) -> list[tuple[str, int, int]]:
        return paid_by_purpose(self.object)

    @cached_property
    def purpose_bars(self) -> list[Bar]:
        most = max((paid for _purpose, _count, paid in self.paid), default=0) or 1
        return [
            Bar(str(Purpose(purpose).label), paid * 100 // most, short(paid))
            for purpose, _count, paid in self.paid
        ]

    @cached_property
    def idle(self) -> list[Ceiling]:
        mine = Budget.objects.visible_to(self.request.user).filter(pk=self.object.pk)
        return list(idle_ceilings(mine, on=clock.today())[:20])

    @cached_property
    def over_norm(self) -> list[OutlineRow]:
        if self.object.current is None:
            return []
        return [row for row in outline_of(self.object.current).leaves if row.is_over]

    @cached_property
    def due(self) -> list[Commitment]:
        near = commitments_due(self.request.user, on=clock.today())
        return list(near.filter(allotment__ceiling__budget=self.object)[:20])
