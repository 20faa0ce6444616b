"""The communes against their targets of products."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ocop.access.scope import scope_of
from ocop.core.roles import Role
from ocop.localities.models import Place
from ocop.programme.models import Cycle
from ocop.programme.queries import communes_to_target, current_cycle, targets_of, version_of_targets
from ocop.programme.services import set_product_targets
from ocop.ui.parts import Crumb, Pill
from ocop.ui.views import ActionView, PortalView
from registrations import queries
from registrations.forms import (
    TargetsForm,
)
from registrations.views.ideas import ideas_crumb

SETTERS = frozenset({Role.DISTRICT_OFFICER, Role.PROVINCE_OFFICER})


class CommuneBoard(PortalView):
    """Ideas and dossiers of each commune against its target for the year."""

    template_name = "registrations/commune_board.html"
    title = gettext_lazy("Ý tưởng, hồ sơ theo xã")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return ideas_crumb(), Crumb(str(self.title))

    @cached_property
    def cycles(self) -> list[Cycle]:
        known = Cycle.objects.visible_to(self.request.user).select_related("province", "regime")
        return list(known.order_by("-year", "pk"))

    @cached_property
    def cycle(self) -> Cycle | None:
        """The cycle asked for, else the newest open one."""
        asked = self.request.GET.get("cycle", "")
        return next(
            (c for c in self.cycles if str(c.pk) == asked),
            current_cycle(self.request.user) or next(iter(self.cycles), None),
        )

    @property
    def pills(self) -> list[Pill]:
        return [Pill(str(c), f"?cycle={c.pk}", is_current=c == self.cycle) for c in self.cycles]

    @cached_property
    def lines(self) -> list[queries.CommuneCounts]:
        return queries.communes_against_targets(self.request.user, self.cycle) if self.cycle else []

    @property
    def totals(self) -> dict[str, int]:
        names = ("target", "ideas", "chosen", "dossiers", "handed_in", "recognised", "short")
        return {name: sum(getattr(line, name) or 0 for line in self.lines) for name in names}

    @property
    def targets_url(self) -> str:
        """Where this person sets targets; empty for others."""
        if self.cycle is None or self.cycle.closed_on or not SETTERS & scope_of(self.request.user).roles:
            return ""
        if not communes_to_target(self.request.user, self.cycle).exists():
            return ""
        return reverse("registrations:targets", args=[self.cycle.pk])


class TargetsSet(ActionView):
    model = Cycle
    roles = SETTERS
    form_class = TargetsForm
    template_name = "registrations/targets.html"
    title = gettext_lazy("Chỉ tiêu sản phẩm của các xã")
    button = gettext_lazy("Lưu chỉ tiêu")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return ideas_crumb(), Crumb(_("Theo xã"), self.way_out), Crumb(str(self.title))

    @property
    def way_out(self) -> str:
        return f"{reverse('registrations:commune-board')}?cycle={self.object.pk}"

    def get_success_url(self) -> str:
        return self.way_out

    @property
    def closed_because(self) -> str:
        return _("Chu trình này đã đóng.") if self.object.closed_on else ""

    @cached_property
    def targets(self) -> dict[int, int]:
        return targets_of(self.request.user, self.object)

    @property
    def row_version(self) -> int:
        return version_of_targets(self.targets)

    def forget_row(self) -> None:
        super().forget_row()
        self.__dict__.pop("targets", None)

    def saved_values(self, form: TargetsForm) -> dict[str, Any]:
        return {f"place_{place.pk}": self.targets.get(place.pk) for place in form.communes}

    def get_form_kwargs(self) -> dict[str, Any]:
        communes = communes_to_target(self.request.user, self.object)
        return super().get_form_kwargs() | {"communes": communes, "targets": self.targets}

    def act(self, *, targets: dict[Place, int | None], **_typed: int | None) -> str:
        count = set_product_targets(
            actor=self.request.user, cycle=self.object, targets=targets, version=self.submitted_version
        )
        if not count:
            return _("Không có chỉ tiêu nào thay đổi.")
        return ngettext("Đã lưu %(n)s chỉ tiêu.", "Đã lưu %(n)s chỉ tiêu.", count) % {"n": count}
