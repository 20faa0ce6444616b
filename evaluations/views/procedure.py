"""A council's Quy chế, changes of its members by a later decision, and how far its members lie apart."""

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations import services
from evaluations.forms import MembersChangeForm, ProcedureForm
from evaluations.queries.councils import SEAT_ORDER
from evaluations.queries.refusals import why_not_change_council, why_not_change_procedure
from evaluations.queries.severity import SeatSeverity, severity_shown_to
from evaluations.rules import PRESETS, Severity, preset
from evaluations.views.councils import AboutCouncil
from ocop.core.roles import Role
from ocop.ui.parts import Status
from ocop.ui.templatetags.portal import points as decimal
from ocop.ui.views import ActionView, ScopedDetailView


class CouncilSeverity(AboutCouncil, ScopedDetailView):
    """How far each member's totals lie from the others': all for the secretary, their own for a member."""

    roles = frozenset({Role.COUNCIL_SECRETARY, Role.COUNCIL_MEMBER})
    template_name = "evaluations/council_severity.html"
    title = gettext_lazy("Độ nghiêm của phiếu chấm")

    def allowed_roles(self) -> frozenset[str]:
        return self.roles

    @cached_property
    def shown(self) -> list[SeatSeverity]:
        return severity_shown_to(self.request.user, self.object)

    @property
    def lines(self) -> list[tuple[SeatSeverity, Status, list[tuple[str, date, str]]]]:
        return [
            (
                one,
                severity_status(one.severity),
                [
                    (name, day, signed(away))
                    for (name, day), away in zip(one.products, one.severity.away, strict=True)
                ],
            )
            for one in self.shown
        ]


def severity_status(severity: Severity) -> Status:
    mean = signed(severity.mean)
    if severity.mean < 0:
        return Status("move", "down", _("chặt hơn %(points)s điểm") % {"points": mean.lstrip("−")})
    if severity.mean > 0:
        return Status("wait", "up", _("rộng hơn %(points)s điểm") % {"points": mean.lstrip("+")})
    return Status("good", "scale", _("ngang Hội đồng"))


def signed(points: Fraction) -> str:
    """+2,5 or −15, with two decimals at most."""
    exact = Decimal(abs(points).numerator) / Decimal(abs(points).denominator)
    sign = "−" if points < 0 else "+" if points > 0 else ""
    return f"{sign}{decimal(exact)}"


class CouncilProcedure(AboutCouncil, ActionView):
    """What the Quy chế says; a preset named in the address fills the form, nothing is saved before it is
    sent.
    """

    form_class = ProcedureForm
    template_name = "evaluations/council_procedure.html"
    title = gettext_lazy("Quy chế hoạt động")
    button = gettext_lazy("Lưu Quy chế")
    presets = PRESETS

    @property
    def closed_because(self) -> str:
        return why_not_change_procedure(self.object)

    @property
    def chosen(self) -> str:
        return self.request.GET.get("mau", "")

    def get_initial(self) -> dict[str, Any]:
        shown = preset(self.chosen).procedure if self.chosen else self.object.procedure
        values = asdict(shown)
        return values | {"quorum_percent": values.pop("quorum_share") * 100}

    def act(self, **cleaned: Any) -> str:
        services.set_procedure(
            actor=self.request.user, council=self.object, version=self.submitted_version, **cleaned
        )
        return _("Đã lưu Quy chế hoạt động.")


class CouncilChange(AboutCouncil, ActionView):
    """A later decision on who sits in the council."""

    form_class = MembersChangeForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Thay đổi thành viên theo quyết định")
    button = gettext_lazy("Lưu thay đổi")

    @property
    def closed_because(self) -> str:
        return why_not_change_council(self.object)

    def get_form_kwargs(self) -> dict[str, Any]:
        open_seats = self.object.seats.filter(ends_on__isnull=True).select_related("person")
        return super().get_form_kwargs() | {"seats": open_seats.order_by(SEAT_ORDER, "pk")}

    def act(self, **cleaned: Any) -> str:
        change = services.change_members(
            actor=self.request.user, council=self.object, version=self.submitted_version, **cleaned
        )
        return _("Đã ghi thay đổi theo quyết định %(number)s.") % {"number": change.number}
