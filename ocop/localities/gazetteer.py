"""The places of Việt Nam as the files in `data/` have them; `script/build_units` makes those files.

The lists give no dates of their own, so these are chosen: a place of the list of mid-2021 counts from the day
of its code list (124/2004/QĐ-TTg, 8 July 2004), one only in the list of January 2025 from 1 January 2025, and
one which that list no longer has ended the day before. All ended by 30 June 2025 (Law 72/2025/QH15).
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from ocop.localities.choices import CodeSystem, Extent, PlaceKind, PlaceLevel
from ocop.localities.names import full_name, key_of

FILES = Path(__file__).resolve().parent / "data"
OLD_LIST_FROM, OLD_LIST_TO = date(2004, 7, 8), date(2025, 6, 30)
SECOND_LIST_FROM, FIRST_LIST_TO = date(2025, 1, 1), date(2024, 12, 31)
NEW_LIST_FROM = date(2025, 7, 1)
ROOT = "VN"
LEVELS = {2: PlaceLevel.PROVINCE, 3: PlaceLevel.DISTRICT, 5: PlaceLevel.COMMUNE}  # by the digits of the code
MARKS = {CodeSystem.OLD: "a", CodeSystem.NEW: "b"}  # keeps the same code of two lists apart in a path

Key = tuple[CodeSystem, str]
"""What names a place: its code and the list it stands in."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One line of a list, with the days it counts for. `parent` is empty right beneath the country."""

    system: CodeSystem
    code: str
    parent: str
    kind: PlaceKind
    name: str
    valid_from: date
    valid_to: date | None = None
    former_name: str = ""
    point: tuple[Decimal, Decimal] | None = None
    """Degrees north and east of its middle, where they are known."""

    @property
    def key(self) -> Key:
        return self.system, self.code

    @property
    def parent_key(self) -> Key | None:
        if self.code == ROOT:
            return None
        return (self.system, self.parent) if self.parent else COUNTRY.key

    @property
    def level(self) -> PlaceLevel:
        return PlaceLevel.COUNTRY if self.code == ROOT else LEVELS[len(self.code)]

    @property
    def full_name(self) -> str:
        return full_name(self.kind, self.name)


@dataclass(frozen=True, slots=True)
class Link:
    """`new` took over `old`, or a part of it."""

    old: Key
    new: Key
    extent: Extent
    is_default: bool


COUNTRY = Unit(CodeSystem.ISO, ROOT, "", PlaceKind.COUNTRY, "Việt Nam", OLD_LIST_FROM)


class Gazetteer:
    """All lists of one folder read together."""

    def __init__(self, folder: Path = FILES) -> None:
        self.units = {unit.key: unit for unit in (COUNTRY, *_old_units(folder), *_new_units(folder))}
        self.links = [*_earlier_links(folder), *_links_of_july(folder)]

    def tier(self, level: PlaceLevel) -> list[Unit]:
        """The units of one level; a loader goes from the country down."""
        return [unit for unit in self.units.values() if unit.level == level]

    def path_of(self, key: Key) -> str:
        """“VN.a87.a873.a30076.”: where the place stood in its own tree."""
        unit = self.units[key]
        step = f"{MARKS.get(unit.system, '')}{unit.code}."
        return f"{self.path_of(unit.parent_key)}{step}" if unit.parent_key else step

    def today_path_of(self, key: Key) -> str:
        """The path of the place that holds the territory now.

        Found along the default successors; where the lists do not know one, the successor of the place above.
        """
        unit = self.units[key]
        if unit.valid_to is None:
            return self.path_of(key)
        return self.today_path_of(self._heirs.get(key) or unit.parent_key)

    @cached_property
    def _heirs(self) -> dict[Key, Key]:
        return {link.old: link.new for link in self.links if link.is_default}


def _old_units(folder: Path) -> Iterator[Unit]:
    points = _points(folder / "points_2025_01.csv")
    first = {row["code"]: row for row in _rows(folder / "units_2021.csv")}
    second = {row["code"]: row for row in _rows(folder / "units_2025_01.csv")}
    for code in sorted(first.keys() | second.keys()):
        before, after = first.get(code), second.get(code)
        if after and not after["kind"]:
            yield _unit(CodeSystem.OLD, before, OLD_LIST_FROM, FIRST_LIST_TO, points=points)
        elif before is None:
            yield _unit(CodeSystem.OLD, after, SECOND_LIST_FROM, OLD_LIST_TO, points=points)
        else:
            span = OLD_LIST_FROM, OLD_LIST_TO
            yield _unit(CodeSystem.OLD, after or before, *span, before=before, points=points)


def _new_units(folder: Path) -> Iterator[Unit]:
    points = _points(folder / "points_2025.csv")
    for row in _rows(folder / "units_2025.csv"):
        yield _unit(CodeSystem.NEW, row, NEW_LIST_FROM, None, points=points)


def _earlier_links(folder: Path) -> Iterator[Link]:
    for row in _rows(folder / "map_2025_01.csv"):
        yield Link((CodeSystem.OLD, row["old"]), (CodeSystem.OLD, row["new"]), Extent.WHOLE, True)


def _links_of_july(folder: Path) -> Iterator[Link]:
    for row in _rows(folder / "map_2025.csv"):
        old, new = (CodeSystem.OLD, row["old"]), (CodeSystem.NEW, row["new"])
        yield Link(old, new, Extent(row["extent"]), row["default"] == "1")


def _unit(
    system: CodeSystem,
    row: dict[str, str],
    valid_from: date,
    valid_to: date | None,
    *,
    before: dict[str, str] | None = None,
    points: Mapping[str, tuple[Decimal, Decimal]],
) -> Unit:
    """The unit of a line. `before` is its line in an earlier list: a name that was another one is kept."""
    now, then = _full_name(row), _full_name(before or row)
    former = then if key_of(then) != key_of(now) else ""
    return Unit(
        system,
        row["code"],
        row["parent"],
        PlaceKind(row["kind"]),
        row["name"],
        valid_from,
        valid_to,
        former,
        points.get(row["code"]),
    )


def _points(path: Path) -> dict[str, tuple[Decimal, Decimal]]:
    """Where the units of a list lie; a folder without such a file knows it of none."""
    if not path.exists():
        return {}
    return {row["code"]: (Decimal(row["north"]), Decimal(row["east"])) for row in _rows(path)}


def _full_name(row: dict[str, str]) -> str:
    return full_name(PlaceKind(row["kind"]), row["name"])


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
