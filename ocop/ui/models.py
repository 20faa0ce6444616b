"""Forms that were sent, so that a second press does nothing more, and forms that were not sent yet."""

from django.conf import settings
from django.db import models


class FormReceipt(models.Model):
    """One form that took effect: its key, who sent it (nobody, on an open page) and where the sender was led
    afterwards.
    """

    key = models.UUIDField("khóa", primary_key=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+", verbose_name="người gửi"
    )
    digest = models.CharField("dấu nội dung", max_length=64)
    location = models.CharField("nơi dẫn tới", max_length=500, blank=True)
    taken_at = models.DateTimeField("lúc nhận", auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = "biên nhận biểu mẫu"
        verbose_name_plural = "biên nhận biểu mẫu"

    def __str__(self) -> str:
        return str(self.key)


class FormDraft(models.Model):
    """What somebody has typed into a long form and not sent. Only its author is ever shown it."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="người gõ"
    )
    path = models.CharField("trang", max_length=500)
    contents = models.JSONField("nội dung", help_text="Field → list of what was typed.")
    version = models.PositiveIntegerField("phiên bản", null=True)
    kept_at = models.DateTimeField("lúc giữ", auto_now=True, db_index=True)

    class Meta:
        verbose_name = "bản gõ dở"
        verbose_name_plural = "bản gõ dở"
        constraints = [
            models.UniqueConstraint(fields=["person", "path"], name="one_draft_per_person_and_page")
        ]

    def __str__(self) -> str:
        return self.path
