"""Text into glyphs and lines, as HarfBuzz and Pango do it for the faces of the portal's papers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import pikepdf
import uharfbuzz

HYPHENS, SPACE = "-–/—", " "
_BLANKS = re.compile("[ \t\n\r\f]+")


class OddLetter(Exception):  # noqa: N818 -- named for what it is
    """A text holds a letter, or a mark put on a letter, that the faces kept ready do not have."""


class NoRoom(Exception):  # noqa: N818 -- named for what it is
    """A text has no room where it should stand."""


class Glyph(NamedTuple):
    """A glyph of a face: the letter of the text it begins at, how far it moves on, how far it is pushed to
    the right on its own; in thousandths of the size.
    """

    number: int
    letter: int
    advance: float
    shift: float


class Face:
    """A font that stands ready in a PDF, and the file that its glyphs come from."""

    def __init__(self, name: str, font: pikepdf.Object, file: bytes) -> None:
        self.name = name
        self._font = uharfbuzz.Font(uharfbuzz.Face(file))
        self._widths = dict(_widths(font.DescendantFonts[0].W))
        self._thousandth = 1000 / self._font.face.upem
        self.shape = lru_cache(maxsize=200)(self._shape)

    def _shape(self, text: str) -> tuple[Glyph, ...]:
        """The glyphs of a text. Raises `OddLetter`."""
        if not text:
            return ()
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        uharfbuzz.shape(self._font, buffer)
        glyphs = []
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            if info.codepoint not in self._widths or position.y_offset:
                raise OddLetter(text)
            advance, shift = position.x_advance * self._thousandth, position.x_offset * self._thousandth
            glyphs.append(Glyph(info.codepoint, info.cluster, advance, shift))
        return tuple(glyphs)

    def show(self, text: str, *, spacing: float) -> str:
        """The operands of TJ. `spacing` between letters is in thousandths of the size."""
        shown, owed = [], 0.0
        for glyph in self.shape(text):
            step = round(owed - glyph.shift, 1)
            shown.append(f"{step:g}<{glyph.number:04x}>" if step else f"<{glyph.number:04x}>")
            owed += self._widths[glyph.number] - glyph.advance - spacing - step
        return f"[{''.join(shown)}]".replace("><", "")


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one look on the way through a block."""

    text: str
    face: Face
    size: float
    spacing: float
    """Between letters, in the units of the size."""
    keeps_together: bool

    def advances(self) -> list[float]:
        """How far each letter moves on; one that is part of its neighbour's glyph moves nothing."""
        found = [0.0] * len(self.text)
        for glyph in self.face.shape(self.text):
            found[glyph.letter] += glyph.advance * self.size / 1000 + self.spacing
        return found


@dataclass(frozen=True, slots=True)
class Fragment:
    """What one run has on one line: its letters, and where they begin from the start of the line."""

    run: int
    text: str
    x: float


@dataclass(frozen=True, slots=True)
class TextLine:
    width: float
    fragments: tuple[Fragment, ...]


def tidy(text: str) -> str:
    """Blanks as HTML reads them: one between words."""
    return _BLANKS.sub(SPACE, text)


def set_lines(runs: Sequence[Run], *, width: float) -> list[TextLine]:
    """Runs broken into lines of at most `width`, each as full as can be.

    Raises `NoRoom` for a word that is wider, and `OddLetter`.
    """
    return _Paragraph(runs).lines(width)


class _Paragraph:
    def __init__(self, runs: Sequence[Run]) -> None:
        self.runs = runs
        self.letters = [(letter, number) for number, run in enumerate(runs) for letter in run.text]
        self.text = "".join(run.text for run in runs)
        self.advances = [advance for run in runs for advance in run.advances()]

    def lines(self, width: float) -> list[TextLine]:
        found, start, end = [], self._skip(0), len(self.text.rstrip(SPACE))
        while start < end:
            stop = self._stop(start, end, width)
            found.append(self._line(start, stop))
            start = self._skip(stop)
        return found

    def _stop(self, start: int, end: int, width: float) -> int:
        """Where a line that begins at `start` ends. A word wider than the line is not broken."""
        reach, best = 0.0, None
        for place in range(start, end):
            if place in self._breaks and place > start:
                best = place
            if self.text[place] == SPACE:
                reach += self.advances[place]
                continue
            reach += self.advances[place]
            if reach > width + 1e-3:
                if best is None:
                    raise NoRoom(self.text)
                return best
        return end

    @cached_property
    def _breaks(self) -> frozenset[int]:
        """The letters before which a line may end: after a blank, and after a hyphen before a letter."""
        found = set()
        for place in range(1, len(self.text)):
            before, after = self.text[place - 1], self.text[place]
            run, next_run = self.letters[place - 1][1], self.letters[place][1]
            if after == SPACE or (self.runs[run].keeps_together and run == next_run):
                continue
            after_hyphen = before in HYPHENS and not after.isdigit() and place > 1
            if before == SPACE or (after_hyphen and self.text[place - 2] != SPACE):
                found.add(place)
        return frozenset(found)

    def _skip(self, place: int) -> int:
        while place < len(self.text) and self.text[place] == SPACE:
            place += 1
        return place

    def _line(self, start: int, stop: int) -> TextLine:
        """The blank at the end of a line is shown, so that words stay apart when read, but not counted."""
        fragments, x, first = [], 0.0, start
        while first < stop:
            number = self.letters[first][1]
            last = first
            while last < stop and self.letters[last][1] == number:
                last += 1
            fragments.append(Fragment(number, self.text[first:last], x))
            x += self._width(number, self.text[first:last])
            first = last
        run, text = fragments[-1].run, fragments[-1].text
        blanks = self._width(run, text) - self._width(run, text.rstrip(SPACE))
        return TextLine(x - blanks, tuple(fragments))

    def _width(self, number: int, text: str) -> float:
        run = self.runs[number]
        return sum(glyph.advance * run.size / 1000 + run.spacing for glyph in run.face.shape(text))


def _widths(table: pikepdf.Array):
    """The pairs of a /W array whose parts are “first [width …]”."""
    parts = list(table)
    for first, widths in zip(parts[::2], parts[1::2], strict=True):
        for step, width in enumerate(widths):
            yield int(first) + step, float(width)
