"""What a unit was given: bound, paid, settled."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets import services
from budgets.exchange import AllotmentSheet
from budgets.forms import AllotmentFilter, CommitForm, WaiveForm
from budgets.models import Allotment, Commitment, Settlement, Waiver
from budgets.queries.execution import money_given
from budgets.queries.funds import waivable_vnd
from budgets.queries.people import approvers_of, settlers_of, spenders_of
from budgets.rules import Room
from budgets.services import CommitmentContent
from budgets.views.looks import money_figures
from budgets.views.steps import MoneyStep
from ocop.localities.models import Place
from ocop.ui.parts import Crumb, Entry, Fact, Figure, MoveLink
from ocop.ui.templatetags.portal import dmy, vnd
from ocop.ui.views import ScopedDetailView, ScopedListView


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

    @property
    def figures(self) -> list[Figure]:
        """What everything that was found comes to."""
        return money_figures(money_given(self.found), given=True)


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
        """The exceptions, the latest first."""
        waivers = Waiver.objects.visible_to(self.request.user).filter(allotment=self.object)
        return [
            Entry(
                dmy(row.entered_at),
                _("Cho phép vượt %(n)s đồng") % {"n": vnd(row.amount_vnd)},
                str(row.entered_by),
                row.note,
            )
            for row in waivers.select_related("entered_by").order_by("-entered_at", "-pk")
        ]

    @cached_property
    def settlements(self) -> list[Settlement]:
        rows = Settlement.objects.visible_to(self.request.user).filter(allotment=self.object)
        rows = rows.select_related("entered_by").prefetch_related("papers")
        return list(rows.order_by("-settled_on", "-pk"))

    @property
    def may_settle(self) -> bool:
        return bool(settlers_of(self.object) & self.held_roles)

    @property
    def moves(self) -> list[MoveLink]:
        one, pk, moves = self.object, [self.object.pk], []
        unit = one.ceiling.budget.unit
        if spenders_of(one) & self.held_roles:
            url = reverse("budgets:allotment-commit", args=pk)
            moves.append(MoveLink(_("Cam kết chi"), url, "edit", "primary"))
        if self.may_settle:
            if one.paid_vnd > one.settled_vnd:
                moves.append(MoveLink(_("Quyết toán"), reverse("budgets:allotment-settle", args=pk), "check"))
            url = reverse("budgets:ceiling-allocate", args=[one.ceiling_id]) + f"?phan={one.pk}"
            moves.append(MoveLink(_("Giao thêm, thu hồi"), url, "send"))
        if approvers_of(unit) & self.held_roles:
            moves.append(MoveLink(_("Cho phép vượt"), reverse("budgets:allotment-waive", args=pk), "sign"))
        return moves


class OfAllotment(OneAllotment, MoneyStep):
    """A step of what a unit was given."""


class AllotmentCommit(OfAllotment):
    form_class = CommitForm
    title = gettext_lazy("Cam kết chi")
    button = gettext_lazy("Cam kết")
    left_words = gettext_lazy("Còn được cam kết")

    @property
    def room(self) -> Room:
        """What the unit was given and the line is approved for, whichever ends first."""
        one = self.object
        return Room(max(0, min(one.free_vnd, one.ceiling.unbound_vnd)))

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
    left_words = gettext_lazy("Dòng còn được duyệt mà chưa giao, chưa cho phép vượt")

    @property
    def room(self) -> Room:
        return Room(waivable_vnd(self.object.ceiling))

    def allowed_roles(self) -> frozenset[str]:
        return approvers_of(self.object.ceiling.budget.unit)

    def act(self, *, amount_vnd: int, reason: str) -> str:
        services.waive(actor=self.request.user, allotment=self.object, amount_vnd=amount_vnd, reason=reason)
        return _("Đã cho phép vượt %(n)s đồng.") % {"n": vnd(amount_vnd)}
