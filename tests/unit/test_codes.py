"""A code drawn on a page says what it was asked to say."""

import re

import zxingcpp
from PIL import Image

from ocop.core.codes import QUIET, code_as_svg, qr_squares

ADDRESS = "https://ocop.example.vn/phien/7/diem-danh/?ma=Ă"


def test_the_drawing_on_a_page_is_read_back():
    drawn = code_as_svg(ADDRESS)
    side = len(qr_squares(ADDRESS)) + 2 * QUIET
    picture = Image.new("L", (side, side), 255)
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1", drawn):
        picture.paste(0, (int(x), int(y), int(x) + int(width), int(y) + 1))

    (read,) = zxingcpp.read_barcodes(picture.resize((side * 4, side * 4), Image.Resampling.NEAREST))

    assert read.text == ADDRESS
    assert f'viewBox="0 0 {side} {side}"' in drawn
