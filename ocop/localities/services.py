"""Filling the tree of places. The only writer of places and successions."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import models, transaction

from ocop.core.text import sort_key
from ocop.localities.choices import PlaceLevel
from ocop.localities.gazetteer import FILES, Gazetteer, Key, Unit
from ocop.localities.models import Place, Succession
from ocop.localities.names import key_of

BATCH = 2000
PLACE_KEY, SUCCESSION_KEY = ("system", "code", "level"), ("old_id", "new_id")
PLACE_FIELDS = (
    "kind",
    "name",
    "former_name",
    "parent_id",
    "path",
    "today_path",
    "valid_from",
    "valid_to",
    "search_key",
    "sort_key",
    "north",
    "east",
)
SUCCESSION_FIELDS = ("extent", "is_default")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows one table got: written anew, written over, and left alone."""

    added: int = 0
    changed: int = 0
    kept: int = 0
    removed: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.added + other.added,
            self.changed + other.changed,
            self.kept + other.kept,
            self.removed + other.removed,
        )


@dataclass(frozen=True, slots=True)
class Loaded:
    places: Tally
    successions: Tally


@transaction.atomic
def load_places(*, folder: Path = FILES) -> Loaded:
    """Bring places and successions to what the files say; a second run writes nothing.

    Places are never taken away. A succession between loaded places that the files no longer have is.
    """
    gazetteer, places = Gazetteer(folder), Tally()
    ids: dict[Key, int] = {}
    for level in PlaceLevel:
        rows = [_place(unit, gazetteer, ids) for unit in gazetteer.tier(level)]
        places += _bring(Place, rows, key=PLACE_KEY, fields=PLACE_FIELDS)
        stored = Place.objects.at_level(level).values_list("system", "code", "pk")
        ids |= {(system, code): pk for system, code, pk in stored}
    return Loaded(places, _load_successions(gazetteer, ids))


def _place(unit: Unit, gazetteer: Gazetteer, ids: dict[Key, int]) -> Place:
    return Place(
        level=unit.level,
        system=unit.system,
        code=unit.code,
        kind=unit.kind,
        name=unit.name,
        former_name=unit.former_name,
        parent_id=ids[unit.parent_key] if unit.parent_key else None,
        path=gazetteer.path_of(unit.key),
        today_path=gazetteer.today_path_of(unit.key),
        valid_from=unit.valid_from,
        valid_to=unit.valid_to,
        search_key=key_of(unit.full_name, unit.former_name),
        sort_key=sort_key(unit.name),
        north=unit.point[0] if unit.point else None,
        east=unit.point[1] if unit.point else None,
    )


def _load_successions(gazetteer: Gazetteer, ids: dict[Key, int]) -> Tally:
    rows = [
        Succession(old_id=ids[link.old], new_id=ids[link.new], extent=link.extent, is_default=link.is_default)
        for link in sorted(
            gazetteer.links, key=lambda link: link.is_default
        )  # an old default steps down first
    ]
    wanted = {(row.old_id, row.new_id) for row in rows}
    loaded = {ids[key] for key in gazetteer.units}
    stale = [
        pk
        for pk, old, new in Succession.objects.values_list("pk", "old_id", "new_id")
        if old in loaded and (old, new) not in wanted
    ]
    removed, _ = Succession.objects.filter(pk__in=stale).delete()
    return _bring(Succession, rows, key=SUCCESSION_KEY, fields=SUCCESSION_FIELDS) + Tally(removed=removed)


def _bring(
    model: type[models.Model], rows: Iterable[models.Model], *, key: tuple[str, ...], fields: tuple[str, ...]
) -> Tally:
    """Write the rows that are missing or differ in one of `fields`, and no other."""
    stored = {row[: len(key)]: row[len(key) :] for row in model.objects.values_list(*key, *fields)}
    added, changed, kept = [], [], 0
    for row in rows:
        before = stored.get(tuple(getattr(row, field) for field in key))
        if before is None:
            added.append(row)
        elif before != tuple(getattr(row, field) for field in fields):
            changed.append(row)
        else:
            kept += 1
    model.objects.bulk_create(
        changed + added, batch_size=BATCH, update_conflicts=True, unique_fields=key, update_fields=fields
    )
    return Tally(len(added), len(changed), kept)
