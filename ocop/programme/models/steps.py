"""The six steps of a year as the plan of one unit sets them."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import Scope
from ocop.core.constraints import both_or_neither, in_order, known_choice
from ocop.programme.choices import Step
from ocop.programme.models.cycles import Cycle


class UnitStepQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        """Those at or beneath a post's place."""
        return scope.place("unit")


class UnitStep(models.Model):
    """When a step runs at a unit; without a row the dates of the unit above hold. `done_on` says that the
    unit is through with it.
    """

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="unit_steps")
    unit = models.ForeignKey("localities.Place", models.PROTECT, related_name="+")
    step = models.PositiveSmallIntegerField(choices=Step)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày")
    done_on = models.DateField("xong ngày", null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = UnitStepQuerySet.as_manager()

    class Meta:
        constraints = [
            known_choice("step", Step),
            in_order("starts_on", "ends_on"),
            both_or_neither("done_on", "done_by"),
            models.UniqueConstraint(fields=["cycle", "unit", "step"], name="one_row_per_unit_and_step"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.get_step_display()}"

    @property
    def audit_place(self):
        return self.unit
