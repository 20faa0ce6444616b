"""The invitation to a class (GM): when, where, what, with the list of those invited and the timetable."""

from __future__ import annotations

from datetime import date

from ocop.documents.offices import office_of_title
from ocop.documents.paper import Annex, AnnexPart, Closing, Column, Paper, Row, Signature, Table, Text
from ocop.documents.signs import PaperKind
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
from trainings.models import ClassSession, TrainingClass
from trainings.queries.classes import seated
from trainings.rules import Half


def invitation_paper(training: TrainingClass, *, replaces: str = "") -> Paper:
    """With number and day once it is issued, else with dots to write on. `replaces` is the number and the day
    of the letter in whose stead it comes.
    """
    sessions = list(training.sessions.order_by("day", "half"))
    number = training.invitation_number or unnumbered(PaperKind.INVITATION)
    kind = training.get_kind_display().lower()
    return Paper(
        name=f"Giấy mời {training.title}",
        head=head_of(training, number=number, day=training.invited_on),
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
            *([Text(f"Giấy mời này thay thế Giấy mời số {replaces}.")] if replaces else []),
            Text(
                "Đề nghị các ông, bà dự đầy đủ, đúng giờ; trường hợp không dự được, xin báo trước "
                f"ngày {training.nominate_until:%d/%m/%Y} để mời người khác./."
            ),
        ),
        closing=_closing(training),
        annexes=(
            AnnexPart(
                Annex("Phụ lục I", "DANH SÁCH HỌC VIÊN", f"(Kèm theo Giấy mời số {number})"),
                (_people(training),),
            ),
            AnnexPart(
                Annex("Phụ lục II", "CHƯƠNG TRÌNH", f"(Kèm theo Giấy mời số {number})"),
                (_timetable(training, sessions),),
            ),
        ),
        is_draft=not training.invitation_number,
    )


def issued_invitation(
    training: TrainingClass, *, number: str, day: date, signer: str, replaces: str = ""
) -> Paper:
    """The paper as it is issued: the number and the day stand also in its annexes."""
    training.invitation_number, training.invited_on, training.invitation_signer = number, day, signer
    return invitation_paper(training, replaces=replaces)


def _closing(training: TrainingClass) -> Closing:
    title = training.invitation_signer or "Chủ tịch"
    on_behalf = "" if training.agency else COMMITTEE
    office = office_of_title(title, chief=chief_of(title), on_behalf_of=on_behalf)
    return Closing((Signature(office),), ("Như trên", "Lưu: VT"))


def _people(training: TrainingClass) -> Table:
    columns = (
        Column("TT", 11, "no"),
        Column("Họ tên"),
        Column("Chức vụ, đơn vị", 52),
        Column("Đơn vị cử", 48),
    )
    rows = tuple(
        Row((str(at), one.full_name, one.position, str(one.unit)))
        for at, one in enumerate(seated(training), 1)
    )
    return Table(columns, rows)


def _timetable(training: TrainingClass, sessions: list[ClassSession]) -> Table:
    columns = (Column("Buổi", 36), Column("Nội dung"), Column("Nơi học", 52))
    rows = tuple(
        Row((half_in_words(one), one.topic or one.get_kind_display(), one.venue or training.venue))
        for one in sessions
    )
    return Table(columns, rows)
