"""The tree of lines: a parent is the sum of its children, and numbers follow from the place in the tree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

MAX_DEPTH = 4
"""Tiers of an estimate: I, 1, 2.1 and a dash."""
_ROMAN = (
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_SHOWN_TERMS = 4


@dataclass(frozen=True, slots=True)
class Node:
    """A line as the tree knows it. `amount_vnd` counts only while the line has no children."""

    key: int
    parent: int | None
    position: int
    amount_vnd: int = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """A line at its place: `number` as officials write it, `depth` from 1, `amount_vnd` whole đồng."""

    key: int
    parent: int | None
    depth: int
    number: str
    amount_vnd: int
    children: tuple[int, ...] = ()
    above: tuple[int, ...] = ()
    """The keys of the lines above, the nearest first."""

    @property
    def is_leaf(self) -> bool:
        return not self.children


@dataclass(frozen=True, slots=True)
class Tree:
    """All lines in the order in which they are read, and their sum."""

    lines: tuple[Placed, ...]
    total_vnd: int
    by_key: Mapping[int, Placed] = field(repr=False, default_factory=dict)

    def __getitem__(self, key: int) -> Placed:
        return self.by_key[key]

    def __contains__(self, key: int) -> bool:
        return key in self.by_key

    @property
    def roots(self) -> tuple[Placed, ...]:
        return tuple(line for line in self.lines if line.parent is None)

    @property
    def leaves(self) -> tuple[Placed, ...]:
        return tuple(line for line in self.lines if line.is_leaf)


def arranged(nodes: Iterable[Node], *, blocks: bool = True) -> Tree:
    """The tree of `nodes`: order, numbers, sums.

    With `blocks` the first tier is counted I, II, III and the second 1, 2, 3; without it the first tier is
    1, 2, 3. The third (second) tier is 2.1, deeper ones a dash. Raises `ValueError` for a parent that is not
    among the nodes and for lines in a ring.
    """
    nodes = list(nodes)
    known = {node.key for node in nodes}
    below: dict[int | None, list[Node]] = {}
    for node in nodes:
        if node.parent is not None and node.parent not in known:
            raise ValueError(f"a line without its parent: {node.key}")
        below.setdefault(node.parent, []).append(node)
    for siblings in below.values():
        siblings.sort(key=lambda node: (node.position, node.key))
    lines: list[Placed] = []
    total = _place(None, (), "", below, lines, blocks)
    if len(lines) != len(nodes):
        raise ValueError("lines in a ring")
    return Tree(tuple(lines), total, {line.key: line for line in lines})


def _place(
    parent: int | None,
    above: tuple[int, ...],
    number: str,
    below: Mapping[int | None, Sequence[Node]],
    lines: list[Placed],
    blocks: bool,
) -> int:
    """Append everything beneath `parent` in reading order; returns its sum."""
    total = 0
    depth = len(above) + 1
    for count, node in enumerate(below.get(parent, ()), 1):
        own = _number(count, depth, number, blocks)
        at = len(lines)
        children = tuple(child.key for child in below.get(node.key, ()))
        lines.append(Placed(node.key, parent, depth, own, 0))
        inner = _place(node.key, (node.key, *above), own, below, lines, blocks)
        amount = inner if children else node.amount_vnd
        lines[at] = Placed(node.key, parent, depth, own, amount, children, above)
        total += amount
    return total


def _number(count: int, depth: int, parent: str, blocks: bool) -> str:
    tier = depth if blocks else depth + 1
    if tier == 1:
        return roman(count)
    if tier == 2:
        return str(count)
    return f"{parent}.{count}" if tier == 3 else "-"


def roman(number: int) -> str:
    """4 → “IV”."""
    letters = ""
    for value, letter in _ROMAN:
        times, number = divmod(number, value)
        letters += letter * times
    return letters


class MoveProblem(StrEnum):
    """Why a line cannot stand where it is to go."""

    INTO_ITSELF = "into_itself"
    TOO_DEEP = "too_deep"
    NOT_HERE = "not_here"


def move_problem(tree: Tree, key: int, parent: int | None) -> MoveProblem | None:
    """Why line `key` cannot go beneath `parent` (None: to the first tier); None where it can."""
    if key not in tree or (parent is not None and parent not in tree):
        return MoveProblem.NOT_HERE
    if parent is None:
        return MoveProblem.TOO_DEEP if _height(tree, key) > MAX_DEPTH else None
    if parent == key or key in tree[parent].above:
        return MoveProblem.INTO_ITSELF
    return MoveProblem.TOO_DEEP if tree[parent].depth + _height(tree, key) > MAX_DEPTH else None


def _height(tree: Tree, key: int) -> int:
    """Tiers that a line takes with all beneath it."""
    top = tree[key].depth
    return max(line.depth for line in tree.lines if line.key == key or key in line.above) - top + 1


def sum_explained(tree: Tree, key: int | None) -> str:
    """“= 2.1 + 2.2 + 2.3”, “= 1 + 2 + … + 11”: which lines a parent (None: the whole) is the sum of."""
    children = [line for line in tree.lines if line.parent == key]
    numbers = [line.number for line in children]
    if not numbers:
        return ""
    if len(set(numbers)) == 1 and len(numbers) > 1:
        return f"= cộng {len(numbers)} dòng bên dưới"
    if len(numbers) > _SHOWN_TERMS:
        numbers = [*numbers[:2], "…", numbers[-1]]
    return f"= {' + '.join(numbers)}"
