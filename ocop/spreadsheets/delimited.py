"""CSV: the text decoded, the delimiter told from the first lines."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator

from ocop.spreadsheets.books import Row, Sheet
from ocop.spreadsheets.limits import Limits
from ocop.spreadsheets.packages import refused

DELIMITERS = (";", ",", "\t", "|")
_SAMPLE_LINES = 60
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_delimited(content: bytes, limits: Limits) -> Sheet:
    """The one sheet of a CSV, or `RuleViolation` when it is no text or has too much of it."""
    text = _decoded(content)
    delimiter = _delimiter_of(text)
    height = width = 0
    for row in _rows_of(text, delimiter):
        height, width = height + 1, max(width, len(row))
        if height > limits.rows or width > limits.columns or height * width > limits.cells:
            raise refused(
                f"Tệp CSV quá lớn: cổng đọc nhiều nhất {limits.rows} dòng và {limits.columns} cột. "
                "Hãy chia thành nhiều tệp."
            )

    def rows() -> Iterator[Row]:
        for row in _rows_of(text, delimiter):
            yield tuple(row) + (None,) * (width - len(row))

    return Sheet(name="CSV", hidden=False, height=height, width=width, open_rows=rows)


def _decoded(content: bytes) -> str:
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "")
    try:
        if encoding:
            return content.decode(encoding)
        if b"\x00" in content:
            raise _no_text()
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError:
            return content.decode("cp1258")
    except UnicodeDecodeError:
        raise _no_text() from None


def _no_text() -> Exception:
    return refused("Tệp CSV này không phải văn bản đọc được. Hãy lưu lại dạng “CSV UTF-8” rồi tải lên.")


def _delimiter_of(text: str) -> str:
    """The delimiter that cuts most of the first lines into the same number of cells, more than one."""
    if text[:4].lower() == "sep=" and len(text) > 4:
        return text[4]
    sample = "\n".join(text[:200_000].splitlines()[:_SAMPLE_LINES])
    best, most = ",", 0
    for delimiter in DELIMITERS:
        counts = Counter(len(row) for row in _rows_of(sample, delimiter) if len(row) > 1)
        same = max((times * width for width, times in counts.items()), default=0)
        if same > most:
            best, most = delimiter, same
    return best


def _rows_of(text: str, delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error:
        raise refused(
            "Tệp CSV này có dấu ngoặc kép không khép hoặc ô quá dài. Hãy lưu lại từ bảng tính rồi tải lên."
        ) from None
