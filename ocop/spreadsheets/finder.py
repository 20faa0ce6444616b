"""Find the table in a workbook: its sheet, its header, and which column holds which field.

    table = find_table(book, FIELDS)
    for row in table.rows():
        product = PRODUCT.parse(row.values["product"])

The finder proposes; a person confirms. `find_table(book, fields, header=..., mapping={3: "product"})` reads
the same table again with what she said. No Django here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from ocop.core.errors import RuleViolation
from ocop.spreadsheets.books import Book, Row, Sheet
from ocop.spreadsheets.cells import Cell, Reading, is_blank, written
from ocop.spreadsheets.headers import (
    LIKELY,
    MAX_HEIGHT,
    Column,
    Field,
    Header,
    Labels,
    columns_for,
    labels_of,
    option_of,
    worth,
)
from ocop.spreadsheets.rows import SheetRow, Skipped, Walk

__all__ = ["Column", "Field", "Header", "SheetRow", "Skipped", "Table", "find_table"]

LOOK = 100
"""Rows of a sheet among which its header is looked for."""
SAMPLES = 20
AS_GOOD = 0.25
"""By so much a header may be worth less than one below it that repeats it in fewer lines or clearer words."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Rows that may be the header, how much they are worth as one, and the labels they would give."""

    value: float
    place: Header
    labels: Labels


@dataclass(frozen=True, slots=True)
class Table:
    """A table that was found. Only columns with a header or a field are told."""

    sheet: Sheet = field(repr=False)
    header: Header
    columns: tuple[Column, ...]
    fields: tuple[Field, ...]
    remarks: tuple[str, ...] = ()

    @property
    def mapping(self) -> dict[int, str]:
        """Column → field, of the columns that are read."""
        return {column.index: column.field for column in self.columns if column.field}

    @property
    def missing(self) -> tuple[Field, ...]:
        """Required fields that no column holds."""
        held = set(self.mapping.values())
        return tuple(each for each in self.fields if each.required and each.key not in held)

    @property
    def titles(self) -> dict[int, str]:
        """Column → header, of every column that is told."""
        return {column.index: column.header for column in self.columns}

    def read_as(self, mapping: Mapping[int, str]) -> Table:
        """The same table with the columns that a person said, as `find_table` takes them."""
        return replace(self, columns=_confirmed(self, mapping))

    def rows(self, *, skipped: list[Skipped] | None = None) -> Iterator[SheetRow]:
        """The lines of the table, from its first one. What is passed over is told in `skipped`."""
        told = [] if skipped is None else skipped
        return iter(Walk(self.sheet, self.header, self.columns, self.fields, told))

    def readings(self, row: SheetRow) -> dict[str, Reading]:
        """What each cell of the line means to its field; a field without a column reads as nothing."""
        return {each.key: each.parse(row.values.get(each.key)) for each in self.fields}


def find_table(
    book: Book,
    fields: Sequence[Field],
    *,
    sheet: str = "",
    header: Header | None = None,
    mapping: Mapping[int, str] | None = None,
) -> Table:
    """The best table of the workbook for these fields, or `RuleViolation` when there is none.

    `sheet` looks at one sheet only; `header` says where the header stands; `mapping` (column from 0 → key of
    a field, "" for a column that is not read) is what a person confirmed.
    """
    seen, remarks = _sheets_to_see(book, sheet or (header.sheet if header else ""))
    found = [table for each in seen if (table := _table_in(each, fields, header))]
    if not found:
        raise RuleViolation(_no_table(fields, remarks), field="upload")
    best = max(found, key=lambda table: worth(table.columns, fields))
    others = [f"“{table.header.sheet}”" for table in found if table is not best]
    if others:
        remarks.append(f"Cũng có bảng ở trang {', '.join(others)}; đang đọc trang “{best.header.sheet}”.")
    if mapping is not None:
        best = best.read_as(mapping)
    return replace(best, remarks=tuple(remarks))


def _sheets_to_see(book: Book, name: str) -> tuple[list[Sheet], list[str]]:
    if name:
        wanted = book.sheet(name)
        if wanted is None:
            raise RuleViolation(f"Tệp không có trang tính “{name}”.", field="upload")
        return [wanted], []
    hidden = [f"“{sheet.name}”" for sheet in book.sheets if sheet.hidden]
    remarks = [f"Trang tính ẩn không được đọc: {', '.join(hidden)}."] if hidden else []
    return [sheet for sheet in book.sheets if not sheet.hidden], remarks


