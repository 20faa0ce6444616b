"""Files that mean harm, and files that merely look like it: made here, never kept.

Each has the name it is handed in under and either the words of its refusal or the bytes that must be gone
from what is kept.
"""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import pikepdf
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.factories.uploads import CONTENT_TYPES, RELS, docx, jpeg, pdf, png, xlsx

LIMIT = 2 * 2**20
"""The most bytes a file may have where these are handed in."""
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SCRIPT = b"<script>alert(1)</script>"


@dataclass(frozen=True, slots=True)
class Hostile:
    """`reason` is what the refusal says; without it the file is taken, and `gone` must not be in it."""

    title: str
    name: str
    make: Callable[[], bytes]
    reason: str = ""
    gone: bytes = b""


# --- PDF ----------------------------------------------------------------------------------------------------


def _catalog(**entries) -> bytes:
    return pdf(lambda made: [made.Root.__setitem__(f"/{key}", value) for key, value in entries.items()])


def _action(kind: str, **entries) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name(f"/{kind}"), **entries)


def _script() -> pikepdf.Dictionary:
    return _action("JavaScript", JS=pikepdf.String("app.alert(1)"))


def _annotated(**entries) -> bytes:
    """A page with one annotation."""

    def add(made):
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Rect=[0, 0, 1, 1], **entries)
        made.pages[0].Annots = pikepdf.Array([made.make_indirect(note)])

    return pdf(add)


def _name_tree_script() -> bytes:
    return _catalog(Names=pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=["a", _script()])))


def _xfa() -> bytes:
    return _catalog(AcroForm=pikepdf.Dictionary(Fields=[], XFA=pikepdf.String("<xdp/>")))


def _attachment() -> bytes:
    return pdf(lambda made: made.attachments.__setitem__("a.exe", b"MZ"))


def _hidden_in_object_stream() -> bytes:
    """The script stands only inside a compressed stream of objects: a search for its name finds nothing."""
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.Root.OpenAction = made.make_indirect(_script())
        made.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert b"JavaScript" not in out.getvalue()
    return out.getvalue()


def _hex_name() -> bytes:
    """/JavaScript with one letter written as a number."""
    return _catalog(OpenAction=_script()).replace(b"/JavaScript", b"/J#61vaScript")


def locked_pdf(user: str = "bimat") -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as made:
        made.save(out, encryption=pikepdf.Encryption(user=user, owner="chu", R=6))
    return out.getvalue()


def _without_pages() -> bytes:
    out = io.BytesIO()
    pikepdf.new().save(out)
    return out.getvalue()


def _nested(levels: int) -> bytes:
    inner = pikepdf.Array([1])
    for _level in range(levels):
        inner = pikepdf.Array([inner])
    return _catalog(Deep=inner)


def _object_stream_bomb() -> bytes:
    """A stream of objects of a few hundred kilobytes that unfolds to 128 MB."""
    packed = zlib.compress(b"1 0 " + b" " * (128 * 2**20), 9)
    head = b"%PDF-1.5\n"
    body = (
        b"2 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n" % len(packed)
        + packed
        + b"\nendstream\nendobj\n"
    )
    at = len(head) + len(body)
    rows = struct.pack(">BIH", 0, 0, 0) + struct.pack(">BIH", 2, 2, 0) + struct.pack(">BIH", 1, len(head), 0)
    rows += struct.pack(">BIH", 1, at, 0)
    table = (
        b"3 0 obj\n<</Type/XRef/Size 4/W[1 4 2]/Root 1 0 R/Length %d>>\nstream\n" % len(rows)
        + rows
        + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % at
    )
    return head + body + table


def _pdf_and_zip() -> bytes:
    """One file that a reader of PDF opens as a page and an unpacker as an archive."""
    out = io.BytesIO(pdf())
    out.seek(0, 2)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("a.exe", b"MZ")
    return out.getvalue()


# --- Pictures -----------------------------------------------------------------------------------------------


def _drawn(kind: str, **options) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "green").save(out, kind, **options)
    return out.getvalue()


