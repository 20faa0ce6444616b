"""Open a workbook that somebody handed in: believed by its content, or refused in a sentence.

Nothing is unfolded or laid out before its size is known. No Django here.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial
from pathlib import PurePath
from typing import IO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    XmlError,
    ZipError,
)

from ocop.core.errors import RuleViolation
from ocop.spreadsheets.books import Book, Merge, Row, Sheet
from ocop.spreadsheets.cells import CellError
from ocop.spreadsheets.delimited import read_delimited
from ocop.spreadsheets.extents import Extent
from ocop.spreadsheets.limits import LIMITS, Limits
from ocop.spreadsheets.ole import ENCRYPTED, xls_extents
from ocop.spreadsheets.packages import (
    broken,
    has_password,
    names_in,
    not_a_workbook,
    ods_extents,
    refuse_extents,
    refused,
    xlsx_extents,
)

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods", ".csv")
_MARKUP = (b"<html", b"<!doc", b"<tabl", b"<?xml", b"<meta", b"<head")
_MERGES = 200_000


def open_workbook(file: IO[bytes], *, name: str, limits: Limits = LIMITS) -> Book:
    """The workbook, or `RuleViolation` (field `upload`) with the reason why it is not read."""
    suffix = PurePath(name).suffix.lower()
    if suffix not in SUFFIXES:
        raise refused(f"Chỉ nhận bảng tính XLSX, XLS, ODS hoặc CSV. “{name}” là loại khác.")
    content = file.read(limits.file_bytes + 1)
    if not content.strip(b"\x00 \r\n\t\xef\xbb\xbf"):
        raise refused(f"Tệp “{name}” không có nội dung.")
    if len(content) > limits.file_bytes:
        raise refused(f"Tệp “{name}” lớn hơn {limits.file_bytes // 2**20} MB. Hãy chia thành nhiều tệp.")
    found = _kind_of(content)
    if found != {".xlsm": ".xlsx"}.get(suffix, suffix):
        raise _another_kind(found, suffix)
    if found == ".csv":
        return Book(name=name, sheets=(read_delimited(content, limits),))
    return Book(name=name, sheets=_sheets(content, found, limits))


def _kind_of(content: bytes) -> str:
    """The kind by what the file holds, whatever it is called; text counts as CSV."""
    if content.startswith(ZIP):
        names = names_in(io.BytesIO(content))
        if "xl/workbook.xml" in names:
            return ".xlsx"
        return ".ods" if {"content.xml", "mimetype"} <= names else ""
    if content.startswith(OLE):
        if any(mark in content for mark in ENCRYPTED):
            raise has_password()
        return ".xls"
    if content.lstrip(b"\xef\xbb\xbf \r\n\t")[:5].lower() in _MARKUP:
        return "html"
    if content.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf")):
        return ""
    return ".csv"


_WORDS = {".xlsx": "XLSX", ".xls": "XLS", ".ods": "ODS", ".csv": "văn bản (CSV)", "html": "trang web (HTML)"}


def _another_kind(found: str, suffix: str) -> RuleViolation:
    wanted = suffix[1:].upper()
    if found in _WORDS:
        return refused(
            f"Tệp mang đuôi {wanted} nhưng nội dung là {_WORDS[found]}. "
            f"Hãy mở bằng Excel, chọn “Lưu thành” đúng loại {wanted} rồi tải lại."
        )
    return not_a_workbook(wanted)


def _sheets(content: bytes, kind: str, limits: Limits) -> tuple[Sheet, ...]:
    measure = {".xlsx": xlsx_extents, ".ods": ods_extents, ".xls": xls_extents}[kind]
    extents = measure(io.BytesIO(content), limits)
    refuse_extents(extents, limits)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    except PasswordError:
        raise has_password() from None
    except (CalamineError, XmlError, ZipError, OSError, ValueError):
        raise broken() from None
    about = workbook.sheets_metadata
    if len(extents) != len(about):
        raise broken()
    shelf = _Shelf(workbook)
    return tuple(
        _sheet(shelf, index, extent, hidden=each.visible != SheetVisibleEnum.Visible, kind=kind)
        for index, (each, extent) in enumerate(zip(about, extents, strict=True))
        if each.typ == SheetTypeEnum.WorkSheet
    )


class _Shelf:
    """Keeps the sheet that is being read, one at a time."""

    def __init__(self, workbook: CalamineWorkbook) -> None:
        self.workbook, self.index, self.sheet = workbook, -1, None

    def take(self, index: int) -> CalamineSheet:
        if index != self.index:
            self.sheet = None  # let go of the last one before the next is laid out
            try:
                self.sheet = self.workbook.get_sheet_by_index(index)
            except (CalamineError, XmlError, ZipError, OSError, ValueError):
                raise broken() from None
            self.index = index
        return self.sheet

    def rows(self, index: int, errors: dict[tuple[int, int], CellError]) -> Iterator[Row]:
        sheet = self.take(index)
        if sheet.start is None:
            return
        pad = (None,) * sheet.start[1]
        broken_rows = {row for row, _column in errors}
        for number, row in enumerate(sheet.iter_rows()):
            cells = (*pad, *row) if pad else tuple(row)
            if number in broken_rows:
                cells = tuple(errors.get((number, column), cell) for column, cell in enumerate(cells))
            yield cells


def _sheet(shelf: _Shelf, index: int, extent: Extent, *, hidden: bool, kind: str) -> Sheet:
    name = shelf.workbook.sheet_names[index]
    if hidden or not extent.last_row:
        return Sheet(name=name, hidden=hidden, height=0, width=0, open_rows=partial(iter, ()))
    sheet = shelf.take(index)
    found = (sheet.merged_cell_ranges or [])[:_MERGES]
    width = sheet.end[1] + 1 if sheet.end else 0
    return Sheet(
        name=name,
        hidden=hidden,
        height=sheet.end[0] + 1 if sheet.end else 0,
        width=width,
        open_rows=partial(shelf.rows, index, extent.errors),
        merges=tuple(Merge(*first, *last) for first, last in found if first[1] < width),
        knows_merges=kind != ".ods",
    )
