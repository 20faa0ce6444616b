"""What WeasyPrint found out when it laid out a page: which words stand where, how they look, in which room.

Read from its boxes and from the content of its file, which are brought together by the points where texts
begin. Only blocks that hold a token such as “{name}” are looked at, and those they are centred with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ocop.documents.renderers.shaping import Face, NoRoom, Run

TOKEN = re.compile(r"\{(\w+)\}")
MARKED = re.compile(rb"/Span\n<</MCID (\d+)>>\nBDC\n(.*?)EMC\n", re.DOTALL)
_TEXT = re.compile(
    rb"^(?P<before>.*?)BT\n1 0 0 -1 (?P<x>[-\d.]+) (?P<y>[-\d.]+) Tm\n/(?P<font>\w+) (?P<size>[\d.]+) Tf\n",
    re.DOTALL,
)
_PICTURE = re.compile(rb"1 0 0 1 ([-\d.]+) ([-\d.]+) cm\nq\n[-\d. ]+ cm\n/(\w+) Do\n")
NEAR = 0.02
"""CSS pixels by which two sums may differ and still be the same."""


class Unfillable(Exception):  # noqa: N818 -- named for what it is
    """The page is laid out in a way that is not understood here."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block of one line: its words with their tokens, and the room they have, in CSS pixels."""

    runs: tuple[Run, ...]
    left: float
    width: float
    is_centred: bool
    top: float
    line: float
    """How tall a line is."""
    baseline: float
    """From the top of a line down."""


@dataclass(frozen=True, slots=True)
class Stack:
    """Blocks beneath each other that are centred as a whole; `room` is None for one line that stays."""

    blocks: tuple[Block, ...]
    room: float | None

    def tops(self, lines: Sequence[int]) -> list[float]:
        """Where each block begins when it has so many lines. Raises `NoRoom` where the room is too small."""
        if self.room is None:
            if lines[0] > 1:
                raise NoRoom
            return [self.blocks[0].top]
        first, last = self.blocks[0], self.blocks[-1]
        tops, y = [], 0.0
        for number, (block, count) in enumerate(zip(self.blocks, lines, strict=True)):
            if number:
                above = self.blocks[number - 1]
                y += block.top - above.top - above.line
            tops.append(y)
            y += count * block.line
        if y > self.room + NEAR:
            raise NoRoom
        start = (first.top + last.top + last.line - y) / 2
        return [start + top for top in tops]


@dataclass(frozen=True, slots=True)
class Hole:
    """Where the content is cut to take the words of one run."""

    stack: int
    block: int
    run: int
    before: bytes
    """What the file says ahead of the words: colours and the like."""


class PageReader:
    """The stacks and holes of one page. Raises `Unfillable`."""

    def __init__(self, content: bytes, page_box: Any, faces: Mapping[str, Face]) -> None:
        self._faces = faces
        self._said = {
            int(mark[1]): text for mark in MARKED.finditer(content) if (text := _TEXT.match(mark[2]))
        }
        self._marks = {_point(text["x"], text["y"]): mark for mark, text in self._said.items()}
        self.stacks: list[Stack] = []
        self.holes: dict[int, Hole] = {}
        for cell, row, edge in _cells(page_box, edge=0.0):
            self._read_cell(cell, row, edge)
        if left_over := _tokens_of(page_box) - self.tokens:
            raise Unfillable(f"tokens that stand in no cell of a table: {left_over}")

    @property
    def tokens(self) -> set[str]:
        return {
            name
            for stack in self.stacks
            for block in stack.blocks
            for run in block.runs
            for name in TOKEN.findall(run.text)
        }

    def _read_cell(self, cell: Any, row: Any, edge: float) -> None:
        blocks = [cell, *cell.children] if _lines(cell) else list(cell.children)
        filled = [block for block in blocks if _lines(block) and TOKEN.search(_words(block))]
        if filled and cell.style["vertical_align"] == "middle":
            self._keep(blocks, room=row.height, edge=edge)
        else:
            for block in filled:
                self._keep([block], room=None, edge=edge)

    def _keep(self, boxes: Sequence[Any], *, room: float | None, edge: float) -> None:
        blocks = [self._block(box, number, edge) for number, box in enumerate(boxes)]
        self.stacks.append(Stack(tuple(blocks), room))

    def _block(self, box: Any, number: int, edge: float) -> Block:
        lines = _lines(box)
        if len(lines) != 1:
            raise Unfillable(_words(box))
        (line,), runs = lines, []
        for text in _texts(line):
            mark = self._marks.get(_point(text.position_x, text.position_y + text.baseline))
            if mark is None:
                raise Unfillable(text.text)
            self.holes[mark] = Hole(len(self.stacks), number, len(runs), self._said[mark]["before"])
            runs.append(self._run(text, self._said[mark]))
        is_centred = line.style["text_align_all"] == "center"
        left = box.content_box_x()
        return Block(
            runs=tuple(runs),
            left=left,
            width=box.width if is_centred else edge - left,
            is_centred=is_centred,
            top=line.position_y,
            line=line.height,
            baseline=line.baseline,
        )

    def _run(self, box: Any, said: re.Match[bytes]) -> Run:
        spacing = box.style["letter_spacing"]
        return Run(
            text=box.text,
            face=self._face(said["font"].decode()),
            size=float(said["size"]),
            spacing=0.0 if spacing == "normal" else float(spacing),
            keeps_together=box.style["white_space"] == "nowrap",
        )

    def _face(self, name: str) -> Face:
        if name not in self._faces:
            raise Unfillable(f"a face that is not kept ready: {name}")
        return self._faces[name]


def _tokens_of(page_box: Any) -> set[str]:
    return {name for box in _walk(page_box) for name in TOKEN.findall(getattr(box, "text", ""))}


def pictures_of(content: bytes, page_box: Any) -> dict[str, str]:
    """The names, in the file, of the pictures that have `data-picture` in the page."""
    shown = {_point(x, y): f"/{name.decode()}" for x, y, name in _PICTURE.findall(content)}
    return {
        box.element.get("data-picture"): shown[_point(box.content_box_x(), box.content_box_y())]
        for box in _walk(page_box)
        if box.element_tag == "img" and box.element.get("data-picture")
    }


def _cells(box: Any, *, edge: float, row: Any = None) -> Iterator[tuple[Any, Any, float]]:
    """Each cell of a table with its row, and how far to the right its words may reach."""
    for child in getattr(box, "children", ()):
        if type(child).__name__ == "TableCellBox":
            inner = edge or child.content_box_x() + child.width
            yield child, box, inner
            yield from _cells(child, edge=inner)
        else:
            yield from _cells(child, edge=edge)


def _lines(box: Any) -> list[Any]:
    return [child for child in getattr(box, "children", ()) if type(child).__name__ == "LineBox"]


def _texts(line: Any) -> list[Any]:
    return [box for box in _walk(line) if type(box).__name__ == "TextBox" and box.text.strip()]


def _words(box: Any) -> str:
    return "".join(text.text for line in _lines(box) for text in _texts(line))


def _walk(box: Any) -> Iterator[Any]:
    yield box
    for child in getattr(box, "children", ()):
        yield from _walk(child)


def _point(x: Any, y: Any) -> tuple[int, int]:
    """A point of the page in hundredths of a CSS pixel."""
    return round(float(x) * 100), round(float(y) * 100)
