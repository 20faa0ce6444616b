"""Small true files of every kind that is handed in."""

import io
import random
import zipfile
from collections.abc import Callable

import pikepdf
from PIL import Image

CONTENT_TYPES = (
    b'<?xml version="1.0" encoding="UTF-8"?>'
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Override PartName="/word/document.xml" ContentType="application/'
    b'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
DOCUMENT = (
    b'<?xml version="1.0" encoding="UTF-8"?><w:document '
    b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body/></w:document>'
)
RELS = (
    b'<?xml version="1.0" encoding="UTF-8"?>'
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)


def pdf(change: Callable[[pikepdf.Pdf], object] = lambda made: None) -> bytes:
    """One blank page."""
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        change(made)
        made.save(out)
    return out.getvalue()


def jpeg(size: tuple[int, int] = (40, 30)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "green").save(out, "JPEG")
    return out.getvalue()


def png(size: tuple[int, int] = (40, 30)) -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", size, "green").save(out, "PNG")
    return out.getvalue()


def docx(*, without: frozenset[str] | set[str] = frozenset(), **parts: bytes) -> bytes:
    """An empty text; `parts` are added or put in the place of its own."""
    own = {"[Content_Types].xml": CONTENT_TYPES, "_rels/.rels": RELS, "word/document.xml": DOCUMENT}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in (own | parts).items():
            if name not in without:
                package.writestr(name, content)
    return out.getvalue()


def xlsx(**parts: bytes) -> bytes:
    """An empty workbook; `parts` are added or put in the place of its own."""
    own = {
        "[Content_Types].xml": CONTENT_TYPES.replace(b"/word/document.xml", b"/xl/workbook.xml").replace(
            b"wordprocessingml.document", b"spreadsheetml.sheet"
        ),
        "xl/workbook.xml": b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>',
    }
    return docx(without={"word/document.xml"}, **(own | parts))


def large_file(suffix: str, path: str, megabytes: int) -> None:
    """A true file of this many megabytes that do not compress, written piece by piece."""
    pieces = (random.Random(seed).randbytes(2**20) for seed in range(megabytes))  # noqa: S311 -- no secret
    if suffix == "docx":
        with zipfile.ZipFile(path, "w") as package:
            for name, content in (("[Content_Types].xml", CONTENT_TYPES), ("word/document.xml", DOCUMENT)):
                package.writestr(name, content)
            with package.open("word/media/a.png", "w") as part:
                for piece in pieces:
                    part.write(piece)
        return
    blank = pdf()
    table = blank.rindex(b"xref\n") if b"xref\n0" in blank else blank.rindex(b"startxref")
    with open(path, "wb") as out:
        out.write(blank[:table])
        out.write(b"%d 0 obj\n<</Length %d>>\nstream\n" % (9, megabytes * 2**20))
        for piece in pieces:
            out.write(piece)
        out.write(b"\nendstream\nendobj\n" + blank[table:])
