"""The half-days of a class as a calendar file (RFC 5545), to be put into a phone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.conf import settings
from django.utils import timezone

from trainings.models import TrainingClass
from trainings.rules.days import BEGINS, ENDS, HANOI, Half

LINE = 75
"""Octets of a line; longer ones are folded."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a calendar."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    title: str
    where: str
    words: str


def calendar_of(training: TrainingClass) -> bytes:
    """Every half-day with its topic and its place, at the usual hours."""
    url = f"{settings.SITE_URL}{training.get_absolute_url()}"
    entries = [
        Entry(
            uid=f"{one.day:%Y%m%d}-{one.half}-{training.pk}@{settings.SITE_URL.partition('//')[2]}",
            starts_at=_at(one.day, BEGINS[Half(one.half)]),
            ends_at=_at(one.day, ENDS[Half(one.half)]),
            title=f"{training.title}: {one.topic or one.get_kind_display()}",
            where=one.venue or training.venue,
            words=url,
        )
        for one in training.sessions.order_by("day", "half")
    ]
    return calendar(entries, stamp=timezone.now())


def calendar(entries: Iterable[Entry], *, stamp: datetime) -> bytes:
    """The file: lines end with CRLF and are folded at 75 octets, times are in UTC."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//OCOP//Tap huan//VI", "CALSCALE:GREGORIAN"]
    for entry in entries:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{entry.uid}",
            f"DTSTAMP:{_utc(stamp)}",
            f"DTSTART:{_utc(entry.starts_at)}",
            f"DTEND:{_utc(entry.ends_at)}",
            f"SUMMARY:{_escaped(entry.title)}",
            f"LOCATION:{_escaped(entry.where)}",
            f"DESCRIPTION:{_escaped(entry.words)}",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{piece}\r\n" for line in lines for piece in _folded(line)).encode()


def _at(day: date, hour) -> datetime:
    return datetime.combine(day, hour, HANOI)


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\n").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Pieces of at most 75 octets that cut no letter; each but the first begins with a space."""
    piece, size = "", 0
    for char in line:
        width = len(char.encode())
        if size + width > LINE:
            yield piece
            piece, size = " ", 1
        piece, size = piece + char, size + width
    yield piece
