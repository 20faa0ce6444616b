"""The year of one unit: its own dates, and copying those of the year before."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.localities.models import Place
from ocop.programme import services
from ocop.programme.forms import UnitField, UnitStepsForm
from ocop.programme.queries.steps import dates_for, units_that_plan, version_of_steps
from ocop.programme.views.cycles import OneCycle
from ocop.ui.parts import Crumb
from ocop.ui.views import ActionView


class OfUnit(OneCycle, ActionView):
    """A form of whoever plans for a unit within the cycle's province."""

    roles = None
    template_name = "programme/cycle_form.html"

    def check_role(self) -> None:
        super().check_role()
        if not self.units:
            raise PermissionDenied

    @cached_property
    def units(self) -> list[Place]:
        return list(units_that_plan(self.request.user, self.object))

    @property
    def crumbs(self) -> Sequence[Crumb]:
        cycles = Crumb(_("Chu trình OCOP"), reverse("programme:cycle-list"))
        return cycles, Crumb(str(self.object), self.way_out), Crumb(str(self.title))

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"units": units_that_plan(self.request.user, self.object)}


class UnitSteps(OfUnit):
    form_class = UnitStepsForm
    title = gettext_lazy("Ngày các bước ở đơn vị")
    button = gettext_lazy("Lưu các ngày")

    def get_initial(self) -> dict[str, Any]:
        unit = self.units[0]
        return {"unit": unit.pk} | self.dates_of(unit)

    def dates_of(self, unit: Place) -> dict[str, Any]:
        saved: dict[str, Any] = {}
        for step, dates in dates_for(self.object, unit.path).items():
            saved |= {
                f"starts_{step}": dates.starts_on,
                f"ends_{step}": dates.ends_on,
                f"done_{step}": dates.done_on,
            }
        return saved

    @property
    def row_version(self) -> int:
        return version_of_steps(self.request.user, self.object)

    def saved_values(self, form: UnitStepsForm) -> dict[str, Any]:
        """The dates of the unit that was chosen."""
        return dict.fromkeys(set(form.fields) - {"unit"}) | self.dates_of(form.cleaned_data["unit"])

    def act(self, **cleaned: Any) -> str:
        services.set_unit_steps(
            actor=self.request.user, cycle=self.object, version=self.submitted_version, **cleaned
        )
        return _("Đã lưu ngày của các bước.")


class UnitStepsCopy(OfUnit):
    form_class = UnitField
    title = gettext_lazy("Chép ngày từ năm trước")
    button = gettext_lazy("Chép")

    def act(self, *, unit: Place) -> str:
        count = services.copy_steps(actor=self.request.user, cycle=self.object, unit=unit)
        return _("Đã chép ngày của %(n)s bước sang năm này.") % {"n": count}