def shot() -> bytes:
    """A photograph lying on its side that says where it was taken, and with what."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "camera-of-someone"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (10.0, 27.0, 13.0)
    return _drawn("JPEG", exif=exif)


def _png_words() -> bytes:
    words = PngInfo()
    words.add_text("Comment", SCRIPT.decode())
    return _drawn("PNG", pnginfo=words)


def _png_of(width: int, height: int) -> bytes:
    """A head that claims a size, and almost nothing behind it."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\0" * 1_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def _png_of_many_pixels() -> bytes:
    """Thirty kilobytes that unfold to 40 million and one pixels."""
    out = io.BytesIO()
    Image.new("1", (40_000_001, 1)).save(out, "PNG")
    return out.getvalue()


def _png_words_bomb() -> bytes:
    """A note beside the picture that unfolds to more than a note may."""
    words = PngInfo()
    words.add_text("a", "0" * 80_000_000, zip=True)
    return _drawn("PNG", pnginfo=words)


def _heic() -> bytes:
    return b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\0" * 200


# --- Packages -----------------------------------------------------------------------------------------------


def _to(kind: str, target: str = "http://example.org/a") -> bytes:
    link = (
        f'<Relationship Id="r1" TargetMode="External" Target="{target}" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/>'
    )
    return RELS.replace(b"</Relationships>", link.encode() + b"</Relationships>")


def _document(inner: bytes, head: bytes = b'<?xml version="1.0"?>') -> bytes:
    space = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return head + b"<w:document " + space + b"><w:body>" + inner + b"</w:body></w:document>"


_XXE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
_LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a0 "ha">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    + b"]><a>&a9;</a>"
)


def _command(words: str) -> bytes:
    return _document(f"<w:p><w:r><w:instrText>{words}</w:instrText></w:r></w:p>".encode())


def _split_command() -> bytes:
    """The word is cut in two runs, as Word itself may do."""
    runs = b"".join(
        b"<w:r><w:instrText>%s</w:instrText></w:r>" % part for part in (b"DD", b"EAUTO c:\\\\cmd.exe")
    )
    return _document(b"<w:p>" + runs + b"</w:p>")


def locked_docx() -> bytes:
    """The first part says that it is encrypted, in the list and before its bytes."""
    content = bytearray(docx())
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        content[content.index(mark) + offset] |= 1
    return bytes(content)


def _part_twice() -> bytes:
    out = io.BytesIO(docx())
    with warnings.catch_warnings(), zipfile.ZipFile(out, "a") as package:
        warnings.simplefilter("ignore")
        package.writestr("word/document.xml", _document(b""))
    return out.getvalue()


def _long_list() -> bytes:
    """A list of parts that claims to be longer than any true one."""
    content = bytearray(docx())
    at = content.rindex(b"PK\x05\x06")
    content[at + 8 : at + 12] = b"\xfe\xff\xfe\xff"
    return bytes(content)


def _two_lists() -> bytes:
    return docx() + b"PK\x05\x06" + b"\0" * 18


def _lying_size() -> bytes:
    """The list says that a part is one byte long."""
    content = bytearray(docx(**{"word/media/a.png": b"\0" * 100_000}))
    at = content.index(b"word/media/a.png", content.index(b"PK\x01\x02")) - 46
    content[at + 24 : at + 28] = struct.pack("<I", 1)
    return bytes(content)


def _nested_zip() -> bytes:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as package:
        package.writestr("a.exe", b"MZ")
    return docx(**{"word/media/a.zip": inner.getvalue()})


def _deep_markup() -> bytes:
    return docx(**{"word/document.xml": _document(b"<w:p>" * 300 + b"</w:p>" * 300)})


def _markup_bomb() -> bytes:
    return docx(**{"word/document.xml": _document(b"<!--" + b" " * (51 * 2**20) + b"-->")})


def _media_bomb() -> bytes:
    return docx(**{"word/media/a.png": b"\0" * (201 * 2**20)})


