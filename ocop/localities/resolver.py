"""Which place somebody meant: the names of a list, resolved by the places of its time.

Names are compared as they are spoken: Unicode form, case, the seat of the tone mark and short kinds do not
matter, every other mark does. “Cẩm Vịnh” is not “Cẩm Vĩnh”: the near name is offered, never taken.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from ocop.core.text import clean, near_keys, search_key, spoken_key
from ocop.localities.choices import TITLES, PlaceKind, PlaceLevel
from ocop.localities.models import Place
from ocop.localities.names import kind_of, split_kind

MOST_OFFERED = 6
_CUT = re.compile(r"[,;\n]")
_DASH = "-"
_BRACKETS = re.compile(r"\([^)]*\)")
_KIND_KEYS = {kind: search_key(title) for kind, title in TITLES.items()}
_COMMUNE_KINDS = {
    _KIND_KEYS[kind]
    for kind in (PlaceKind.COMMUNE, PlaceKind.WARD, PlaceKind.TOWNSHIP, PlaceKind.SPECIAL_ZONE)
}
_KINDS_IN_FULL = "|".join(filter(None, {*TITLES.values(), *_KIND_KEYS.values()}))
_BEGIN_OF_KIND = rf"(?:{_KINDS_IN_FULL}|t[txp])\s|(?:[xphqt]|t[txp])\.|[pq]\d"
_DASHES = re.compile(
    rf"\s[-–—]\s|(?<=[^\W\d])\s?[-–—]\s?(?=[^\W\d])|\s?[-–—]\s?(?={_BEGIN_OF_KIND})", re.IGNORECASE
)
"""Dashes that may part two names: spaced, between letters, or in front of a kind; “số 5-7” has none."""
_GLUED_KIND = re.compile(r"(?:x|p|tt|h|q|tx|tp|t)\.(?=\w)|[pq](?=\d)", re.IGNORECASE)
"""A short kind that is one word with its name: “H.Cao”, “P1”."""
_MOST_HELD = 4
"""How far a name that holds kinds is looked for: up to the third kind behind its own."""
_SHORT = frozenset({"x", "p", "tt", "h", "q", "tx", "tp", "t"})
_NAMED_BY_KIND = frozenset(spoken_key("phố đường ngõ ngách hẻm cầu chợ bến đình liên lô khu tòa nhà").split())
"""Words whose own name the kind of a commune begins: “phố Xã Đàn”, “chợ Phường 2”, “lô P2”."""
_GROWTH = {"tinh": 0, "huyen": 0, "thi xa": 1, "thanh pho": 2, "quan": 2}
"""What a place may have been before it became what the book has: a “thị xã” of then is the city of later."""


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
    behind: str = ", "
    """What parts it from the phrase before: a comma, a dash or nothing but a space."""

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
            place.path: {(kind, spoken_key(name)) for kind, name in _full_names_of(place)}
            for place in places
            if place.level != PlaceLevel.COMMUNE
        }
        for commune in self.communes:
            for name in _names_of(commune):
                _add(self._spoken, spoken_key(name), commune)
                for key in near_keys(search_key(name)):
                    _add(self._near, key, commune)
        self._kinds_above: dict[str, set[str]] = defaultdict(set)
        for kind, spoken in set().union(*self._above.values()):
            self._kinds_above[spoken].add(kind)
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
            self._resolved[key] = self._resolve(self._phrases(text), self._phrases(above))
        return self._resolved[key]

    def _resolve(self, phrases: list[_Phrase], around: list[_Phrase]) -> Resolution:
        for find in (self._named, self._near_to):
            for position, phrase in enumerate(phrases):
                context = [*phrases[position + 1 :], *around]
                if position and self._stands_above(phrase):
                    continue
                if not phrase.kind and any(other.kind in _COMMUNE_KINDS for other in phrases[position + 1 :]):
                    continue
                if phrase.may_be_commune and (found := find(phrase, context)):
                    house = _as_written(phrases[:position])
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
            if spoken in self._kinds_above and phrase.kind not in _COMMUNE_KINDS:
                kinds = self._kinds_meant(phrase.kind, spoken)
                left = [place for place in left if self._lies_in(place, kinds, spoken)]
        return left

    def _kinds_meant(self, kind: str, spoken: str) -> set[str]:
        """The kinds of district or province that this kind before a name means; none where it contradicts."""
        known = self._kinds_above[spoken]
        if not kind:
            return known
        if kind not in known and len(known) == 1:
            return {one for one in known if _GROWTH.get(kind, 0) < _GROWTH.get(one, 0)}
        return known & {kind}

    def _stands_above(self, phrase: _Phrase) -> bool:
        """Whether a name without a kind is that of a district or a province, such as “Cẩm Xuyên”."""
        return not phrase.kind and spoken_key(phrase.name) in self._kinds_above

    def _lies_in(self, place: Place, kinds: set[str], spoken: str) -> bool:
        paths = (*_paths_above(place.path), *_paths_above(place.today_path))
        return any((kind, spoken) in self._above.get(path, ()) for path in paths for kind in kinds)

    def _phrases(self, text: str) -> list[_Phrase]:
        """The names of an address: cut at its commas, and where a kind of place begins the next name."""
        parts = (part for part in _CUT.split(_BRACKETS.sub(" ", text)) if search_key(part))
        return [phrase for part in parts for phrase in self._cut(clean(part))]

    def _cut(self, part: str) -> Iterator[_Phrase]:
        """What stands between two commas, by its kinds and dashes; a name the book knows stays whole."""
        words = _DASHES.sub(f" {_DASH} ", part).split()
        starts = [0, *_starts(words), len(words)]
        while len(starts) > 1:
            pieces = [(end, _text_of(words[starts[0] : end])) for end in reversed(starts[1:_MOST_HELD])]
            named = [piece for piece in pieces if not kind_of(piece[1])] or pieces
            end, text = next((piece for piece in named if self._knows(piece[1])), named[-1])
            kind, name = ("", text) if self._knows_name(text) else split_kind(text)
            behind = ", " if not starts[0] else f" {_DASH} " if words[starts[0] - 1] == _DASH else " "
            yield _Phrase(text, kind, name, behind)
            starts = starts[starts.index(end) :]

    def _knows(self, text: str) -> bool:
        return self._knows_name(text) or self._knows_name(split_kind(text)[1])

    def _knows_name(self, name: str) -> bool:
        spoken = spoken_key(name)
        if spoken in self._spoken or spoken in self._kinds_above:
            return True
        return name.isascii() and bool(self._with_bare_name(search_key(name)))

    def _best(self, places: Sequence[Place]) -> tuple[Place, ...]:
        """Those that existed on the day of the list, if any did; else those of other times."""
        then = [place for place in places if _existed(place, self.on)]
        found = then or places
        return tuple([place for place in found if not self._bears_a_name_of(place, found)][:MOST_OFFERED])

    def _bears_a_name_of(self, place: Place, others: Sequence[Place]) -> bool:
        """Whether another place of its district bore its name on the day, and this one before or after.

        Two never bear it at once: when one ended, the other took its name over. So the one that ended first
        has the name on a day that both existed, and the one that ended last on a later day.
        """
        twins = (one for one in others if one is not place and _is_twin(one, place))
        ends = [(one.valid_to or date.max) for one in twins]
        own = place.valid_to or date.max
        return any(end < own if end >= self.on else end > own for end in ends)


def _names_of(place: Place) -> list[str]:
    """The bare names of a place, the former one included."""
    return [name for _kind, name in _full_names_of(place)]


def _full_names_of(place: Place) -> list[tuple[str, str]]:
    """The kinds and bare names of a place, the former one included."""
    names = [(_KIND_KEYS[PlaceKind(place.kind)], place.name)]
    if place.former_name:
        names.append(split_kind(place.former_name))
    return names


def _starts(words: Sequence[str]) -> Iterator[int]:
    """Where the next name may begin, by a kind or behind a dash; which of them do, only a book can tell."""
    has_marks = not all(word.isascii() for word in words)
    at = 0
    while at < len(words):
        length = None if words[at] == _DASH else _kind_at(words, at, has_marks=has_marks)
        behind = at + (length or 0)
        begins = at and length is not None and behind < len(words)
        if begins and _is_part_of_name(words[at - 1], " ".join(words[at : behind + 1])):
            begins = False
        if begins or (at > 1 and words[at - 1] == _DASH):
            yield at
        at += length or 1


def _kind_at(words: Sequence[str], at: int, *, has_marks: bool) -> int | None:
    """How many words in front of its name a kind takes here, 0 where they are one; None without a kind."""
    if _GLUED_KIND.match(words[at]):
        return 0
    for length in (2, 1):
        said = " ".join(words[at : at + length])
        is_letter = len(said) == 1
        is_short = said.rstrip(".").lower() in _SHORT
        if kind_of(said) and not is_letter and (is_short or not (has_marks and said.isascii())):
            return length
    return None


def _is_part_of_name(before: str, named: str) -> bool:
    return spoken_key(before) in _NAMED_BY_KIND and split_kind(named)[0] in _COMMUNE_KINDS


def _as_written(phrases: Sequence[_Phrase]) -> str:
    """What stood before the place, with the commas and dashes that it had."""
    whole = ""
    for phrase in phrases:
        whole += f"{phrase.behind if whole else ''}{phrase.text}"
    return whole


def _text_of(words: Sequence[str]) -> str:
    return " ".join(words).strip(f" {_DASH}")


def _is_twin(one: Place, other: Place) -> bool:
    """Whether two places of one kind bear one name under the same place above."""
    if one.kind != other.kind or _paths_above(one.path)[:1] != _paths_above(other.path)[:1]:
        return False
    return spoken_key(one.name) == spoken_key(other.name)


def _existed(place: Place, day: date) -> bool:
    return place.valid_from <= day and (place.valid_to is None or place.valid_to >= day)


def _paths_above(path: str) -> list[str]:
    steps = path.split(".")[:-2]
    return [".".join(steps[:length]) + "." for length in range(len(steps), 0, -1)]


def _add(index: dict[str, list[Place]], key: str, place: Place) -> None:
    if place not in index[key]:
        index[key].append(place)
