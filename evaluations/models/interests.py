"""What members say of themselves before they open the file of a product."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from evaluations.models.councils import Seat
from evaluations.models.sessions import Item
from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import Scope
from ocop.core.roles import Role


class DeclarationQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        return scope.without(Role.COMMUNE_OFFICER).place("seat__council__place") | scope.council(
            "seat__council"
        )


class Declaration(models.Model):
    """A member declares that no interest ties them to a product; only then its file opens to them.

    An interest is a `Recusal` instead. `hints` are the ties that the portal showed when this was declared;
    `read_at` is the receipt of the pack: the member says that the file was read. `typed_by` is who typed it
    from the member's paper sheet; empty where the member declared it in the portal.
    """

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="declarations")
    item = models.ForeignKey(Item, models.CASCADE, related_name="declarations")
    hints = models.JSONField(default=list)
    declared_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, editable=False)
    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = DeclarationQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seat", "item"], name="one_declaration_per_item")]

    def __str__(self) -> str:
        return f"{self.seat} × {self.item}"
