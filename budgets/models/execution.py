"""What becomes of approved money: allotted, committed, paid, settled.

`Ceiling` (a line and a source) and `Allotment` (the part of it given to a unit) carry running totals. The
database keeps them: triggers add every row of the ledgers to its totals, check constraints hold
paid ≤ committed ≤ allocated ≤ approved (`migrations/_guards.py`, ADR 0014). A leader's exception lets a unit
commit beyond what it was given; nothing is taken back beneath what is committed.
No code of the portal writes a total.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from budgets.models.estimates import READERS, Budget, Line
from budgets.models.funds import FundSource
from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import Scope
from ocop.core.money import MOST_VND


def total(label: str) -> models.BigIntegerField:
    return models.BigIntegerField(label, default=0, editable=False)


def checked(name: str, condition: Q) -> models.CheckConstraint:
    return models.CheckConstraint(name=name, condition=condition)


class CeilingQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        return scope.only(*READERS).place("budget__unit")


class Ceiling(models.Model):
    """What is approved for one line from one source, and what became of it.

    `approved_vnd` is what the version in force says, `moved_vnd` what transfers brought or took since.
    """

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="ceilings")
    thread = models.UUIDField(editable=False)
    line = models.ForeignKey(Line, models.PROTECT, related_name="ceilings")
    source = models.ForeignKey(FundSource, models.PROTECT, related_name="+")
    approved_vnd = total("được duyệt")
    moved_vnd = total("điều chuyển")
    allocated_vnd = total("đã giao")
    committed_vnd = total("đã cam kết")
    paid_vnd = total("đã chi")
    settled_vnd = total("đã quyết toán")

    objects = CeilingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["budget", "thread", "source"], name="one_ceiling_per_line_and_source"
            ),
            checked("ceiling_approved_sane", Q(approved_vnd__gte=0, approved_vnd__lte=MOST_VND)),
            checked(
                "ceiling_allocated_within_approved", Q(allocated_vnd__lte=F("approved_vnd") + F("moved_vnd"))
            ),
            checked(
                "ceiling_committed_within_approved", Q(committed_vnd__lte=F("approved_vnd") + F("moved_vnd"))
            ),
            checked("ceiling_paid_within_committed", Q(paid_vnd__lte=F("committed_vnd"))),
            checked("ceiling_settled_within_paid", Q(settled_vnd__lte=F("paid_vnd"))),
            checked("ceiling_never_below_nothing", Q(allocated_vnd__gte=0, settled_vnd__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.line}, {self.source.short_name}"

    @property
    def audit_place(self):
        return self.budget.unit

    def get_absolute_url(self) -> str:
        return reverse("budgets:ceiling-detail", args=[self.pk])

    @property
    def in_force_vnd(self) -> int:
        """Approved, with what was transferred."""
        return self.approved_vnd + self.moved_vnd

    @property
    def unallocated_vnd(self) -> int:
        return self.in_force_vnd - self.allocated_vnd

    @property
    def free_vnd(self) -> int:
        """What may leave the line: neither given out nor, where a leader allowed more, bound beyond that."""
        return self.in_force_vnd - max(self.allocated_vnd, self.committed_vnd)

    @property
    def unbound_vnd(self) -> int:
        """Approved and not committed: given out or not."""
        return self.in_force_vnd - self.committed_vnd

    @property
    def left_vnd(self) -> int:
        """Approved and not yet paid."""
        return self.in_force_vnd - self.paid_vnd


class AllotmentQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        readers = scope.only(*READERS)
        return readers.place("ceiling__budget__unit") | readers.place("unit")


class Allotment(models.Model):
    """The part of a ceiling that one unit spends: a place, or an agency of it."""

    ceiling = models.ForeignKey(Ceiling, models.PROTECT, related_name="allotments")
    unit = models.ForeignKey("localities.Place", models.PROTECT, related_name="+", verbose_name="địa bàn")
    agency = models.CharField("đơn vị được giao", max_length=200, blank=True)
    allocated_vnd = total("đã giao")
    waived_vnd = total("được phép vượt")
    committed_vnd = total("đã cam kết")
    paid_vnd = total("đã chi")
    settled_vnd = total("đã quyết toán")

    objects = AllotmentQuerySet.as_manager()

    class Meta:
        verbose_name = "phần giao"
        constraints = [
            models.UniqueConstraint(fields=["ceiling", "unit", "agency"], name="one_allotment_per_unit"),
            checked(
                "allotment_committed_within_allocated",
                Q(committed_vnd__lte=F("allocated_vnd") + F("waived_vnd")),
            ),
            checked("allotment_paid_within_committed", Q(paid_vnd__lte=F("committed_vnd"))),
            checked("allotment_settled_within_paid", Q(settled_vnd__lte=F("paid_vnd"))),
            checked(
                "allotment_never_below_nothing",
                Q(allocated_vnd__gte=0, waived_vnd__gte=0, paid_vnd__gte=0, settled_vnd__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder}: {self.ceiling}"

    def get_absolute_url(self) -> str:
        return reverse("budgets:allotment-detail", args=[self.pk])

    @property
    def holder(self) -> str:
        """Who spends it."""
        return self.agency or self.unit.full_name

    @property
    def audit_place(self):
        return self.unit

    @property
    def free_vnd(self) -> int:
        """What may still be committed."""
        return self.allocated_vnd + self.waived_vnd - self.committed_vnd

    @property
    def takeable_vnd(self) -> int:
        """What may be taken back: given, and not committed. An exception gives nothing back."""
        return max(0, self.allocated_vnd - self.committed_vnd)
