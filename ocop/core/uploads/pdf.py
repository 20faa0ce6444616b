"""PDF: every object is walked once; what could act, load or hide another file is refused.

The bytes that passed are kept as they are, so that a signature inside them stays valid.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

import pikepdf
import pikepdf.settings
from django.utils.translation import gettext as _

from ocop.core.uploads.refusal import refused

MAX_OBJECTS = 200_000
MAX_DEPTH = 60
MAX_STREAM = 64 * 2**20
"""Bytes to which one stream of the file's own tables may unfold; a limit of the whole process."""

pikepdf.settings.set_qpdf_limits(
    flate_max_memory=MAX_STREAM,
    png_max_memory=MAX_STREAM,
    run_length_max_memory=MAX_STREAM,
    tiff_max_memory=MAX_STREAM,
    max_stream_filters=8,
)

_ACTIVE = {
    "/JavaScript": lambda: _("Tệp PDF này chứa lệnh tự chạy nên không nhận. Hãy in ra PDF mới rồi tải lại."),
    "/Launch": lambda: _("Tệp PDF này mở chương trình khác nên không nhận. Hãy in ra PDF mới rồi tải lại."),
    "/ImportData": lambda: _("Tệp PDF này đọc tệp khác nên không nhận. Hãy in ra PDF mới rồi tải lại."),
    "/SubmitForm": lambda: _("Tệp PDF này gửi dữ liệu đi nơi khác nên không nhận. Hãy in ra PDF mới."),
    "/GoToE": lambda: _("Tệp PDF này chứa tệp đính kèm nên không nhận. Hãy tải từng tệp riêng."),
    "/RichMedia": lambda: _("Tệp PDF này chứa phim hoặc nội dung chạy được nên không nhận."),
}
_ACTIVE["/GoToR"] = _ACTIVE["/ImportData"]
_ACTIVE["/FileAttachment"] = _ACTIVE["/EmbeddedFile"] = _ACTIVE["/GoToE"]
for _medium in ("/Movie", "/Sound", "/Rendition", "/Screen", "/3D"):
    _ACTIVE[_medium] = _ACTIVE["/RichMedia"]
_CARRIES_SCRIPT = ("/JS", "/JavaScript", "/XFA")
_CARRIES_FILES = ("/EmbeddedFiles", "/EF", "/AF")


def read_pdf(stream: BinaryIO) -> BinaryIO:
    """The same stream, believed; or `RuleViolation`."""
    if zipfile.is_zipfile(stream):
        raise refused(
            _("Tệp này là hai loại tệp ghép làm một nên không nhận. Hãy in ra PDF mới rồi tải lại.")
        )
    stream.seek(0)
    try:
        with pikepdf.open(stream) as pdf:
            if pdf.is_encrypted:
                raise _has_password()
            if len(pdf.pages) == 0:
                raise refused(_("Tệp PDF này không có trang nào."))
            _refuse_active(pdf)
    except pikepdf.PasswordError:
        raise _has_password() from None
    except (pikepdf.PdfError, pikepdf.DataDecodingError, ValueError, RecursionError, RuntimeError):
        raise refused(_("Tệp PDF này bị hỏng, không đọc được. Hãy quét hoặc lưu lại.")) from None
    return stream


def _has_password() -> Exception:
    return refused(_("Tệp PDF này có mật khẩu. Hãy bỏ mật khẩu rồi tải lại."))


def _refuse_active(pdf: pikepdf.Pdf) -> None:
    """Walk every object once; indirect ones are met in the file's own list."""
    if len(pdf.objects) > MAX_OBJECTS:
        raise _too_complex()
    for found in (*pdf.objects, pdf.trailer):
        for each in _direct_parts(found):
            _refuse_dictionary(each)


def _too_complex() -> Exception:
    return refused(_("Tệp PDF này quá phức tạp. Hãy in ra PDF mới rồi tải lại."))


def _direct_parts(found: Any, depth: int = 0) -> Iterator[pikepdf.Object]:
    """The dictionaries within an object, itself included, without following references."""
    if not isinstance(found, pikepdf.Object):
        return
    if depth > MAX_DEPTH:
        raise _too_complex()
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
    for key in ("/S", "/Subtype", "/Type"):
        if (sentence := _ACTIVE.get(str(found.get(key, "")))) is not None:
            raise refused(sentence())
    if any(key in found for key in _CARRIES_SCRIPT):
        raise refused(_ACTIVE["/JavaScript"]())
    if any(key in found for key in _CARRIES_FILES):
        raise refused(_ACTIVE["/GoToE"]())
