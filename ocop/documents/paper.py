"""A paper as a value: head, blocks and closing, from which the PDF and the Word file are both made.

What is here is what Decree 30/2020/NĐ-CP, Appendix I knows; how it looks is for the renderers. All text is
plain: a renderer escapes it. A page builder of a business app makes one `Paper`, so that both files carry the
same words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest
from typing import ClassVar

from ocop.documents.words import as_grounds, as_recipients, date_in_words

WIDTHS = frozenset({8, 9, 11, 13, 14, 16, 18, 20, 24, 26, 30, 32, 34, 36, 40, 44, 48, 52})
"""Millimetres that a column may be wide; the style sheet has a rule for each."""

ALIGNS = frozenset({"left", "mid", "no", "money", "unit"})
ROW_LOOKS = frozenset({"", "block", "line", "sub", "total"})
TEXT_LOOKS = frozenset({"text", "ground", "decides", "in-words"})
WIDE_ISSUER = 20
"""Letters of a line that 66 mm hold at 13 points in bold capitals; a longer issuer is printed at 12."""


@dataclass(frozen=True, slots=True)
class Head:
    """State and motto, beside them who issues the paper. Without `body` they stand alone.

    `parent` and `body` are lines in capitals; `mark` is the number of a form (“Mẫu số 01”). What is enclosed
    with a numbered paper has no `number` of its own.
    """

    parent: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    number: str = ""
    about: str = ""
    place_and_date: str = ""
    mark: str = ""

    @property
    def is_long(self) -> bool:
        """Whether the issuer's name needs the smaller size that the decree allows."""
        return any(len(line) > WIDE_ISSUER for line in (*self.parent, *self.body))


@dataclass(frozen=True, slots=True)
class Heading:
    """“I. ...” (level 1) or “1. ...” (level 2)."""

    kind: ClassVar[str] = "heading"
    words: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, which may begin with bold words: “Điều 1.”, “1. Thời gian:”.

    `look` is "text", "ground" (italic), "decides" (bold, centred) or "in-words" (a sum, below its table).
    """

    kind: ClassVar[str] = "text"
    words: str
    look: str = "text"
    lead: str = ""

    @property
    def paragraphs(self) -> list[str]:
        """A line break in what was typed begins a paragraph of its own."""
        return self.words.split("\n")

    @property
    def leads_in(self) -> bool:
        """Whether it belongs to what follows and stays on its page: “Các đơn vị:”, a title in bold alone."""
        return self.words.rstrip().endswith(":") if self.words else bool(self.lead)

    def __post_init__(self) -> None:
        if self.look not in TEXT_LOOKS:
            raise ValueError(f"unknown look of a text: {self.look}")


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
    """A column of a table. Without `width` (millimetres, of `WIDTHS`) it takes what is left.

    `over` is a title above its own; neighbours with the same one share it.
    """

    title: str
    width: int | None = None
    align: str = "left"
    over: str = ""

    def __post_init__(self) -> None:
        if self.width is not None and self.width not in WIDTHS:
            raise ValueError(f"no such column width: {self.width}")
        if self.align not in ALIGNS:
            raise ValueError(f"unknown alignment: {self.align}")


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row in the order of the columns.

    `look` is "", "block" (I), "line" (1), "sub" (1.1) or "total". A block of which only number and name are
    filled in lets the name run over the whole row.
    """

    cells: tuple[str, ...]
    look: str = ""

    @property
    def runs_over(self) -> bool:
        return self.look == "block" and len(self.cells) > 2 and not any(self.cells[2:])

    def __post_init__(self) -> None:
        if self.look not in ROW_LOOKS:
            raise ValueError(f"unknown look of a row: {self.look}")


