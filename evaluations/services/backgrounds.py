"""A picture that an authority lays under its certificates: looked at, and drawn anew so that it is small."""

from __future__ import annotations

import io

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, ImageStat

from ocop.core.errors import RuleViolation
from ocop.core.uploads import check_upload

MAX_BYTES = 10 * 2**20
SIZE = (1240, 877)
"""Pixels across the sheet: 106 to the inch, for what lies pale beneath the words."""

SHAPE = 297 / 210
SLACK = 0.05
"""By how much the shape may differ from that of the sheet, of which it then fills the whole."""

SMALLER = (992, 702)
"""What a picture with much detail is drawn at: 85 to the inch."""

STEPS = (*((SIZE, quality) for quality in (82, 74, 66, 58)), *((SMALLER, quality) for quality in (62, 50)))
MOST_KEPT = 45_000
"""Bytes of the picture as it is kept: a certificate may take 130 KB with its words, fonts, stars and code."""

LEAST_LIGHT = 190
"""Mean of 255 below which black words are hard to read."""

PICTURES = frozenset({"image/png", "image/jpeg"})


def background_from(upload: UploadedFile) -> bytes:
    """The picture as a JPEG of the sheet's shape. Raises `RuleViolation` (field `picture`)."""
    try:
        file = check_upload(upload, name=upload.name, max_bytes=MAX_BYTES)
    except RuleViolation as refusal:
        raise _refused(refusal.message) from None
    if file.content_type not in PICTURES:
        raise _refused(_("Ảnh nền là một ảnh PNG hoặc JPEG."))
    with Image.open(file.stream, formats=["PNG", "JPEG"]) as picture:
        if picture.mode.startswith("I"):
            raise _refused(_("Ảnh này dùng 16 bit cho mỗi màu. Hãy lưu lại với 8 bit."))
        clear = ImageOps.exif_transpose(picture).convert("RGBA")
    _refuse_shape(*clear.size)
    drawn = Image.new("RGB", clear.size, "white")
    drawn.paste(clear, mask=clear.getchannel("A"))
    drawn = drawn.resize(SIZE, Image.Resampling.LANCZOS)
    if ImageStat.Stat(drawn.convert("L")).mean[0] < LEAST_LIGHT:
        raise _refused(_("Ảnh này quá đậm, chữ trên giấy sẽ khó đọc. Hãy làm nhạt rồi tải lại."))
    return _small(drawn)


def _refuse_shape(width: int, height: int) -> None:
    known = {"size": f"{width}×{height}", "least": f"{SIZE[0]}×{SIZE[1]}"}
    if width < SIZE[0] or height < SIZE[1]:
        raise _refused(_("Ảnh này có %(size)s điểm ảnh, in ra sẽ vỡ nét. Cần từ %(least)s.") % known)
    if abs(width / height / SHAPE - 1) > SLACK:
        raise _refused(_("Ảnh này có %(size)s điểm ảnh, không theo khổ A4 ngang (297 × 210 mm).") % known)


def _small(drawn: Image.Image) -> bytes:
    """With as much detail as the room for it allows."""
    for size, quality in STEPS:
        out = io.BytesIO()
        drawn.resize(size, Image.Resampling.LANCZOS).save(
            out, "JPEG", quality=quality, optimize=True, progressive=True
        )
        if out.tell() <= MOST_KEPT:
            return out.getvalue()
    raise _refused(_("Ảnh này quá nhiều chi tiết nên giấy sẽ quá nặng. Hãy dùng ảnh đơn giản, nhạt hơn."))


def _refused(message: str) -> RuleViolation:
    return RuleViolation(message, field="picture")
