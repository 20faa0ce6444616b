"""The header of a table: which field a column holds, judged by what stands above it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise, zip_longest

from ocop.core.text import search_key
from ocop.spreadsheets import cells
from ocop.spreadsheets.books import Row, Sheet, letter
from ocop.spreadsheets.cells import Cell, Reading, is_blank, written

LINE_NUMBERS = ("tt", "stt", "so tt", "so thu tu", "no", "thu tu")
SURE, LIKELY = 0.9, 0.6
"""From where a column needs no second look, and from where it is proposed at all."""
MAX_HEIGHT = 3
_LONGEST_HEADER = 90
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*")
_YEARS = range(1990, 2101)


@dataclass(frozen=True, slots=True)
class Field:
    """What a caller wants to read from a table.

    `names` are headers it is known under. `parse` reads one cell. With `fill_down` a blank cell repeats the
    one above where the format does not tell merged cells. `options` are headers of columns that are ticked,
    with what the tick means: {"4 sao": "4 sao"}.
    """

    key: str
    label: str
    names: Sequence[str] = ()
    required: bool = False
    parse: Callable[[Cell], Reading] = cells.text
    fill_down: bool = False
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def known_as(self) -> tuple[str, ...]:
        return (self.label, *self.names)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table and the field proposed for it; `field` is "" for a column that is not read.

    `confidence` runs from 0 to 1; `alternatives` are other fields it may be, the likeliest first.
    """

    index: int
    header: str
    field: str = ""
    option: str = ""
    confidence: float = 0.0
    alternatives: tuple[str, ...] = ()
    samples: tuple[str, ...] = ()
    is_line_number: bool = False

    @property
    def letter(self) -> str:
        return letter(self.index)

    @property
    def is_sure(self) -> bool:
        return self.confidence >= SURE


@dataclass(frozen=True, slots=True)
class Header:
    """Where a header stands: its sheet, its first row (counted from 0) and how many rows it takes."""

    sheet: str
    row: int
    height: int

    @property
    def below(self) -> int:
        return self.row + self.height


Labels = list[tuple[str, ...]]
"""What stands above each column, from the top down."""


def labels_of(lines: Sequence[Row], header: Header, sheet: Sheet) -> Labels | None:
    """The labels that a header of this height would give, or nothing where these rows cannot be one."""
    span = [list(row) for row in lines[header.row : header.below]]
    if len(span) < header.height or not all(_may_be_header(row) for row in span):
        return None
    _spread_merges(span, header, sheet)
    for above, below in pairwise(span):
        for column in range(1, len(above)):
            if is_blank(above[column]) and not is_blank(below[column]):
                above[column] = above[column - 1]
    labels: Labels = []
    for parts in zip_longest(*span):
        words = [written(part) for part in parts if not is_blank(part)]
        labels.append(tuple(dict.fromkeys(words)))
    return labels


def _may_be_header(row: Row) -> bool:
    filled = [cell for cell in row if not is_blank(cell)]
    return bool(filled) and all(_may_be_label(cell) for cell in filled)


def _may_be_label(cell: Cell) -> bool:
    if isinstance(cell, str):
        return not cell.strip().isdigit() or int(cell.strip()) in _YEARS
    return isinstance(cell, int | float) and not isinstance(cell, bool) and cell in _YEARS


def _spread_merges(span: list[list[Cell]], header: Header, sheet: Sheet) -> None:
    for merge in sheet.merges:
        if merge.top < header.row or merge.top >= header.below:
            continue
        value = span[merge.top - header.row][merge.left] if merge.left < sheet.width else None
        for row in range(merge.top, min(merge.bottom + 1, header.below)):
            for column in range(merge.left, min(merge.right + 1, sheet.width)):
                span[row - header.row][column] = value


def columns_for(labels: Labels, fields: Sequence[Field]) -> list[Column]:
    """Each column with the likeliest field. A field goes to one column, or to all that are ticked for it."""
    offers = {index: _offers(parts, fields) for index, parts in enumerate(labels) if parts}
    taken = _assigned(offers)
    columns = []
    for index, parts in enumerate(labels):
        chosen = taken.get(index, Column(index=index, header=""))
        others = (
            key for key, _option, score in offers.get(index, ()) if key != chosen.field and score >= LIKELY
        )
        columns.append(
            Column(
                index=index,
                header=" / ".join(parts),
                field=chosen.field,
                option=chosen.option,
                confidence=chosen.confidence,
                alternatives=tuple(dict.fromkeys(others)),
                is_line_number=bool(parts) and not chosen.field and search_key(parts[-1]) in LINE_NUMBERS,
            )
        )
    return columns


