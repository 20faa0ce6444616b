"""XLSX and ODS are archives of XML: what is refused before any cell is read."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import replace
from typing import IO, Protocol
from xml.etree import ElementTree

from ocop.core.errors import RuleViolation
from ocop.spreadsheets.extents import Extent, Malformed, OdsScan, ParsedScan, QuickScan, Unusual
from ocop.spreadsheets.limits import Limits

_PIECE = 256 * 1024
_SMALL = 10 * 2**20
"""Bytes below which no ratio of packing is a bomb."""
_ENCRYPTED = 0x1
_UNSAFE = (b"<!DOCTYPE", b"<!ENTITY")
_BROKEN = (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError, zlib.error, KeyError)
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"


class _Scan(Protocol):
    def feed(self, piece: bytes) -> None: ...
    def close(self) -> Extent: ...


class _Nothing:
    """A part whose cells do not matter: its bytes are counted all the same."""

    def feed(self, piece: bytes) -> None: ...

    def close(self) -> Extent:
        return Extent()


def refused(message: str) -> RuleViolation:
    return RuleViolation(message, field="upload")


def broken() -> RuleViolation:
    return refused("Tệp bảng tính này bị hỏng, không đọc được. Hãy mở bằng Excel rồi lưu lại.")


def not_a_workbook(kind: str) -> RuleViolation:
    return refused(f"Nội dung tệp không phải bảng tính {kind}. Hãy mở bằng Excel rồi lưu lại đúng loại.")


def has_password() -> RuleViolation:
    return refused("Tệp bảng tính này có mật khẩu. Hãy bỏ mật khẩu rồi tải lại.")


def names_in(file: IO[bytes]) -> frozenset[str]:
    """The names of the parts of an archive; `RuleViolation` when it is none."""
    try:
        with zipfile.ZipFile(file) as archive:
            return frozenset(archive.namelist())
    except _BROKEN:
        raise broken() from None


def xlsx_extents(file: IO[bytes], limits: Limits) -> list[Extent]:
    """How far each sheet reaches, in the order of the workbook."""
    try:
        with zipfile.ZipFile(file) as archive:
            _refuse_list(archive, limits)
            extents = _read_parts(archive, limits)
            return [replace(extents[part], name=name) for name, part in _sheet_parts(archive)]
    except (*_BROKEN, ElementTree.ParseError, Malformed):
        raise broken() from None


def ods_extents(file: IO[bytes], limits: Limits) -> list[Extent]:
    """The same for an ODS."""
    scan = OdsScan()
    try:
        with zipfile.ZipFile(file) as archive:
            _refuse_list(archive, limits)
            if b"<manifest:encryption-data" in archive.read("META-INF/manifest.xml")[:_SMALL]:
                raise has_password()
            _read(archive, "content.xml", scan, most=limits.unpacked_bytes)
    except (*_BROKEN, Malformed):
        raise broken() from None
    return scan.extents


def refuse_extents(extents: Sequence[Extent], limits: Limits) -> None:
    """Say no to a sheet whose used range would fill the memory."""
    if len(extents) > limits.sheets:
        raise refused(f"Tệp có {len(extents)} trang tính; cổng đọc nhiều nhất {limits.sheets}.")
    for extent in extents:
        name, rows = extent.name, max(extent.rows, extent.last_row)
        if rows > limits.rows:
            raise refused(
                f"Trang tính “{name}” kéo dài tới {rows} dòng; cổng đọc nhiều nhất {limits.rows} dòng. "
                "Hãy xoá các dòng trống ở dưới hoặc chép bảng sang tệp mới."
            )
        if extent.last_column > limits.columns:
            raise refused(
                f"Trang tính “{name}” có {extent.last_column} cột; cổng đọc nhiều nhất {limits.columns} cột. "
                "Hãy xoá các cột thừa ở bên phải hoặc chép bảng sang tệp mới."
            )
        if extent.last_row * extent.last_column > limits.cells:
            raise refused(f"Trang tính “{name}” quá lớn. Hãy chia bảng thành nhiều tệp.")


def _refuse_list(archive: zipfile.ZipFile, limits: Limits) -> None:
    """What the list of parts alone tells."""
    parts = archive.infolist()
    names = [part.filename.lower() for part in parts]
    if len(parts) > limits.members or len(set(names)) != len(names):
        raise broken()
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise has_password()
    if any(name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) for name in names):
        raise broken()
    declared = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    if declared > limits.unpacked_bytes or (declared > _SMALL and declared > packed * limits.ratio):
        raise _too_large()


def _too_large() -> RuleViolation:
    return refused(
        "Tệp bảng tính này bung ra quá lớn, thường do rất nhiều dòng trống hoặc định dạng thừa. "
        "Hãy chép riêng bảng cần nạp sang tệp mới."
    )


def _read_parts(archive: zipfile.ZipFile, limits: Limits) -> dict[str, Extent]:
    """Each XML part read once; together they may not unfold beyond the limit."""
    left = limits.unpacked_bytes
    extents = {}
    for name in archive.namelist():
        if not name.lower().endswith((".xml", ".rels")):
            continue
        most = min(left, limits.string_bytes) if name.lower().endswith("sharedstrings.xml") else left
        scan: _Scan = QuickScan() if _may_be_sheet(name) else _Nothing()
        try:
            extents[name], read = _read(archive, name, scan, most=most)
        except Unusual:
            extents[name], read = _read(archive, name, ParsedScan(), most=most)
        left -= read
    return extents


def _may_be_sheet(name: str) -> bool:
    return not name.lower().endswith((".rels", "sharedstrings.xml", "styles.xml"))


def _read(archive: zipfile.ZipFile, name: str, scan: _Scan, *, most: int) -> tuple[Extent, int]:
    """One part, its bytes counted as they unfold and not as the list claims."""
    read, tail = 0, b""
    with archive.open(name) as stream:
        while piece := stream.read(_PIECE):
            if any(word in tail + piece for word in _UNSAFE) or (not read and b"\x00" in piece[:64]):
                raise Malformed
            read, tail = read + len(piece), piece[-10:]
            if read > most:
                raise _too_large()
            scan.feed(piece)
    return scan.close(), read


def _sheet_parts(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """The names of the sheets and the parts that hold them, in the order of the workbook."""
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 -- no document type
    targets = {link.get("Id"): link.get("Target", "") for link in links.iter(f"{_RELATIONSHIPS}Relationship")}
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 -- refused above with entities
    parts = []
    for sheet in book.iter():
        if sheet.tag.rpartition("}")[2] != "sheet":
            continue
        link = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), None)
        part = posixpath.normpath(posixpath.join("/xl", targets[link])).lstrip("/")
        parts.append((sheet.get("name", ""), part))
    return parts
