"""The programme's clock: days and years are those of Hà Nội, wherever the server stands."""

from calendar import monthrange
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def today() -> date:
    return timezone.now().astimezone(HANOI).date()


def hanoi_date(moment: datetime) -> date:
    return moment.astimezone(HANOI).date()


def start_of(day: date) -> datetime:
    """The moment at which a day begins in Hà Nội."""
    return datetime(day.year, day.month, day.day, tzinfo=HANOI)


def months_later(day: date, months: int) -> date:
    """The same day of the month, `months` later; the last day where that month is shorter."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
