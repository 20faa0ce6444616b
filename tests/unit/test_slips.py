"""Slips of QR codes: read back, refused when changed, small enough to be scanned."""

from datetime import date

import pytest
import zxingcpp
from PIL import Image

from ocop.documents import slips
from ocop.documents.slips import NotASlip, Slip, read_slip, write_slip

SLIP = Slip("7K4M92QX", 4, date(2026, 6, 5), date(2029, 6, 5), "0001/2026/GCN-OCOP", "Trà sen sấy lạnh")
TOKEN = "0123456789abcdefghijkl"


def test_a_slip_says_what_was_written():
    assert read_slip(write_slip(SLIP)) == SLIP


def test_a_long_name_is_cut_between_letters():
    name = read_slip(write_slip(Slip("7K4M92QX", 5, *[date(2030, 1, 1)] * 2, "1", "Nghiễng Khuỷu " * 9))).name

    assert name.endswith("…")
    assert len(name.encode()) <= slips.LONGEST_NAME
    assert ("Nghiễng Khuỷu " * 9).startswith(name[:-1])


@pytest.mark.parametrize("place", [0, 5, 16, 20, 60, -3, -40])
def test_a_changed_letter_is_noticed(place):
    written = list(write_slip(SLIP))
    written[place] = "A" if written[place] != "A" else "B"

    with pytest.raises(NotASlip):
        read_slip("".join(written))


@pytest.mark.parametrize("text", ["", "A", "not base 32!", "AEAQ", "A" * 220])
def test_what_is_no_slip_is_refused(text):
    with pytest.raises(NotASlip):
        read_slip(text)


def test_a_slip_of_another_portal_is_refused(settings):
    written = write_slip(SLIP)
    settings.CHECK_SIGNING_KEY = "another portal"

    with pytest.raises(NotASlip):
        read_slip(written)


def test_a_key_of_its_own_outlives_the_key_of_sessions(settings):
    settings.CHECK_SIGNING_KEY = "kept for ever"
    written = write_slip(SLIP)
    settings.SECRET_KEY = "changed"

    assert read_slip(written) == SLIP


def test_the_code_of_a_long_address_keeps_squares_of_four_tenths_of_a_millimetre():
    address = f"https://ocop.tinh-dong-thap.gov.vn/gcn/{TOKEN}#{write_slip(SLIP)}"
    code = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    side = memoryview(zxingcpp.write_barcode_to_image(code, scale=1, add_quiet_zones=False)).shape[0]

    assert 28 / (side + 8) >= 0.4


@pytest.mark.parametrize("degrees", [0, 7, 90])
def test_the_code_is_read_small_and_askew(degrees):
    """28 mm at 150 dots an inch, turned: far less than a telephone sees."""
    from ocop.documents.renderers.codes import qr_bitmap

    address = f"https://ocop.example.vn/gcn/{TOKEN}#{write_slip(SLIP)}"
    bitmap = qr_bitmap(address)
    drawn = Image.frombytes("1", (bitmap.side, bitmap.side), bitmap.rows).convert("L")
    seen = drawn.resize((165, 165), Image.Resampling.BILINEAR).rotate(degrees, expand=True, fillcolor=255)

    assert zxingcpp.read_barcodes(seen)[0].text == address
