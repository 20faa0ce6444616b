"""DOCX and XLSX: packages of parts, read piece by piece; what acts, loads or hides another file is refused.

Sizes and counts are those met while reading, never those the package claims.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.parsers import expat

from django.utils.translation import gettext as _

from ocop.core.uploads.refusal import refused

MAX_ENTRIES = 2_000
MAX_LIST = 2**20
"""Bytes of the list of parts at the end of the package."""
MAX_UNPACKED = 200 * 2**20
"""Bytes of all parts together."""
MAX_MARKUP = 32 * 2**20
"""Bytes of all XML parts together."""
MAX_DEPTH = 200
PIECE = 2**20
"""Bytes read at once: the reader of XML begins anew with each piece of an unfinished mark."""

_TYPES = "[Content_Types].xml"
_MACRO_PARTS = re.compile(r"(vbaproject|vbadata|activex|macros?/|macrosheets|dialogsheets|customui/)", re.I)
_LOADING_PARTS = re.compile(r"(^|/)(externallinks/|querytables/|connections\.xml$)", re.I)
_EMBEDDED_PARTS = re.compile(r"(^|/)embeddings/|oleobject", re.I)
_HARMLESS = re.compile(
    r"(\.(xml|rels|vml|png|jpe?g|gif|bmp|tiff?|emf|wmf|wdp|svg|odttf|fntdata|psmdcp)|printersettings\d*\.bin|/)$",
    re.I,
)
_MARKUP = re.compile(r"\.(xml|rels|vml)$", re.I)
_MACRO_TYPES = ("macroenabled", "vbaproject", "activex")
_HYPERLINK = "/hyperlink"
_COMMANDS = re.compile(r"\bDDE(AUTO)?\b", re.I)
_ENCRYPTED = 0x1
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x07"
_TAIL = 22 + 2**16


@dataclass(frozen=True, slots=True)
class Program:
    """The program whose files these are, and the parts without which they are not."""

    name: str
    needed: frozenset[str]


WORD = Program("Word", frozenset({_TYPES, "word/document.xml"}))
EXCEL = Program("Excel", frozenset({_TYPES, "xl/workbook.xml"}))


def read_docx(stream: BinaryIO) -> BinaryIO:
    return _read_package(stream, WORD)


def read_xlsx(stream: BinaryIO) -> BinaryIO:
    return _read_package(stream, EXCEL)


def _read_package(stream: BinaryIO, program: Program) -> BinaryIO:
    """The same stream, believed; or `RuleViolation`."""
    try:
        _refuse_long_list(stream, program)
        with zipfile.ZipFile(stream) as package:
            _refuse_names(package, program)
            _refuse_parts(package, program)
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        OSError,
        EOFError,
        ValueError,
        expat.ExpatError,
    ):
        raise _broken(program) from None
    return stream


def _broken(program: Program) -> Exception:
    return refused(
        _("Tệp %(program)s này bị hỏng, không đọc được. Hãy lưu thành PDF rồi tải lại.")
        % {"program": program.name}
    )


def _refuse_long_list(stream: BinaryIO, program: Program) -> None:
    """Before the list of parts is read: one list, of a bounded length, at the end."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _TAIL))
    tail = stream.read()
    if tail.count(_END) != 1 or _END_64 in tail:
        raise _broken(program)
    record = tail[tail.index(_END) :]
    entries, length = int.from_bytes(record[10:12], "little"), int.from_bytes(record[12:16], "little")
    if entries > MAX_ENTRIES or length > MAX_LIST:
        raise _too_large(program)
    stream.seek(0)


