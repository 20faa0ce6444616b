"""Where the marks of a picture lie: plain geometry, without Django. All lengths are units of the drawing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import cos, hypot, radians, sqrt
from statistics import median

from ocop.ui.parts import Dot

WIDE = 1000
"""How long the longest stacked bar is drawn."""
COLUMN, GAP, TALL, HEAD, FOOT = 42, 24, 170, 30, 44
"""Columns: width of one, space between two, height of the tallest, room above and below."""
MAP_WIDE, MAP_TALL, MARGIN = 640, 460, 26
LEAST_RADIUS, MOST_RADIUS, BLANK_RADIUS = 3.2, 18, 4
FAR = 3
"""A place this many times farther out than nine tenths of the others is drawn at the edge of its map."""
LABELS, LETTER, LINE = 6, 11, 24
"""How many places are named on a map, and the room that a letter and a line of text take there."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a stacked bar."""

    x: int
    width: int


def pieces(amounts: Sequence[int], *, longest: int) -> tuple[Piece, ...]:
    """The parts of one bar, end to end; a part that is not nothing is never invisible."""
    drawn, x = [], 0
    for amount in amounts:
        width = max(4, round(amount * WIDE / (longest or 1))) if amount else 0
        drawn.append(Piece(x, width))
        x += width
    return tuple(drawn)


@dataclass(frozen=True, slots=True)
class Column:
    x: int
    y: int
    height: int

    @property
    def middle(self) -> int:
        return self.x + COLUMN // 2


def columns(amounts: Sequence[int]) -> tuple[Column, ...]:
    """Upright bars on one ground line, the tallest `TALL` high."""
    most = max(amounts, default=0) or 1
    heights = [max(2, round(amount * TALL / most)) if amount else 0 for amount in amounts]
    return tuple(
        Column(GAP // 2 + at * (COLUMN + GAP), HEAD + TALL - height, height)
        for at, height in enumerate(heights)
    )


@dataclass(frozen=True, slots=True)
class Mark:
    """A drawn dot; `label` is its name where there is room for it, beside it at `label_x`, `label_y`."""

    dot: Dot
    x: int
    y: int
    radius: float
    label: str = ""
    label_x: int = 0
    label_y: int = 0


@dataclass(frozen=True, slots=True)
class Chart:
    marks: tuple[Mark, ...]
    tall: int
    scale: float
    """The radius of a place with one."""


def chart_of(dots: Iterable[Dot]) -> Chart:
    """The places at their true bearings, the large ones beneath the small, as high as the land asks for.

    Islands far out would shrink everything else to a point: they stand at the edge in their direction.
    """
    dots = sorted(dots, key=lambda dot: (-dot.number.value, dot.name))
    if not dots:
        return Chart((), MAP_TALL // 2, LEAST_RADIUS)
    flat = _flattened(dots)
    near = _near(flat)
    left, right = min(x for x, _y in near), max(x for x, _y in near)
    top, foot = min(y for _x, y in near), max(y for _x, y in near)
    room_x, room_y = MAP_WIDE - 2 * MARGIN, MAP_TALL - 2 * MARGIN
    zoom = min(room_x / ((right - left) or 1e-6), room_y / ((foot - top) or 1e-6), 4000.0)
    tall = max(round((foot - top) * zoom), 120) + 2 * MARGIN
    shift_x = (MAP_WIDE - (right + left) * zoom) / 2
    shift_y = (tall - (foot + top) * zoom) / 2
    most = dots[0].number.value
    scale = min(LEAST_RADIUS, MOST_RADIUS / sqrt(most)) if most else LEAST_RADIUS
    marks = []
    for dot, (x, y) in zip(dots, flat, strict=True):
        far = (x, y) not in near
        place_x = min(max(round(x * zoom + shift_x), MARGIN // 2), MAP_WIDE - MARGIN // 2)
        place_y = min(max(round(y * zoom + shift_y), MARGIN // 2), tall - MARGIN // 2)
        radius = max(round(scale * sqrt(dot.number.value), 1), 2) if dot.number.value else BLANK_RADIUS
        marks.append((Mark(dot, place_x, place_y, radius), far))
    return Chart(_named(marks), tall, scale)


def _flattened(dots: Sequence[Dot]) -> list[tuple[float, float]]:
    """Degrees as a plane: a degree east is shorter the farther north it is; y grows downwards."""
    shrink = cos(radians(float(median(dot.north for dot in dots))))
    return [(float(dot.east) * shrink, -float(dot.north)) for dot in dots]


def _near(flat: Sequence[tuple[float, float]]) -> set[tuple[float, float]]:
    """The places that make up the land, without islands far out."""
    centre = median(x for x, _y in flat), median(y for _x, y in flat)
    distances = sorted(hypot(x - centre[0], y - centre[1]) for x, y in flat)
    reach = FAR * distances[(len(distances) - 1) * 9 // 10] or 1
    return {(x, y) for x, y in flat if hypot(x - centre[0], y - centre[1]) <= reach}


def _named(marks: Sequence[tuple[Mark, bool]]) -> tuple[Mark, ...]:
    """Names for the places far out and for the largest ones, each only where it covers no other name."""
    taken: list[tuple[float, float, float]] = []
    named: dict[int, Mark] = {}
    for at in sorted(range(len(marks)), key=lambda at: not marks[at][1]):
        mark, far = marks[at]
        if len(named) == LABELS or not (far or mark.dot.number.value):
            continue
        half = len(mark.dot.name) * LETTER / 2
        y = round(mark.y - mark.radius - 5) if mark.y > MARGIN + LINE else round(mark.y + mark.radius + LINE)
        x = round(min(max(mark.x, half), MAP_WIDE - half))
        if all(abs(y - b) > LINE or abs(x - a) > half + c for a, b, c in taken):
            taken.append((x, y, half))
            named[at] = replace(mark, label=mark.dot.name, label_x=x, label_y=y)
    return tuple(named.get(at, mark) for at, (mark, _far) in enumerate(marks))
