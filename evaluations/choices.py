from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SeatRole(TextChoices):
    CHAIR = "chair", _("Chủ tịch Hội đồng")
    VICE_CHAIR = "vice_chair", _("Phó Chủ tịch Hội đồng")
    MEMBER = "member", _("Ủy viên")
    SECRETARY = "secretary", _("Thư ký")
    ADVISER = "adviser", _("Tổ tư vấn")


class Aggregation(TextChoices):
    """How the points of a product come out of its sheets; a matter of the council's Quy chế."""

    TOTALS = "totals", _("Trung bình cộng tổng điểm các phiếu")
    CRITERIA = "criteria", _("Trung bình cộng từng tiêu chí, trên các phiếu có chấm tiêu chí đó")


class SheetsShown(TextChoices):
    """Who reads the sheets of a closed session."""

    COUNCIL = "council", _("Cả Hội đồng, có tên người chấm")
    NAMELESS = "nameless", _("Cả Hội đồng, không có tên người chấm")
    LEADERS = "leaders", _("Chỉ Chủ tịch và Thư ký")


class PaperDeclaration(TextChoices):
    """What a sheet filled in on paper says of its member's interests."""

    CLEAR = "clear", _("Đã đánh dấu: không có quan hệ lợi ích")
    TIED = "tied", _("Đã đánh dấu: có quan hệ lợi ích, xin không chấm")
    SILENT = "silent", _("Không đánh dấu ô nào")


class ResultsShown(TextChoices):
    """From when those outside the council read its results."""

    CLOSE = "close", _("Ngay khi đóng phiên")
    DECISION = "decision", _("Khi quyết định đã ký")


class LateMembers(TextChoices):
    """What a member who comes after the session opened still scores; a matter of the council's Quy chế."""

    NOTHING = "nothing", _("Chỉ dự họp, không chấm")
    UNTOUCHED = "untouched", _("Chấm các sản phẩm chưa có phiếu nào gửi")
    FIRST_ROUND = "first", _("Chấm mọi sản phẩm còn ở vòng một")


class Tie(TextChoices):
    """What the portal found between a member and the owner of a product."""

    ACTS_FOR = "acts_for", _("đang hoặc từng thay mặt chủ thể")
    ADVISED = "advised", _("đang hoặc từng tư vấn, làm kế toán cho chủ thể")
    TAUGHT = "taught", _("từng giảng dạy lớp có người của chủ thể")
    SAME_UNIT = "unit", _("cùng đơn vị với chủ thể")
    SAME_TAX_CODE = "tax_code", _("đơn vị cùng mã số thuế với chủ thể")
    SAME_PHONE = "phone", _("cùng số điện thoại với chủ thể")


class SampleMove(TextChoices):
    """What happens to the samples of a product, from the owner to their end."""

    RECEIVED = "received", _("Nhận mẫu từ chủ thể")
    SHOWN = "shown", _("Đưa mẫu vào phiên họp")
    USED = "used", _("Dùng để đánh giá, kiểm nghiệm")
    RETURNED = "returned", _("Trả mẫu cho chủ thể")
    DESTROYED = "destroyed", _("Hủy mẫu")


class TeamOpinion(TextChoices):
    """What the advisory team proposes to the council."""

    READY = "ready", _("Đủ điều kiện đưa ra Hội đồng")
    MORE = "more", _("Cần bổ sung, làm rõ trước khi chấm")
    UNFIT = "unfit", _("Có dấu hiệu thuộc điều kiện loại")


class SessionState(TextChoices):
    PLANNED = "planned", _("Đã lên lịch")
    SCORING = "scoring", _("Đang chấm")
    CLOSED = "closed", _("Đã đóng")


class SheetState(TextChoices):
    DRAFT = "draft", _("Đang chấm")
    SENT = "sent", _("Đã gửi")


class DecisionKind(TextChoices):
    RECOGNISE = "recognise", _("Công nhận, phân hạng")
    PROPOSE = "propose", _("Đề nghị cấp trên đánh giá")
    NOTIFY = "notify", _("Thông báo kết quả, chưa đạt")
    AFTER_MINISTRY = "after_ministry", _("Công nhận theo kết quả của Bộ")


class DecisionState(TextChoices):
    DRAFT = "draft", _("Chờ ký")
    SIGNED = "signed", _("Đã ký")


class Outcome(TextChoices):
    """What a decision does with one result."""

    RECOGNISE = "recognise", _("Công nhận")
    RECOGNISE_UP = "recognise_up", _("Công nhận, trình Bộ xét 5 sao")
    FORWARD = "forward", _("Chuyển cấp trên")
    MINISTRY = "ministry", _("Tiềm năng 5 sao, chuyển Bộ")
    NOT_RECOGNISED = "not_recognised", _("Chưa đạt 3 sao")
    REJECT = "reject", _("Loại")