def _refuse_names(package: zipfile.ZipFile, program: Program) -> None:
    """What the list of parts alone tells."""
    entries = package.infolist()
    names = [entry.filename for entry in entries]
    if len(entries) > MAX_ENTRIES:
        raise _too_large(program)
    if len(set(names)) != len(names):
        raise _broken(program)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise refused(
            _("Tệp %(program)s này có mật khẩu. Hãy bỏ mật khẩu rồi tải lại.") % {"program": program.name}
        )
    if any(name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) for name in names):
        raise _broken(program)
    if any(_MACRO_PARTS.search(name) for name in names):
        raise _has_macros(program)
    if any(_LOADING_PARTS.search(name) for name in names):
        raise _loads(program)
    if any(_EMBEDDED_PARTS.search(name) or not _HARMLESS.search(name) for name in names):
        raise refused(
            _("Tệp %(program)s này chứa tệp nhúng nên không nhận. Hãy lưu thành PDF rồi tải lại.")
            % {"program": program.name}
        )
    if not program.needed.issubset(names):
        raise refused(
            _("Tệp này không phải tệp %(program)s. Hãy lưu lại đúng loại, hoặc lưu thành PDF.")
            % {"program": program.name}
        )


def _refuse_parts(package: zipfile.ZipFile, program: Program) -> None:
    """What the parts themselves say; their bytes are counted as they unfold."""
    unpacked = markup = 0
    for entry in package.infolist():
        reader = _Markup(entry.filename, program) if _MARKUP.search(entry.filename) else None
        with package.open(entry) as part:
            while piece := part.read(PIECE):
                unpacked += len(piece)
                markup += len(piece) if reader else 0
                if unpacked > MAX_UNPACKED or markup > MAX_MARKUP:
                    raise _too_large(program)
                if reader:
                    reader.feed(piece)
        if reader and entry.file_size:
            reader.close()


@dataclass(slots=True)
class _Markup:
    """One XML part, read without keeping it. Document types, and so entities, are refused."""

    name: str
    program: Program
    depth: int = 0
    command: str = ""
    in_command: bool = False
    parser: expat.XMLParserType = field(default_factory=lambda: expat.ParserCreate(namespace_separator=" "))

    def __post_init__(self) -> None:
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def feed(self, piece: bytes) -> None:
        self.parser.Parse(piece, False)

    def close(self) -> None:
        self.parser.Parse(b"", True)

    def _doctype(self, *_declared: object) -> None:
        raise _broken(self.program)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _too_large(self.program)
        bare = name.rpartition(" ")[2]
        if self.name == _TYPES:
            self._refuse_type(attributes.get("ContentType", "").lower())
        elif bare == "Relationship":
            self._refuse_loading(attributes)
        self.in_command = bare == "instrText"
        if bare == "fldSimple":
            self._refuse_command(" ".join(attributes.values()))

    def _end(self, name: str) -> None:
        self.depth -= 1
        self.in_command = False
        if name.endswith(" p"):
            self.command = ""

    def _text(self, text: str) -> None:
        if self.in_command:
            self.command = (self.command + text)[-1_000:]
            self._refuse_command(self.command)

    def _refuse_type(self, content_type: str) -> None:
        if any(word in content_type for word in _MACRO_TYPES):
            raise _has_macros(self.program)

    def _refuse_loading(self, link: dict[str, str]) -> None:
        """Links that a reader follows by hand may stay; what is loaded by itself may not."""
        if link.get("TargetMode") == "External" and not link.get("Type", "").endswith(_HYPERLINK):
            raise _loads(self.program)

    def _refuse_command(self, words: str) -> None:
        if _COMMANDS.search(words):
            raise _has_macros(self.program)


def _has_macros(program: Program) -> Exception:
    return refused(
        _("Tệp %(program)s này chứa lệnh tự chạy nên không nhận. Hãy lưu thành PDF rồi tải lại.")
        % {"program": program.name}
    )


def _loads(program: Program) -> Exception:
    return refused(
        _("Tệp %(program)s này tự tải nội dung từ nơi khác nên không nhận. Hãy lưu thành PDF rồi tải lại.")
        % {"program": program.name}
    )


def _too_large(program: Program) -> Exception:
    return refused(
        _("Tệp %(program)s này bung ra quá lớn. Hãy lưu thành PDF rồi tải lại.") % {"program": program.name}
    )
