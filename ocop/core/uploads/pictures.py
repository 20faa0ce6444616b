"""Pictures: written anew, upright and of a bounded size, without place, time or anything else beside them."""

from __future__ import annotations

from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from ocop.core.uploads.refusal import refused

MAX_PIXELS = 40_000_000
MAX_SIDE = 4_000
"""Pixels of the longer side of what is kept: a page of A4 at 340 dots an inch."""
_IN_MEMORY = 2**20
_SMOOTH = frozenset({"RGB", "RGBA", "L", "LA", "CMYK"})


def read_jpeg(stream: BinaryIO) -> BinaryIO:
    return _written_anew(stream, "JPEG", {"RGB", "L", "CMYK"}, quality=90)


def read_png(stream: BinaryIO) -> BinaryIO:
    return _written_anew(stream, "PNG", {"RGB", "RGBA", "L", "LA", "P", "1", "I;16"})


def _written_anew(stream: BinaryIO, kind: str, modes: set[str], **options: Any) -> BinaryIO:
    """The picture alone. A JPEG that is too large is already read at half its size or less."""
    stream.seek(0)
    out = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 -- the caller reads it
    try:
        with Image.open(stream, formats=[kind]) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise _too_many_pixels()
            picture.draft(None, _within(picture.size))
            picture.load()
            upright = ImageOps.exif_transpose(picture)
            bare = upright if upright.mode in modes else upright.convert("RGB")
            bare.info = {name: bare.info[name] for name in ("transparency",) if name in bare.info}
            resample = Image.Resampling.LANCZOS if bare.mode in _SMOOTH else Image.Resampling.NEAREST
            bare.thumbnail((MAX_SIDE, MAX_SIDE), resample)
            bare.save(out, kind, **options)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except (OSError, SyntaxError, ValueError, KeyError, EOFError, TypeError):
        raise refused(_("Ảnh này bị hỏng, không mở được. Hãy chụp hoặc lưu lại.")) from None
    return cast(BinaryIO, out)


def _within(size: tuple[int, int]) -> tuple[int, int]:
    """The size bounded by `MAX_SIDE`, in the same proportions."""
    ratio = min(1, MAX_SIDE / max(size))
    return max(1, int(size[0] * ratio)), max(1, int(size[1] * ratio))


def _too_many_pixels() -> Exception:
    return refused(
        _("Ảnh này quá lớn, hơn %(most)s triệu điểm ảnh. Hãy thu nhỏ rồi tải lại.")
        % {"most": MAX_PIXELS // 10**6}
    )
