"""A workbook that has been believed: its sheets, and their rows as tuples of cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from ocop.spreadsheets.cells import Cell

Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells that the sheet shows as one; rows and columns count from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `rows()` starts at its first row whenever it is asked, and every row has `width` cells.

    `knows_merges` is false where the format does not tell merged cells (CSV, ODS).
    """

    name: str
    hidden: bool
    height: int
    width: int
    open_rows: Callable[[], Iterator[Row]] = field(repr=False)
    merges: Sequence[Merge] = field(default=(), repr=False)
    knows_merges: bool = False

    def rows(self) -> Iterator[Row]:
        return self.open_rows()


@dataclass(frozen=True, slots=True)
class Book:
    """What `reader.open_workbook` gives."""

    name: str
    sheets: tuple[Sheet, ...]

    def sheet(self, name: str) -> Sheet | None:
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def letter(index: int) -> str:
    """The name of a column: 0 → A, 26 → AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
