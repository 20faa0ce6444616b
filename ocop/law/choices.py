from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

from ocop.law.rules import FormKind as _FormKind
from ocop.law.rules import Task as _Task
from ocop.law.rules import When as _When
from ocop.law.rules.sheets import HAS_STORY, ZERO


class ActKind(TextChoices):
    DECISION = "decision", _("Quyết định")
    DECREE = "decree", _("Nghị định")
    CIRCULAR = "circular", _("Thông tư")
    RESOLUTION = "resolution", _("Nghị quyết")
    LAW = "law", _("Luật")
    DIRECTIVE = "directive", _("Chỉ thị")
    PLAN = "plan", _("Kế hoạch")


class Task(TextChoices):
    """What a level may be empowered to do; the values are those of `rules.Task`."""

    RECEIVE = _Task.RECEIVE.value, _("Tiếp nhận")
    ASSESS = _Task.ASSESS.value, _("Xem xét")
    SCORE = _Task.SCORE.value, _("Chấm điểm")
    SCORE_AGAIN = _Task.SCORE_AGAIN.value, _("Chấm vòng sau kiểm nghiệm")
    RECOGNISE = _Task.RECOGNISE.value, _("Công nhận")
    CERTIFY = _Task.CERTIFY.value, _("Cấp giấy chứng nhận")
    REVOKE = _Task.REVOKE.value, _("Thu hồi")
    FORWARD = _Task.FORWARD.value, _("Chuyển cấp trên")


class FormKind(TextChoices):
    """The forms of the owner's dossier; the values are those of `rules.FormKind`."""

    REGISTRATION = _FormKind.REGISTRATION.value, _("Phiếu đăng ký")
    BUSINESS_PLAN = _FormKind.BUSINESS_PLAN.value, _("Phương án sản xuất, kinh doanh")
    ORGANISATION = _FormKind.ORGANISATION.value, _("Giới thiệu bộ máy tổ chức")
    SELF_ASSESSMENT = _FormKind.SELF_ASSESSMENT.value, _("Báo cáo tự đánh giá")
    CHANGES = _FormKind.CHANGES.value, _("Thay đổi từ khi được công nhận")
    COMMUNE_REPORT = _FormKind.COMMUNE_REPORT.value, _("Báo cáo của xã")


class When(TextChoices):
    """Of which registrations a form is asked; the values are those of `rules.When`."""

    ALWAYS = _When.ALWAYS.value, _("mọi lần đăng ký")
    NEW_IDEA = _When.NEW_IDEA.value, _("ý tưởng sản phẩm mới")
    EXISTING = _When.EXISTING.value, _("sản phẩm đã có")
    AGAIN = _When.AGAIN.value, _("nâng hạng, đánh giá lại")


class TermKind(TextChoices):
    WORKING_DAYS = "working_days", _("ngày làm việc")
    DAYS = "days", _("ngày")


class Effect(TextChoices):
    """What a knock-out does."""

    REJECT = "reject", _("Hồ sơ bị loại")
    ELIMINATE = "eliminate", _("Loại sản phẩm")
    STOP_SCORING = "stop_scoring", _("Dừng chấm")
    PRECONDITION = "precondition", _("Điều kiện bắt buộc")


class Condition(TextChoices):
    """When a criterion counts."""

    ALWAYS = "", _("luôn chấm")
    HAS_STORY = HAS_STORY, _("chỉ chấm khi sản phẩm có câu chuyện")


class Trigger(TextChoices):
    """What finds a knock-out: the people who assess, or the ticks themselves."""

    PEOPLE = "", _("người đánh giá xác định")
    ZERO = ZERO, _("0 điểm ở tiêu chí này")


class CompanySize(TextChoices):
    MICRO = "micro", _("Siêu nhỏ")
    SMALL = "small", _("Nhỏ")
    MEDIUM = "medium", _("Vừa")
    LARGE = "large", _("Lớn")


class CompanySector(TextChoices):
    """The two columns of the table of company sizes."""

    PRODUCTION = "production", _("nông, lâm nghiệp, thủy sản; công nghiệp, xây dựng")
    TRADE = "trade", _("thương mại, dịch vụ")


class EffortClass(IntegerChoices):
    """How hard a kind of evidence is to come by; the coach multiplies by it."""

    OWN = 1, _("chủ thể tự làm")
    PARTNERS = 2, _("cần bạn hàng, nơi in, người lao động")
    BODY = 3, _("cần cơ quan cấp, kiểm nghiệm")


class EvidenceKind(TextChoices):
    """The papers of the evidence table (Mẫu số 02, 26/2026/QĐ-TTg)."""

    BUSINESS_REGISTRATION = "business_registration", _("Giấy đăng ký kinh doanh")
    PRODUCTION_ELIGIBILITY = "production_eligibility", _("GCN cơ sở đủ điều kiện sản xuất, ATTP")
    MATERIAL_ORIGIN = "material_origin", _("Nguồn gốc nguyên liệu, liên kết")
    ENVIRONMENT = "environment", _("Bảo vệ môi trường, công nghệ bền vững")
    LOCAL_LABOUR = "local_labour", _("Lao động địa phương")
    GROWTH = "growth", _("Tăng trưởng sản xuất, kinh doanh")
    INTELLECTUAL_PROPERTY = "intellectual_property", _("Sở hữu trí tuệ")
    MARKET = "market", _("Phát triển thị trường, xúc tiến thương mại")
    PROMOTION = "promotion", _("Quảng bá sản phẩm")
    STORY = "story", _("Câu chuyện sản phẩm")
    QUALITY_DECLARATION = "quality_declaration", _("Công bố chất lượng sản phẩm")
    TEST_REPORT = "test_report", _("Phiếu kiểm nghiệm")
    TRACEABILITY = "traceability", _("Mã số mã vạch, tem truy xuất nguồn gốc")
    QUALITY_SYSTEM = "quality_system", _("Hệ thống quản lý chất lượng")
    AWARDS = "awards", _("Giải thưởng, bình chọn")
    OTHER = "other", _("Giấy tờ khác")


class HintSource(TextChoices):
    """How sure it is that a hint of a criterion means a kind of paper."""

    ACT = "act", _("bảng minh chứng của văn bản nêu")
    GUIDE = "guide", _("hướng dẫn của địa phương nêu")
    OURS = "ours", _("cách hiểu của cổng")
