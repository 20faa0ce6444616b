"""What the verbs of the trail are called. Apps write `thing.deed`; both halves are put into words here.

A deed that is called otherwise of one thing stands with the whole verb.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ocop.core.roles import Role

THINGS: dict[str, str | Promise] = {
    "account": _("Tài khoản"),
    "post": _("Vị trí công tác"),
    "cycle": _("Chu trình"),
    "criteria_set": _("Bộ tiêu chí"),
    "producer": _("Chủ thể"),
    "product": _("Sản phẩm"),
    "idea": _("Ý tưởng sản phẩm"),
    "dossier": _("Hồ sơ"),
    "evidence": _("Minh chứng"),
    "council": _("Hội đồng"),
    "session": _("Phiên họp"),
    "sheet": _("Phiếu đánh giá"),
    "decision": _("Quyết định"),
    "certificate": _("Giấy chứng nhận"),
    "document": _("Văn bản"),
    "list": _("Danh sách"),
    "mark": _("Biểu trưng"),
    "import": _("Danh sách nhập"),
    "calendar_day": _("Ngày nghỉ, làm bù"),
    "step_limit": _("Thời hạn của bước"),
}

DEEDS: dict[str, str | Promise] = {
    "sign-in": _("đăng nhập"),
    "sign-out": _("đăng xuất"),
    "sign-in-failed": _("đăng nhập không thành"),
    "create": _("tạo mới"),
    "update": _("sửa"),
    "contact": _("sửa liên hệ"),
    "reset-password": _("đặt lại mật khẩu"),
    "change-password": _("đổi mật khẩu"),
    "give": _("giao"),
    "invite": _("mời"),
    "end": _("kết thúc"),
    "open": _("mở"),
    "close": _("đóng"),
    "steps": _("đặt ngày các bước"),
    "targets": _("đặt chỉ tiêu sản phẩm"),
    "import": _("nhập"),
    "export": _("tải bảng tính"),
    "collect": _("ghi nhận"),
    "idea.take_back": _("lấy lại"),
    "idea.decline": _("chưa chọn"),
    "choose": _("chọn"),
    "reconsider": _("xét lại"),
    "register": _("lập hồ sơ"),
    "figures": _("ghi số liệu quy mô"),
    "start": _("bắt đầu"),
    "hand_in": _("chủ thể nộp"),
    "submit": _("xã nộp"),
    "commune_return": _("xã trả lại"),
    "accept": _("tiếp nhận"),
    "return": _("trả lại"),
    "note_correction": _("ghi yêu cầu sửa"),
    "drop_correction": _("bỏ yêu cầu sửa"),
    "answer_correction": _("trả lời yêu cầu sửa"),
    "settle_correction": _("xác nhận đã sửa đạt"),
    "withdraw": _("rút"),
    "follow": _("dùng bản mới"),
    "schedule": _("xếp phiên"),
    "unschedule": _("bỏ khỏi phiên"),
    "score": _("đã chấm"),
    "recognise": _("công nhận"),
    "decline": _("chưa đạt"),
    "reject": _("loại"),
    "forward": _("chuyển cấp trên"),
    "to_ministry": _("chuyển Bộ"),
    "attach": _("đính kèm"),
    "replace": _("thay"),
    "cite": _("dẫn"),
    "plan": _("lên lịch"),
    "send": _("gửi"),
    "prepare": _("dự thảo"),
    "sign": _("ký"),
    "issue": _("cấp"),
    "revoke": _("thu hồi"),
    "request": _("yêu cầu"),
    "uncite": _("thôi dẫn"),
    "form": _("ghi phiếu đăng ký"),
    "choose_set": _("chọn bộ tiêu chí"),
    "self_score": _("tự chấm"),
    "report": _("ghi báo cáo của xã"),
    "business_plan": _("ghi phương án sản xuất, kinh doanh"),
    "organisation": _("ghi bộ máy tổ chức"),
    "self_assessment": _("ghi báo cáo tự đánh giá"),
    "changes": _("ghi thay đổi từ khi được công nhận"),
    "print": _("tải bản in"),
    "consent": _("chủ thể đồng ý nội dung"),
    "add-seat": _("thêm thành viên"),
    "end-seat": _("kết thúc tư cách thành viên"),
    "dissolve": _("kết thúc hoạt động"),
    "add-dossiers": _("thêm hồ sơ"),
    "remove-dossier": _("đưa hồ sơ ra"),
    "reorder": _("đổi thứ tự"),
    "recuse": _("không tham gia chấm"),
    "agree": _("ghi ý kiến chung"),
    "settle-knock-out": _("kết luận điều kiện loại"),
    "fill": _("ghi"),
    "discard": _("hủy dự thảo"),
    "set": _("đặt"),
    "remove": _("gỡ"),
    "upload": _("tải lên"),
    "read": _("cho xem trước trong nền"),
    "unread": _("không xem trước được"),
    "reopen": _("xem lại cột"),
    "check": _("xem trước"),
    "confirm": _("cho nạp"),
    "load": _("nạp"),
    "give_back": _("không nạp được"),
    "take_back": _("xem lại"),
}


FIELDS: dict[str, str | Promise] = {
    "state": _("Trạng thái"),
    "person": _("Người"),
    "role": _("Vai trò"),
    "place": _("Địa bàn"),
    "starts_on": _("Từ ngày"),
    "ends_on": _("Đến hết ngày"),
    "decision_number": _("Số quyết định"),
    "username": _("Tên đăng nhập"),
    "full_name": _("Họ tên"),
    "fields": _("Các mục"),
    "email": _("Email"),
    "phone": _("Điện thoại"),
    "year": _("Năm"),
    "regime": _("Quy định áp dụng"),
    "closed_on": _("Ngày đóng"),
    "code": _("Mã"),
    "version": _("Phiên bản"),
    "complete": _("Dùng chấm được"),
    "number": _("Số"),
    "stars": _("Hạng sao"),
    "level": _("Cấp"),
    "due_on": _("Hạn"),
    "name": _("Tên"),
    "rows": _("Số dòng"),
    "filters": _("Bộ lọc"),
    "day": _("Ngày"),
    "days": _("Số ngày"),
    "works": _("Làm việc"),
    "is_certain": _("Đã chắc chắn"),
    "term": _("Thời hạn"),
    "used_from": _("Áp dụng từ"),
    "moved": _("Số hạn tính lại"),
}


def words_for_field(name: str) -> str:
    """What a field of an event is called; one without words stays as it was written."""
    return str(FIELDS.get(name, name))


def words_for(verb: str) -> str:
    """“Hồ sơ: trả lại”; a half that has no words yet stays as it was written."""
    thing, _dot, deed = verb.partition(".")
    return f"{THINGS.get(thing, thing)}: {DEEDS.get(verb) or DEEDS.get(deed, deed)}"


def role_words(role: str) -> str:
    """What the role acted under is called."""
    return str(Role(role).label) if role in Role.values else role
