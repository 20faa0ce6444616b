from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Measure(TextChoices):
    """What the portal counts from its own records. The order is that of the pages and papers."""

    PRODUCTS_REGISTERED = "products_registered", _("Sản phẩm nộp hồ sơ")
    PRODUCTS_NEW_REGISTERED = "products_new_registered", _("Sản phẩm đăng ký lần đầu")
    COMMUNES_REGISTERED = "communes_registered", _("Xã, phường có sản phẩm đăng ký")
    PRODUCERS_REGISTERED = "producers_registered", _("Chủ thể đăng ký")
    RECOGNISED = "recognised", _("Sản phẩm được công nhận từ 3 sao")
    RECOGNISED_3 = "recognised_3", _("Sản phẩm đạt 3 sao")
    RECOGNISED_4 = "recognised_4", _("Sản phẩm đạt 4 sao")
    RECOGNISED_5 = "recognised_5", _("Sản phẩm đạt 5 sao")
    POTENTIAL_5 = "potential_5", _("Sản phẩm tiềm năng 5 sao, đã chuyển Bộ")
    RECOGNISED_NEW = "recognised_new", _("Sản phẩm công nhận mới")
    RECOGNISED_UPGRADED = "recognised_upgraded", _("Sản phẩm nâng hạng")
    RECOGNISED_AGAIN = "recognised_again", _("Sản phẩm đánh giá, phân hạng lại")
    REVOKED = "revoked", _("Giấy chứng nhận bị thu hồi")
    STANDING = "standing", _("Sản phẩm còn giấy chứng nhận hiệu lực cuối kỳ")
    COMMUNES_STANDING = "communes_standing", _("Xã, phường có ít nhất một sản phẩm được công nhận")
    PRODUCERS_STANDING = "producers_standing", _("Chủ thể có sản phẩm được công nhận")
    PRODUCERS_COOPERATIVE = "producers_cooperative", _("Trong đó hợp tác xã")
    PRODUCERS_GROUP = "producers_group", _("Trong đó tổ hợp tác")
    PRODUCERS_ENTERPRISE = "producers_enterprise", _("Trong đó doanh nghiệp")
    PRODUCERS_HOUSEHOLD = "producers_household", _("Trong đó hộ kinh doanh, trang trại")
    SHARE_COOPERATIVE = "share_cooperative", _("Tỷ lệ chủ thể là hợp tác xã")
    SHARE_UPGRADED = "share_upgraded", _("Tỷ lệ sản phẩm nâng hạng trên sản phẩm được công nhận")
    CLASSES = "classes", _("Lớp tập huấn đã mở")
    PEOPLE_TRAINED = "people_trained", _("Lượt người hoàn thành tập huấn")
    OFFICIALS = "officials", _("Cán bộ quản lý chương trình")
    OFFICIALS_TRAINED = "officials_trained", _("Cán bộ đã được tập huấn")
    OWNERS_TRAINED = "owners_trained", _("Chủ thể đăng ký đã được tập huấn")
    SHARE_OFFICIALS = "share_officials", _("Tỷ lệ cán bộ được tập huấn")
    SHARE_OWNERS = "share_owners", _("Tỷ lệ chủ thể đăng ký được tập huấn")
    CAMPAIGNS = "campaigns", _("Đợt tuyên truyền")
    STUDY_TRIPS = "study_trips", _("Đợt học tập kinh nghiệm")
    CONFERENCES = "conferences", _("Hội nghị")
    FAIRS = "fairs", _("Hội chợ, triển lãm đã tham gia")
    INSPECTIONS = "inspections", _("Đợt kiểm tra, giám sát")
    OUTLETS = "outlets", _("Điểm bán hàng, trung tâm OCOP đã mở")
    MONEY_APPROVED = "money_approved", _("Kinh phí được duyệt")
    MONEY_ALLOCATED = "money_allocated", _("Kinh phí đã giao")
    MONEY_SPENT = "money_spent", _("Kinh phí đã chi")


class Basis(TextChoices):
    """By which units a figure is broken down (ADR 0002)."""

    TODAY = "today", _("Theo đơn vị hiện nay")
    THEN = "then", _("Theo đơn vị lúc đó")


class ReportKind(TextChoices):
    """The values are those of `plans.rules.periods.Period`."""

    HALF_YEAR = "half_year", _("6 tháng")
    YEAR = "year", _("Năm")


class ReportState(TextChoices):
    OPEN = "open", _("Đang lập")
    SUBMITTED = "submitted", _("Chờ lãnh đạo duyệt")
    APPROVED = "approved", _("Đã gửi cấp trên")
    ACCEPTED = "accepted", _("Đã tiếp nhận")


SENT_STATES = (ReportState.APPROVED, ReportState.ACCEPTED)
"""What has left the unit."""


class ReminderKind(TextChoices):
    NEAR = "near", _("sắp hết hạn")
    OVERDUE = "overdue", _("quá hạn")


class PlanKind(TextChoices):
    YEAR = "year", _("Kế hoạch năm")
    PERIOD = "period", _("Kế hoạch, chương trình giai đoạn")
    ASSESSMENT = "assessment", _("Kế hoạch đánh giá, phân hạng")
    OTHER = "other", _("Kế hoạch khác")


class PlanState(TextChoices):
    DRAFT = "draft", _("Đang soạn")
    SUBMITTED = "submitted", _("Chờ ban hành")
    ISSUED = "issued", _("Đã ban hành")


class SectionKind(TextChoices):
    """What a section prints besides its own text."""

    TEXT = "text", _("Chỉ có lời văn")
    AIMS = "aims", _("Mục tiêu")
    ACTIVITIES = "activities", _("Nội dung, các hoạt động")
    FUNDING = "funding", _("Kinh phí")
    ORGANISATION = "organisation", _("Tổ chức thực hiện")
    REPORTING = "reporting", _("Chế độ báo cáo")


class AimKind(TextChoices):
    GENERAL = "general", _("Mục tiêu chung")
    SPECIFIC = "specific", _("Mục tiêu cụ thể")


class AnnexKind(TextChoices):
    BUDGET = "budget", _("Dự toán kinh phí")
    PRODUCTS = "products", _("Danh sách sản phẩm")
    TARGETS = "targets", _("Chỉ tiêu theo đơn vị")
    CALENDAR = "calendar", _("Tiến độ thực hiện")


class EventKind(TextChoices):
    """What a unit does beside classes."""

    CAMPAIGN = "campaign", _("Tuyên truyền")
    STUDY_TRIP = "study_trip", _("Học tập kinh nghiệm")
    CONFERENCE = "conference", _("Hội nghị")
    FAIR = "fair", _("Hội chợ, triển lãm")
    OUTLET = "outlet", _("Điểm bán hàng, trung tâm OCOP")
    INSPECTION = "inspection", _("Kiểm tra, giám sát")


class EventState(TextChoices):
    PLANNED = "planned", _("Theo kế hoạch")
    DONE = "done", _("Đã thực hiện")
    CANCELLED = "cancelled", _("Đã hủy")
