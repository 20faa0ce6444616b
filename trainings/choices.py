from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ClassKind(TextChoices):
    """What is held: the same people, days, roll and money, whatever it is called."""

    CLASS = "class", _("Lớp tập huấn")
    TRIP = "trip", _("Học tập kinh nghiệm")
    CONFERENCE = "conference", _("Hội nghị")


class Audience(TextChoices):
    OFFICIALS = "officials", _("Cán bộ quản lý")
    PRODUCERS = "producers", _("Chủ thể OCOP")
    EVERYONE = "everyone", _("Cán bộ và chủ thể")


class ClassState(TextChoices):
    PLANNED = "planned", _("Đang chuẩn bị")
    NOMINATING = "nominating", _("Đang cử người")
    RUNNING = "running", _("Đang học")
    CLOSED = "closed", _("Đã kết thúc")
    SETTLED = "settled", _("Đã quyết toán")
    CANCELLED = "cancelled", _("Đã hủy")


HELD = frozenset({ClassState.CLOSED, ClassState.SETTLED})
"""The class has taken place; who completed it is settled."""

TAKES_PEOPLE = frozenset({ClassState.NOMINATING, ClassState.RUNNING})
"""People are named, confirmed and withdrawn."""

CHANGEABLE = frozenset({ClassState.PLANNED, ClassState.NOMINATING})
"""Days, seats, trainers and quotas may still be changed."""


class Half(TextChoices):
    """A half-day (buổi), the unit of the roll and of trainers' fees."""

    MORNING = "am", _("sáng")
    AFTERNOON = "pm", _("chiều")


class SessionKind(TextChoices):
    LESSON = "lesson", _("Học trên lớp")
    FIELD = "field", _("Đi thực tế")


class TrainerRole(TextChoices):
    LECTURER = "lecturer", _("Giảng viên, báo cáo viên")
    ASSISTANT = "assistant", _("Trợ giảng")
    GUIDE = "guide", _("Hướng dẫn thực tế")


class NominationState(TextChoices):
    SEATED = "seated", _("Có chỗ, chờ xác nhận")
    WAITING = "waiting", _("Chờ chỗ")
    CONFIRMED = "confirmed", _("Đã xác nhận dự")
    WITHDRAWN = "withdrawn", _("Không dự")


HOLDS_A_SEAT = frozenset({NominationState.SEATED, NominationState.CONFIRMED})


class MarkSource(TextChoices):
    """How it is known that somebody was there."""

    QR = "qr", _("quét mã")
    HAND = "hand", _("đánh dấu")
    PAPER = "paper", _("bảng điểm danh giấy")


class ClassTask(TextChoices):
    """What a class asks of somebody next."""

    NAME = "name", _("Cử người")
    ANSWER = "answer", _("Xác nhận dự")
    OPEN = "open", _("Mở cử người")
    INVITE = "invite", _("Phát hành giấy mời")
    START = "start", _("Bắt đầu học")
    ROLL = "roll", _("Điểm danh")
    CLOSE = "close", _("Kết thúc lớp")
    CERTIFY = "certify", _("Cấp giấy chứng nhận")
    SETTLE = "settle", _("Quyết toán")
