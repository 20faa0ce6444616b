"""Reading printed papers back."""

import io

import docx
import pdfplumber
import pypdfium2
import zxingcpp
from docx.oxml.ns import qn

GLUE = "\0"


def text_of(paper: bytes, page: int = 0) -> str:
    """The words of a page, single-spaced."""
    with pdfplumber.open(io.BytesIO(paper)) as pdf:
        return " ".join(pdf.pages[page].extract_text().split())


def words_of_docx(content: bytes) -> str:
    """The words of a Word file, single-spaced; a hyphen that does not break is a hyphen."""
    parts = {qn("w:t"): " ", qn("w:noBreakHyphen"): GLUE + "-" + GLUE}
    body = docx.Document(io.BytesIO(content)).element.body
    words = "".join(parts[node.tag] + (node.text or "") for node in body.iter() if node.tag in parts)
    return " ".join(words.replace(GLUE + " ", "").replace(GLUE, "").split())


def qr_of(paper: bytes) -> str:
    """What the one QR code on the first page says, read from a picture of 150 dots an inch."""
    picture = pypdfium2.PdfDocument(paper)[0].render(scale=150 / 72).to_pil()
    (code,) = zxingcpp.read_barcodes(picture)
    return code.text
