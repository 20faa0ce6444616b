"""How papers write dates, numbers, grounds and recipients (Decree 30/2020/NĐ-CP, Appendix I)."""

from collections.abc import Sequence
from datetime import date

from django.conf import settings

TWO_DIGIT_MONTHS = 2
TWO_DIGIT_NUMBERS = 10
TO_FILL_IN = "……"
_MARKS = " ;.,"


def date_in_words(day: date | None, *, year: int | None = None) -> str:
    """“ngày 05 tháng 02 năm 2026”: days below 10 and the months 1 and 2 take a leading zero.

    Without a day there are dots to write on, before the year where it is known.
    """
    if day is None:
        return f"ngày {TO_FILL_IN} tháng {TO_FILL_IN} năm {year or TO_FILL_IN}"
    month = f"{day.month:02d}" if day.month <= TWO_DIGIT_MONTHS else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def enclosed_with(paper: str, issuer: str) -> str:
    """Beneath the title of an annex: “(Kèm theo Kế hoạch số 05/KH-UBND ngày … của …)”."""
    return f"(Kèm theo {paper} của {issuer})"


def specimen_mark() -> str:
    """What lies across the certificates of a demo world; nothing where they are real."""
    return "BẢN MẪU" if settings.DEMO else ""


def as_grounds(grounds: Sequence[str]) -> tuple[str, ...]:
    """Grounds with their closing marks: each ends with “;”, the last one with “.”."""
    return _closed(grounds, between=";")


def as_recipients(recipients: Sequence[str]) -> tuple[str, ...]:
    """Recipients as they are listed: “- Như trên;”, the last one “- Lưu: VT.”."""
    return tuple(f"- {line}" for line in _closed([one.lstrip("- ") for one in recipients], between=";"))


def _closed(lines: Sequence[str], *, between: str) -> tuple[str, ...]:
    plain = [line.rstrip(_MARKS) for line in lines]
    return tuple(line + (between if at < len(plain) else ".") for at, line in enumerate(plain, 1))
