"""What the ministry found of a product that went up to it, and what the province made of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from evaluations.models.decisions import PastDecision
from evaluations.models.sessions import Item
from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import Scope
from ocop.core.constraints import both_or_neither
from ocop.core.roles import Role


class MinistryResultQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        inside = scope.without(
            Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER, Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY
        )
        return inside.place("item__session__council__place")


class MinistryResult(models.Model):
    """The ministry's points and stars with its decision, entered by an officer of the province.

    Five stars are the ministry's own, and what its paper says counts: `named_stars` may lie below the points,
    where a minimum was missed, with the reason in `named_because`; empty where it names no rank. Without five
    stars the chair of the province may recognise three or four on that result (26/2026/QĐ-TTg Art. 7):
    `stars` is then settled, not by who entered it. What the province had recognised before it went up
    `stands` with the stars that it has (1048/QĐ-TTg).
    """

    item = models.OneToOneField(Item, models.PROTECT, related_name="ministry_result")
    points = models.DecimalField("điểm của Bộ", max_digits=5, decimal_places=2)
    named_stars = models.PositiveSmallIntegerField("hạng sao theo văn bản của Bộ", null=True)
    named_because = models.TextField("lý do hạng thấp hơn điểm", blank=True, default="", db_default="")
    number = models.CharField("số văn bản của Bộ", max_length=60)
    decided_on = models.DateField("ngày văn bản của Bộ")
    entered_at = models.DateTimeField(auto_now_add=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    stars = models.PositiveSmallIntegerField("hạng sao", null=True, help_text="0: not recognised.")
    again = models.BooleanField(
        default=False,
        db_default=False,
        editable=False,
        help_text="Without five stars the province has its council score once more (26/2026/QĐ-TTg Art. 7).",
    )
    stands = models.BooleanField(
        default=False,
        db_default=False,
        editable=False,
        help_text="Without five stars the province's decision from before it went up stands (1048/QĐ-TTg).",
    )
    decision = models.ForeignKey(PastDecision, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = MinistryResultQuerySet.as_manager()

    class Meta:
        verbose_name = "kết quả của Bộ"
        verbose_name_plural = "kết quả của Bộ"
        constraints = [
            both_or_neither("settled_at", "settled_by"),
            models.CheckConstraint(
                name="ministry_points_within_100", condition=models.Q(points__gte=0, points__lte=100)
            ),
            models.CheckConstraint(
                name="ministry_stars_follow_points",
                condition=models.Q(stars__isnull=True)
                | models.Q(stars=5, named_stars__isnull=False, named_stars=5)
                | models.Q(stars__in=(0, 3, 4)),
            ),
            models.CheckConstraint(
                name="ministry_stars_within_the_named",
                condition=models.Q(stars__isnull=True)
                | models.Q(named_stars__isnull=True)
                | models.Q(stands=True)
                | models.Q(stars__lte=models.F("named_stars")),
            ),
            models.CheckConstraint(
                name="scored_again_by_whom_and_without_stars",
                condition=models.Q(again=False)
                | models.Q(stars__isnull=True, stands=False, settled_at__isnull=False),
            ),
            models.CheckConstraint(
                name="what_stands_was_not_settled_anew",
                condition=models.Q(stands=False)
                | models.Q(stars__in=(3, 4), settled_at__isnull=True, decision__isnull=True),
            ),
            models.CheckConstraint(
                name="ministry_names_five_from_90",
                condition=models.Q(named_stars__isnull=True)
                | models.Q(named_stars=5, points__gte=90)
                | models.Q(named_stars__in=(3, 4)),
            ),
            models.CheckConstraint(
                name="ministry_below_five_for_a_reason",
                condition=models.Q(points__lt=90)
                | models.Q(named_stars__isnull=False, named_stars=5)
                | ~models.Q(named_because=""),
            ),
            models.CheckConstraint(
                name="nobody_settles_what_they_entered",
                condition=models.Q(settled_by__isnull=True) | ~models.Q(settled_by=models.F("entered_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item.dossier}: {self.points} điểm"

    @property
    def audit_place(self):
        return self.item.session.council.place
