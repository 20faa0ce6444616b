"""Files that people hand in: believed by their content, refused in a sentence that says what to do.

The checks run from the cheap to the dear: size, suffix, signature, then a full reading of the file. Nothing
here touches the database or the disk.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO, Any
from xml.etree import ElementTree

import pikepdf
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from ocop.core.errors import RuleViolation
from ocop.core.text import clean

MAX_PIXELS = 40_000_000
MAX_PDF_OBJECTS = 200_000
MAX_PDF_DEPTH = 60
MAX_ENTRIES = 2_000
MAX_UNPACKED = 200 * 2**20
"""Bytes of all parts of a DOCX together, counted while they are read."""
_PIECE = 64 * 1024
_NAME_LENGTH = 200


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that passed. `content` is what is kept: pictures are written anew, without their metadata."""

    content: bytes
    content_type: str
    extension: str
    sha256: str
    name: str

    @property
    def size(self) -> int:
        return len(self.content)


@dataclass(frozen=True, slots=True)
class _Kind:
    content_type: str
    extension: str
    signature: bytes
    read: Callable[[bytes], bytes]


def check_upload(stream: IO[bytes], *, name: str, max_bytes: int) -> CheckedFile:
    """Read a file of at most `max_bytes` and believe it, or raise `RuleViolation` (field `upload`) with the
    reason.
    """
    name = plain_name(name)
    content = stream.read(max_bytes + 1)
    if not content:
        raise _refused(_("Tệp “%(name)s” không có nội dung.") % {"name": name})
    if len(content) > max_bytes:
        raise _refused(
            _("Tệp “%(name)s” lớn hơn %(most)s MB. Hãy giảm dung lượng rồi tải lại.")
            % {"name": name, "most": max(1, max_bytes // 2**20)}
        )
    kind = _KINDS.get(PurePath(name).suffix.lower())
    if kind is None:
        raise _refused(_("Chỉ nhận tệp PDF, JPEG, PNG và DOCX. “%(name)s” là loại khác.") % {"name": name})
    if not content.startswith(kind.signature):
        raise _refused(
            _("Nội dung của “%(name)s” không phải %(kind)s như tên tệp nói. Hãy lưu lại đúng loại.")
            % {"name": name, "kind": kind.extension.upper()}
        )
    kept = kind.read(content)
    return CheckedFile(
        content=kept,
        content_type=kind.content_type,
        extension=kind.extension,
        sha256=hashlib.sha256(kept).hexdigest(),
        name=name,
    )


def plain_name(name: str) -> str:
    """The uploader's name for the file as text that is safe to show: no folders, no control characters."""
    bare = PurePath(name.replace("\\", "/")).name
    bare = clean("".join(c for c in bare if c.isprintable() and c not in '<>:"|?*')) or "tep"
    if len(bare) <= _NAME_LENGTH:
        return bare
    suffix = PurePath(bare).suffix[:10]
    return bare[: _NAME_LENGTH - len(suffix)] + suffix


def _refused(message: str) -> RuleViolation:
    return RuleViolation(message, field="upload")


# --- PDF ----------------------------------------------------------------------------------------------------

_ACTIVE = {
    "/JavaScript": lambda: _("Tệp PDF này chứa lệnh tự chạy nên không nhận. Hãy in ra PDF mới rồi tải lại."),
    "/Launch": lambda: _("Tệp PDF này mở chương trình khác nên không nhận. Hãy in ra PDF mới rồi tải lại."),
    "/ImportData": lambda: _("Tệp PDF này đọc tệp khác nên không nhận. Hãy in ra PDF mới rồi tải lại."),
    "/SubmitForm": lambda: _("Tệp PDF này gửi dữ liệu đi nơi khác nên không nhận. Hãy in ra PDF mới."),
    "/GoToE": lambda: _("Tệp PDF này chứa tệp đính kèm nên không nhận. Hãy tải từng tệp riêng."),
    "/RichMedia": lambda: _("Tệp PDF này chứa phim hoặc nội dung chạy được nên không nhận."),
}
_CARRIES_SCRIPT = ("/JS", "/JavaScript", "/XFA")
_CARRIES_FILES = ("/EmbeddedFiles", "/EF", "/AF")


def _read_pdf(content: bytes) -> bytes:
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                raise _refused(_("Tệp PDF này có mật khẩu. Hãy bỏ mật khẩu rồi tải lại."))
            if len(pdf.pages) == 0:
                raise _refused(_("Tệp PDF này không có trang nào."))
            _refuse_active(pdf)
    except pikepdf.PasswordError:
        raise _refused(_("Tệp PDF này có mật khẩu. Hãy bỏ mật khẩu rồi tải lại.")) from None
    except (pikepdf.PdfError, ValueError, RecursionError):
        raise _refused(_("Tệp PDF này bị hỏng, không đọc được. Hãy quét hoặc lưu lại.")) from None
    return content


def _refuse_active(pdf: pikepdf.Pdf) -> None:
    """Walk every object once; indirect ones are met in the file's own list."""
    if len(pdf.objects) > MAX_PDF_OBJECTS:
        raise _refused(_("Tệp PDF này quá phức tạp. Hãy in ra PDF mới rồi tải lại."))
    for found in (*pdf.objects, pdf.trailer):
        for each in _direct_parts(found):
            _refuse_dictionary(each)


def _direct_parts(found: Any, depth: int = 0) -> Iterator[pikepdf.Object]:
    """The dictionaries within an object, itself included, without following references."""
    if not isinstance(found, pikepdf.Object):
        return
    if depth > MAX_PDF_DEPTH:
        raise _refused(_("Tệp PDF này quá phức tạp. Hãy in ra PDF mới rồi tải lại."))
    if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        yield found
        inner = [found.get(key) for key in found.keys()]  # noqa: SIM118 -- iterating the object is not allowed
    elif isinstance(found, pikepdf.Array):
        inner = list(found)
    else:
        return
    for part in inner:
        if isinstance(part, pikepdf.Object) and not part.is_indirect:
            yield from _direct_parts(part, depth + 1)


def _refuse_dictionary(found: pikepdf.Object) -> None:
    for key in ("/S", "/Subtype"):
        if (sentence := _ACTIVE.get(str(found.get(key, "")))) is not None:
            raise _refused(sentence())
    if any(key in found for key in _CARRIES_SCRIPT):
        raise _refused(_ACTIVE["/JavaScript"]())
    if any(key in found for key in _CARRIES_FILES):
        raise _refused(_ACTIVE["/GoToE"]())


# --- Pictures -----------------------------------------------------------------------------------------------


def _read_jpeg(content: bytes) -> bytes:
    return _written_anew(content, "JPEG", {"RGB", "L", "CMYK"}, quality=90)


def _read_png(content: bytes) -> bytes:
    return _written_anew(content, "PNG", {"RGB", "RGBA", "L", "LA", "P", "1", "I;16"})


def _written_anew(content: bytes, kind: str, modes: set[str], **options: Any) -> bytes:
    """The picture alone, upright, without place and time of the shot."""
    try:
        with Image.open(io.BytesIO(content), formats=[kind]) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise _too_many_pixels()
            picture.load()
            upright = ImageOps.exif_transpose(picture)
            bare = upright if upright.mode in modes else upright.convert("RGB")
            bare.info = {name: bare.info[name] for name in ("transparency",) if name in bare.info}
            out = io.BytesIO()
            bare.save(out, kind, **options)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except (OSError, SyntaxError, ValueError, KeyError, EOFError, TypeError):
        raise _refused(_("Ảnh này bị hỏng, không mở được. Hãy chụp hoặc lưu lại.")) from None
    return out.getvalue()


def _too_many_pixels() -> RuleViolation:
    return _refused(
        _("Ảnh này quá lớn, hơn %(most)s triệu điểm ảnh. Hãy thu nhỏ rồi tải lại.")
        % {"most": MAX_PIXELS // 10**6}
    )


# --- DOCX ---------------------------------------------------------------------------------------------------

_NEEDED = {"[Content_Types].xml", "word/document.xml"}
_MACRO_PARTS = re.compile(r"(vbaproject|vbadata|activex|macros?/|customui/)", re.IGNORECASE)
_EMBEDDED_PARTS = re.compile(r"(^|/)embeddings/|oleobject", re.IGNORECASE)
_MACRO_TYPES = ("macroenabled", "vbaproject", "activex")
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_HYPERLINK = "/hyperlink"
_ENCRYPTED = 0x1


def _read_docx(content: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _refuse_package(package)
            _refuse_parts(package)
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ElementTree.ParseError, ValueError):
        raise _broken_docx() from None
    except zlib.error:
        raise _broken_docx() from None
    return content


def _broken_docx() -> RuleViolation:
    return _refused(_("Tệp Word này bị hỏng, không đọc được. Hãy lưu thành PDF rồi tải lại."))


def _refuse_package(package: zipfile.ZipFile) -> None:
    """What the list of parts alone tells."""
    entries = package.infolist()
    names = [entry.filename for entry in entries]
    if len(entries) > MAX_ENTRIES or len(set(names)) != len(names):
        raise _broken_docx()
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise _refused(_("Tệp Word này có mật khẩu. Hãy bỏ mật khẩu rồi tải lại."))
    if any(name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) for name in names):
        raise _broken_docx()
    if any(_MACRO_PARTS.search(name) for name in names):
        raise _has_macros()
    if any(_EMBEDDED_PARTS.search(name) for name in names):
        raise _refused(_("Tệp Word này chứa tệp nhúng nên không nhận. Hãy lưu thành PDF rồi tải lại."))
    if not set(names) >= _NEEDED:
        raise _refused(_("Tệp này không phải văn bản Word. Hãy lưu lại dạng DOCX hoặc PDF."))


def _has_macros() -> RuleViolation:
    return _refused(_("Tệp Word này chứa lệnh tự chạy nên không nhận. Hãy lưu thành PDF rồi tải lại."))


def _refuse_parts(package: zipfile.ZipFile) -> None:
    """What the parts themselves say; their bytes are counted as they unfold, not as the list claims."""
    unpacked = 0
    for entry in package.infolist():
        kept = bytearray()
        keeps = entry.filename.endswith(".rels") or entry.filename in _NEEDED
        with package.open(entry) as part:
            while piece := part.read(_PIECE):
                unpacked += len(piece)
                if unpacked > MAX_UNPACKED:
                    raise _refused(_("Tệp Word này bung ra quá lớn. Hãy lưu thành PDF rồi tải lại."))
                if keeps:
                    kept += piece
        if keeps:
            _refuse_part(entry.filename, bytes(kept))


def _refuse_part(name: str, content: bytes) -> None:
    if b"\x00" in content or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise _broken_docx()
    root = ElementTree.fromstring(content)  # noqa: S314 -- document types and entities were refused above
    if name == "[Content_Types].xml":
        types = " ".join(str(part.get("ContentType")).lower() for part in root)
        if any(word in types for word in _MACRO_TYPES):
            raise _has_macros()
    elif name.endswith(".rels"):
        _refuse_loading(root)


def _refuse_loading(root: ElementTree.Element) -> None:
    """Links that a reader follows by hand may stay; what Word loads by itself may not."""
    for link in root.iter(_RELATIONSHIP):
        if link.get("TargetMode") == "External" and not str(link.get("Type")).endswith(_HYPERLINK):
            raise _refused(
                _("Tệp Word này tự tải nội dung từ nơi khác nên không nhận. Hãy lưu thành PDF rồi tải lại.")
            )


_JPEG = _Kind("image/jpeg", "jpg", b"\xff\xd8\xff", _read_jpeg)
_KINDS = {
    ".pdf": _Kind("application/pdf", "pdf", b"%PDF-", _read_pdf),
    ".jpg": _JPEG,
    ".jpeg": _JPEG,
    ".png": _Kind("image/png", "png", b"\x89PNG\r\n\x1a\n", _read_png),
    ".docx": _Kind(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "docx",
        b"PK\x03\x04",
        _read_docx,
    ),
}
SUFFIXES = tuple(_KINDS)
