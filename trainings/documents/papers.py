"""The papers of a class for its file: the roll to sign on, the feedback form, the result sheet."""

from __future__ import annotations

from io import BytesIO

from ocop.core.money import dotted, in_words
from ocop.documents.offices import office_lines
from ocop.documents.paper import (
    Annex,
    AnnexPart,
    Closing,
    Column,
    Paper,
    Row,
    Signature,
    Table,
    Text,
)
from ocop.documents.signs import PaperKind
from ocop.spreadsheets.writer import write_xlsx
from trainings.documents.shapes import count_of_days, days_in_words, head_of, unnumbered
from trainings.models import TrainingClass
from trainings.models.results import BEST, QUESTIONS
from trainings.queries.classes import seated
from trainings.queries.feedback import feedback_of, question_in_words
from trainings.queries.money import money_of
from trainings.queries.roll import roll_of
from trainings.rules import fee_total_vnd

BOX = "☐"


def roll_paper(training: TrainingClass) -> Paper:
    """The roll to be signed: every trainee with a cell for each half-day."""
    sessions = list(training.sessions.order_by("day", "half"))
    columns = (
        Column("TT", 8, "no"),
        Column("Họ tên"),
        Column("Đơn vị", 40),
        *(
            Column(one.get_half_display().capitalize(), 13, "mid", over=f"{one.day:%d/%m}")
            for one in sessions
        ),
    )
    rows = tuple(
        Row((str(at), one.full_name, str(one.unit), *[""] * len(sessions)))
        for at, one in enumerate(seated(training), 1)
    )
    return Paper(
        name=f"Bảng điểm danh {training.code}",
        head=head_of(training),
        title="BẢNG ĐIỂM DANH",
        subject=(training.title,),
        blocks=(
            Text(f"{training.venue}.", lead="Địa điểm:"),
            Text(f"{days_in_words(training)}; học viên ký vào ô của buổi mình dự.", lead="Thời gian:"),
        ),
        annexes=(
            AnnexPart(
                Annex("Danh sách", "HỌC VIÊN KÝ TỪNG BUỔI", f"(Lớp {training.code})", wide=True),
                (Table(columns, rows, is_small=True),),
            ),
        ),
    )


def roll_sheet(training: TrainingClass) -> bytes:
    """The same as a spreadsheet: ticked and brought back it is read by the portal."""
    sessions, lines = roll_of(training)
    headers = [
        "TT",
        "Họ tên",
        "Đơn vị",
        *(f"{one.day:%d/%m/%Y} {one.get_half_display()}" for one in sessions),
    ]
    rows = [
        (
            at,
            line.nomination.full_name,
            str(line.nomination.unit),
            *("x" if mark else "" for mark in line.marks),
        )
        for at, line in enumerate(lines, 1)
    ]
    target = BytesIO()
    write_xlsx(target, headers, rows, name="Điểm danh")
    return target.getvalue()


def feedback_paper(training: TrainingClass) -> Paper:
    """The form that trainees fill in on paper, without a name."""
    columns = (Column("Nội dung hỏi"), *(Column(str(mark), 14, "mid") for mark in range(1, BEST + 1)))
    rows = tuple(Row((question_in_words(name), *[BOX] * BEST)) for name in QUESTIONS)
    return Paper(
        name=f"Phiếu ý kiến {training.code}",
        head=head_of(training),
        title="PHIẾU Ý KIẾN HỌC VIÊN",
        subject=(training.title,),
        blocks=(
            Text(f"{training.venue}, {days_in_words(training)}. Phiếu không ghi tên."),
            Text("Đánh dấu một ô mỗi dòng: 1 là chưa hài lòng, 5 là rất hài lòng."),
            Table(columns, rows),
            Text("", lead="Ý kiến khác:"),
            Text("……" * 30),
            Text("……" * 30),
        ),
    )


