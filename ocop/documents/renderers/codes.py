"""QR codes as pictures for a printed page."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from ocop.core.codes import QUIET, qr_squares

DOTS = 8
"""Dots of a square's side: then a square is one byte of a row."""


@dataclass(frozen=True, slots=True)
class Bitmap:
    """A picture of black and white dots, `side` of them in each row: a set bit is white."""

    side: int
    rows: bytes


def qr_bitmap(text: str) -> Bitmap:
    """A QR code that says `text`."""
    squares = qr_squares(text)
    count, beside = len(squares), b"\xff" * QUIET
    rows = [beside + row + beside for row in squares]
    blank = [b"\xff" * (count + 2 * QUIET)] * QUIET
    return Bitmap(DOTS * (count + 2 * QUIET), b"".join(row * DOTS for row in blank + rows + blank))


def qr_code(text: str) -> str:
    """A QR code as a data address, to be put into `src`."""
    bitmap, out = qr_bitmap(text), BytesIO()
    Image.frombytes("1", (bitmap.side, bitmap.side), bitmap.rows).save(out, "PNG", optimize=True)
    return f"data:image/png;base64,{b64encode(out.getvalue()).decode()}"
