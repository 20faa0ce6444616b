"""A session that its chair opened again, and the results that it had given before."""

from __future__ import annotations

from fractions import Fraction

from django.conf import settings
from django.db import models

from evaluations.models.sessions import Item, Session
from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import Scope
from ocop.core.constraints import both_or_neither
from ocop.core.roles import Role


class ReopeningQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        return scope.without(Role.COMMUNE_OFFICER).place("session__council__place") | scope.council(
            "session__council"
        )


class Reopening(models.Model):
    """The chair opened a closed session again for some products, with a reason in writing."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="reopenings")
    reason = models.TextField("lý do")
    former_closed_at = models.DateTimeField(editable=False)
    reopened_at = models.DateTimeField(auto_now_add=True)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )

    objects = ReopeningQuerySet.as_manager()

    class Meta:
        verbose_name = "lần mở lại phiên"
        verbose_name_plural = "lần mở lại phiên"
        constraints = [models.CheckConstraint(name="reopened_for_a_reason", condition=~models.Q(reason=""))]

    def __str__(self) -> str:
        return f"{self.session}: {self.reason[:60]}"

    @property
    def audit_place(self):
        return self.session.council.place


class FormerResult(models.Model):
    """The result of one product as it was before its session was opened again. Never changed; the sheets it
    came from stay too, in their scoring round.
    """

    reopening = models.ForeignKey(Reopening, models.PROTECT, related_name="results")
    item = models.ForeignKey(Item, models.PROTECT, related_name="former_results")
    scoring_round = models.PositiveSmallIntegerField()
    points_sum = models.DecimalField(max_digits=8, decimal_places=2)
    sheet_count = models.PositiveSmallIntegerField()
    mean = models.DecimalField(max_digits=9, decimal_places=6)
    mean_numerator = models.PositiveBigIntegerField(null=True, help_text="Empty in results kept before.")
    mean_denominator = models.PositiveBigIntegerField(null=True)
    stars_by_points = models.PositiveSmallIntegerField()
    stars = models.PositiveSmallIntegerField()
    failed_minima = models.JSONField(default=list)
    agreed = models.JSONField(default=dict)
    version = models.PositiveIntegerField(
        null=True, editable=False, help_text="Of the result as it was: the next one counts on from it."
    )
    knock_out = models.ForeignKey("law.KnockOut", models.PROTECT, null=True, related_name="+")
    confirmation = models.TextField(
        "xác nhận của Chủ tịch", blank=True, default="", db_default="", editable=False
    )
    confirmed_at = models.DateTimeField(null=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reopening", "item"], name="one_former_result_per_reopening"),
            both_or_neither("confirmed_at", "confirmed_by"),
            both_or_neither("mean_numerator", "mean_denominator"),
            models.CheckConstraint(
                name="former_mean_has_a_divisor",
                condition=models.Q(mean_denominator__isnull=True) | models.Q(mean_denominator__gte=1),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.stars} sao"

    @property
    def exact_mean(self) -> Fraction:
        """The mean itself; of a result kept before the fraction was, its six digits."""
        if self.mean_denominator is None:
            return Fraction(self.mean)
        return Fraction(self.mean_numerator, self.mean_denominator)
