"""The words that a training copy carries on every page."""

from __future__ import annotations

from functools import cache
from io import BytesIO

import pikepdf

from ocop.documents.renderers.pdf import lay_out, write

MARK = """<html lang="vi"><title>Tập huấn</title><link rel="stylesheet" href="fonts.css"><style>
@page {{ size: {width}mm {height}mm; margin: 0 }}
p {{ margin: {top}mm 0 0; text-align: center; color: #b00020; font: bold 13pt "OCOP Serif" }}
</style><body><p>BẢN TẬP HUẤN - CHỮ KÝ KHÔNG CÓ GIÁ TRỊ PHÁP LÝ</p></body></html>"""
MM = 25.4 / 72
ABOVE_THE_EDGE = 12
"""Millimetres from the lower edge of the paper, in the margin."""


def with_training_mark(content: bytes) -> bytes:
    """The same paper with a line in the lower margin of each page that says what the copy is for."""
    with pikepdf.open(BytesIO(content)) as pdf:
        for page in pdf.pages:
            box = [float(edge) for edge in page.mediabox]
            sheet = _mark(round((box[2] - box[0]) * MM), round((box[3] - box[1]) * MM))
            with pikepdf.open(BytesIO(sheet)) as mark:
                page.add_overlay(mark.pages[0])
        out = BytesIO()
        pdf.save(out)
        return out.getvalue()


@cache
def _mark(width: int, height: int) -> bytes:
    html = MARK.format(width=width, height=height, top=height - ABOVE_THE_EDGE)
    return write(lay_out(html), variant=None)