def _no_table(fields: Sequence[Field], remarks: Sequence[str]) -> str:
    wanted = ", ".join(f"“{each.label}”" for each in fields if each.required) or "cần đọc"
    told = "".join(f" {remark}" for remark in remarks)
    return (
        f"Không tìm thấy bảng có cột {wanted} trong {LOOK} dòng đầu của trang tính nào. "
        f"Hãy xem lại dòng tiêu đề của bảng.{told}"
    )


def _table_in(sheet: Sheet, fields: Sequence[Field], header: Header | None) -> Table | None:
    """The best header of one sheet, with samples of what stands below it."""
    lines = list(islice(sheet.rows(), LOOK + SAMPLES))
    places = [header] if header else _places(sheet, min(LOOK, len(lines)))
    candidates = [
        _Candidate(worth(columns_for(labels, fields), fields) - 0.05 * place.height, place, labels)
        for place in places
        if (labels := labels_of(lines, place, sheet)) is not None
    ]
    best = _best([one for one in candidates if one.value > 0 or header])
    if best is None:
        return None
    place, labels = best.place, best.labels
    found = Table(sheet=sheet, header=place, columns=tuple(columns_for(labels, fields)), fields=tuple(fields))
    sampled = (_with_samples(column, lines[place.below :], found) for column in found.columns)
    return replace(found, columns=tuple(column for column in sampled if column.header or column.samples))


def _best(candidates: Sequence[_Candidate]) -> _Candidate | None:
    """The worthiest header; one about as worthy that stands apart above it is what it repeats."""
    best = max(candidates, key=lambda one: one.value, default=None)
    while best is not None:
        least, row = best.value - AS_GOOD, best.place.row
        above = [one for one in candidates if one.place.below < row and one.value >= least]
        if not above:
            break
        best = max(above, key=lambda one: one.value)
    return best


def _places(sheet: Sheet, rows: int) -> Iterator[Header]:
    for row in range(rows):
        for height in range(1, MAX_HEIGHT + 1):
            yield Header(sheet.name, row, height)


def _with_samples(column: Column, below: Sequence[Row], table: Table) -> Column:
    """What stands in the column. Cells that its field cannot read make it less sure; where it reads none, the
    likeliest other field that reads some and has no column is proposed instead.
    """
    wanted = next((each for each in table.fields if each.key == column.field), None)
    if wanted is None or column.option:
        cells = [row[column.index] for row in below]
    else:
        cells = [row.values[column.field] for row in islice(table.rows(), SAMPLES)]
    said = column.header.split(" / ")  # a header repeated below is no sample of what it stands over
    found = [cell for cell in cells if not is_blank(cell) and written(cell) not in said][:SAMPLES]
    samples = tuple(dict.fromkeys(written(cell) for cell in found))[:3]
    if wanted is None or column.option or not found:
        return replace(column, samples=samples)
    if not (fits := _fits(wanted, found)):
        held = set(table.mapping.values())
        free = {each.key: each for each in table.fields if each.key not in held}
        others = (free[key] for key in column.alternatives if key in free)
        if other := next((each for each in others if _fits(each, found)), None):
            rest = tuple(key for key in column.alternatives if key != other.key)
            return replace(
                column, field=other.key, confidence=LIKELY, alternatives=(*rest, wanted.key), samples=samples
            )
    return replace(column, samples=samples, confidence=round(column.confidence * (0.5 + 0.5 * fits), 2))


def _fits(wanted: Field, found: Sequence[Cell]) -> float:
    """The share of these cells that the field can read."""
    return sum(not wanted.parse(cell).problem for cell in found) / len(found)


def _confirmed(table: Table, mapping: Mapping[int, str]) -> tuple[Column, ...]:
    """The columns as a person said. A field may take several columns only where each of them is ticked."""
    known = {each.key: each for each in table.fields}
    columns, held = [], set()
    for column in table.columns:
        key = mapping.get(column.index, "")
        wanted = known.get(key)
        option = option_of(wanted, column.header.split(" / ")) if wanted else ""
        if wanted and key in held and not option:
            raise RuleViolation(
                f"Hai cột cùng được chọn là “{wanted.label}”. Hãy chọn một cột.", field="mapping"
            )
        held.add(key)
        columns.append(
            replace(
                column,
                field=wanted.key if wanted else "",
                option=option,
                confidence=1.0 if wanted else 0.0,
                is_line_number=column.is_line_number and not wanted,
            )
        )
    return tuple(columns)
