"""How far the filled cells of a sheet reach, told from its XML before anything is held in memory.

A reader lays out the whole rectangle of a sheet, so one cell in XFD1048576 would fill the machine.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from ocop.spreadsheets.cells import CellError

UNCOMPUTED = "#CHƯA TÍNH"
"""What a formula reads as that a program wrote and nobody worked out."""


@dataclass(slots=True)
class Extent:
    """A sheet: rows written, the last filled row and column (from 1), cells that hold an error (from 0)."""

    name: str = ""
    rows: int = 0
    last_row: int = 0
    last_column: int = 0
    errors: dict[tuple[int, int], CellError] = field(default_factory=dict)

    def meet(self, row: int, column: int) -> None:
        self.last_row, self.last_column = max(self.last_row, row), max(self.last_column, column)

    def blame(self, row: int, column: int, code: str) -> None:
        self.errors[row - 1, column - 1] = CellError(code)


class Unusual(Exception):  # noqa: N818 -- not a fault: another scanner takes over
    """Cells are written in a way that only a real parser understands."""


class Malformed(Exception):  # noqa: N818 -- turned into a refusal by the caller
    """This is no XML of a sheet."""


def column_number(letters: bytes) -> int:
    """A → 1, AA → 27."""
    number = 0
    for each in letters:
        number = number * 26 + each - 64
    return number


class QuickScan:
    """Sheets of XLSX as every common program writes them: `<c r="B2" ...>` with the address in front."""

    _CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"(?:[^>]*[^/>])?(/?)>')
    _ANY_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
    _ERROR = re.compile(
        rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^>]*\bt="e"[^>]*>'
        rb"(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?<v>([^<]{1,20})</v>"
    )
    _UNCOMPUTED = re.compile(
        rb'<c r="([A-Z]{1,3})([0-9]{1,7})"([^>]*)>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)(?:<v ?/>|<v></v>)?</c>'
    )
    _CALCULATED_NOTHING = (b"</f><v/>", b"</f><v />", b"</f><v></v>", b"</f></c>", b"/></c>")
    _LONGEST_CELL = 2 * 2**20

    def __init__(self) -> None:
        self.extent, self._rest = Extent(), b""

    def feed(self, piece: bytes) -> None:
        whole = self._rest + piece
        cut = whole.rfind(b"</c>") + 4
        if cut < 4:
            cut = max(whole.rfind(b"<"), 0)
        if len(whole) - cut > self._LONGEST_CELL:
            raise Unusual
        self._rest = whole[cut:]
        self._count(whole[:cut])

    def close(self) -> Extent:
        self._count(self._rest)
        return self.extent

    def _count(self, text: bytes) -> None:
        cells = self._CELL.findall(text)
        if len(cells) != len(self._ANY_CELL.findall(text)):
            raise Unusual
        self.extent.rows += text.count(b"<row ") + text.count(b"<row>")
        filled = [(column, row) for column, row, empty in cells if not empty]
        if filled:
            columns, rows = {column for column, _ in filled}, {row for _, row in filled}
            self.extent.meet(max(map(int, rows)), max(map(column_number, columns)))
        if b't="e"' in text:
            for column, row, code in self._ERROR.findall(text):
                self.extent.blame(int(row), column_number(column), code.decode("ascii", "replace"))
        if b"<f" in text and any(sign in text for sign in self._CALCULATED_NOTHING):
            for column, row, attributes in self._UNCOMPUTED.findall(text):
                if b't="str"' not in attributes:
                    self.extent.blame(int(row), column_number(column), UNCOMPUTED)


class _Parsed:
    """A scan with a real parser. Document types and outside entities are not read."""

    def __init__(self) -> None:
        self.extent = Extent()
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.buffer_text = True

    def feed(self, piece: bytes, *, last: bool = False) -> None:
        try:
            self._parser.Parse(piece, last)
        except expat.ExpatError:
            raise Malformed from None

    def close(self) -> Extent:
        self.feed(b"", last=True)
        return self.extent

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        raise NotImplementedError

    def _end(self, name: str) -> None:
        """What most scans need not know."""

    def _refuse(self, *_of_the_document_type: object) -> None:
        raise Malformed


class ParsedScan(_Parsed):
    """Sheets of XLSX however they are written: cells without an address follow the one before."""

    _ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")

    def __init__(self) -> None:
        super().__init__()
        self._row = self._column = 0
        self._in_error = self._in_value = False
        self._parser.CharacterDataHandler = self._characters

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(" ")[2]:
            case "row":
                self.extent.rows += 1
                number = attributes.get("r", "")
                self._row, self._column = int(number) if number.isdigit() else self._row + 1, 0
            case "c":
                found = self._ADDRESS.fullmatch(attributes.get("r", ""))
                self._column = column_number(found[1].encode()) if found else self._column + 1
                self._row = int(found[2]) if found else self._row
                self._in_error = attributes.get("t") == "e"
            case "v" | "is" | "f" as part:
                self.extent.meet(self._row, self._column)
                self._in_value = part == "v"

    def _characters(self, text: str) -> None:
        if self._in_error and self._in_value:
            self.extent.blame(self._row, self._column, text[:20])

    def _end(self, name: str) -> None:
        self._in_value = False


class OdsScan(_Parsed):
    """The one part of an ODS that holds all sheets; `extents` keeps them in their order."""

    _MOST = 2**40
    """Where counting a repetition of repetitions stops."""

    def __init__(self) -> None:
        super().__init__()
        self.extents: list[Extent] = []
        self._row = self._row_times = self._column = 0
        self._covered = False

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        if tag == "table":
            names = (value for key, value in attributes.items() if key.rpartition(" ")[2] == "name")
            self.extents.append(Extent(name=next(names, "")))
            self._row = 0
        elif tag == "table-row" and self.extents:
            self._row_times, self._column = _times(attributes, "number-rows-repeated"), 0
            self._row = min(self._row + self._row_times, self._MOST)
        elif tag in ("table-cell", "covered-table-cell") and self.extents:
            self._column = min(self._column + _times(attributes, "number-columns-repeated"), self._MOST)
            if any(key.rpartition(" ")[2] in ("value-type", "formula") for key in attributes):
                self.extents[-1].meet(self._row, self._column)
        elif tag == "p" and self.extents:
            self.extents[-1].meet(self._row, self._column)


def _times(attributes: dict[str, str], name: str) -> int:
    found = next((value for key, value in attributes.items() if key.rpartition(" ")[2] == name), "1")
    return int(found) if found.isdigit() and len(found) < 12 else 1
