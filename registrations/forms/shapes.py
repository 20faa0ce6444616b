"""The shapes that several forms ask for."""

from django.utils.translation import gettext_lazy as _

PHONE = r"^[0-9+][0-9 .]{7,18}$"
PHONE_WORDS = {"invalid": _("Số điện thoại chỉ gồm chữ số, ví dụ 0277 123 4567.")}
AREA = {"rows": 4}
