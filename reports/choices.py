"""What is counted in advance."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from registrations.queries import stations


class FigureName(TextChoices):
    """The first six are the stations of `registrations.queries.stations`, by the year of the cycle."""

    SENT = stations.SENT, _("Ý tưởng")
    CHOSEN = stations.CHOSEN, _("Được chọn")
    HANDED_IN = stations.HANDED_IN, _("Đã nộp hồ sơ")
    ACCEPTED = stations.ACCEPTED, _("Đã tiếp nhận")
    SCORED = stations.SCORED, _("Đã chấm")
    RECOGNISED = stations.RECOGNISED, _("Đạt từ 3 sao")
    ISSUED = "issued", _("Giấy đã cấp")
    VALID = "valid", _("Còn hiệu lực")
    SOON = "soon", _("Hết hạn trong 180 ngày")
    ENDING = "ending", _("Hết hạn theo tháng")
    COVERED = "covered", _("Xã, phường có sản phẩm")
    """Of totals alone: a commune counts once."""


FUNNEL = (
    FigureName.SENT,
    FigureName.CHOSEN,
    FigureName.HANDED_IN,
    FigureName.ACCEPTED,
    FigureName.SCORED,
    FigureName.RECOGNISED,
)
"""From the idea to the star."""
