"""Files that people hand in: believed by their content, refused in a sentence that says what to do.

The checks run from the cheap to the dear: size, suffix, signature, then a full reading of the file, piece by
piece and never whole in memory. Nothing here touches the database or the stored files.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

from django.utils.translation import gettext as _

from ocop.core.text import clean
from ocop.core.uploads.office import read_docx, read_xlsx
from ocop.core.uploads.pdf import read_pdf
from ocop.core.uploads.pictures import read_jpeg, read_png
from ocop.core.uploads.refusal import refused

PIECE = 64 * 1024
_NAME_LENGTH = 200


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that passed. `stream` is what is kept: pictures are written anew, without their metadata."""

    stream: BinaryIO
    content_type: str
    extension: str
    size: int
    sha256: str
    name: str

    def pieces(self) -> Iterator[bytes]:
        """The bytes from the start, a piece at a time."""
        self.stream.seek(0)
        return iter(lambda: self.stream.read(PIECE), b"")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that is taken in. `read` gives the stream to keep or raises `RuleViolation`."""

    content_type: str
    extension: str
    signature: bytes
    read: Callable[[BinaryIO], BinaryIO]


_OFFICE = "application/vnd.openxmlformats-officedocument"
_JPEG = Kind("image/jpeg", "jpg", b"\xff\xd8\xff", read_jpeg)
KINDS = {
    ".pdf": Kind("application/pdf", "pdf", b"%PDF-", read_pdf),
    ".jpg": _JPEG,
    ".jpeg": _JPEG,
    ".png": Kind("image/png", "png", b"\x89PNG\r\n\x1a\n", read_png),
    ".docx": Kind(f"{_OFFICE}.wordprocessingml.document", "docx", b"PK\x03\x04", read_docx),
    ".xlsx": Kind(f"{_OFFICE}.spreadsheetml.sheet", "xlsx", b"PK\x03\x04", read_xlsx),
}
SUFFIXES = tuple(KINDS)


def check_upload(stream: BinaryIO, *, name: str, max_bytes: int) -> CheckedFile:
    """Read a file of at most `max_bytes` and believe it, or raise `RuleViolation` (field `upload`) with the
    reason. The stream must be seekable and stay open while the checked file is in use.
    """
    name = plain_name(name)
    _refuse_size(stream.seek(0, os.SEEK_END), name, max_bytes)
    kind = KINDS.get(PurePath(name).suffix.lower())
    if kind is None:
        raise refused(
            _("Chỉ nhận tệp PDF, JPEG, PNG, DOCX và XLSX. “%(name)s” là loại khác.") % {"name": name}
        )
    stream.seek(0)
    if stream.read(len(kind.signature)) != kind.signature:
        raise refused(
            _("Nội dung của “%(name)s” không phải %(kind)s như tên tệp nói. Hãy lưu lại đúng loại.")
            % {"name": name, "kind": kind.extension.upper()}
        )
    stream.seek(0)
    kept = kind.read(stream)
    size = kept.seek(0, os.SEEK_END)
    return CheckedFile(kept, kind.content_type, kind.extension, size, sha256_of(kept), name)


def _refuse_size(size: int, name: str, max_bytes: int) -> None:
    if not size:
        raise refused(_("Tệp “%(name)s” không có nội dung.") % {"name": name})
    if size > max_bytes:
        raise refused(
            _("Tệp “%(name)s” lớn hơn %(most)s MB. Hãy giảm dung lượng rồi tải lại.")
            % {"name": name, "most": max(1, max_bytes // 2**20)}
        )


def sha256_of(stream: BinaryIO) -> str:
    """The digest of a whole stream, in hexadecimal digits."""
    stream.seek(0)
    digest = hashlib.sha256()
    while piece := stream.read(PIECE):
        digest.update(piece)
    return digest.hexdigest()


def plain_name(name: str) -> str:
    """The uploader's name for the file as text that is safe to show: no folders, no control characters."""
    bare = PurePath(name.replace("\\", "/")).name
    bare = clean("".join(c for c in bare if c.isprintable() and c not in '<>:"|?*')) or "tep"
    if len(bare) <= _NAME_LENGTH:
        return bare
    suffix = PurePath(bare).suffix[:10]
    return bare[: _NAME_LENGTH - len(suffix)] + suffix
