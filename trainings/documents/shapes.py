"""What the papers of a class share: whose head, how days are said."""

from __future__ import annotations

from datetime import date
from textwrap import wrap

from ocop.documents.paper import Head
from ocop.documents.signs import PaperKind, Sign
from ocop.documents.words import date_in_words
from trainings.models import ClassSession, TrainingClass
from trainings.rules import Half

COMMITTEE = "ỦY BAN NHÂN DÂN"
ISSUER_WIDTH = 26
"""Letters of a line of the issuer at 12 points."""
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
HOURS = {Half.MORNING: "7 giờ 30 phút", Half.AFTERNOON: "13 giờ 30 phút"}


def head_of(training: TrainingClass, *, number: str = "", day: date | None = None) -> Head:
    """The committee of the organiser, or the agency below it."""
    place = training.organiser
    committee = (COMMITTEE, place.name_in_address.upper())
    return Head(
        parent=committee if training.agency else (),
        body=tuple(wrap(training.agency.upper(), ISSUER_WIDTH)) if training.agency else committee,
        number=number,
        place_and_date=f"{place.name}, {date_in_words(day, year=training.last_on.year)}",
    )


def unnumbered(kind: PaperKind) -> str:
    """Dots where the number goes."""
    return Sign(kind, "UBND").numbered(None)


def days_in_words(training: TrainingClass) -> str:
    """“từ ngày 06/4/2026 đến ngày 10/4/2026”, or the one day."""
    first, last = training.first_on, training.last_on
    if first == last:
        return f"{WEEKDAYS[first.weekday()]}, {date_in_words(first)}"
    return f"từ {date_in_words(first)} đến {date_in_words(last)}"


def count_of_days(sessions: list[ClassSession]) -> str:
    """“05 ngày, trong đó 03 ngày học trên lớp và 02 ngày đi thực tế”."""
    field = {one.day for one in sessions if one.kind == "field"}
    lesson = {one.day for one in sessions} - field
    whole = f"{len(lesson) + len(field):02d} ngày"
    if not field or not lesson:
        return f"{whole} {'học trên lớp' if lesson else 'đi thực tế'}"
    return f"{whole}, trong đó {len(lesson):02d} ngày học trên lớp và {len(field):02d} ngày đi thực tế"


def half_in_words(session: ClassSession) -> str:
    return f"{session.get_half_display().capitalize()} {session.day:%d/%m/%Y}"
