"""Rounds of scoring: what froze a product, and that the council talked about it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from evaluations.models.sessions import Item
from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import Scope
from ocop.core.constraints import both_or_neither
from ocop.core.roles import Role


class SpreadQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        return scope.without(Role.COMMUNE_OFFICER).place("item__session__council__place") | scope.council(
            "item__session__council"
        )


class Spread(models.Model):
    """The totals of one scoring round lay further apart than the Quy chế allows.

    The product stands still until the discussion is recorded; then another round opens, or, where the Quy
    chế has no further one, the result stands (`rescored` False). `criteria` names the criteria that cause
    it, never points or members: the row is read while the session is still blind.
    """

    item = models.ForeignKey(Item, models.PROTECT, related_name="spreads")
    scoring_round = models.PositiveSmallIntegerField()
    allowed = models.PositiveSmallIntegerField()
    criteria = models.JSONField(default=list)
    found_at = models.DateTimeField(auto_now_add=True)
    discussion = models.TextField("nội dung thảo luận", blank=True)
    discussed_at = models.DateTimeField(null=True, editable=False)
    discussed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    rescored = models.BooleanField(null=True, editable=False)

    objects = SpreadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "scoring_round"], name="one_spread_per_round"),
            both_or_neither("discussed_at", "discussed_by"),
            models.CheckConstraint(
                name="discussed_spread_has_an_end",
                condition=models.Q(discussed_at__isnull=True, rescored__isnull=True)
                | models.Q(discussed_at__isnull=False, rescored__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}, vòng {self.scoring_round}"

    @property
    def audit_place(self):
        return self.item.session.council.place
