from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class JobState(TextChoices):
    QUEUED = "queued", _("Đang chờ")
    RUNNING = "running", _("Đang làm")
    DONE = "done", _("Xong")
    FAILED = "failed", _("Không làm được")


class EntryState(TextChoices):
    RESERVED = "reserved", _("Giữ số")
    ASSIGNED = "assigned", _("Đã dùng")
    SPOILED = "spoiled", _("Số hỏng")
