"""A page about one place: which, counted by which units, and the way to its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from budgets.models.estimates import READERS
from ocop.access.scope import scope_of
from ocop.core import clock
from ocop.localities.choices import PlaceLevel
from ocop.localities.models import Place
from ocop.localities.queries import ancestors_of
from ocop.localities.territory import Territory
from ocop.ui.listing import address
from ocop.ui.parts import Crumb, Pill
from ocop.ui.views import PortalView
from reports.models import NOT_OFFICIALS

BY, THEN = "theo", "luc-do"


class OfPlace(PortalView):
    """The place asked for, else the first one of the reader's posts; none for who has none."""

    @cached_property
    def mine(self) -> list[Place]:
        """The places of the reader's posts as an official."""
        scope = scope_of(self.request.user).without(*NOT_OFFICIALS)
        paths = [post.path for post in scope.posts if post.path]
        found = {place.path: place for place in Place.objects.filter(path__in=paths)}
        return [found[path] for path in dict.fromkeys(paths) if path in found]

    @property
    def has_councils(self) -> bool:
        return any(post.body == "council" for post in scope_of(self.request.user).posts)

    @cached_property
    def place(self) -> Place | None:
        """Raises `Http404` for a place outside the reach of every post."""
        if "pk" not in self.kwargs:
            return self.mine[0] if self.mine else None
        here = scope_of(self.request.user).without(*NOT_OFFICIALS).place("")
        if (place := Place.objects.filter(here, pk=self.kwargs["pk"]).first()) is None:
            raise Http404
        return place

    @cached_property
    def territory(self) -> Territory | None:
        return Territory(self.place, then=self.request.GET.get(BY) == THEN) if self.place else None

    @cached_property
    def today(self) -> date:
        return clock.today()

    @property
    def crumbs(self) -> Sequence[Crumb]:
        if not self.place or "pk" not in self.kwargs:
            return ()
        reach = {place.path for place in self.mine}
        above = [one for one in reversed(ancestors_of(self.place)) if _within(one, reach)]
        return (*(Crumb(str(one), page_of(one)) for one in above), Crumb(str(self.place)))

    @property
    def way_pills(self) -> list[Pill]:
        """By the units of today or of the time, where both say something; and the other places of the
        reader.
        """
        if not self.place:
            return []
        ways = []
        if not self.place.is_former and self.place.level != PlaceLevel.COMMUNE:
            then = self.territory.then
            query = self.request.GET
            ways = [
                Pill(_("Theo đơn vị hiện nay"), address(query, **{BY: None}), is_current=not then),
                Pill(_("Theo đơn vị lúc đó"), address(query, **{BY: THEN}), is_current=then),
            ]
        others = self.mine if len(self.mine) > 1 else []
        return ways + [Pill(str(one), page_of(one), is_current=one == self.place) for one in others]

    @property
    def earlier(self) -> list[Crumb]:
        """The provinces that make up this one, with their districts."""
        if not self.place or self.place.level != PlaceLevel.PROVINCE or self.place.is_former:
            return []
        old = Place.objects.at_level(PlaceLevel.PROVINCE).filter(today_path=self.place.path)
        old = old.exclude(pk=self.place.pk).order_by("sort_key", "pk")
        return [Crumb(str(one), page_of(one)) for one in old]

    @cached_property
    def reads_here(self) -> bool:
        """Whether the reader reads money and names of this place, beside its numbers."""
        here = scope_of(self.request.user).only(*READERS).place("")
        return bool(self.place) and Place.objects.filter(here, pk=self.place.pk).exists()


def page_of(place: Place) -> str:
    return reverse("panorama-of", args=[place.pk])


def _within(place: Place, reach: set[str]) -> bool:
    return any(place.path.startswith(path) or place.today_path.startswith(path) for path in reach)
