"""What is approved for one line from one source: who was given how much of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets import services
from budgets.forms import AllocateForm, TransferForm
from budgets.models import Allocation, Allotment, Ceiling, Commitment, Transfer
from budgets.queries.funds import units_to_give
from budgets.queries.people import APPRAISER, drafter_of
from budgets.queries.uses import Use, uses_of, ways_to_plan
from budgets.rules import Room
from budgets.views.steps import MoneyStep, typed_place
from ocop.localities.models import Place
from ocop.localities.views import PlaceSuggestions
from ocop.ui.parts import Crumb, Entry, Fact, MoveLink
from ocop.ui.templatetags.portal import dmy, vnd
from ocop.ui.views import ScopedDetailView


class OneCeiling:
    model = Ceiling

    def get_queryset(self) -> QuerySet[Ceiling]:
        return super().get_queryset().select_related("budget__unit", "line", "source")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        budget = self.object.budget
        return (
            Crumb(_("Dự toán"), reverse("budgets:budget-list")),
            Crumb(budget.title, budget.get_absolute_url()),
            Crumb(str(self.object), self.object.get_absolute_url()),
            Crumb(self.title),
        )

    @property
    def givers(self) -> frozenset[str]:
        return frozenset({drafter_of(self.object.budget.unit), APPRAISER})

    @property
    def facts(self) -> list[Fact]:
        one = self.object
        facts = [
            Fact(_("Nguồn vốn"), one.source.name),
            Fact(_("Chi cho việc"), one.line.get_purpose_display() or "—"),
            Fact(_("Được duyệt"), f"{vnd(one.approved_vnd)} đồng"),
        ]
        if one.moved_vnd:
            facts.append(Fact(_("Điều chuyển"), f"{vnd(one.moved_vnd)} đồng"))
        stations = (
            (_("Đã giao"), one.allocated_vnd),
            (_("Chưa giao"), one.unallocated_vnd),
            (_("Đã cam kết"), one.committed_vnd),
            (_("Đã chi"), one.paid_vnd),
            (_("Đã quyết toán"), one.settled_vnd),
        )
        return facts + [Fact(label, f"{vnd(amount)} đồng") for label, amount in stations]


class CeilingDetail(OneCeiling, ScopedDetailView):
    template_name = "budgets/ceiling_detail.html"

    @property
    def title(self) -> str:
        return str(self.object.line)

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return (*super().crumbs[:2], Crumb(str(self.object)))

    @property
    def allotments(self) -> list[Allotment]:
        rows = Allotment.objects.visible_to(self.request.user).filter(ceiling=self.object)
        return list(rows.select_related("unit").order_by("unit__sort_key", "agency", "pk"))

    @property
    def commitments(self) -> list[Commitment]:
        """What the line pays for: classes, products, prints, fairs, outlets."""
        rows = Commitment.objects.visible_to(self.request.user).filter(allotment__ceiling=self.object)
        rows = rows.select_related("product", "decision", "print_run", "allotment__unit")
        return list(rows.order_by("-committed_on", "-pk"))

    @cached_property
    def uses(self) -> list[Use]:
        return uses_of(self.request.user, self.object)

    @property
    def bound(self) -> list[tuple[Commitment, Use | None]]:
        """Each commitment with the class it is for."""
        known = {use.commitment: use for use in self.uses}
        return [(one, known.get(one.pk)) for one in self.commitments]

    @property
    def planned(self) -> list[Use]:
        """What is planned from the line and has no money of its own bound: fairs, outlets, trips."""
        return [use for use in self.uses if use.commitment is None]

    @property
    def history(self) -> list[Entry]:
        """Every decision about this money, the latest first."""
        given = Allocation.objects.visible_to(self.request.user).filter(allotment__ceiling=self.object)
        moved = Transfer.objects.visible_to(self.request.user).filter(
            Q(giver=self.object) | Q(taker=self.object)
        )
        rows = [
            *given.select_related("allotment__unit", "entered_by"),
            *moved.select_related("giver__line", "taker__line", "entered_by"),
        ]
        rows.sort(key=lambda row: row.entered_at, reverse=True)
        return [Entry(dmy(row.decided_on), self._words(row), str(row.entered_by), row.note) for row in rows]

    def _words(self, row: Allocation | Transfer) -> str:
        amount, number = vnd(abs(row.amount_vnd)), row.decision_number
        if isinstance(row, Allocation):
            words = _("Giao") if row.amount_vnd > 0 else _("Thu hồi")
            return f"{number}: {words} {amount} đồng, {row.allotment.holder}"
        if row.giver_id == self.object.pk:
            return _("%(number)s: chuyển %(n)s đồng sang “%(line)s”") % {
                "number": number,
                "n": amount,
                "line": row.taker.line,
            }
        return _("%(number)s: nhận %(n)s đồng từ “%(line)s”") % {
            "number": number,
            "n": amount,
            "line": row.giver.line,
        }

    @property
    def moves(self) -> list[MoveLink]:
        planned = [
            MoveLink(_("Ghi hoạt động lấy từ dòng này"), url, "plus")
            for url in ways_to_plan(self.request.user, self.object)
        ]
        if not self.givers & self.held_roles:
            return planned
        pk = [self.object.pk]
        return [
            MoveLink(_("Giao kinh phí"), reverse("budgets:ceiling-allocate", args=pk), "send", "primary"),
            MoveLink(_("Điều chuyển sang dòng khác"), reverse("budgets:ceiling-transfer", args=pk), "arrow"),
            *planned,
        ]


class Gives(OneCeiling, MoneyStep):
    def allowed_roles(self) -> frozenset[str]:
        return self.givers


class CeilingAllocate(Gives):
    form_class = AllocateForm
    title = gettext_lazy("Giao kinh phí")
    button = gettext_lazy("Giao")
    left_words = gettext_lazy("Chưa giao của dòng này")
    asks_with = ("unit", "unit_pick", "agency")

    @property
    def parts(self) -> QuerySet[Allotment]:
        return Allotment.objects.visible_to(self.request.user).filter(ceiling=self.object)

    @cached_property
    def part(self) -> Allotment | None:
        """What was given before to the unit that the address names: by its key, or as it is being typed."""
        asked = self.request.GET.get("phan", "")
        if asked.isascii() and asked.isdecimal() and len(asked) < 19:
            return self.parts.filter(pk=asked).first()
        agency = self.request.GET.get("agency", "").strip()
        return self.parts.filter(unit=self.unit, agency=agency).first() if self.unit else None

    @cached_property
    def unit(self) -> Place | None:
        form = AllocateForm(user=self.request.user, ceiling=self.object)
        return typed_place(form, "unit", self.request.GET)

    @property
    def room(self) -> Room:
        """Nothing comes back of a unit that was given nothing; until the unit is clear, the most of any."""
        known = [self.part] if self.part else [] if self.unit else list(self.parts)
        back = max((one.takeable_vnd for one in known), default=0)
        return Room(self.object.unallocated_vnd, back_vnd=back)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"ceiling": self.object}

    def get_initial(self) -> dict[str, Any]:
        start = super().get_initial()
        return start | {"unit": self.part.unit_id, "agency": self.part.agency} if self.part else start

    def act(self, **cleaned: Any) -> str:
        allocation = services.allocate(actor=self.request.user, ceiling=self.object, **cleaned)
        words = _("Đã giao %(n)s đồng.") if allocation.amount_vnd > 0 else _("Đã thu hồi %(n)s đồng.")
        return words % {"n": vnd(abs(allocation.amount_vnd))}


class CeilingUnits(PlaceSuggestions):
    """The units that may be given money of a line: no others would be taken."""

    ceiling: Ceiling

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rows = Ceiling.objects.visible_to(request.user).select_related("budget__unit")
        self.ceiling = get_object_or_404(rows, pk=kwargs["pk"])
        return super().get(request, *args, **kwargs)

    @property
    def within(self) -> QuerySet[Place]:
        return units_to_give(self.ceiling)


class CeilingTransfer(Gives):
    form_class = TransferForm
    title = gettext_lazy("Điều chuyển sang dòng khác")
    button = gettext_lazy("Điều chuyển")
    left_words = gettext_lazy("Còn điều chuyển được")

    @property
    def room(self) -> Room:
        return Room(self.object.free_vnd)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"giver": self.object}

    def act(self, **cleaned: Any) -> str:
        moved = services.transfer(actor=self.request.user, giver=self.object, **cleaned)
        return _("Đã chuyển %(n)s đồng.") % {"n": vnd(moved.amount_vnd)}
