"""QR codes: error correction M, and a quiet zone of four squares wherever one is drawn."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import zxingcpp
from django.utils.html import format_html
from django.utils.safestring import SafeString

QUIET = 4


def qr_squares(text: str) -> list[bytes]:
    """The squares of a QR code that says `text`, row by row: 0 is black, 255 white."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    squares: Any = zxingcpp.write_barcode_to_image(code, scale=1, add_quiet_zones=False)
    return [bytes(row) for row in memoryview(squares).tolist()]


def code_as_svg(text: str) -> SafeString:
    """A QR code as an inline drawing, in the colour of the text around it."""
    rows = qr_squares(text)
    runs = (
        f"M{start + QUIET} {line + QUIET}h{width}v1h-{width}z"
        for line, row in enumerate(rows)
        for start, width in _black_runs(row)
    )
    side = len(rows) + 2 * QUIET
    return format_html(
        '<svg class="qr" viewBox="0 0 {} {}"><path fill="currentColor" d="{}"/></svg>',
        side,
        side,
        "".join(runs),
    )


def _black_runs(row: bytes) -> list[tuple[int, int]]:
    """Where black squares begin that lie side by side, and how many they are."""
    runs, at = [], 0
    for colour, squares in groupby(row):
        width = len(list(squares))
        if not colour:
            runs.append((at, width))
        at += width
    return runs
