"""Forms that were sent, so that a second press of the same button does nothing more."""

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
