"""Figures counted in advance (ADR 0018)."""

from __future__ import annotations

from django.db import models

from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import NOWHERE, Scope
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


class Counted(models.Model):
    """How many there are of one thing. What a thing is not told apart by stays 0 or empty.

    `year` is that of the cycle, of the certificate's number, or with `month` that of its last day.
    """

    name = models.CharField(max_length=12, choices=FigureName)
    year = models.PositiveSmallIntegerField(default=0)
    month = models.PositiveSmallIntegerField(default=0)
    group = models.CharField(max_length=40, blank=True)
    stars = models.PositiveSmallIntegerField(default=0)
    value = models.PositiveIntegerField()

    class Meta:
        abstract = True


class FigureQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        here = Place.objects.filter(scope.without(*NOT_OFFICIALS).place(""))
        return models.Q(place__in=here.values("pk"))

    def within(self, scope: Scope) -> FigureQuerySet:
        """The reach joins nothing, so it is asked of the rows themselves."""
        return self.filter(self.reach(scope)) if scope.posts else self.none()


class Figure(Counted):
    """What is counted in one commune."""

    counting = models.ForeignKey(Counting, models.CASCADE, related_name="figures")
    place = models.ForeignKey("localities.Place", models.PROTECT, related_name="+")

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


class TotalQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        """Those of a province at or beneath a post's place; or counted in one, whatever was there before."""
        reach = NOWHERE
        for path in {post.path for post in scope.without(*NOT_OFFICIALS).posts if post.path}:
            reach |= models.Q(place__path__startswith=path)
            reach |= models.Q(counting__province__path__startswith=path)
        return reach


class Total(Counted):
    """What the figures of a province come to: with `by_then` of all that stood beneath it in its own tree,
    else of all that is its territory today.
    """

    counting = models.ForeignKey(Counting, models.CASCADE, related_name="totals")
    place = models.ForeignKey("localities.Place", models.PROTECT, related_name="+")
    by_then = models.BooleanField()

    objects = TotalQuerySet.as_manager()

    class Meta:
        verbose_name = "số cộng"
        constraints = [
            known_choice("name", FigureName),
            models.UniqueConstraint(
                fields=["counting", "place", "by_then", "name", "year", "month", "group", "stars"],
                name="one_total_per_thing",
            ),
            models.CheckConstraint(name="total_counts_something", condition=models.Q(value__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.get_name_display()}, {self.place}: {self.value}"
