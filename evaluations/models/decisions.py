"""Decisions: what the authority signs on the results of a council."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.urls import reverse

from evaluations.choices import DecisionKind, DecisionState, Outcome
from evaluations.models.sessions import Grading, Session
from evaluations.rules import MOST_STARS, RECOGNISE_UP, RECOGNISING
from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import Scope
from ocop.core.constraints import both_or_neither, known_choice
from ocop.core.roles import Level, Role


class DecisionQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        return scope.without(Role.COMMUNE_OFFICER, Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY).place("place")


class Decision(models.Model):
    """Prepared by an officer, signed by a leader: never the same person."""

    kind = models.CharField(max_length=20, choices=DecisionKind, default=DecisionKind.RECOGNISE)
    place = models.ForeignKey("localities.Place", models.PROTECT, related_name="+")
    level = models.CharField(max_length=10, choices=Level)
    session = models.ForeignKey(Session, models.PROTECT, related_name="decisions")
    state = models.CharField(
        max_length=10, choices=DecisionState, default=DecisionState.DRAFT, editable=False
    )
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    decided_on = models.DateField("ngày ký", null=True, blank=True)
    number_year = models.PositiveSmallIntegerField(null=True, editable=False)
    """The year whose register the number is taken from."""
    prepared_at = models.DateTimeField(auto_now_add=True)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )
    signed_at = models.DateTimeField(null=True, editable=False)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    signer_title = models.CharField("chức vụ người ký", max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "quyết định"
        verbose_name_plural = "quyết định"
        constraints = [
            known_choice("kind", DecisionKind),
            known_choice("level", Level),
            known_choice("state", DecisionState),
            both_or_neither("signed_at", "signed_by"),
            models.CheckConstraint(
                name="signed_decision_is_numbered",
                condition=models.Q(state=DecisionState.DRAFT)
                | (
                    models.Q(signed_at__isnull=False, decided_on__isnull=False, number_year__isnull=False)
                    & ~models.Q(number="")
                ),
            ),
            models.CheckConstraint(
                name="nobody_signs_their_own_draft",
                condition=models.Q(signed_by__isnull=True) | ~models.Q(signed_by=models.F("prepared_by")),
            ),
            models.CheckConstraint(
                name="number_year_is_that_of_the_day",
                condition=models.Q(decided_on__isnull=True, number_year__isnull=True)
                | models.Q(decided_on__year=models.F("number_year")),
            ),
            models.UniqueConstraint(
                fields=["place", "number", "number_year"],
                condition=~models.Q(number=""),
                name="one_decision_per_number_and_year",
            ),
        ]

    def __str__(self) -> str:
        return self.number or "Quyết định chờ ký"

    def get_absolute_url(self) -> str:
        return reverse("evaluations:decision-detail", args=[self.pk])

    @property
    def audit_place(self):
        return self.place


class DecisionLine(models.Model):
    """What the decision says about one result: the council's, or what the ministry made of it afterwards."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="lines")
    grading = models.ForeignKey(Grading, models.PROTECT, related_name="decision_lines")
    ministry_result = models.OneToOneField(
        "evaluations.MinistryResult",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="decision_line",
        help_text="Filled where the province recognises on the ministry's points instead of the council's.",
    )
    outcome = models.CharField(max_length=20, choices=Outcome)
    stars = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            known_choice("outcome", Outcome),
            models.UniqueConstraint(
                fields=["grading"],
                condition=models.Q(ministry_result__isnull=True),
                name="one_decision_line_per_grading",
            ),
            models.CheckConstraint(
                name="recognised_from_three_stars",
                condition=~models.Q(outcome__in=RECOGNISING) | models.Q(stars__gte=3, stars__lte=5),
            ),
            models.CheckConstraint(
                name="no_five_stars_on_the_way_up",
                condition=~models.Q(outcome=RECOGNISE_UP) | models.Q(stars__lt=MOST_STARS),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grading}: {self.get_outcome_display()}"

    @property
    def points(self) -> Decimal:
        """The points that the decision goes by."""
        return self.ministry_result.points if self.ministry_result else self.grading.mean

    @property
    def certificate(self):
        """The certificate that stands for it today; those whose number was taken over are left out."""
        return next((row for row in self.certificates.all() if not row.reissue_reason), None)


class PastDecision(models.Model):
    """A decision of the years before the portal, known from its paper: who signed it, its number and day."""

    place = models.ForeignKey("localities.Place", models.PROTECT, related_name="+")
    level = models.CharField(max_length=10, choices=Level)
    number = models.CharField("số, ký hiệu", max_length=60)
    decided_on = models.DateField("ngày ký")
    entered_at = models.DateTimeField(auto_now_add=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "quyết định theo hồ sơ giấy"
        verbose_name_plural = "quyết định theo hồ sơ giấy"
        constraints = [
            known_choice("level", Level),
            models.CheckConstraint(name="past_decision_is_numbered", condition=~models.Q(number="")),
            models.UniqueConstraint(
                fields=["place", "number", "decided_on"], name="one_past_decision_per_number_and_day"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def audit_place(self):
        return self.place
