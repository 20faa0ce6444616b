from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ImportState(TextChoices):
    UPLOADED = "uploaded", _("Chờ xem cột")
    READING = "reading", _("Đang xem trước")
    CHECKED = "checked", _("Chờ xác nhận")
    QUEUED = "queued", _("Đang nạp")
    LOADED = "loaded", _("Đã nạp")
    DISCARDED = "discarded", _("Đã bỏ")


class Verdict(TextChoices):
    """What a row of a list would do to the portal."""

    NEW = "new", _("Mới")
    CHANGED = "changed", _("Khác với cổng")
    SAME = "same", _("Đã có")
    QUESTION = "question", _("Cần trả lời")
    ERROR = "error", _("Lỗi")
