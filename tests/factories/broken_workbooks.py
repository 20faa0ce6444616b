"""Workbooks that are broken or mean harm, each with the words of its refusal."""

import io
import struct
import warnings
import zipfile
from collections.abc import Callable

import xlsxwriter
import xlwt

from tests.factories.spreadsheets import Grid, ods_of, to_csv, to_ods, to_xlsx

TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_SHEETS = '<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets>'
BOOK = f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}">{_SHEETS}</workbook>'
BOOK_LINKS = (
    f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" Type="{_LINKS}/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>'
)
LINKS = (
    f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" Type="{_LINKS}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>'
)
_SHEET = f'<worksheet xmlns="{_MAIN}"><sheetData>'
GRID = Grid("DS", [["Tên sản phẩm", "Chủ thể"], ["Nem", "HTX"]])
PASSWORD, BROKEN, LARGE = "có mật khẩu", "bị hỏng", "quá lớn"


def xlsx_of(sheet: str, *, head: str = "", **parts: str | bytes) -> bytes:
    """A minimal workbook whose only sheet holds this `sheetData`; `parts` are put in or replaced."""
    own: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": LINKS,
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": BOOK_LINKS,
        "xl/worksheets/sheet1.xml": f"{head}{_SHEET}{sheet}</sheetData></worksheet>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (own | parts).items():
            archive.writestr(name, content)
    return out.getvalue()


def cell(address: str, value: str = "1") -> str:
    return f'<c r="{address}"><v>{value}</v></c>'


def good() -> bytes:
    return to_xlsx([GRID])


def _flagged() -> bytes:
    """Every entry says that it is encrypted."""
    content = bytearray(good())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + place] |= 1
            at = content.find(mark, at + 4)
    return bytes(content)


def _encrypted() -> bytes:
    """What Excel writes with a password: a Compound File that holds the encrypted package."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    return head + "EncryptedPackage".encode("utf-16-le") + bytes(2048)


def _understated() -> bytes:
    """The list of parts claims a size that the part exceeds."""
    content = bytearray(xlsx_of(cell("A1") * 200_000))
    at = content.rfind(b"PK\x01\x02")
    struct.pack_into("<I", content, at + 24, 100)
    return bytes(content)


def _twice() -> bytes:
    out = io.BytesIO(good())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(out, "a") as archive:
            archive.writestr("xl/workbook.xml", BOOK)
    return out.getvalue()


def _with_part(name: str) -> bytes:
    out = io.BytesIO(good())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, "x")
    return out.getvalue()


def _members() -> bytes:
    return xlsx_of(cell("A1"), **{f"xl/media/{n}.xml": "" for n in range(2_100)})


def _sheets() -> bytes:
    return to_xlsx([Grid(f"{n}", [["x"]]) for n in range(120)])


def _xls_far() -> bytes:
    """One cell in the last corner of an old sheet."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    sheet.write(0, 0, "x")
    sheet.write(65_535, 255, 1)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _xls_cut() -> bytes:
    return _xls_far()[:1500]


def _xls_circle() -> bytes:
    """A chain of sectors that leads back to itself."""
    content = bytearray(_xls_far())
    table = struct.unpack_from("<I", content, 76)[0]
    start = (table + 1) * 512
    struct.pack_into("<128I", content, start, *([0] * 128))
    return bytes(content)


def _xls_password() -> bytes:
    """The record behind the first one says that all others are scrambled (FILEPASS)."""
    content = bytearray(_xls_far())
    first = content.find(struct.pack("<HHHH", 0x809, 16, 0x600, 5))
    struct.pack_into("<H", content, first + 20, 0x2F)
    return bytes(content)


def _text_of_word() -> bytes:
    """A Compound File that holds no workbook."""
    return _xls_far().replace("Workbook".encode("utf-16-le"), "Document".encode("utf-16-le"))


def _xls_without_root() -> bytes:
    """A small workbook whose directory names no place for small streams."""
    content = bytearray(_xls_far())
    struct.pack_into("<I", content, 56, 2**31)
    root = content.find("Root Entry".encode("utf-16-le"))
    content[root + 66] = 1
    return bytes(content)


def _empty_rows() -> bytes:
    rows = "".join(f'<row r="{n}" spans="1:5" s="1" customFormat="1"/>' for n in range(2, 1_000_001))
    return xlsx_of(f'<row r="1">{cell("A1")}</row>{rows}')


def _strings() -> bytes:
    return xlsx_of(cell("A1"), **{"xl/sharedStrings.xml": b"<sst>" + b"<si/>" * 15_000_000 + b"</sst>"})


def _bomb() -> bytes:
    return xlsx_of(cell("A1"), **{"xl/styles.xml": b" " * 260 * 2**20})


def _ods(rows: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(to_ods([Grid("S", [])]))) as archive:
        content = archive.read("content.xml").decode()
    return ods_of(content.replace('table:name="S">', f'table:name="S">{rows}'))


_FILLED = '<table:table-cell office:value-type="float" office:value="1"/>'
_REPEATED = _FILLED.replace("/>", ' table:number-columns-repeated="16000"/>')
_DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def _zip(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "x")
    return out.getvalue()


def _ods_password() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<m><manifest:encryption-data/></m>")
        archive.writestr("content.xml", "scrambled")
    return out.getvalue()


