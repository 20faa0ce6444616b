"""The ledgers of money: every deed a row that is added and never changed.

A commitment alone changes, by what of it is freed. The triggers that count the rows and keep them stand in
`migrations/_guards.py`.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from budgets.choices import Purpose
from budgets.models.estimates import READERS, Budget
from budgets.models.execution import Allotment, Ceiling, checked, total
from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import Scope
from ocop.core.constraints import known_choice


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
        constraints = [checked("allocation_moves_money", ~Q(amount_vnd=0) & ~Q(decision_number=""))]

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
            checked("transfer_moves_money", Q(amount_vnd__gt=0) & ~Q(decision_number="")),
            checked("transfer_to_another_line", ~Q(giver=F("taker"))),
        ]

    def __str__(self) -> str:
        return f"{self.decision_number}: {self.amount_vnd}"


class Waiver(Deed):
    """An exception: a named leader lets a unit commit more than it was given, with a reason (`note`)."""

    allotment = models.ForeignKey(Allotment, models.PROTECT, related_name="waivers")
    amount_vnd = models.BigIntegerField("số tiền")

    objects = OfAllotment.as_manager()

    class Meta:
        constraints = [checked("waiver_has_a_reason", Q(amount_vnd__gt=0) & ~Q(note=""))]

    def __str__(self) -> str:
        return f"{self.amount_vnd}: {self.note}"


class Commitment(models.Model):
    """Money that a unit has bound to something: a class, an order of prints, a fair. Payments follow it.

    `subject` names what it pays for. `product`, `decision` (whose certificates are printed) and `print_run`
    tie it to the rows of the portal; a class ties itself to it, since trainings stand above budgets
    (`ClassCost`).
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
    print_run = models.ForeignKey(
        "evaluations.PrintRun", models.PROTECT, null=True, blank=True, related_name="+"
    )
    payee = models.CharField("người nhận tiền", max_length=200, blank=True)
    contract = models.CharField("hợp đồng, văn bản", max_length=120, blank=True)
    amount_vnd = models.BigIntegerField("số tiền")
    released_vnd = models.BigIntegerField("đã hủy bớt", default=0, editable=False)
    paid_vnd = total("đã chi")
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
            checked("commitment_binds_money", Q(amount_vnd__gt=0, released_vnd__gte=0, paid_vnd__gte=0)),
            checked("commitment_paid_within_it", Q(paid_vnd__lte=F("amount_vnd") - F("released_vnd"))),
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

    @property
    def returnable_vnd(self) -> int:
        """What may come back: paid for it, and not accounted for among what the unit has paid."""
        return self.returnable_after(0, 0)

    def returnable_after(self, paid_vnd: int, paid_of_unit_vnd: int) -> int:
        """The same once so much more is paid for it, and by its unit in all."""
        unsettled = self.allotment.paid_vnd + paid_of_unit_vnd - self.allotment.settled_vnd
        return max(0, min(self.paid_vnd + paid_vnd, unsettled))


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
            checked("payment_moves_money", ~Q(amount_vnd=0) & ~Q(reference="")),
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
        constraints = [checked("settlement_has_evidence", Q(amount_vnd__gt=0) & ~Q(evidence=""))]

    def __str__(self) -> str:
        return f"{self.evidence}: {self.amount_vnd}"


class OfSettlement(OfAllotment):
    link = "settlement__allotment"


class SettlementPaper(models.Model):
    """A file of a settlement: minutes, a report, a voucher. Added, never changed."""

    settlement = models.ForeignKey(Settlement, models.PROTECT, related_name="papers")
    file = models.FileField(max_length=120, editable=False)
    file_name = models.CharField(max_length=200, editable=False)
    content_type = models.CharField(max_length=100, editable=False)
    size = models.PositiveIntegerField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = OfSettlement.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["settlement", "sha256"], name="one_paper_per_settlement"),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def audit_place(self):
        return self.settlement.allotment.unit

    def get_absolute_url(self) -> str:
        return reverse("budgets:settlement-paper", args=[self.pk])
