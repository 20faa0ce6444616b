"""XLS, the old binary workbook: how far its sheets reach, told from its records.

The file is a small file system of its own (Compound File); the workbook is one stream of records in it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import replace
from typing import IO

from ocop.spreadsheets.cells import CellError
from ocop.spreadsheets.extents import Extent
from ocop.spreadsheets.limits import Limits
from ocop.spreadsheets.packages import broken, has_password, not_a_workbook

ENCRYPTED = ("EncryptedPackage".encode("utf-16-le"), "DataSpaces".encode("utf-16-le"))
"""Names of streams that a workbook of today carries once it has a password."""
_END, _ENTRY = 0xFFFFFFFA, 128
_BOF, _BOUNDSHEET, _FILEPASS, _ROW, _MULRK, _BOOLERR = 0x809, 0x85, 0x2F, 0x208, 0xBD, 0x205
_CELLS = frozenset({0x06, 0x203, 0x204, 0xD6, 0x27E, 0xFD, 0x205, 0xBD})
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


def xls_extents(file: IO[bytes], limits: Limits) -> list[Extent]:
    """How far each sheet of an XLS reaches, in the order of the workbook."""
    try:
        stream = _workbook_stream(file.read())
    except (struct.error, IndexError, ValueError):
        raise broken() from None
    starts, sheets = [], {}
    current: Extent | None = None
    for position, kind, body in _records(stream):
        if kind == _FILEPASS:
            raise has_password()
        if kind == _BOUNDSHEET and len(body) > 6:
            starts.append((struct.unpack_from("<I", body)[0], _sheet_name(body)))
        elif kind == _BOF:
            current = sheets.setdefault(position, Extent())
        elif current is not None and kind in _CELLS and len(body) >= 6:
            _meet(current, kind, body)
        elif current is not None and kind == _ROW:
            current.rows += 1
    return [replace(sheets.get(start, Extent()), name=name) for start, name in starts[: limits.sheets + 1]]


def _sheet_name(body: bytes) -> str:
    """The name in a BOUNDSHEET record: its length, whether it is wide, its letters."""
    wide = body[7] & 1 if len(body) > 7 else 0
    return body[8 : 8 + body[6] * (1 + wide)].decode("utf-16-le" if wide else "latin-1", "replace")


def _meet(extent: Extent, kind: int, body: bytes) -> None:
    row, column = struct.unpack_from("<HH", body)
    last = struct.unpack_from("<H", body, len(body) - 2)[0] if kind == _MULRK else column
    extent.meet(row + 1, last + 1)
    if kind == _BOOLERR and len(body) >= 8 and body[7]:
        extent.errors[row, column] = CellError(_ERRORS.get(body[6], "#N/A"))


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    position = 0
    while position + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, position)
        yield position, kind, stream[position + 4 : position + 4 + size]
        position += 4 + size


def _workbook_stream(content: bytes) -> bytes:
    """The bytes of the stream “Workbook” (“Book” in older files). Refuses a file that has neither."""
    sector = 1 << struct.unpack_from("<H", content, 30)[0]
    if sector not in (512, 4096):
        raise ValueError("no Compound File")
    table = _allocation(content, sector)
    directory = _chain(content, table, struct.unpack_from("<I", content, 48)[0], sector)
    entries = [directory[at : at + _ENTRY] for at in range(0, len(directory) - _ENTRY + 1, _ENTRY)]
    streams = {_name(entry): struct.unpack_from("<II", entry, 116) for entry in entries}
    found = streams.get("workbook") or streams.get("book")
    if found is None:  # such as a text of Word
        raise not_a_workbook("XLS")
    first, size = found
    if size >= struct.unpack_from("<I", content, 56)[0]:
        return _chain(content, table, first, sector)[:size]
    small = _small_stream(content, table, entries, sector)
    return _chain(small[0], small[1], first, 64, header=0)[:size]


def _small_stream(
    content: bytes, table: list[int], entries: list[bytes], sector: int
) -> tuple[bytes, list[int]]:
    """Small streams live in one stream of their own, cut into pieces of 64 bytes."""
    root = next((entry for entry in entries if entry[66] == 5), b"")
    holder = _chain(content, table, struct.unpack_from("<I", root, 116)[0], sector)
    packed = _chain(content, table, struct.unpack_from("<I", content, 60)[0], sector)
    return holder, list(struct.unpack(f"<{len(packed) // 4}I", packed))


def _name(entry: bytes) -> str:
    length = struct.unpack_from("<H", entry, 64)[0]
    return entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace").lower()


def _allocation(content: bytes, sector: int) -> list[int]:
    """Which sector follows which. The list of its own sectors starts in the header and goes on elsewhere."""
    blocks = [each for each in struct.unpack_from("<109I", content, 76) if each < _END]
    after, seen = struct.unpack_from("<I", content, 68)[0], 0
    while after < _END and seen <= len(content) // sector:
        more = struct.unpack_from(f"<{sector // 4}I", content, (after + 1) * sector)
        blocks += [each for each in more[:-1] if each < _END]
        after, seen = more[-1], seen + 1
    table: list[int] = []
    for block in blocks:
        table += struct.unpack_from(f"<{sector // 4}I", content, (block + 1) * sector)
    return table


def _chain(content: bytes, table: list[int], first: int, sector: int, *, header: int = 1) -> bytes:
    """The sectors of one stream in their order; a chain that bites its tail is broken."""
    pieces: list[bytes] = []
    at = first
    while at < _END:
        if len(pieces) > len(table):
            raise ValueError("a circle of sectors")
        pieces.append(content[(at + header) * sector : (at + header + 1) * sector])
        at = table[at]
    return b"".join(pieces)