REFUSED = (
    Hostile("empty", "a.pdf", lambda: b"", "không có nội dung|trống|rỗng"),
    Hostile("one byte too large", "a.pdf", lambda: pdf() + b"\n" * (LIMIT - len(pdf()) + 1), "lớn hơn 2 MB"),
    Hostile("a program", "cai-dat.exe", lambda: b"MZ\x90\x00", "loại"),
    Hostile("a web page", "trang.html", lambda: b"<html>" + SCRIPT, "loại"),
    Hostile("a drawing with script", "logo.svg", lambda: b"<svg onload='alert(1)'/>", "loại"),
    Hostile("a script", "a.js", lambda: b"alert(1)", "loại"),
    Hostile("an archive", "ho-so.zip", _nested_zip, "loại"),
    Hostile("an old Word file", "a.doc", lambda: b"\xd0\xcf\x11\xe0" * 100, "loại"),
    Hostile("a Word file with macros by name", "a.docm", docx, "loại"),
    Hostile("a GIF", "a.gif", lambda: _drawn("GIF"), "loại"),
    Hostile("a WebP", "a.webp", lambda: _drawn("WEBP"), "loại"),
    Hostile("a HEIC", "a.heic", _heic, "loại"),
    Hostile("a TIFF", "a.tiff", lambda: _drawn("TIFF"), "loại"),
    Hostile("no suffix", "giay-phep", pdf, "loại"),
    Hostile("two suffixes", "giay.pdf.exe", pdf, "loại"),
    Hostile("a suffix that reads backwards", "giay\u202efdp.exe", lambda: b"MZ", "loại"),
    Hostile("a program named pdf", "hoa-don.pdf", lambda: b"MZ\x90\x00" * 50, "không phải PDF"),
    Hostile("a web page named pdf", "a.pdf", lambda: b"<html>" + SCRIPT, "không phải PDF"),
    Hostile("a web page before a pdf", "a.pdf", lambda: b"<html>" + SCRIPT + pdf(), "không phải PDF"),
    Hostile("the harmless virus", "a.pdf", lambda: EICAR, "không phải PDF"),
    Hostile("a page named png", "anh.png", lambda: b"<html>" + SCRIPT, "không phải PNG"),
    Hostile("a GIF named png", "a.png", lambda: _drawn("GIF"), "không phải PNG"),
    Hostile("a HEIC named jpg", "a.jpg", _heic, "không phải JPG"),
    Hostile("a JPEG named png", "a.png", jpeg, "không phải PNG"),
    Hostile("a Word file of old named docx", "a.docx", lambda: b"\xd0\xcf\x11\xe0" * 99, "không phải DOCX"),
    Hostile("pdf cut short", "a.pdf", lambda: b"%PDF-1.7\n" + b"x" * 300, "bị hỏng"),
    Hostile("pdf without pages", "a.pdf", _without_pages, "không có trang"),
    Hostile("pdf with script", "a.pdf", lambda: _catalog(OpenAction=_script()), "lệnh tự chạy"),
    Hostile("pdf with script by name", "a.pdf", _name_tree_script, "lệnh tự chạy"),
    Hostile("pdf with script spelt oddly", "a.pdf", _hex_name, "lệnh tự chạy"),
    Hostile("pdf with script in a stream of objects", "a.pdf", _hidden_in_object_stream, "lệnh tự chạy"),
    Hostile(
        "pdf with script deep inside",
        "a.pdf",
        lambda: _annotated(Subtype=pikepdf.Name.Link, AA=pikepdf.Dictionary(E=_script())),
        "lệnh tự chạy",
    ),
    Hostile("pdf with XFA", "a.pdf", _xfa, "lệnh tự chạy"),
    Hostile("pdf that starts programs", "a.pdf", lambda: _catalog(OpenAction=_action("Launch")), "mở chương"),
    Hostile(
        "pdf that starts programs from a list",
        "a.pdf",
        lambda: _catalog(OpenAction=pikepdf.Array([1, pikepdf.Array([_action("Launch")])])),
        "mở chương trình khác",
    ),
    Hostile("pdf that sends", "a.pdf", lambda: _catalog(OpenAction=_action("SubmitForm")), "gửi dữ liệu"),
    Hostile("pdf that reads", "a.pdf", lambda: _catalog(OpenAction=_action("ImportData")), "đọc tệp khác"),
    Hostile(
        "pdf that leads to a file", "a.pdf", lambda: _catalog(OpenAction=_action("GoToR")), "đọc tệp khác"
    ),
    Hostile("pdf with a file inside", "a.pdf", _attachment, "tệp đính kèm"),
    Hostile(
        "pdf with a file on a page",
        "a.pdf",
        lambda: _annotated(Subtype=pikepdf.Name.FileAttachment),
        "tệp đính kèm",
    ),
    Hostile("pdf with a film", "a.pdf", lambda: _annotated(Subtype=pikepdf.Name.RichMedia), "phim"),
    Hostile("pdf with a sound", "a.pdf", lambda: _catalog(OpenAction=_action("Sound")), "phim"),
    Hostile("pdf nested deep", "a.pdf", lambda: _nested(70), "quá phức tạp"),
    Hostile("pdf nested deeper", "a.pdf", lambda: _nested(450), "quá phức tạp|bị hỏng"),
    Hostile("pdf with password", "a.pdf", locked_pdf, "có mật khẩu"),
    Hostile("pdf locked but readable", "a.pdf", lambda: locked_pdf(user=""), "có mật khẩu"),
    Hostile("pdf whose objects unfold", "a.pdf", _object_stream_bomb, "bị hỏng"),
    Hostile("pdf and archive in one", "a.pdf", _pdf_and_zip, "hai loại tệp"),
    Hostile("png of many pixels", "a.png", _png_of_many_pixels, "triệu điểm ảnh"),
    Hostile("png of a huge side", "a.png", lambda: _png_of(2**31 - 1, 2**31 - 1), "triệu điểm ảnh|bị hỏng"),
    Hostile("png without its lines", "a.png", lambda: _png_of(5_000, 5_000), "bị hỏng"),
    Hostile("png whose words unfold", "a.png", _png_words_bomb, "bị hỏng"),
    Hostile("png cut short", "a.png", lambda: png()[:60], "bị hỏng"),
    Hostile("jpeg cut short", "a.jpg", lambda: jpeg((900, 900))[:4_000], "bị hỏng"),
    Hostile("jpeg of three bytes", "a.jpg", lambda: b"\xff\xd8\xff", "bị hỏng"),
    Hostile("docx with password", "a.docx", locked_docx, "có mật khẩu"),
    Hostile("docx cut short", "a.docx", lambda: docx()[:200], "bị hỏng"),
    Hostile(
        "docx with a broken part",
        "a.docx",
        lambda: docx(**{"word/document.xml": b"<w:document"}),
        "bị hỏng",
    ),
    Hostile(
        "archive named docx", "a.docx", lambda: docx(without={"word/document.xml"}), "không phải tệp Word"
    ),
    Hostile("sheet named docx", "a.docx", xlsx, "không phải tệp Word"),
    Hostile("docx with macros", "a.docx", lambda: docx(**{"word/vbaProject.bin": b"x"}), "lệnh tự chạy"),
    Hostile(
        "docx that calls itself docm",
        "a.docx",
        lambda: docx(
            **{"[Content_Types].xml": CONTENT_TYPES.replace(b"document.main", b"document.macroEnabled.main")}
        ),
        "lệnh tự chạy",
    ),
    Hostile(
        "docx with ActiveX", "a.docx", lambda: docx(**{"word/activeX/activeX1.xml": b"<a/>"}), "lệnh tự chạy"
    ),
    Hostile(
        "docx with a command",
        "a.docx",
        lambda: docx(**{"word/document.xml": _command("DDEAUTO c:\\cmd.exe")}),
        "lệnh tự chạy",
    ),
    Hostile(
        "docx with a command cut in two",
        "a.docx",
        lambda: docx(**{"word/document.xml": _split_command()}),
        "lệnh tự chạy",
    ),
    Hostile(
        "docx with an embedded file",
        "a.docx",
        lambda: docx(**{"word/embeddings/oleObject1.bin": b"x"}),
        "tệp nhúng",
    ),
    Hostile("docx with an archive inside", "a.docx", _nested_zip, "tệp nhúng"),
    Hostile("docx with a program inside", "a.docx", lambda: docx(**{"word/a.exe": b"MZ"}), "tệp nhúng"),
    Hostile(
        "docx that loads a template",
        "a.docx",
        lambda: docx(**{"word/_rels/settings.xml.rels": _to("attachedTemplate")}),
        "tự tải nội dung",
    ),
    Hostile(
        "docx that loads a picture",
        "a.docx",
        lambda: docx(**{"word/_rels/document.xml.rels": _to("image", "file://server/a.png")}),
        "tự tải nội dung",
    ),
    Hostile("docx that reads a file", "a.docx", lambda: docx(**{"word/document.xml": _XXE}), "bị hỏng"),
    Hostile("docx that reads in a note", "a.docx", lambda: docx(**{"word/footnotes.xml": _XXE}), "bị hỏng"),
    Hostile(
        "docx that reads in two-byte letters",
        "a.docx",
        lambda: docx(**{"word/footnotes.xml": _XXE.decode().replace("1.0", "1.0").encode("utf-16")}),
        "bị hỏng",
    ),
    Hostile("docx that laughs", "a.docx", lambda: docx(**{"word/document.xml": _LAUGHS}), "bị hỏng"),
    Hostile("docx nested deep", "a.docx", _deep_markup, "bung ra quá lớn"),
    Hostile("docx whose words unfold", "a.docx", _markup_bomb, "bung ra quá lớn"),
    Hostile("docx whose pictures unfold", "a.docx", _media_bomb, "bung ra quá lớn"),
    Hostile(
        "docx of many parts",
        "a.docx",
        lambda: docx(**{f"word/p{n}.xml": b"" for n in range(2_000)}),
        "quá lớn",
    ),
    Hostile("docx with a long list", "a.docx", _long_list, "bung ra quá lớn"),
    Hostile("docx with two lists", "a.docx", _two_lists, "bị hỏng"),
    Hostile("docx that lies about a size", "a.docx", _lying_size, "bị hỏng"),
    Hostile("docx with a part twice", "a.docx", _part_twice, "bị hỏng"),
    Hostile("docx climbing out", "a.docx", lambda: docx(**{"../../etc/passwd": b"x"}), "bị hỏng"),
    Hostile("docx from the root", "a.docx", lambda: docx(**{"/etc/passwd": b"x"}), "bị hỏng"),
    Hostile("docx climbing backwards", "a.docx", lambda: docx(**{"..\\..\\a.xml": b"x"}), "bị hỏng"),
    Hostile("xlsx with macros", "a.xlsx", lambda: xlsx(**{"xl/vbaProject.bin": b"x"}), "lệnh tự chạy"),
    Hostile("xlsx with old macros", "a.xlsx", lambda: xlsx(**{"xl/macrosheets/sheet1.xml": b"<a/>"}), "lệnh"),
    Hostile(
        "xlsx with links", "a.xlsx", lambda: xlsx(**{"xl/externalLinks/externalLink1.xml": b"<a/>"}), "tự tải"
    ),
    Hostile("xlsx with connections", "a.xlsx", lambda: xlsx(**{"xl/connections.xml": b"<a/>"}), "tự tải"),
    Hostile(
        "xlsx whose sheet reads a file",
        "a.xlsx",
        lambda: xlsx(**{"xl/worksheets/sheet1.xml": _XXE}),
        "bị hỏng",
    ),
    Hostile("a list named xlsx", "a.xlsx", lambda: b"Ten;So\nA;1\n", "không phải XLSX"),
)

