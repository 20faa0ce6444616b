"""What one cell means: a value, or a sentence that says what is wrong. Nothing is repaired in silence.

No Django here. A cell is what a reader gives: text, number, date, or `CellError` where the sheet says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Generic, TypeVar
from unicodedata import normalize

from ocop.core.text import search_key


@dataclass(frozen=True, slots=True)
class CellError:
    """A formula that could not be worked out, as the sheet writes it: `#REF!`."""

    code: str

    def __str__(self) -> str:
        return self.code


Cell = str | int | float | bool | date | datetime | time | timedelta | CellError | None
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """A value or the `problem` with it. An empty cell reads as neither.

    `is_question` tells a problem that a person answers (“tháng 5/2021”: which day?) from a plain mistake.
    """

    value: T | None = None
    problem: str = ""
    is_question: bool = False


NOTHING: Reading = Reading()
ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
"""What a formula leaves that could not be worked out; pasted or saved as CSV it is text."""
EXCEL_DAYS = (25_569, 73_050)
"""Serial numbers that are read as days: 1 January 1970 to 31 December 2099."""
_EXCEL_EPOCH = date(1899, 12, 30)
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_UNSEEN = "".join(
    map(chr, (*range(9, 14), 32, 0xA0, 0xAD, *range(0x2000, 0x2010), 0x202F, 0x2060, 0x3000, 0xFEFF))
)
"""Spaces of every width, and marks that show nothing."""
_LONGEST_SHOWN = 40
_WITHOUT_ZERO = 9


def is_blank(cell: Cell) -> bool:
    """Nothing to read: empty, only spaces (the non-breaking ones too), only invisible marks."""
    return cell is None or (isinstance(cell, str) and not cell.strip(_UNSEEN))


def written(cell: Cell) -> str:
    """The cell as a person would write it: NFC, single spaces, 123.0 as “123”, days as dd/mm/yyyy."""
    match cell:
        case None:
            return ""
        case str():
            return _tidy(cell)
        case bool():
            return "TRUE" if cell else "FALSE"
        case float():
            return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
        case datetime():
            return f"{cell:%d/%m/%Y}" if cell.time() == time() else f"{cell:%d/%m/%Y %H:%M}"
        case date():
            return f"{cell:%d/%m/%Y}"
        case _:
            return str(cell)


def error_in(cell: Cell) -> CellError | None:
    """The error of a formula that stands in the cell, as one or as text."""
    if isinstance(cell, str) and (code := _tidy(cell).upper()) in ERRORS:
        return CellError(code)
    return cell if isinstance(cell, CellError) else None


def text(cell: Cell) -> Reading[str]:
    """Text as it stands; `00123` keeps its zeros, a number loses its “.0”."""
    if error := error_in(cell):
        return _broken(error)
    shown = written(cell)
    return Reading(shown) if shown else NOTHING


def phone(cell: Cell) -> Reading[str]:
    """A telephone number as it stands; kept as a number it has lost the 0 in front of its nine digits."""
    read = text(cell)
    if isinstance(cell, int | float) and read.value and len(read.value) == _WITHOUT_ZERO:
        return Reading(f"0{read.value}")
    return read


def _tidy(value: str) -> str:
    return " ".join(normalize("NFC", _INVISIBLE.sub("", value)).split())


def _shown(cell: Cell) -> str:
    whole = written(cell)
    return whole if len(whole) <= _LONGEST_SHOWN else f"{whole[:_LONGEST_SHOWN]}…"


def _broken(cell: CellError) -> Reading:
    return Reading(problem=f"Công thức trong ô này báo lỗi {cell.code}. Hãy gõ giá trị thay cho công thức.")


# --- Whole numbers and money --------------------------------------------------------------------------------

_GROUPED = re.compile(r"[+-]?\d{1,3}(?:([.,\s'])\d{3})(?:\1\d{3})*")
_PLAIN = re.compile(r"[+-]?\d{1,18}")
_BROKEN = re.compile(r"[+-]?\d{1,12}[.,]\d{1,12}")
_BELOW_ONE = re.compile(r"[+-]?0[.,]\d{1,12}")
_DECIMAL_ZEROS = re.compile(r"(?<=\d)[.,]0{1,2}$")
_CURRENCY = re.compile(r"\s*(?:vnđ|vnd|đồng|dong|đ|₫)\.?$", re.IGNORECASE)


def integer(cell: Cell) -> Reading[int]:
    """A whole number: 523,000,000 · 208.300.000 · 1 200 · 3.0. Groups of three are thousands."""
    if is_blank(cell):
        return NOTHING
    if error := error_in(cell):
        return _broken(error)
    match cell:
        case bool() | date() | time() | timedelta():
            return Reading(problem=f"“{_shown(cell)}” không phải là số.")
        case int():
            return Reading(cell)
        case float():
            if cell.is_integer() and abs(cell) < 1e15:
                return Reading(int(cell))
            return Reading(problem=f"“{_shown(cell)}” không phải là số nguyên.")
        case _:
            return _integer_of(written(cell))


def number(cell: Cell) -> Reading[Decimal]:
    """A count that may have up to three digits behind the comma: 90 · 1.200 · 1,5 · 0.25; never negative."""
    if is_blank(cell):
        return NOTHING
    whole, value = integer(cell), written(cell)
    if isinstance(cell, float) or _BELOW_ONE.fullmatch(value):
        read = Decimal(value.replace(",", "."))
    elif whole.value is not None:
        read = Decimal(whole.value)
    elif _BROKEN.fullmatch(value):
        read = Decimal(value.replace(",", "."))
    else:
        return Reading(problem=whole.problem.replace("số nguyên", "số"), is_question=whole.is_question)
    if read < 0 or read.normalize().as_tuple().exponent < -3:
        return Reading(problem=f"“{_shown(cell)}” phải từ 0 và có nhiều nhất ba chữ số sau dấu phẩy.")
    return Reading(read)


def money(cell: Cell) -> Reading[int]:
    """Whole đồng: a number, with or without “đ”, “đồng” or “VNĐ” behind it."""
    if isinstance(cell, str):
        cell = _CURRENCY.sub("", _tidy(cell))
    read = _amount(cell)
    if read.value is not None and read.value < 0:
        return Reading(problem=f"“{_shown(cell)}” là số âm; số tiền phải từ 0 đồng.")
    return read


_IN_BRACKETS = re.compile(r"\(\s*([^()-]+)\)")


def money_either_way(cell: Cell) -> Reading[int]:
    """As `money`, where what came back is a number below nothing: “-1.000.000”, “(1.000.000)”."""
    if isinstance(cell, str):
        cell = _CURRENCY.sub("", _IN_BRACKETS.sub(r"-\1", _tidy(cell)))
    return _amount(cell)


_TWO_WAYS = re.compile(r"-?\d{1,3}[.,]\d{1,2}")


def _amount(cell: Cell) -> Reading[int]:
    """A whole number; “1.5” is none and is told apart, since nobody writes parts of a đồng."""
    read = integer(cell)
    if read.problem and isinstance(cell, str | float) and _TWO_WAYS.fullmatch(_shown(cell)):
        words = f"“{_shown(cell)}” có thể hiểu nhiều cách. Hãy viết đủ chữ số, ví dụ 1.500.000."
        return Reading(problem=words)
    return read


def _integer_of(value: str) -> Reading[int]:
    bare = _DECIMAL_ZEROS.sub("", value)
    if _PLAIN.fullmatch(bare) or _GROUPED.fullmatch(bare):
        return Reading(int(re.sub(r"[.,\s']", "", bare)))
    if re.search(r"(triệu|tỷ|tỉ|nghìn|ngàn)\b", value.lower()):
        return Reading(problem=f"Hãy viết “{_shown(value)}” thành số đủ chữ số, theo đồng.", is_question=True)
    return Reading(problem=f"“{_shown(value)}” không phải là số nguyên.")


# --- Days ---------------------------------------------------------------------------------------------------

_DAY_FIRST = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2})?)?")
_IN_WORDS = re.compile(
    r"(?:.*,\s*)?ngày\s*(\d{1,2})\s*(?:tháng|[/.-])\s*(\d{1,2})\s*(?:năm|[/.-])\s*(\d{4})", re.I
)
_MONTH_ONLY = re.compile(r"(?:tháng\s*)?(\d{1,2})\s*(?:năm|[/.-])\s*(\d{4})", re.IGNORECASE)
_YEAR_ONLY = re.compile(r"(?:năm\s*)?((?:19|20)\d{2})", re.IGNORECASE)


def day(cell: Cell) -> Reading[date]:
    """A day: an Excel date or serial number, dd/mm/yyyy, d-m-yy, yyyy-mm-dd, “ngày 05 tháng 02 năm 2020”.

    A month or a year alone is a question: no day is made up for it.
    """
    if is_blank(cell):
        return NOTHING
    if error := error_in(cell):
        return _broken(error)
    match cell:
        case datetime():
            return Reading(cell.date())
        case date():
            return Reading(cell)
        case bool() | time() | timedelta():
            return _not_a_day(cell)
        case int() | float():
            return _day_of_serial(cell)
        case _:
            return _day_of_text(written(cell))


def _day_of_serial(cell: float) -> Reading[date]:
    first, last = EXCEL_DAYS
    if first <= cell <= last:
        return Reading(_EXCEL_EPOCH + timedelta(days=int(cell)))
    if float(cell).is_integer() and _YEAR_ONLY.fullmatch(str(int(cell))):
        return _which_day(cell)
    return _not_a_day(cell)


def _day_of_text(value: str) -> Reading[date]:
    if found := _DAY_FIRST.fullmatch(value) or _IN_WORDS.fullmatch(value):
        return _day_from(value, year=found[3], month=found[2], number=found[1])
    if found := _YEAR_FIRST.fullmatch(value):
        return _day_from(value, year=found[1], month=found[2], number=found[3])
    if _MONTH_ONLY.fullmatch(value) or _YEAR_ONLY.fullmatch(value):
        return _which_day(value)
    return _not_a_day(value)


def _day_from(value: str, *, year: str, month: str, number: str) -> Reading[date]:
    whole = int(year) if len(year) == 4 else 2000 + int(year)
    try:
        return Reading(date(whole, int(month), int(number)))
    except ValueError:
        return Reading(problem=f"Không có ngày “{_shown(value)}” trong lịch (đọc theo ngày/tháng/năm).")


def _which_day(cell: Cell) -> Reading[date]:
    return Reading(
        problem=f"“{_shown(cell)}” chưa nói ngày nào. Hãy ghi đủ ngày/tháng/năm.", is_question=True
    )


def _not_a_day(cell: Cell) -> Reading[date]:
    return Reading(problem=f"“{_shown(cell)}” không phải là ngày. Hãy ghi dạng ngày/tháng/năm.")


def year(cell: Cell) -> Reading[int]:
    """A year of four digits: 2020 · “Năm 2020” · the year of a day."""
    if is_blank(cell):
        return NOTHING
    if error := error_in(cell):
        return _broken(error)
    if isinstance(cell, date):
        return Reading(cell.year)
    if found := _YEAR_ONLY.fullmatch(written(cell)):
        return Reading(int(found[1]))
    if (read := day(written(cell))).value is not None:
        return Reading(read.value.year)
    return Reading(problem=f"“{_shown(cell)}” không phải là năm.")


# --- Stars --------------------------------------------------------------------------------------------------

STAR_MARKS = "*★⭐✭✯"
_MARKED = re.compile(r"[*★⭐✭✯☆✩\ufe0f\s]+")
_NUMERALS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5}
_STARS = re.compile(
    r"(?:dat |hang |xep hang |ocop |san pham )*0?([1-5]|mot|hai|ba|bon|tu|nam)(?: ?sao)?(?: ocop)?"
)


def stars(cell: Cell) -> Reading[int]:
    """A rank of 1 to 5 stars: 3 · `3 sao` · `03 sao` · `***` · `★★★` · “Ba sao” · “Hạng 4 sao”.

    Several ranks in one cell are a question; “Năm” alone is a year as well as a number and is not read.
    """
    if is_blank(cell):
        return NOTHING
    if error := error_in(cell):
        return _broken(error)
    value = written(cell)
    if _MARKED.fullmatch(value) and 1 <= (count := sum(value.count(mark) for mark in STAR_MARKS)) <= 5:
        return Reading(count)
    key = search_key(value)
    if (found := _STARS.fullmatch(key)) and key != "nam":
        return Reading(_NUMERALS.get(found[1]) or int(found[1]))
    if len(re.findall(r"\b0?[1-5]\b", key)) > 1 and "sao" in key:
        return Reading(
            problem=f"“{_shown(value)}” nói hai hạng sao khác nhau. Hạng nào đúng?", is_question=True
        )
    return Reading(problem=f"“{_shown(value)}” không phải là hạng sao từ 1 đến 5.")


# --- Ticks --------------------------------------------------------------------------------------------------

_DASHES = "-–—. "
_UNTICKED = frozenset({"", "0", "khong", "k", "no", "false"})


def is_ticked(cell: Cell) -> bool:
    """Somebody marked this cell: x, ✓, 1, có; not blank, not 0, a dash or “không”."""
    if is_blank(cell) or cell is False or cell == 0 or error_in(cell):
        return False
    value = written(cell)
    return bool(value.strip(_DASHES)) and (search_key(value) not in _UNTICKED or value in "✓✔☑√")


def is_unclear_tick(cell: Cell) -> bool:
    """Neither a tick nor a sign that there is none: `***`, “?”, the error of a formula."""
    if error_in(cell):
        return True
    value = written(cell)
    return not is_ticked(cell) and bool(value.strip(_DASHES)) and not search_key(value)
