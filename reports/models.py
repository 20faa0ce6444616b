"""Figures counted in advance (ADR 0018)."""

from __future__ import annotations

from django.db import models

from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import Scope
from ocop.core.constraints import known_choice
from ocop.core.roles import Role
from ocop.localities.models import Place
from reports.choices import FigureName

NOT_OFFICIALS = (Role.PRODUCER, Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY)
"""They reach their own things, not the figures of a place."""


class Counting(models.Model):
    """When the figures of a province and all its places, of today and of the past, were last counted."""

    province = models.OneToOneField("localities.Place", models.PROTECT, related_name="+")
    counted_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = "lần tính số liệu"

    def __str__(self) -> str:
        return f"{self.province}: {self.counted_at}"


class FigureQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        here = Place.objects.filter(scope.without(*NOT_OFFICIALS).place(""))
        return models.Q(place__in=here.values("pk"))

    def within(self, scope: Scope) -> FigureQuerySet:
        """The reach joins nothing, so it is asked of the rows themselves."""
        return self.filter(self.reach(scope)) if scope.posts else self.none()


class Figure(models.Model):
    """How many there are of one thing in one commune. What a thing is not told apart by stays 0 or empty.

    `year` is that of the cycle, of the certificate's number, or with `month` that of its last day.
    """

    counting = models.ForeignKey(Counting, models.CASCADE, related_name="figures")
    name = models.CharField(max_length=12, choices=FigureName)
    place = models.ForeignKey("localities.Place", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(default=0)
    month = models.PositiveSmallIntegerField(default=0)
    group = models.CharField(max_length=40, blank=True)
    stars = models.PositiveSmallIntegerField(default=0)
    value = models.PositiveIntegerField()

    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = "số liệu"
        constraints = [
            known_choice("name", FigureName),
            models.UniqueConstraint(
                fields=["counting", "place", "name", "year", "month", "group", "stars"],
                name="one_figure_per_thing",
            ),
            models.CheckConstraint(name="figure_counts_something", condition=models.Q(value__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.get_name_display()}, {self.place}: {self.value}"