HARMLESS = (
    Hostile("a photograph that says where", "a.jpg", shot, gone=b"camera-of-someone"),
    Hostile("a photograph with a page behind it", "a.jpg", lambda: jpeg() + b"<html>" + SCRIPT, gone=SCRIPT),
    Hostile("a photograph with an archive behind it", "a.jpg", lambda: jpeg() + docx(), gone=b"PK\x03\x04"),
    Hostile("a photograph with the virus behind it", "a.jpg", lambda: jpeg() + EICAR, gone=EICAR),
    Hostile(
        "a photograph with script for a profile",
        "a.jpg",
        lambda: _drawn("JPEG", icc_profile=SCRIPT),
        gone=SCRIPT,
    ),
    Hostile("a photograph with a remark", "a.jpg", lambda: _drawn("JPEG", comment=SCRIPT), gone=SCRIPT),
    Hostile("a picture with script for words", "a.png", _png_words, gone=SCRIPT),
    Hostile(
        "a picture with script for a profile",
        "a.png",
        lambda: _drawn("PNG", icc_profile=SCRIPT),
        gone=b"iCCP",
    ),
    Hostile("a picture with a program behind it", "a.png", lambda: png() + b"MZ\x90\x00", gone=b"MZ\x90\x00"),
    Hostile("a name that climbs out", "../../../etc/passwd.pdf", pdf),
    Hostile("a name with a stop sign", "giay\0phep.pdf", pdf),
    Hostile("a name that reads backwards", "giay\u202efdp.pdf", pdf),
    Hostile("a name of 300 letters", "a" * 296 + ".pdf", pdf),
    Hostile("a name with a header in it", 'a\r\nSet-Cookie: x="1".pdf', pdf),
    Hostile("a name of markup", "<img src=x onerror=alert(1)>.pdf", pdf),
    Hostile("a name of a device", "CON.pdf", pdf),
)
