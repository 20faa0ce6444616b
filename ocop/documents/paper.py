"""A paper as a value: head, blocks and closing, from which the PDF and the Word file are both made.

What is here is what Decree 30/2020/NĐ-CP, Appendix I knows; how it looks is for the renderers. All text is
plain: a renderer escapes it. A page builder of a business app makes one `Paper`, so that both files carry the
same words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

WIDTHS = frozenset({8, 9, 11, 13, 14, 16, 18, 20, 24, 26, 30, 32, 34, 36, 40, 48, 52})
"""Millimetres that a column may be wide; the style sheet has a rule for each."""

ALIGNS = frozenset({"left", "mid", "money"})
ROW_LOOKS = frozenset({"", "block", "total"})


@dataclass(frozen=True, slots=True)
class Head:
    """State and motto, beside them who issues the paper. Without `body` they stand alone.

    `parent` and `body` are lines in capitals; `mark` is the number of a form (“Mẫu số 01”).
    """

    parent: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    number: str = ""
    about: str = ""
    place_and_date: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """“I. ...” (level 1) or “1. ...” (level 2)."""

    kind: ClassVar[str] = "heading"
    words: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. `look` is "text", "ground" (italic) or "decides" (bold, centred)."""

    kind: ClassVar[str] = "text"
    words: str
    look: str = "text"


@dataclass(frozen=True, slots=True)
class Line:
    """A label and what was filled in behind it; left empty it is a dotted line to write on."""

    kind: ClassVar[str] = "line"
    label: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Ticks:
    """Boxes to tick, each with its words."""

    kind: ClassVar[str] = "ticks"
    label: str
    options: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. Without `width` (millimetres, of `WIDTHS`) it takes what is left."""

    title: str
    width: int | None = None
    align: str = "left"

    def __post_init__(self) -> None:
        if self.width is not None and self.width not in WIDTHS:
            raise ValueError(f"no such column width: {self.width}")
        if self.align not in ALIGNS:
            raise ValueError(f"unknown alignment: {self.align}")


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row in the order of the columns. `look` is "", "block" (a heading) or "total"."""

    cells: tuple[str, ...]
    look: str = ""

    def __post_init__(self) -> None:
        if self.look not in ROW_LOOKS:
            raise ValueError(f"unknown look of a row: {self.look}")


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its head repeated on every page. Every row has a cell for every column."""

    kind: ClassVar[str] = "table"
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""

    def __post_init__(self) -> None:
        if wrong := [row for row in self.rows if len(row.cells) != len(self.columns)]:
            raise ValueError(f"a row without a cell for every column: {wrong[0].cells}")

    @property
    def aligned_rows(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Each row with its look, each cell with its alignment."""
        aligns = [column.align for column in self.columns]
        return [(row.look, list(zip(row.cells, aligns, strict=True))) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Box:
    """A bordered box with a title and lines to fill in."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """Boxes side by side, such as those of the offices that receive a form."""

    kind: ClassVar[str] = "beside"
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Annex:
    """Begins an annex on a new page; `wide` lays the paper across."""

    kind: ClassVar[str] = "annex"
    number: str
    title: str
    origin: str = ""
    wide: bool = False


Block = Heading | Text | Line | Ticks | Table | Beside


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: lines in capitals, a hint in italics, room for signature and seal, the name below."""

    office: tuple[str, ...]
    note: str = ""
    name: str = ""
    place_and_date: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """Recipients at the left and signatures at the right, or two or more signatures side by side."""

    signatures: tuple[Signature, ...]
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnnexPart:
    """An annex with what stands in it."""

    head: Annex
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper. `title` is its kind in capitals, `subject` what it is about, line by line."""

    name: str
    head: Head
    title: str
    subject: tuple[str, ...]
    blocks: tuple[Block, ...]
    closing: Closing | None = None
    after: tuple[Block, ...] = ()
    """What stands below the signature, such as the boxes of the offices that receive a form."""
    annexes: tuple[AnnexPart, ...] = ()
    is_draft: bool = False
