"""QR codes: error correction M, a quiet zone of four squares."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from io import BytesIO

import zxingcpp
from PIL import Image

QUIET = 4
DOTS = 8
"""Dots of a square's side: then a square is one byte of a row."""


@dataclass(frozen=True, slots=True)
class Bitmap:
    """A picture of black and white dots, `side` of them in each row: a set bit is white."""

    side: int
    rows: bytes


def qr_bitmap(text: str) -> Bitmap:
    """A QR code that says `text`."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    squares = memoryview(zxingcpp.write_barcode_to_image(code, scale=1, add_quiet_zones=False))
    count, beside = squares.shape[1], b"\xff" * QUIET
    flat = squares.tobytes()
    rows = [beside + flat[start : start + count] + beside for start in range(0, len(flat), count)]
    blank = [b"\xff" * (count + 2 * QUIET)] * QUIET
    return Bitmap(DOTS * (count + 2 * QUIET), b"".join(row * DOTS for row in blank + rows + blank))


def qr_code(text: str) -> str:
    """A QR code as a data address, to be put into `src`."""
    bitmap, out = qr_bitmap(text), BytesIO()
    Image.frombytes("1", (bitmap.side, bitmap.side), bitmap.rows).save(out, "PNG", optimize=True)
    return f"data:image/png;base64,{b64encode(out.getvalue()).decode()}"
