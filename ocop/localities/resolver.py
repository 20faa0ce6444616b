"""Which place somebody meant: the names of a list, resolved by the places of its time.

Names are compared as they are spoken: Unicode form, case, the seat of the tone mark and short kinds do not
matter, every other mark does. “Cẩm Vịnh” is not “Cẩm Vĩnh”: the near name is offered, never taken.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from ocop.core.text import clean, near_keys, search_key, spoken_key
from ocop.localities.choices import TITLES, PlaceKind, PlaceLevel
from ocop.localities.models import Place
from ocop.localities.names import split_kind

MOST_OFFERED = 6
_CUT = re.compile(r"[,;\n]|\s[-–]\s")
_BRACKETS = re.compile(r"\([^)]*\)")
_KIND_KEYS = {kind: search_key(title) for kind, title in TITLES.items()}
_COMMUNE_KINDS = {
    _KIND_KEYS[kind]
    for kind in (PlaceKind.COMMUNE, PlaceKind.WARD, PlaceKind.TOWNSHIP, PlaceKind.SPECIAL_ZONE)
}


@dataclass(frozen=True, slots=True)
class Resolution:
    """What became of a name. Without `place`, `offered` are the places it may mean; none: it is unknown.

    `house` is what stood before the place in an address of one cell.
    """

    place: Place | None
    offered: tuple[Place, ...] = ()
    house: str = ""


@dataclass(frozen=True, slots=True)
class _Phrase:
    text: str
    kind: str
    name: str

    @property
    def may_be_commune(self) -> bool:
        return not self.kind or self.kind in _COMMUNE_KINDS

    @property
    def has_no_marks(self) -> bool:
        return self.name.isascii()


class PlaceBook:
    """The communes of one part of the country: by the names of a day first, then by those of other times."""

    def __init__(self, places: Iterable[Place], *, on: date) -> None:
        places = list(places)
        self.on = on
        self.communes = [place for place in places if place.level == PlaceLevel.COMMUNE]
        self._spoken: dict[str, list[Place]] = defaultdict(list)
        self._near: dict[str, list[Place]] = defaultdict(list)
        self._above = {
            place.path: {spoken_key(name) for name in _names_of(place)}
            for place in places
            if place.level != PlaceLevel.COMMUNE
        }
        for commune in self.communes:
            for name in _names_of(commune):
                _add(self._spoken, spoken_key(name), commune)
                for key in near_keys(search_key(name)):
                    _add(self._near, key, commune)
        self._names_above = set().union(*self._above.values())
        self._resolved: dict[tuple[str, str], Resolution] = {}

    @classmethod
    def of(cls, path: str, *, on: date) -> PlaceBook:
        """All places at or below a path, then or today; one query."""
        below = Q(path__startswith=path) | Q(today_path__startswith=path)
        return cls(Place.objects.filter(below).exclude(level=PlaceLevel.COUNTRY), on=on)

    def resolve(self, text: str, *, above: str = "") -> Resolution:
        """The commune that `text` names: a bare name or an address in one cell, the smallest place first.

        `above` is the district or province that the list gives beside the name or over the row.
        """
        key = (text, above)
        if key not in self._resolved:
            self._resolved[key] = self._resolve(_phrases(text), _phrases(above))
        return self._resolved[key]

    def _resolve(self, phrases: list[_Phrase], around: list[_Phrase]) -> Resolution:
        for find in (self._named, self._near_to):
            for position, phrase in enumerate(phrases):
                context = [*phrases[position + 1 :], *around]
                if position and self._stands_above(phrase):
                    continue
                if phrase.may_be_commune and (found := find(phrase, context)):
                    house = ", ".join(before.text for before in phrases[:position])
                    certain = find == self._named and len(found) == 1
                    return Resolution(found[0], (), house) if certain else Resolution(None, found, house)
        return Resolution(None)

    def _named(self, phrase: _Phrase, context: Sequence[_Phrase]) -> tuple[Place, ...]:
        """The communes that bear this name. Written wholly without marks, a name may be several."""
        found = self._spoken.get(spoken_key(phrase.name), [])
        if not found and phrase.has_no_marks:
            found = self._with_bare_name(search_key(phrase.name))
        if phrase.kind:
            found = [place for place in found if _KIND_KEYS[PlaceKind(place.kind)] == phrase.kind]
        return self._best(self._inside(found, context))

    def _near_to(self, phrase: _Phrase, context: Sequence[_Phrase]) -> tuple[Place, ...]:
        """The communes one slip away; of an address only those near what stands right below a district."""
        lower = (other for other in context if not self._stands_above(other))
        if not phrase.kind and any(other.may_be_commune for other in lower):
            return ()
        bare = search_key(phrase.name)
        near = self._with_bare_name(bare)
        for key in sorted(near_keys(bare)):
            near += [place for place in self._near.get(key, ()) if place not in near]
        return self._best(self._inside(near, context) or near)

    def _with_bare_name(self, bare: str) -> list[Place]:
        return [
            place
            for place in self._near.get(bare, ())
            if bare in {search_key(name) for name in _names_of(place)}
        ]

    def _inside(self, places: Sequence[Place], context: Sequence[_Phrase]) -> list[Place]:
        """The places that lie in all that is named around them, as far as the book knows those names."""
        left = list(places)
        for phrase in context:
            spoken = spoken_key(phrase.name)
            if spoken in self._names_above:
                left = [place for place in left if self._lies_in(place, spoken)]
        return left

    def _stands_above(self, phrase: _Phrase) -> bool:
        """Whether a name without a kind is that of a district or a province, such as “Cẩm Xuyên”."""
        return not phrase.kind and spoken_key(phrase.name) in self._names_above

    def _lies_in(self, place: Place, spoken: str) -> bool:
        paths = (*_paths_above(place.path), *_paths_above(place.today_path))
        return any(spoken in self._above.get(path, ()) for path in paths)

    def _best(self, places: Sequence[Place]) -> tuple[Place, ...]:
        """Those that existed on the day of the list, if any did; else those of other times."""
        then = [place for place in places if _existed(place, self.on)]
        return tuple((then or list(places))[:MOST_OFFERED])


def _names_of(place: Place) -> list[str]:
    """The bare names of a place, the former one included."""
    names = [place.name]
    if place.former_name:
        names.append(split_kind(place.former_name)[1])
    return names


def _phrases(text: str) -> list[_Phrase]:
    parts = (part for part in _CUT.split(_BRACKETS.sub(" ", text)) if search_key(part))
    return [_Phrase(clean(part), *split_kind(part)) for part in parts]


def _existed(place: Place, day: date) -> bool:
    return place.valid_from <= day and (place.valid_to is None or place.valid_to >= day)


def _paths_above(path: str) -> list[str]:
    steps = path.split(".")[:-2]
    return [".".join(steps[:length]) + "." for length in range(len(steps), 0, -1)]


def _add(index: dict[str, list[Place]], key: str, place: Place) -> None:
    if place not in index[key]:
        index[key].append(place)
