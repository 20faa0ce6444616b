from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Step(IntegerChoices):
    """The six steps of the OCOP cycle (490/QĐ-TTg, Appendix I)."""

    COMMUNICATE = 1, _("Tuyên truyền, hướng dẫn")
    COLLECT_IDEAS = 2, _("Nhận đăng ký ý tưởng sản phẩm")
    RECEIVE_PLANS = 3, _("Nhận phương án sản xuất, kinh doanh")
    CARRY_OUT = 4, _("Triển khai phương án")
    ASSESS = 5, _("Đánh giá, xếp hạng")
    PROMOTE = 6, _("Xúc tiến thương mại")


class BodyKind(TextChoices):
    """Who runs the programme at a unit. Councils stand in `evaluations`."""

    STEERING = "steering", _("Ban Chỉ đạo")
    STANDING_OFFICE = "standing_office", _("Cơ quan thường trực")
    TEAM = "team", _("Tổ OCOP")
    ADVISORY = "advisory", _("Tổ tư vấn")
    OFFICER_IN_CHARGE = "officer_in_charge", _("Cán bộ phụ trách OCOP")
