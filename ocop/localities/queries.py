"""Finding places, by the names of today and of the past, and telling where they are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from ocop.core import clock
from ocop.localities.choices import CodeSystem, PlaceLevel
from ocop.localities.models import Place, Succession


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place that was looked for. Names repeat, so it comes with its address.

    `now` holds the places that have its territory today, the default one first; for a place in force it is
    empty. `now_address` is the address of the first of them, or empty.
    """

    place: Place
    now: tuple[Place, ...]
    address: str
    now_address: str = ""


def find_places(
    text: str,
    *,
    level: str | None = None,
    on: date | None = None,
    within: QuerySet[Place] | None = None,
    limit: int = 20,
) -> list[FoundPlace]:
    """At most `limit` places known by `text`, whether that is today's name or a former one.

    Places in force today come first, in each part the exact names before the longer ones, then by the
    dictionary. `level` keeps to one tier, `on` to the places that existed on that day, `within` to these
    places. What may be written: see `PlaceQuerySet.search`.
    """
    found = Place.objects.search(text)
    if within is not None:
        found = found.filter(pk__in=within.values("pk"))
    if level:
        found = found.at_level(level)
    if on:
        found = found.in_force(on)
    places = list(found.order_by(_former_last(), "loose", "sort_key", "valid_from", "pk")[:limit])
    return _with_addresses(places, _today_of(places))


def successors_of(place: Place) -> tuple[Place, ...]:
    """The places that have the territory of `place` today, the default first; none for a place in force.

    Later mergers are followed to their end. Where no successor is known, that of the place above answers.
    """
    return _today_of([place])[place.pk]


def place_today(place: Place) -> Place:
    """The one place that stands for `place` today: itself, or its default successor."""
    return Place.objects.get(path=place.today_path) if place.is_former else place


def place_with_code(code: str, *, system: str = CodeSystem.NEW) -> Place:
    """The place of a code in one list. Raises `Place.DoesNotExist`."""
    return Place.objects.get(system=system, code=code)


def country() -> Place:
    """The root of the tree. Raises `Place.DoesNotExist` before places are loaded."""
    return Place.objects.get(level=PlaceLevel.COUNTRY)


def provinces(on: date) -> QuerySet[Place]:
    """The provinces of a day, by the dictionary."""
    return Place.objects.at_level(PlaceLevel.PROVINCE).in_force(on).order_by("sort_key", "pk")


def children_of(place: Place, on: date) -> QuerySet[Place]:
    """The places right beneath `place` on a day, by the dictionary."""
    return Place.objects.filter(parent=place).in_force(on).order_by("sort_key", "pk")


def ancestors_of(place: Place) -> list[Place]:
    """The places above, the nearest first, the country last."""
    return list(Place.objects.filter(path__in=place.ancestor_paths).order_by("-path"))


def address_of(place: Place) -> str:
    """“xã Mỹ Hiệp, huyện Cao Lãnh, tỉnh Đồng Tháp”: the place in its own tree, without the country."""
    return addresses_of([place])[place.pk]


def note_of(place: Place) -> str:
    """What tells places of one name apart: the address, and the last day of one that ended."""
    return with_last_day(place, address_of(place))


def with_last_day(place: Place, address: str) -> str:
    if place.valid_to is None:
        return address
    return _("%(address)s (đến hết %(day)s)") % {"address": address, "day": f"{place.valid_to:%d/%m/%Y}"}


def addresses_of(places: Iterable[Place]) -> dict[int, str]:
    """The addresses of many places by their ids, in one query."""
    places = list(places)
    paths = {path for place in places for path in place.ancestor_paths}
    above = {place.path: place for place in Place.objects.filter(path__in=paths)}
    return {place.pk: _address(place, above) for place in places}


def _address(place: Place, above: dict[str, Place]) -> str:
    chain = [place, *(above[path] for path in place.ancestor_paths)]
    steps = [step.name_in_address for step in chain if step.level != PlaceLevel.COUNTRY]
    return ", ".join(steps) or place.full_name


def _former_last() -> Case:
    today = clock.today()
    in_force = Q(valid_from__lte=today) & (Q(valid_to__isnull=True) | Q(valid_to__gte=today))
    return Case(When(in_force, then=Value(0)), default=Value(1))


def _with_addresses(places: list[Place], today: dict[int, tuple[Place, ...]]) -> list[FoundPlace]:
    heirs = [now[0] for now in today.values() if now]
    addresses = addresses_of([*places, *heirs])
    return [
        FoundPlace(
            place,
            now := today[place.pk],
            address=addresses[place.pk],
            now_address=addresses[now[0].pk] if now else "",
        )
        for place in places
    ]


def _today_of(places: list[Place]) -> dict[int, tuple[Place, ...]]:
    """For each place the places of today: a query for each step of the longest chain, one for the rest."""
    former = [place for place in places if place.is_former]
    heirs = _heirs(former)
    ends = {place.pk: tuple(dict.fromkeys(_ends(place, heirs))) for place in former}
    without = {place.today_path for place in former if not ends[place.pk]}
    homes = {place.path: (place,) for place in Place.objects.filter(path__in=without)} if without else {}
    return {place.pk: ends.get(place.pk) or homes.get(place.today_path, ()) for place in places}


def _heirs(places: Iterable[Place]) -> dict[int, list[Place]]:
    """Who took over whom, from these places on to the end of every chain."""
    heirs: dict[int, list[Place]] = {}
    waiting = {place.pk for place in places}
    while waiting:
        links = Succession.objects.filter(old__in=waiting).select_related("new")
        for link in links.order_by("-is_default", "new__sort_key", "pk"):
            heirs.setdefault(link.old_id, []).append(link.new)
        waiting = {new.pk for old in waiting for new in heirs.get(old, ()) if new.is_former} - heirs.keys()
    return heirs


def _ends(place: Place, heirs: dict[int, list[Place]]) -> Iterator[Place]:
    for heir in heirs.get(place.pk, ()):
        if heir.is_former:
            yield from _ends(heir, heirs)
        else:
            yield heir
