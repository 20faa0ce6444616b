"""The invitation to a class (GM): when, where, what, with the list of those invited and the timetable."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ocop.core import clock
from ocop.documents.offices import office_of_title
from ocop.documents.paper import Annex, AnnexPart, Closing, Column, Paper, Row, Signature, Table, Text
from ocop.documents.signs import PaperKind
from ocop.documents.words import date_in_words, enclosed_with
from trainings.documents.certificates import chief_of
from trainings.documents.shapes import (
    COMMITTEE,
    HOURS,
    count_of_days,
    days_in_words,
    half_in_words,
    head_of,
    unnumbered,
)
from trainings.models import ClassSession, Nomination, TrainingClass
from trainings.queries.letters import NextLetter, next_letter
from trainings.rules import Half


def invitation_draft(training: TrainingClass) -> Paper:
    """The letter that is to be issued next, with dots where its number and day go."""
    return invitation_paper(training, next_letter(training))


def invitation_paper(
    training: TrainingClass,
    letter: NextLetter,
    *,
    number: str = "",
    day: date | None = None,
    signer: str = "",
) -> Paper:
    """The letter as it is issued, or as a draft where it has no number."""
    sessions = list(training.sessions.order_by("day", "half"))
    is_draft, number = not number, number or unnumbered(PaperKind.INVITATION)
    kind = training.get_kind_display().lower()
    dated = date_in_words(day, year=training.first_on.year)
    origin = enclosed_with(f"Giấy mời số {number} {dated}", training.holder)
    return Paper(
        name=f"Giấy mời {training.title}",
        head=head_of(training, number=number, day=day),
        title=PaperKind.INVITATION.title,
        subject=(f"Dự {kind} “{training.title}”",),
        to=("Các ông, bà có tên trong danh sách kèm theo",),
        blocks=(
            Text(f"{training.holder} trân trọng kính mời các ông, bà dự {kind} “{training.title}” như sau:"),
            Text(
                f"{HOURS[Half(sessions[0].half)]}, {days_in_words(training)} ({count_of_days(sessions)}).",
                lead="1. Thời gian:",
            ),
            Text(f"{training.venue}.", lead="2. Địa điểm:"),
            Text("theo chương trình tại Phụ lục II.", lead="3. Nội dung:"),
            Text(
                f"học viên dự từ {training.threshold_percent}% số buổi được cấp giấy chứng nhận hoàn thành.",
                lead="4. Kết quả:",
            ),
            *_beside_others(letter),
            Text(
                "Đề nghị các ông, bà dự đầy đủ, đúng giờ; trường hợp không dự được, xin báo "
                f"{_until(training, day)} để mời người khác./."
            ),
        ),
        closing=_closing(training, signer),
        annexes=(
            AnnexPart(
                Annex("Phụ lục I", "DANH SÁCH HỌC VIÊN", origin),
                (_people(letter.people),),
            ),
            AnnexPart(
                Annex("Phụ lục II", "CHƯƠNG TRÌNH", origin),
                (_timetable(training, sessions),),
            ),
        ),
        is_draft=is_draft,
    )


def _beside_others(letter: NextLetter) -> list[Text]:
    """What becomes of the letters before this one."""
    if letter.replaces:
        return [Text(f"Giấy mời này thay thế Giấy mời số {letter.replaces}.")]
    if letter.adds_to:
        return [Text(f"Giấy mời này bổ sung học viên cho Giấy mời số {letter.adds_to}.")]
    return []


def _until(training: TrainingClass, day: date | None) -> str:
    """Until when somebody says that they do not come; at once where that day is over."""
    last = training.nominate_until
    return f"trước ngày {last:%d/%m/%Y}" if (day or clock.today()) <= last else "ngay khi nhận được giấy này"


def _closing(training: TrainingClass, signer: str) -> Closing:
    title = signer or "Chủ tịch"
    on_behalf = "" if training.agency else COMMITTEE
    office = office_of_title(title, chief=chief_of(title), on_behalf_of=on_behalf)
    return Closing((Signature(office),), ("Như trên", "Lưu: VT"))


def _people(people: Iterable[Nomination]) -> Table:
    columns = (
        Column("TT", 11, "no"),
        Column("Họ tên"),
        Column("Chức vụ, đơn vị", 52),
        Column("Đơn vị cử", 48),
    )
    rows = tuple(
        Row((str(at), one.full_name, one.position, str(one.unit))) for at, one in enumerate(people, 1)
    )
    return Table(columns, rows)


def _timetable(training: TrainingClass, sessions: list[ClassSession]) -> Table:
    columns = (Column("Buổi", 36), Column("Nội dung"), Column("Nơi học", 52))
    rows = tuple(
        Row((half_in_words(one), one.topic or one.get_kind_display(), one.venue or training.venue))
        for one in sessions
    )
    return Table(columns, rows)
