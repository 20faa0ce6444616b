from django.db.models import IntegerChoices
from django.utils.translation import gettext_lazy as _


class Step(IntegerChoices):
    """The six steps of the OCOP cycle (490/QĐ-TTg, Appendix I)."""

    COMMUNICATE = 1, _("Tuyên truyền, hướng dẫn")
    COLLECT_IDEAS = 2, _("Nhận đăng ký ý tưởng sản phẩm")
    RECEIVE_PLANS = 3, _("Nhận phương án sản xuất, kinh doanh")
    CARRY_OUT = 4, _("Triển khai phương án")
    ASSESS = 5, _("Đánh giá, xếp hạng")
    PROMOTE = 6, _("Xúc tiến thương mại")