class CertificateState(TextChoices):
    """What is stored. “Expired” is not stored: it follows from the date."""

    ACTIVE = "active", _("Còn hiệu lực")
    REVOKED = "revoked", _("Đã thu hồi")
    REPLACED = "replaced", _("Đã thay")


class CaseState(TextChoices):
    OPEN = "open", _("Chờ quyết định")
    REVOKED = "revoked", _("Đã thu hồi")
    DROPPED = "dropped", _("Không thu hồi")


class RevocationGround(TextChoices):
    """The six grounds of 26/2026/QĐ-TTg Art. 8."""

    FALSE_DATA = "false_data", _("Cung cấp thông tin sai, giả mạo hồ sơ")
    BELOW_CRITERIA = "below_criteria", _("Sản phẩm không còn đạt tiêu chí qua kiểm tra")
    BREACH_OF_LAW = (
        "breach_of_law",
        _("Vi phạm pháp luật về chất lượng, an toàn thực phẩm, môi trường, sở hữu trí tuệ, nhãn"),
    )
    MARK_MISUSED = "mark_misused", _("Sử dụng nhãn hiệu OCOP sai quy định")
    STOPPED = "stopped", _("Chủ thể ngừng sản xuất sản phẩm")
    OTHER_CONCLUSION = "other_conclusion", _("Theo kết luận khác của cơ quan có thẩm quyền")


class PackPaperKind(TextChoices):
    """The papers of a session, in the order in which they are signed."""

    MINUTES = "minutes", _("Biên bản họp")
    REPORT = "report", _("Báo cáo và danh sách kết quả")
    DECISION = "decision", _("Quyết định")
    LETTER = "letter", _("Thông báo cho chủ thể")
    SUBMISSION = "submission", _("Hồ sơ trình cấp trên")
    FORM = "form", _("Biểu mẫu trong hồ sơ gửi cấp trên")


class OwnPart(TextChoices):
    """What the council itself adds to a dossier that goes to the next level."""

    TEAM = "team", _("Báo cáo của Tổ tư vấn")
    POINTS = "points", _("Bảng điểm theo tiêu chí")


class ReissueReason(TextChoices):
    """Why a certificate takes another number while what it says stays in force."""

    MISPRINT = "misprint", _("In hỏng, không dùng được")
    WRONG = "wrong", _("Ghi sai nội dung")
    LOST = "lost", _("Bị mất")
    DAMAGED = "damaged", _("Bị rách, hư hỏng")


class RunState(TextChoices):
    PROOF = "proof", _("Đang xem bản in thử")
    PRINTED = "printed", _("Đã in")
    DISCARDED = "discarded", _("Đã bỏ")


class Background(TextChoices):
    """What lies under the words of a certificate."""

    ORNAMENT = "ornament", _("Hoa văn và sao của cổng")
    PICTURE = "picture", _("Ảnh nền của nơi cấp, sao của cổng")
    BLANK = "blank", _("Không nền, in chữ lên phôi in sẵn")


class SealSpace(TextChoices):
    """How much room a certificate leaves between the signer's title and name."""

    WIDE = "wide", _("Rộng (23,5 mm)")
    MEDIUM = "medium", _("Vừa (18 mm)")
    NARROW = "narrow", _("Hẹp (12 mm)")


class InspectionKind(TextChoices):
    """Post-checks are periodic or ad hoc (26/2026/QĐ-TTg Art. 9)."""

    PERIODIC = "periodic", _("Định kỳ, theo kế hoạch")
    AD_HOC = "ad_hoc", _("Đột xuất")


class InspectionState(TextChoices):
    PLANNED = "planned", _("Chưa kiểm tra")
    DONE = "done", _("Đã kiểm tra")


class FindingState(TextChoices):
    OPEN = "open", _("Chờ khắc phục")
    FIXED = "fixed", _("Đã khắc phục")


class MisuseKind(TextChoices):
    NOT_IN_FORCE = "not_in_force", _("Giấy đã hết hạn hoặc bị thu hồi mà vẫn dùng")
    OTHER_PRODUCT = "other_product", _("Mã hoặc nhãn OCOP gắn trên sản phẩm khác")
    WRONG_STARS = "wrong_stars", _("Số sao trên bao bì khác trên giấy")
    OTHER = "other", _("Việc khác")


class MisuseState(TextChoices):
    NEW = "new", _("Mới nhận")
    CASE = "case", _("Đang xác minh")
    CLOSED = "closed", _("Đã xử lý")
    DISMISSED = "dismissed", _("Không có cơ sở")
