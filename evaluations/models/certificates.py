"""Certificates: issued once, never changed; revoked or replaced; those of the years before from paper."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from evaluations.choices import CertificateState, ReissueReason, RevocationGround
from evaluations.models.decisions import Decision, DecisionLine, PastDecision
from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import Scope
from ocop.core.constraints import both_or_neither, known_choice
from ocop.core.roles import Role
from registrations.models import Product


class CertificateQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        posts = scope.without(Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY)
        return posts.place("commune") | scope.producer("product__producer")

    def lasting(self, day: date) -> CertificateQuerySet:
        """Those whose end, extended or as printed, is not over on a day."""
        return self.filter(models.Q(valid_until__gte=day) | models.Q(extended_until__gte=day))

    def over(self, day: date) -> CertificateQuerySet:
        """Those whose end, extended or as printed, is over on a day."""
        extended = models.Q(extended_until__isnull=False, extended_until__gte=day)
        return self.filter(valid_until__lt=day).exclude(extended)

    def valid_on(self, day: date) -> CertificateQuerySet:
        return self.lasting(day).filter(state=CertificateState.ACTIVE, valid_from__lte=day)


class Certificate(models.Model):
    """What is printed stands here as it was printed; where it came from is linked.

    A certificate either was issued here, by a line of a decision and with a number of the portal's own book,
    or is one of the record: entered from the list of a past decision (ADR 0011). The portal never draws the
    latter, and its number is empty where the list gives none; `issued_at` and `issued_by` then say when and
    by whom it was entered.
    """

    line = models.ForeignKey(DecisionLine, models.PROTECT, null=True, related_name="certificates")
    past_decision = models.ForeignKey(
        PastDecision, models.PROTECT, null=True, editable=False, related_name="certificates"
    )
    product = models.ForeignKey(Product, models.PROTECT, related_name="certificates")
    issuer = models.ForeignKey("localities.Place", models.PROTECT, related_name="+")
    commune = models.ForeignKey("localities.Place", models.PROTECT, related_name="+")
    number_entry = models.OneToOneField("documents.NumberEntry", models.PROTECT, null=True, related_name="+")
    number = models.CharField("số giấy", max_length=60, blank=True)
    stars = models.PositiveSmallIntegerField("hạng sao")
    product_name = models.CharField(max_length=250)
    producer_name = models.CharField(max_length=250)
    address = models.CharField(max_length=500)
    product_code = models.CharField("mã sản phẩm", max_length=60, blank=True)
    listed_group = models.CharField(
        "ngành",
        max_length=20,
        blank=True,
        default="",
        db_default="",
        editable=False,
        help_text="Of the record: the code of the group that its list names. Issued here: its dossier tells.",
    )
    valid_from = models.DateField()
    valid_until = models.DateField("đến hết ngày")
    extended_until = models.DateField("kéo dài đến hết ngày", null=True, editable=False)
    extended_at = models.DateTimeField(null=True, editable=False)
    extended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    extension_reason = models.CharField(
        "lý do kéo dài", max_length=2000, blank=True, default="", db_default="", editable=False
    )
    note = models.CharField("ghi chú", max_length=500, blank=True)
    token = models.CharField(max_length=32, unique=True, help_text="128 random bits, in the QR code.")
    short_code = models.CharField(max_length=8, unique=True, help_text="To be typed by hand.")
    state = models.CharField(
        max_length=10, choices=CertificateState, default=CertificateState.ACTIVE, editable=False
    )
    paper = models.OneToOneField(
        "documents.IssuedDocument", models.PROTECT, null=True, editable=False, related_name="+"
    )
    issued_at = models.DateTimeField(auto_now_add=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    revoked_at = models.DateTimeField(null=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    revocation_ground = models.CharField(
        max_length=20, choices=RevocationGround, default="", blank=True, editable=False
    )
    revocation_reason = models.TextField(blank=True, editable=False)
    revocation_decision = models.CharField(max_length=60, blank=True, editable=False)
    revocation_decided_on = models.DateField(null=True, editable=False)
    revocation_signer_title = models.CharField(
        "chức vụ người ký thu hồi", max_length=120, blank=True, default="", db_default="", editable=False
    )
    replaced_by = models.OneToOneField(
        "self", models.PROTECT, null=True, editable=False, related_name="replaces"
    )
    reissue_reason = models.CharField(
        "lý do cấp lại",
        max_length=10,
        choices=ReissueReason,
        default="",
        db_default="",
        blank=True,
        editable=False,
        help_text="Why another number took the place of this one; the line is then that one's.",
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = "giấy chứng nhận"
        verbose_name_plural = "giấy chứng nhận"
        indexes = [models.Index(fields=["commune", "-id"]), models.Index(fields=["state", "valid_until"])]
        constraints = [
            known_choice("state", CertificateState),
            models.CheckConstraint(
                name="certificate_revocation_ground_known",
                condition=models.Q(revocation_ground__in=["", *RevocationGround.values]),
            ),
            both_or_neither("revoked_at", "revoked_by"),
            both_or_neither("extended_at", "extended_by"),
            models.CheckConstraint(
                name="extension_is_whole",
                condition=models.Q(extended_until__isnull=True, extended_at__isnull=True, extension_reason="")
                | (
                    models.Q(extended_until__gt=models.F("valid_until"), extended_at__isnull=False)
                    & ~models.Q(extension_reason="")
                ),
            ),
            models.UniqueConstraint(
                fields=["line"], condition=models.Q(reissue_reason=""), name="one_certificate_per_line"
            ),
            models.CheckConstraint(
                name="reissued_is_replaced",
                condition=models.Q(reissue_reason="")
                | models.Q(reissue_reason__in=ReissueReason.values, state=CertificateState.REPLACED),
            ),
            models.CheckConstraint(
                name="issued_here_or_of_the_record",
                condition=models.Q(
                    models.Q(past_decision__isnull=True, line__isnull=False, number_entry__isnull=False)
                    & ~models.Q(number="")
                )
                | models.Q(
                    past_decision__isnull=False,
                    line__isnull=True,
                    number_entry__isnull=True,
                    paper__isnull=True,
                ),
            ),
            models.CheckConstraint(
                name="group_only_of_the_record",
                condition=models.Q(listed_group="") | models.Q(past_decision__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["issuer", "number"],
                condition=models.Q(past_decision__isnull=True),
                name="one_certificate_per_number",
            ),
            models.UniqueConstraint(
                fields=["past_decision", "product"], name="one_record_per_past_decision_and_product"
            ),
            models.UniqueConstraint(
                fields=["product"],
                condition=models.Q(state=CertificateState.ACTIVE),
                name="one_active_per_product",
            ),
            models.CheckConstraint(name="certified_stars", condition=models.Q(stars__gte=3, stars__lte=5)),
            models.CheckConstraint(
                name="valid_for_a_while", condition=models.Q(valid_until__gt=models.F("valid_from"))
            ),
            models.CheckConstraint(
                name="revoked_says_why",
                condition=~models.Q(state=CertificateState.REVOKED)
                | (models.Q(revoked_at__isnull=False) & ~models.Q(revocation_ground="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.product_name}"

    @property
    def name(self) -> str:
        """Its number; of a record without one the decision stands for it."""
        return self.number or _("theo quyết định %(number)s") % {"number": self.decision.number}

    @property
    def is_of_record(self) -> bool:
        """Entered from paper: issued before or outside the portal, and never drawn by it."""
        return self.past_decision_id is not None

    @property
    def decision(self) -> Decision | PastDecision:
        """What recognised the product: a decision signed here, or one known from its paper."""
        return self.past_decision or self.line.decision

    @property
    def audit_place(self):
        return self.issuer

    def is_valid_on(self, day: date) -> bool:
        return self.state == CertificateState.ACTIVE and self.valid_from <= day <= self.last_day

    @property
    def last_day(self) -> date:
        """The last day on which it counts: as printed, unless the rules of transition keep it longer."""
        return max(self.valid_until, self.extended_until or self.valid_until)
