"""How values are written: money, points, days, sizes. Each is a filter of the templates as well."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.core.clock import HANOI
from ocop.core.money import dotted

WEEKDAYS = (
    gettext_lazy("Thứ Hai"),
    gettext_lazy("Thứ Ba"),
    gettext_lazy("Thứ Tư"),
    gettext_lazy("Thứ Năm"),
    gettext_lazy("Thứ Sáu"),
    gettext_lazy("Thứ Bảy"),
    gettext_lazy("Chủ Nhật"),
)
"""As an official page writes them, from Monday."""


def vnd(amount: int | None) -> str:
    """Whole đồng with dots between thousands: 1500000 → “1.500.000”. Nothing is a dash."""
    return "—" if amount is None else dotted(int(amount))


def points(value: Decimal | int | None, places: int = 2) -> str:
    """Points with a decimal comma, at most `places` digits behind it, rounded half up, zeros trimmed:
    “78,43”.
    """
    if value is None:
        return "—"
    number = Decimal(value)
    rounded = number.quantize(Decimal(1).scaleb(-places), rounding="ROUND_HALF_UP")
    whole, _dot, rest = format(rounded, "f").partition(".")
    rest = rest.rstrip("0")
    return f"{whole},{rest}" if rest else whole


def qty(value: Decimal | int | None) -> str:
    """A quantity: dots between thousands, a decimal comma, zeros trimmed: “1.250,5”."""
    if value is None:
        return "—"
    written = points(value, 6)
    whole, comma, rest = written.partition(",")
    return f"{dotted(int(whole))}{comma}{rest}" if whole not in ("-0",) else written


def dmy(day: date | datetime | None) -> str:
    """A day as dd/mm/yyyy, of Hà Nội; nothing is a dash."""
    if not day:
        return "—"
    if isinstance(day, datetime):
        day = day.astimezone(HANOI) if timezone.is_aware(day) else day
    return f"{day:%d/%m/%Y}"


def dmyhm(moment: datetime | None) -> str:
    """A moment as “hh:mm, dd/mm/yyyy”, of Hà Nội."""
    if not moment:
        return "—"
    here = moment.astimezone(HANOI) if timezone.is_aware(moment) else moment
    return f"{here:%H:%M, %d/%m/%Y}"


def long_day(day: date) -> str:
    """“Thứ Hai, ngày 23 tháng 11 năm 2026”, as the head of an official page has it."""
    words = {"weekday": WEEKDAYS[day.weekday()], "day": day.day, "month": day.month, "year": day.year}
    return _("%(weekday)s, ngày %(day)s tháng %(month)s năm %(year)s") % words


def mask(text: str | None, shown: int = 3) -> str:
    """A number that identifies a person, all but its last digits hidden: “•••••••••123”."""
    if not text:
        return "—"
    kept = min(shown, len(text) // 3)
    return "•" * (len(text) - kept) + text[len(text) - kept :]


def megabytes(size: int | None) -> str:
    """A file's size: “1,2 MB”, “340 KB”, counted in 1024 as the limits are and as people's computers do."""
    if size is None:
        return "—"
    if size < 2**20:
        return f"{max(1, round(size / 2**10))} KB"
    return f"{points(Decimal(size) / 2**20, 1)} MB"
