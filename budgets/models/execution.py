"""What becomes of approved money: allotted, committed, paid, settled.

`Ceiling` (a line and a source) and `Allotment` (the part of it given to a unit) carry running totals. The
database keeps them: triggers add every row of the ledgers to its totals, check constraints hold
paid ≤ committed ≤ allocated ≤ approved (`migrations/_guards.py`, ADR 0014).
No code of the portal writes a total.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from budgets.choices import Purpose
from budgets.models.estimates import READERS, Budget, Line
from budgets.models.funds import FundSource
from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import Scope
from ocop.core.constraints import known_choice
from ocop.core.money import MOST_VND


def _total(label: str) -> models.BigIntegerField:
    return models.BigIntegerField(label, default=0, editable=False)


def _checked(name: str, condition: Q) -> models.CheckConstraint:
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
    approved_vnd = _total("được duyệt")
    moved_vnd = _total("điều chuyển")
    allocated_vnd = _total("đã giao")
    committed_vnd = _total("đã cam kết")
    paid_vnd = _total("đã chi")
    settled_vnd = _total("đã quyết toán")

    objects = CeilingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["budget", "thread", "source"], name="one_ceiling_per_line_and_source"
            ),
            _checked("ceiling_approved_sane", Q(approved_vnd__gte=0, approved_vnd__lte=MOST_VND)),
            _checked(
                "ceiling_allocated_within_approved", Q(allocated_vnd__lte=F("approved_vnd") + F("moved_vnd"))
            ),
            _checked(
                "ceiling_committed_within_approved", Q(committed_vnd__lte=F("approved_vnd") + F("moved_vnd"))
            ),
            _checked("ceiling_paid_within_committed", Q(paid_vnd__lte=F("committed_vnd"))),
            _checked("ceiling_settled_within_paid", Q(settled_vnd__lte=F("paid_vnd"))),
            _checked("ceiling_never_below_nothing", Q(allocated_vnd__gte=0, settled_vnd__gte=0)),
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
    allocated_vnd = _total("đã giao")
    waived_vnd = _total("được phép vượt")
    committed_vnd = _total("đã cam kết")
    paid_vnd = _total("đã chi")
    settled_vnd = _total("đã quyết toán")

    objects = AllotmentQuerySet.as_manager()

    class Meta:
        verbose_name = "phần giao"
        constraints = [
            models.UniqueConstraint(fields=["ceiling", "unit", "agency"], name="one_allotment_per_unit"),
            _checked(
                "allotment_committed_within_allocated",
                Q(committed_vnd__lte=F("allocated_vnd") + F("waived_vnd")),
            ),
            _checked("allotment_paid_within_committed", Q(paid_vnd__lte=F("committed_vnd"))),
            _checked("allotment_settled_within_paid", Q(settled_vnd__lte=F("paid_vnd"))),
            _checked(
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


class OfAllotment(ScopedQuerySet):
    """Rows of an allotment; reached by who reaches the budget or the unit."""

    link = "allotment"

    def reach(self, scope: Scope) -> models.Q:
        readers = scope.only(*READERS)
        return readers.place(f"{self.link}__ceiling__budget__unit") | readers.place(f"{self.link}__unit")


class OfCommitment(OfAllotment):
    link = "commitment__allotment"


class Deed(models.Model):
    """A row of a ledger: what was done, by whom. Added, never changed."""

    note = models.CharField("ghi chú", max_length=500, blank=True)
    entered_at = models.DateTimeField(auto_now_add=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")

    class Meta:
        abstract = True


class Allocation(Deed):
    """Money given to a unit by a decision; a negative amount takes it back."""

    allotment = models.ForeignKey(Allotment, models.PROTECT, related_name="allocations")
    amount_vnd = models.BigIntegerField("số tiền")
    decision_number = models.CharField("số quyết định", max_length=60)
    decided_on = models.DateField("ngày quyết định")

    objects = OfAllotment.as_manager()

    class Meta:
        constraints = [_checked("allocation_moves_money", ~Q(amount_vnd=0) & ~Q(decision_number=""))]

    def __str__(self) -> str:
        return f"{self.decision_number}: {self.amount_vnd}"


class TransferQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        return scope.only(*READERS).place("giver__budget__unit")


class Transfer(Deed):
    """Money moved from one line to another of the same budget and source, by a decision."""

    giver = models.ForeignKey(Ceiling, models.PROTECT, related_name="+")
    taker = models.ForeignKey(Ceiling, models.PROTECT, related_name="+")
    amount_vnd = models.BigIntegerField("số tiền")
    decision_number = models.CharField("số quyết định", max_length=60)
    decided_on = models.DateField("ngày quyết định")

    objects = TransferQuerySet.as_manager()

    class Meta:
        constraints = [
            _checked("transfer_moves_money", Q(amount_vnd__gt=0) & ~Q(decision_number="")),
            _checked("transfer_to_another_line", ~Q(giver=F("taker"))),
        ]

    def __str__(self) -> str:
        return f"{self.decision_number}: {self.amount_vnd}"


class Waiver(Deed):
    """An exception: a named leader lets a unit commit more than it was given, with a reason (`note`)."""

    allotment = models.ForeignKey(Allotment, models.PROTECT, related_name="waivers")
    amount_vnd = models.BigIntegerField("số tiền")

    objects = OfAllotment.as_manager()

    class Meta:
        constraints = [_checked("waiver_has_a_reason", Q(amount_vnd__gt=0) & ~Q(note=""))]

    def __str__(self) -> str:
        return f"{self.amount_vnd}: {self.note}"


class Commitment(models.Model):
    """Money that a unit has bound to something: a class, an order of prints, a fair. Payments follow it.

    `subject` names what it pays for. `product` and `decision` (whose certificates are printed) tie it to the
    rows of the portal; a class ties itself to it, since trainings stand above budgets (`ClassCost`).
    """

    allotment = models.ForeignKey(Allotment, models.PROTECT, related_name="commitments")
    subject = models.CharField("chi cho việc gì", max_length=300)
    purpose = models.CharField("loại việc", max_length=12, choices=Purpose)
    product = models.ForeignKey(
        "registrations.Product", models.PROTECT, null=True, blank=True, related_name="+"
    )
    decision = models.ForeignKey(
        "evaluations.Decision", models.PROTECT, null=True, blank=True, related_name="+"
    )
    payee = models.CharField("người nhận tiền", max_length=200, blank=True)
    contract = models.CharField("hợp đồng, văn bản", max_length=120, blank=True)
    amount_vnd = models.BigIntegerField("số tiền")
    released_vnd = models.BigIntegerField("đã hủy bớt", default=0, editable=False)
    paid_vnd = _total("đã chi")
    committed_on = models.DateField("ngày cam kết")
    due_on = models.DateField("hạn thanh toán", null=True, blank=True)
    entered_at = models.DateTimeField(auto_now_add=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = OfAllotment.as_manager()

    class Meta:
        verbose_name = "cam kết chi"
        constraints = [
            known_choice("purpose", Purpose),
            _checked("commitment_binds_money", Q(amount_vnd__gt=0, released_vnd__gte=0, paid_vnd__gte=0)),
            _checked("commitment_paid_within_it", Q(paid_vnd__lte=F("amount_vnd") - F("released_vnd"))),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def audit_place(self):
        return self.allotment.unit

    def get_absolute_url(self) -> str:
        return reverse("budgets:commitment-detail", args=[self.pk])

    @property
    def bound_vnd(self) -> int:
        return self.amount_vnd - self.released_vnd

    @property
    def unpaid_vnd(self) -> int:
        return self.bound_vnd - self.paid_vnd


class Payment(Deed):
    """Money that left the treasury for a commitment; a negative amount came back."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="payments")
    budget = models.ForeignKey(Budget, models.PROTECT, related_name="+")
    amount_vnd = models.BigIntegerField("số tiền")
    paid_on = models.DateField("ngày chi")
    reference = models.CharField("số chứng từ kho bạc", max_length=60)

    objects = OfCommitment.as_manager()

    class Meta:
        constraints = [
            _checked("payment_moves_money", ~Q(amount_vnd=0) & ~Q(reference="")),
            models.UniqueConstraint(
                fields=["budget", "reference", "paid_on", "commitment"], name="one_payment_per_voucher"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.amount_vnd}"


class Settlement(Deed):
    """What was accounted for (quyết toán), with the paper that shows it."""

    allotment = models.ForeignKey(Allotment, models.PROTECT, related_name="settlements")
    amount_vnd = models.BigIntegerField("số tiền")
    evidence = models.CharField("hồ sơ quyết toán", max_length=250)
    settled_on = models.DateField("ngày quyết toán")

    objects = OfAllotment.as_manager()

    class Meta:
        constraints = [_checked("settlement_has_evidence", Q(amount_vnd__gt=0) & ~Q(evidence=""))]

    def __str__(self) -> str:
        return f"{self.evidence}: {self.amount_vnd}"
