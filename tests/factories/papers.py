"""Reading printed papers back."""

import io

import pdfplumber
import pypdfium2
import zxingcpp


def text_of(paper: bytes, page: int = 0) -> str:
    """The words of a page, single-spaced."""
    with pdfplumber.open(io.BytesIO(paper)) as pdf:
        return " ".join(pdf.pages[page].extract_text().split())


def qr_of(paper: bytes) -> str:
    """What the one QR code on the first page says, read from a picture of 150 dots an inch."""
    picture = pypdfium2.PdfDocument(paper)[0].render(scale=150 / 72).to_pil()
    (code,) = zxingcpp.read_barcodes(picture)
    return code.text
