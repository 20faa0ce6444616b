"""Places offered while their name is typed."""

import re
from functools import cached_property

from django.db.models import QuerySet

from ocop.localities.choices import PlaceLevel
from ocop.localities.fields import PlaceField
from ocop.localities.models import Place
from ocop.localities.queries import FoundPlace, find_places, with_last_day
from ocop.ui.views import PortalView

_FIELD_NAME = re.compile(r"[A-Za-z][\w-]{0,60}")


class PlaceSuggestions(PortalView):
    """The list below a search box for places. The box works without it."""

    template_name = "localities/suggestions.html"

    @property
    def within(self) -> QuerySet[Place] | None:
        """The places to choose from; None for all."""
        return None

    @cached_property
    def field_name(self) -> str:
        """The search box that asks: its own text stands in the address under its own name."""
        asked = self.request.GET.get("name", "")
        return asked if _FIELD_NAME.fullmatch(asked) else ""

    @property
    def pick_name(self) -> str:
        return f"{self.field_name}_pick"

    @cached_property
    def found(self) -> list[tuple[int, str, str]]:
        """Id, name and address of each place; none where no search box asks."""
        if not self.field_name:
            return []
        text = self.request.GET.get(self.field_name, "")[:100].replace("\0", "")
        level = self.kwargs["level"]
        places = find_places(
            text,
            level=level if level in PlaceLevel.values else None,
            within=self.within,
            limit=PlaceField.shown,
        )
        return [(place.place.pk, place.place.full_name, _note(place)) for place in places]


def _note(found: FoundPlace) -> str:
    address = with_last_day(found.place, found.address)
    return f"{address} → {found.now_address}" if found.now_address else address
