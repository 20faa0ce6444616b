"""Codes for phones, drawn for a page."""

from __future__ import annotations

from io import BytesIO

import segno
from django.utils.safestring import SafeString


def code_as_svg(text: str) -> SafeString:
    """A QR code as an inline drawing, in the colour of the text around it."""
    drawn = BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(drawn, kind="svg", xmldecl=False, svgns=False, svgclass="qr", lineclass=None, omitsize=True)
    return SafeString(drawn.getvalue().decode())
