from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EstimateKind(TextChoices):
    FIRST = "first", _("Dự toán")
    REVISION = "revision", _("Điều chỉnh dự toán")
    CARRY_OVER = "carry_over", _("Chuyển nguồn")


class EstimateState(TextChoices):
    DRAFT = "draft", _("Đang lập")
    APPRAISING = "appraising", _("Đang thẩm định")
    APPRAISED = "appraised", _("Chờ phê duyệt")
    APPROVED = "approved", _("Đã phê duyệt")
    RETURNED = "returned", _("Đã trả lại")


OPEN_STATES = (EstimateState.DRAFT, EstimateState.APPRAISING, EstimateState.APPRAISED)
"""A budget has one version at a time that is being worked on."""


class Purpose(TextChoices):
    """What a line pays for."""

    CLASS = "class", _("Lớp tập huấn")
    TRIP = "trip", _("Học tập kinh nghiệm")
    CAMPAIGN = "campaign", _("Tuyên truyền")
    PRODUCT = "product", _("Tư vấn, phát triển sản phẩm")
    MARK = "mark", _("Nhãn hiệu, bao bì")
    PRINT_RUN = "print_run", _("In tem, giấy chứng nhận")
    ASSESSMENT = "assessment", _("Đánh giá, phân hạng")
    FAIR = "fair", _("Hội chợ, xúc tiến thương mại")
    OUTLET = "outlet", _("Điểm bán hàng")
    EQUIPMENT = "equipment", _("Thiết bị")
    SUPERVISION = "supervision", _("Kiểm tra, hướng dẫn")
    PRIZE = "prize", _("Thưởng")
    UNIT = "unit", _("Hỗ trợ địa phương")
    OTHER = "other", _("Chi khác")


class Verdict(TextChoices):
    """What the appraiser says to a line."""

    AGREE = "agree", _("Đồng ý")
    CUT = "cut", _("Đề nghị giảm")
    RETURN = "return", _("Đề nghị làm lại")


class Certainty(TextChoices):
    """How sure a norm is."""

    READ = "read", _("Theo văn bản")
    REPORTED = "reported", _("Theo nguồn dẫn lại, cần đối chiếu văn bản")


class SheetKind(TextChoices):
    """What a spreadsheet that comes in holds."""

    ESTIMATE = "estimate", _("Các dòng dự toán")
    TREASURY = "treasury", _("Các khoản chi của kho bạc")
