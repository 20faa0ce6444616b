"""Write clean workbooks: text stays text, days are days, and nothing that was typed becomes a formula.

Rows are streamed, so memory stays flat whatever their number. No Django here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from typing import IO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ocop.core.text import clean

Value = str | int | float | Decimal | bool | date | datetime | None
MOST_ROWS = 1_048_575
LONGEST_TEXT = 32_767
TEMPLATE_ROWS = 2_000
"""Rows of an entry template that carry its drop-downs."""
LISTS = "Danh mục"
_SAMPLE, _NARROWEST, _WIDEST = 200, 8, 60
_HEADER = {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#E7EFE9", "border": 1}
_BAD_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


@dataclass(frozen=True, slots=True)
class Entry:
    """A column of an entry template. `choices` become a drop-down, `hint` is shown at the cell."""

    header: str
    choices: Sequence[str] = ()
    hint: str = ""
    is_day: bool = False
    width: int = 24


def write_xlsx(
    target: IO[bytes], headers: Sequence[str], rows: Iterable[Sequence[Value]], *, name: str
) -> int:
    """Write one sheet with its header in the first row; returns how many rows were written.

    `name` is the sheet's name. Days are written as days, moments as days with a time, numbers as numbers and
    everything else as text. Raises `ValueError` beyond what a sheet holds.
    """
    book = xlsxwriter.Workbook(target, {"constant_memory": True, "strings_to_urls": False})
    sheet = book.add_worksheet(sheet_name(name))
    day, moment = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format(_MOMENT)
    _head(sheet, headers, book.add_format(_HEADER))
    stream = iter(rows)
    first = list(islice(stream, _SAMPLE))
    for column, width in enumerate(_widths(headers, first)):
        sheet.set_column(column, column, width)
    count = 0
    for count, row in enumerate(chain(first, stream), 1):
        if count > MOST_ROWS:
            raise ValueError("more rows than a sheet holds")
        _write_row(sheet, count, row, day, moment)
    sheet.autofilter(0, 0, max(count, 1), max(len(headers) - 1, 0))
    book.close()
    return count


_MOMENT = {"num_format": "dd/mm/yyyy hh:mm"}


def write_template(target: IO[bytes], entries: Sequence[Entry], *, name: str) -> None:
    """An empty sheet to fill in: its header, drop-downs from a hidden sheet, days that must be days."""
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False})
    sheet, lists = book.add_worksheet(sheet_name(name)), book.add_worksheet(LISTS)
    lists.hide()
    text, day = book.add_format({"num_format": "@"}), book.add_format({"num_format": "dd/mm/yyyy"})
    _head(sheet, [entry.header for entry in entries], book.add_format(_HEADER))
    for column, entry in enumerate(entries):
        sheet.set_column(column, column, entry.width, day if entry.is_day else text)
        for row, choice in enumerate(entry.choices):
            lists.write_string(row, column, _text(choice))
        if rule := _validation(entry, column):
            sheet.data_validation(1, column, TEMPLATE_ROWS, column, rule)
    book.close()


def sheet_name(name: str) -> str:
    """What a program takes as the name of a sheet: no more than 31 characters, none of []:*?/\\."""
    return clean(name.translate(_BAD_NAME)).strip("'")[:31].rstrip() or "Bảng"


def _head(sheet: Worksheet, headers: Sequence[str], bold: Format) -> None:
    """The header, kept in sight while scrolling and on every printed page."""
    for column, header in enumerate(headers):
        sheet.write_string(0, column, _text(header), bold)
    sheet.set_row(0, 32, None)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P/&N")


def _write_row(sheet: Worksheet, number: int, row: Sequence[Value], day: Format, moment: Format) -> None:
    for column, value in enumerate(row):
        if isinstance(value, str):
            if value:
                sheet.write_string(number, column, _text(value))
        elif value is None:
            continue
        elif isinstance(value, bool):
            sheet.write_string(number, column, "Có" if value else "Không")
        elif isinstance(value, int | float | Decimal):
            sheet.write_number(number, column, value)
        elif isinstance(value, datetime):
            sheet.write_datetime(number, column, value.replace(tzinfo=None), moment)
        elif isinstance(value, date):
            sheet.write_datetime(number, column, value, day)
        else:
            sheet.write_string(number, column, _text(str(value)))


def _text(value: str) -> str:
    """What a cell holds, however it begins.

    XlsxWriter writes `<r>…</r>` as markup of its own, so that a name could bring a formula in: a space behind
    it keeps it a text.
    """
    value = value[:LONGEST_TEXT]
    return f"{value[: LONGEST_TEXT - 1]} " if value.startswith("<r>") else value


def _widths(headers: Sequence[str], rows: Sequence[Sequence[Value]]) -> Iterator[int]:
    """Wide enough for the words of the header and for most of what the first rows hold."""
    for column, header in enumerate(headers):
        lengths = sorted(len(_shown(row[column])) for row in rows)
        usual = lengths[len(lengths) * 9 // 10] if lengths else 0
        longest_word = max((len(word) for word in header.split()), default=0)
        yield max(_NARROWEST, min(_WIDEST, max(usual, longest_word, len(header) // 2) + 2))


def _shown(value: Value) -> str:
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return "" if value is None else str(value)


def _validation(entry: Entry, column: int) -> dict[str, object] | None:
    """What a cell of the column accepts; a drop-down refuses what is not in its list."""
    title = entry.header[:32]
    told = {"input_title": title, "input_message": entry.hint[:255]} if entry.hint else {}
    if entry.choices:
        letter = xlsxwriter.utility.xl_col_to_name(column)
        source = f"='{LISTS}'!${letter}$1:${letter}${len(entry.choices)}"
        refusal = {"error_title": title, "error_message": "Hãy chọn một giá trị trong danh sách."}
        return {"validate": "list", "source": source, **refusal, **told}
    if entry.is_day:
        refusal = {"error_title": title, "error_message": "Hãy ghi dạng ngày/tháng/năm."}
        return {"validate": "date", "criteria": ">", "value": date(1990, 1, 1), **refusal, **told}
    return {"validate": "any", **told} if told else None
