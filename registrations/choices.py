from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ProducerKind(TextChoices):
    """Kinds of organisation that may take part (26/2026/QĐ-TTg Art. 2; criterion 3.1)."""

    HOUSEHOLD = "household", _("Hộ kinh doanh")
    FARM = "farm", _("Trang trại")
    COOPERATIVE_GROUP = "cooperative_group", _("Tổ hợp tác")
    COOPERATIVE = "cooperative", _("Hợp tác xã")
    PRIVATE_ENTERPRISE = "private_enterprise", _("Doanh nghiệp tư nhân")
    LIMITED_COMPANY = "limited_company", _("Công ty TNHH")
    JOINT_STOCK_COMPANY = "joint_stock_company", _("Công ty cổ phần")
    ASSOCIATION = "association", _("Hội, hiệp hội, trung tâm điều hành (du lịch)")


ENTERPRISES = frozenset(
    {ProducerKind.PRIVATE_ENTERPRISE, ProducerKind.LIMITED_COMPANY, ProducerKind.JOINT_STOCK_COMPANY}
)
"""The kinds that the decree on small and medium enterprises classes by size; the others have no class."""


class ActingAs(TextChoices):
    """As what a person acts for a producer in the portal."""

    REPRESENTATIVE = "representative", _("Người đại diện")
    ACCOUNTANT = "accountant", _("Kế toán")
    CONSULTANT = "consultant", _("Tư vấn")


HELPERS = frozenset({ActingAs.ACCOUNTANT, ActingAs.CONSULTANT})
"""They write for the producer until a day; handing in and confirming stay with the representative."""


class ConsentWay(TextChoices):
    """How a producer agrees to what a dossier says."""

    ACCOUNT = "account", _("Xác nhận bằng tài khoản của chủ thể")
    SIGNED = "signed", _("Ký trên bản tóm tắt")


class RegistrationType(TextChoices):
    FIRST = "first", _("Đăng ký lần đầu")
    UPGRADE = "upgrade", _("Đăng ký nâng hạng")
    REASSESSMENT = "reassessment", _("Đánh giá, phân hạng lại")


class IdeaState(TextChoices):
    COLLECTED = "collected", _("Xã đang ghi")
    SENT = "sent", _("Chờ chọn")
    CHOSEN = "chosen", _("Được chọn")
    DECLINED = "declined", _("Chưa chọn")
    WITHDRAWN = "withdrawn", _("Đã rút")


class StepTerm(TextChoices):
    """The terms that run on a dossier; the values are the names of the regimes' deadlines."""

    COMMUNE_REVIEW = "commune_review", _("xã xem xét")
    RENEWAL_HANDLING = "renewal_handling", _("xử lý đánh giá lại")
    DISTRICT_REVIEW = "district_review", _("huyện kiểm tra, tiếp nhận")
    PROVINCE_REVIEW = "province_review", _("tỉnh kiểm tra, tiếp nhận")


LEFT_OPEN = (StepTerm.DISTRICT_REVIEW, StepTerm.PROVINCE_REVIEW)
"""The terms that no act was found to set: a province may."""


class ReminderKind(TextChoices):
    NEAR = "near", _("sắp hết hạn")
    OVERDUE = "overdue", _("quá hạn")


class DossierState(TextChoices):
    DRAFT = "draft", _("Bản nháp")
    COMMUNE_REVIEW = "commune_review", _("Xã đang xét")
    SUBMITTED = "submitted", _("Chờ tiếp nhận")
    RETURNED = "returned", _("Cần bổ sung")
    ACCEPTED = "accepted", _("Đã tiếp nhận")
    SCHEDULED = "scheduled", _("Đã xếp phiên")
    SCORED = "scored", _("Đã chấm, chờ quyết định")
    MINISTRY = "ministry", _("Tiềm năng 5 sao, đã chuyển Bộ")
    RECOGNISED = "recognised", _("Đã công nhận")
    NOT_RECOGNISED = "not_recognised", _("Chưa đạt 3 sao")
    REJECTED = "rejected", _("Bị loại")
    WITHDRAWN = "withdrawn", _("Đã rút")


class Gender(TextChoices):
    FEMALE = "female", _("Nữ")
    MALE = "male", _("Nam")


class Disability(TextChoices):
    """Whether the representative is a person with a disability (criterion 3.2, 26/2026/QĐ-TTg)."""

    NO = "no", _("Không")
    YES = "yes", _("Có")


class HeldCertificate(TextChoices):
    """The ticks of part I of the self-assessment (Mẫu số 02, 26/2026/QĐ-TTg)."""

    BUSINESS_REGISTRATION = "business_registration", _("Giấy đăng ký kinh doanh")
    QUALITY_DECLARATION = "quality_declaration", _("Đã công bố chất lượng sản phẩm")
    FOOD_SAFETY = "food_safety", _("GCN cơ sở đủ điều kiện an toàn thực phẩm")
    PRODUCTION_ELIGIBILITY = "production_eligibility", _("GCN đủ điều kiện sản xuất bắt buộc")
    TRADEMARK = "trademark", _("GCN đăng ký nhãn hiệu")
    RIGHT_TO_USE = (
        "right_to_use",
        _("Quyền dùng chỉ dẫn địa lý, nhãn hiệu tập thể, nhãn hiệu chứng nhận"),
    )
    PATENT = "patent", _("Bằng sáng chế")
    DESIGN = "design", _("Kiểu dáng công nghiệp")
    COPYRIGHT = "copyright", _("Bản quyền tác giả")
    OTHER = "other", _("Giấy tờ sở hữu trí tuệ khác")


class CorrectionReason(TextChoices):
    """Why an item of a dossier is given back."""

    WRONG = "wrong", _("Sai")
    INCOMPLETE = "incomplete", _("Chưa đủ")
    OUTDATED = "outdated", _("Quá hạn, không còn đúng")
    UNREADABLE = "unreadable", _("Không đọc được")
    OTHER = "other", _("Lý do khác")


class PaperState(TextChoices):
    """How good a paper is on a day; reckoned, never kept."""

    GOOD = "good", _("Còn hạn")
    ENDING = "ending", _("Sắp hết hạn")
    ENDED = "ended", _("Hết hạn")
    REPLACED = "replaced", _("Đã thay")