BROKEN_WORKBOOKS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "nothing at all": ("a.xlsx", lambda: b"", "không có nội dung"),
    "only zeros": ("a.xlsx", lambda: bytes(4096), "không có nội dung"),
    "a picture": ("a.xlsx", lambda: b"\x89PNG\r\n\x1a\n" + bytes(99), "không phải bảng tính"),
    "another suffix": ("a.exe", good, "Chỉ nhận bảng tính"),
    "a CSV renamed": ("a.xlsx", lambda: to_csv([GRID]), "nội dung là văn bản (CSV)"),
    "a web page renamed": ("a.xls", lambda: b"<html><table><tr><td>x", "nội dung là trang web"),
    "a new one named as an old one": ("a.xls", good, "nội dung là XLSX"),
    "an archive of something else": ("a.xlsx", lambda: _zip("a.txt"), "không phải bảng tính"),
    "cut off": ("a.xlsx", lambda: good()[:-200], BROKEN),
    "garbage in the middle": ("a.xlsx", lambda: good()[:900] + b"\xff" * 300 + good()[1200:], BROKEN),
    "a password of Excel": ("a.xlsx", _encrypted, PASSWORD),
    "a password of the archive": ("a.xlsx", _flagged, PASSWORD),
    "a bomb": ("a.xlsx", _bomb, "bung ra"),
    "a bomb of shared texts": ("a.xlsx", _strings, "bung ra"),
    "a size that lies": ("a.xlsx", _understated, BROKEN),
    "two parts of one name": ("a.xlsx", _twice, BROKEN),
    "a part outside": ("a.xlsx", lambda: _with_part("../../etc/passwd"), BROKEN),
    "too many parts": ("a.xlsx", _members, BROKEN),
    "too many sheets": ("a.xlsx", _sheets, "120 trang tính"),
    "entities": ("a.xlsx", lambda: xlsx_of(cell("A1"), head=_DOCTYPE), BROKEN),
    "no XML": ("a.xlsx", lambda: xlsx_of("", **{"xl/workbook.xml": "<workbook"}), BROKEN),
    "a sheet that is not there": (
        "a.xlsx",
        lambda: xlsx_of("", **{"xl/_rels/workbook.xml.rels": LINKS}),
        BROKEN,
    ),
    "a million empty rows": ("a.xlsx", _empty_rows, "1000000 dòng"),
    "a cell in the last row": ("a.xlsx", lambda: xlsx_of(cell("A1") + cell("A1048576")), "1048576 dòng"),
    "a cell in the last column": ("a.xlsx", lambda: xlsx_of(cell("A1") + cell("XFD1")), "16384 cột"),
    "a rectangle too large": ("a.xlsx", lambda: xlsx_of(cell("A1") + cell("IA90000")), LARGE),
    "far cells written oddly": (
        "a.xlsx",
        lambda: xlsx_of('<row r="1048576"><c t="n"><v>1</v></c></row>'),
        "1048576 dòng",
    ),
    "far cells with a prefix": (
        "a.xlsx",
        lambda: xlsx_of(f'<x:row xmlns:x="{_MAIN}" r="9"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>'),
        "dòng",
    ),
    "an old one too large": ("a.xls", _xls_far, LARGE),
    "an old one cut off": ("a.xls", _xls_cut, BROKEN),
    "an old one in a circle": ("a.xls", _xls_circle, BROKEN),
    "an old one with a password": ("a.xls", _xls_password, PASSWORD),
    "an old one without its root": ("a.xls", _xls_without_root, BROKEN),
    "a text of Word": ("a.xls", _text_of_word, "không phải bảng tính XLS"),
    "a password of Excel on an old name": ("a.xls", _encrypted, PASSWORD),
    "an ODS of a million rows": (
        "a.ods",
        lambda: _ods(f'<table:table-row table:number-rows-repeated="1000000">{_FILLED}</table:table-row>'),
        "1000000 dòng",
    ),
    "an ODS of many columns": (
        "a.ods",
        lambda: _ods(f"<table:table-row>{_REPEATED}</table:table-row>"),
        "16000 cột",
    ),
    "an ODS with a password": ("a.ods", _ods_password, PASSWORD),
    "a CSV of bytes": ("a.csv", lambda: b"a;b\n\x00\x01\x02" * 50, "không phải văn bản"),
    "a CSV with an open quote": ("a.csv", lambda: b'a,b\n"' + b"x" * 200_000, "ngoặc kép"),
    "a CSV too wide": ("a.csv", lambda: b",".join([b"x"] * 300) + b"\n", LARGE),
    "a CSV too long": ("a.csv", lambda: b"a,b\n" * 100_001, LARGE),
    "too many bytes": ("a.csv", lambda: b"a,b\n" * 5_300_000, "lớn hơn 20 MB"),
}


def with_formula_errors() -> bytes:
    """A list in which two formulas failed and one was never worked out."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("DS")
    sheet.write_row(0, 0, ["Tên sản phẩm", "Chủ thể", "Hạng sao", "Ngày quyết định"])
    sheet.write_row(1, 0, ["Nem", "HTX"])
    sheet.write_formula(1, 2, "=1/0", None, "#DIV/0!")
    sheet.write_formula(1, 3, "=B9", None, "#REF!")
    book.close()
    return out.getvalue()