def result_paper(training: TrainingClass) -> Paper:
    """The result of a class for the settlement file: days, people, presence, feedback, money."""
    sessions, lines = roll_of(training)
    done = sum(line.is_enough for line in lines)
    said, money = feedback_of(training), money_of(training)
    blocks = [
        Text(f"{days_in_words(training)} ({count_of_days(sessions)}).", lead="1. Thời gian:"),
        Text(f"{training.venue}.", lead="2. Địa điểm:"),
        Text(
            f"{len(lines)} học viên trên {training.seats} chỗ; {done} học viên dự từ "
            f"{training.threshold_percent}% số buổi, được cấp giấy chứng nhận hoàn thành.",
            lead="3. Học viên:",
        ),
        Text(f"{_in_words(said)}", lead="4. Ý kiến học viên:"),
        Text(
            f"cam kết {dotted(money.bound_vnd)} đồng; đã chi {dotted(money.paid_vnd)} đồng "
            f"({in_words(money.paid_vnd)}); quyết toán {dotted(money.settled_vnd)} đồng.",
            lead="5. Kinh phí:",
        ),
        *_trainers(training),
    ]
    return Paper(
        name=f"Kết quả {training.code}",
        head=head_of(training, number=unnumbered(PaperKind.REPORT)),
        title="BÁO CÁO",
        subject=(f"Kết quả {training.get_kind_display().lower()} “{training.title}”",),
        blocks=tuple(blocks),
        closing=Closing(
            (Signature(office_lines(chief="Thủ trưởng đơn vị")),), ("Hồ sơ quyết toán", "Lưu: VT")
        ),
        annexes=(
            AnnexPart(
                Annex("Phụ lục", "KẾT QUẢ TỪNG HỌC VIÊN", f"(Lớp {training.code})", wide=True),
                (_results(lines),),
            ),
        ),
    )


def _in_words(said) -> str:
    if not said.count:
        return "chưa có phiếu nào."
    means = "; ".join(
        f"{one.question.lower()} {str(one.mean).replace('.', ',')}"
        for one in said.answers
        if one.mean is not None
    )
    return f"{said.count} phiếu trên {said.asked} học viên; điểm trung bình trên {BEST}: {means}."


def _trainers(training: TrainingClass):
    rows = [
        Row(
            (
                str(at),
                f"{one.full_name}\n{one.position}".strip(),
                str(one.half_days),
                dotted(one.fee_vnd),
                dotted(fee_total_vnd(one.fee_vnd, one.half_days)),
            )
        )
        for at, one in enumerate(training.trainers.order_by("pk"), 1)
    ]
    if not rows:
        return
    whole = sum(fee_total_vnd(one.fee_vnd, one.half_days) for one in training.trainers.all())
    columns = (
        Column("TT", 11, "no"),
        Column("Giảng viên"),
        Column("Số buổi", 20, "mid"),
        Column("Thù lao một buổi (đồng)", 34, "money"),
        Column("Thành tiền (đồng)", 34, "money"),
    )
    total = Row(("", "Cộng", "", "", dotted(whole)), look="total")
    yield Table(columns, (*rows, total), caption="Thù lao giảng viên")


def _results(lines) -> Table:
    columns = (
        Column("TT", 11, "no"),
        Column("Họ tên"),
        Column("Chức vụ, đơn vị", 52),
        Column("Đơn vị cử", 40),
        Column("Số buổi dự", 24, "mid"),
        Column("Kết quả", 26, "mid"),
        Column("Số giấy chứng nhận", 40, "mid"),
    )
    rows = tuple(
        Row(
            (
                str(at),
                line.nomination.full_name,
                line.nomination.position,
                str(line.nomination.unit),
                f"{line.present}/{line.held}",
                "Hoàn thành" if line.is_enough else "Chưa đủ",
                getattr(getattr(line.nomination, "certificate", None), "number", ""),
            )
        )
        for at, line in enumerate(lines, 1)
    )
    return Table(columns, rows, is_small=True)