SHORT_TABLE = 6
"""Rows up to which a table with a caption is kept on one page."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its head repeated on every page. Every row has a cell for every column.

    `is_small` prints it at 11 points, where many columns stand side by side; `is_signed` leaves each row the
    height of a signature.
    """

    kind: ClassVar[str] = "table"
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    is_small: bool = False
    is_signed: bool = False

    def __post_init__(self) -> None:
        if wrong := [row for row in self.rows if len(row.cells) != len(self.columns)]:
            raise ValueError(f"a row without a cell for every column: {wrong[0].cells}")

    @property
    def stays_whole(self) -> bool:
        """Whether it is so short that it goes to the next page with its caption rather than alone."""
        return bool(self.caption) and len(self.rows) <= SHORT_TABLE

    @property
    def aligned_rows(self) -> list[tuple[tuple[str, ...], list[tuple[str, str]], int]]:
        """Each row with its looks, its cells with their alignment, and the columns its last one takes."""
        aligns = [column.align for column in self.columns]
        return [
            (looks, list(zip(row.cells[:2], aligns, strict=False)), len(aligns) - 1)
            if row.runs_over
            else (looks, list(zip(row.cells, aligns, strict=True)), 1)
            for row, looks in zip(self.rows, self._looks(), strict=True)
        ]

    def _looks(self) -> Iterable[tuple[str, ...]]:
        """A block that heads other rows also “leads”: it stays on the page of the first of them. One block
        after the other does not, or a whole table of them would have to stand on one page.
        """
        for row, following in zip_longest(self.rows, self.rows[1:]):
            leads = row.look == "block" and following is not None and following.look != "block"
            yield (row.look, "leads") if leads else (row.look,) if row.look else ()

    @property
    def head_groups(self) -> list[tuple[str, int]]:
        """The upper row of a head of two rows: a shared title and its columns, or "" over one column.

        Empty where no column has a title above its own.
        """
        groups: list[tuple[str, int]] = []
        for column in self.columns:
            if column.over and groups and groups[-1][0] == column.over:
                groups[-1] = (column.over, groups[-1][1] + 1)
            else:
                groups.append((column.over, 1))
        return groups if any(column.over for column in self.columns) else []

    @property
    def head_cells(self) -> list[tuple[str, int, int]]:
        """The first row of the head: title, columns it spans, rows it spans."""
        groups = self.head_groups
        if not groups:
            return [(column.title, 1, 1) for column in self.columns]
        cells, at = [], 0
        for over, count in groups:
            cells.append((over, count, 1) if over else (self.columns[at].title, 1, 2))
            at += count
        return cells

    @property
    def second_head(self) -> list[str]:
        """The titles beneath shared ones; empty for a head of one row."""
        return [column.title for column in self.columns if column.over]


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
    """Who signs: lines in capitals (`ocop.documents.offices`), a hint in italics, room for signature and
    seal, the name below.
    """

    office: tuple[str, ...]
    note: str = ""
    name: str = ""
    place_and_date: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """Recipients at the left and signatures at the right, or two or more signatures side by side."""

    signatures: tuple[Signature, ...]
    recipients: tuple[str, ...] = ()

    @property
    def recipient_lines(self) -> tuple[str, ...]:
        return as_recipients(self.recipients)

    @property
    def with_room(self) -> list[tuple[Signature, int]]:
        """Each signature and how many lines its office lacks beside the longest, so that the names align."""
        most = max(len(signature.office) for signature in self.signatures)
        return [(signature, most - len(signature.office)) for signature in self.signatures]


@dataclass(frozen=True, slots=True)
class AnnexPart:
    """An annex with what stands in it."""

    head: Annex
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper. `title` is its kind in capitals, empty for an official letter; `subject` what it is about,
    line by line.
    """

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
    competence: str = ""
    """Who decides in their own power, in capitals above the grounds: “CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …”."""
    grounds: tuple[str, ...] = ()
    """“Căn cứ …”, each without its closing mark."""
    to: tuple[str, ...] = ()
    """Whom a letter, an invitation or a submission addresses (Kính gửi)."""

    @property
    def ground_lines(self) -> tuple[str, ...]:
        return as_grounds(self.grounds)

    @property
    def to_lines(self) -> tuple[str, ...]:
        """Several addressees as a list."""
        return as_recipients(self.to)

    def issued(self, *, number: str, day: date) -> Paper:
        """This paper with its number and its day, also where an annex names them."""
        place = self.head.place_and_date.partition(",")[0]
        former = self.head.number
        annexes = tuple(
            replace(part, head=replace(part.head, origin=part.head.origin.replace(former, number)))
            for part in self.annexes
        )
        head = replace(self.head, number=number, place_and_date=f"{place}, {date_in_words(day)}")
        return replace(self, head=head, annexes=annexes)

    @property
    def letters(self) -> str:
        """The sign behind its number: “TTr-UBND”."""
        return self.head.number.partition("/")[2]

    @property
    def words(self) -> str:
        """All of its text, for the archive."""
        parts = [self.title, *self.subject, self.head.about, self.competence, *self.grounds, *self.to]
        blocks = [*self.blocks, *self.after]
        for annex in self.annexes:
            parts += [annex.head.title, annex.head.origin]
            blocks += annex.blocks
        return " ".join(filter(None, [*parts, *(_words_of(block) for block in blocks)]))


def _words_of(block: Block) -> str:
    match block:
        case Heading(words=words):
            return words
        case Text(words=words, lead=lead):
            return f"{lead} {words}"
        case Line(label=label, value=value):
            return f"{label} {value}"
        case Table(rows=rows):
            return " ".join(" ".join(row.cells) for row in rows)
        case _:
            return ""