Offer = tuple[str, str, float]
"""A field's key, the option that is ticked (or ""), and how well the label fits."""


def _offers(parts: tuple[str, ...], fields: Sequence[Field]) -> list[Offer]:
    ways = _ways(parts)
    found: list[Offer] = []
    for wanted in fields:
        score = max(_likeness(way, name) * weight for way, weight in ways for name in _keys(wanted))
        if score >= LIKELY:
            found.append((wanted.key, "", score))
        if option := option_of(wanted, parts):
            found.append((wanted.key, option, 0.98))
    return sorted(found, key=lambda offer: -offer[2])


def option_of(wanted: Field, parts: Sequence[str]) -> str:
    """What a tick below this label means for the field, or ""."""
    last = search_key(parts[-1]) if parts else ""
    return next((meaning for name, meaning in wanted.options.items() if search_key(name) == last), "")


def _ways(parts: tuple[str, ...]) -> list[tuple[str, float]]:
    """How a label may be read: its last line, all lines either way round (“Quyết định / Ngày”), its last line
    without brackets.
    """
    last, whole, turned = parts[-1], " ".join(parts), " ".join(reversed(parts))
    bare = _IN_BRACKETS.sub(" ", last)
    ways = [(last, 1.0), (whole, 0.95), (turned, 0.95), (bare, 0.97)]
    return [(search_key(way), weight) for way, weight in ways if 0 < len(way.strip()) <= _LONGEST_HEADER]


def _keys(wanted: Field) -> tuple[str, ...]:
    return _keys_of(tuple(wanted.known_as))


@lru_cache(maxsize=512)
def _keys_of(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(search_key(name) for name in names))


@lru_cache(maxsize=16_384)
def _likeness(label: str, name: str) -> float:
    """1 for the same words, less where more stands around them, less still for a slip of the pen."""
    if label == name:
        return 1.0
    if not label or not name:
        return 0.0
    if f" {name} " in f" {label} ":
        share = len(name) / len(label)
        return (0.62 if label.startswith(name) else 0.5) + 0.3 * share
    if abs(len(label) - len(name)) > 3 or len(name) < 5:
        return 0.0
    ratio = SequenceMatcher(None, label, name).ratio()
    return 0.8 * ratio if ratio >= 0.84 else 0.0


def _assigned(offers: Mapping[int, list[Offer]]) -> dict[int, Column]:
    """The best offers first. Columns that are ticked share their field once two of them are there."""
    ticked: dict[str, list[int]] = {}
    for index, offered in offers.items():
        for key, option, _score in offered:
            if option:
                ticked.setdefault(key, []).append(index)
    ranked = sorted(
        ((score, index, key, option) for index, offered in offers.items() for key, option, score in offered),
        key=lambda offer: (-offer[0], offer[1]),
    )
    shared = {key for key, indexes in ticked.items() if len(indexes) > 1}
    chosen: dict[int, Column] = {}
    plain: set[str] = set()
    for score, index, key, option in ranked:
        if index in chosen or (key in shared and not option) or (key not in shared and key in plain):
            continue
        plain.add(key)
        chosen[index] = Column(index=index, header="", field=key, option=option, confidence=round(score, 2))
    return chosen


def worth(columns: Iterable[Column], fields: Sequence[Field]) -> float:
    """How much a header is worth: its fields by confidence, required ones more; 0 for no header."""
    found: dict[str, float] = {}
    ticks: dict[str, int] = {}
    for column in columns:
        if column.field:
            found[column.field] = max(found.get(column.field, 0.0), column.confidence)
            ticks[column.field] = ticks.get(column.field, 0) + bool(column.option)
    needed = {wanted.key for wanted in fields if wanted.required}
    if len(found) < min(2, len(fields)) or (needed and not needed & set(found)):
        return 0.0
    value = sum(score * (1.5 if key in needed else 1.0) for key, score in found.items())
    return value + sum(0.1 * count for count in ticks.values() if count > 1)
