"""The gallery of components, and the pages that help people use the portal."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.paginator import Paginator
from django.utils.datastructures import MultiValueDict
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from ocop.ui.fields import DateField, MoneyField, PrivateFileField
from ocop.ui.forms import FilterForm, NoteForm, PortalForm
from ocop.ui.guides import GUIDES, HINTS, PROMISES
from ocop.ui.listing import Listing
from ocop.ui.parts import (
    Bar,
    Crumb,
    Days,
    Difference,
    Dot,
    Entry,
    Fact,
    Figure,
    FileRow,
    MoveLink,
    Number,
    Pill,
    Score,
    Series,
    Status,
    Step,
    Task,
    TaskGroup,
    Where,
    WorkGroup,
    WorkItem,
)
from ocop.ui.views import PortalView


@dataclass(frozen=True, slots=True)
class Sample:
    """One row of the sample list."""

    name: str
    owner: str
    place: str
    status: Status
    amount_vnd: int


class SampleForm(PortalForm):
    """One field of each sort."""

    kind = forms.ChoiceField(
        label="Hình thức công bố chất lượng",
        help_text="Xem góc trên của bản công bố.",
        choices=[("own", "Tự công bố sản phẩm"), ("filed", "Đăng ký bản công bố"), ("none", "Chưa công bố")],
        widget=forms.RadioSelect,
    )
    number = forms.CharField(
        label="Số bản tự công bố",
        help_text="Ví dụ: 01/TCB/2026",
        widget=forms.TextInput(attrs={"class": "w-code"}),
    )
    expires_on = DateField(label="Phiếu kiểm nghiệm có giá trị đến ngày")
    revenue_vnd = MoneyField(label="Doanh thu của sản phẩm năm 2025")
    control = forms.CharField(
        label="Cách kiểm soát chất lượng",
        help_text="Vài câu: kiểm ở khâu nào, ai kiểm, ghi sổ ra sao.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    systems = forms.MultipleChoiceField(
        label="Hệ thống quản lý chất lượng",
        required=False,
        choices=[("attp", "Giấy đủ điều kiện an toàn thực phẩm"), ("haccp", "HACCP"), ("iso", "ISO 22000")],
        widget=forms.CheckboxSelectMultiple,
    )
    agreed = forms.BooleanField(label="Chủ thể cam đoan những điều trên là đúng")
    paper = PrivateFileField(label="Phiếu kiểm nghiệm", help_text="Ảnh chụp rõ chữ hoặc PDF.")


class SampleFilter(FilterForm):
    group = forms.ChoiceField(
        label="Ngành", choices=[("", "Tất cả"), ("food", "Thực phẩm"), ("drink", "Đồ uống")]
    )
    sort_by = forms.ChoiceField(label="Xếp theo", choices=[("due", "Gần hạn nhất"), ("name", "Tên")])


DOSSIER_STATES = (
    Status("draft", "todo", "Bản nháp"),
    Status("wait", "inbox", "Chờ tiếp nhận"),
    Status("move", "doing", "Xã đang xét"),
    Status("act", "return", "Cần bổ sung"),
    Status("move", "send", "Đã chuyển tỉnh"),
    Status("move", "search", "Tổ tư vấn xét"),
    Status("move", "today", "Đã xếp phiên"),
    Status("seal", "blind", "Đang chấm"),
    Status("seal", "lock", "Đã chấm, còn kín"),
    Status("good", "seal", "Đã có quyết định"),
    Status("move", "ministry", "Đã chuyển Bộ"),
    Status("won", "star", "Đạt 4 sao"),
    Status("good", "star-wait", "Tiềm năng 5 sao"),
    Status("end", "cross", "Chưa đạt 3 sao"),
    Status("bad", "ban", "Bị loại"),
    Status("end", "minus", "Đã rút"),
    Status("bad", "error", "Quá hạn xét"),
)
CERTIFICATE_STATES = (
    Status("draft", "todo", "Giữ số"),
    Status("good", "done", "Còn hiệu lực"),
    Status("act", "hourglass", "Hết hạn sau 170 ngày"),
    Status("move", "refresh", "Đang đánh giá lại"),
    Status("wait", "pause", "Được kéo dài"),
    Status("end", "history", "Đã thay bằng giấy mới"),
    Status("end", "clock", "Hết hạn"),
    Status("void", "ban", "Đã thu hồi"),
)
TASK_STATES = (
    Status("draft", "todo", "Chưa làm"),
    Status("move", "doing", "Đang làm"),
    Status("good", "done", "Xong"),
    Status("act", "return", "Cần sửa"),
    Status("end", "lock", "Chưa mở"),
)
DUE_STATES = (
    Status("plain", "clock", "Đến 12/01"),
    Status("act", "clock", "Còn 3 ngày"),
    Status("bad", "error", "Quá hạn 1 ngày"),
    Status("wait", "pause", "Tạm dừng: chờ chủ thể"),
)


class Gallery(PortalView):
    """Every component with every state: use again, do not draw anew."""

    title = _("Bộ thành phần")
    template_name = "ui/pages/gallery.html"

    crumbs = (Crumb(_("Việc hôm nay"), "/"), Crumb(_("Bộ thành phần")))
    state_groups = (
        ("Trạng thái hồ sơ", DOSSIER_STATES),
        ("Giấy chứng nhận", CERTIFICATE_STATES),
        ("Việc trong danh sách", TASK_STATES),
        ("Hạn", DUE_STATES),
    )
    colours = (
        ("cham", "chàm 900", "đầu trang"),
        ("lua", "lúa 700", "nút chính, đã xong"),
        ("chin", "lúa chín 500", "sao, hạn gần, viền chọn"),
        ("dat", "đất 700", "đang chờ người khác"),
        ("nuoc", "nước 700", "đang chạy"),
        ("sen", "sen 700", "chấm kín"),
        ("son", "son 700", "lỗi, quá hạn, thu hồi"),
        ("paper", "giấy dó", "nền trang"),
        ("ink", "mực", "chữ"),
    )
    star_counts = (1, 2, 3, 4, 5)
    points = Decimal("78.4286")
    moves = (
        MoveLink("Gửi hồ sơ", "#nut", "send", "primary"),
        MoveLink("Trả lại để sửa", "#nut", "return"),
        MoveLink("Thu hồi giấy", "#nut", "ban", "danger"),
        MoveLink("Để sau", "#nut", tone="link"),
    )
    work = (
        WorkGroup(
            "Quá hạn",
            (
                WorkItem(
                    "Xét thành phần hồ sơ Thảm lục bình", "#viec", "nộp ngày 30/10", "dossier", DUE_STATES[2]
                ),
            ),
            "late",
        ),
        WorkGroup(
            "Đến hạn tuần này",
            (WorkItem("Bổ sung hồ sơ Bánh kẹp", "#viec", "Tỉnh trả lại 2 mục", "return", DUE_STATES[1]),),
            "due",
        ),
        WorkGroup(
            "Chưa gấp", (WorkItem("Làm tiếp bản nháp Trà mãng cầu", "#viec", "", "edit", TASK_STATES[0]),)
        ),
    )
    tasks = (
        TaskGroup(
            "1. Chủ thể nộp",
            (
                Task("Phiếu đăng ký (Mẫu 01)", TASK_STATES[2], "#viec"),
                Task("Phần III: tự chấm điểm", TASK_STATES[1], "#viec", "74 điểm, 4 sao theo điểm"),
                Task("Minh chứng", TASK_STATES[3], "#viec", "phiếu kiểm nghiệm đã hết hạn"),
            ),
        ),
        TaskGroup(
            "2. Xã xét và gửi", (Task("Gửi lên tỉnh", TASK_STATES[4], note="Mở khi các phần trên đã xong"),)
        ),
    )
    where = Where(
        "Hồ sơ đang ở",
        "UBND xã Mỹ Hiệp, Cán bộ OCOP",
        "Nhận ngày 30/10/2026. Tiếp theo: gửi cơ quan OCOP tỉnh.",
        "Hạn xét của xã: 15 ngày làm việc",
        Days(16, 15),
        "Quá hạn 1 ngày",
        is_late=True,
        url="#duong-di",
        url_label="Ghi lý do chậm",
    )
    days_in_time = Days(9, 15)
    steps = (
        Step("Chủ thể nộp", "done", "30/10/2026, 08:40", "#duong-di"),
        Step("Xã xét bốn nội dung", "now", "hạn 20/11/2026", "#duong-di"),
        Step("Tỉnh tiếp nhận, kiểm tra", "ahead", "", "#duong-di"),
        Step("Quyết định, giấy chứng nhận", "ahead"),
    )
    facts = (
        Fact("Phân nhóm", "Thủ công mỹ nghệ gia dụng, trang trí"),
        Fact("Nơi làm ra", "xã Mỹ Hiệp, tỉnh Đồng Tháp", note="trước 01/07/2025: huyện Cao Lãnh"),
        Fact("Trạng thái", DOSSIER_STATES[2]),
        Fact("Mã sản phẩm", None),
        Fact("Giấy chứng nhận", "05/2025", "#thong-tin"),
    )
    pills = (
        Pill("Tất cả", "?", 48, is_current=True),
        Pill("Chờ tôi xử lý", "?state=mine", 9, urgency="due"),
        Pill("Quá hạn", "?state=late", 2, urgency="late"),
        Pill("Đã có kết quả", "?state=done", 12),
    )
    files = (
        FileRow(
            "tu-cong-bo-02-2026.pdf", Status("good", "done", "Đã nhận"), "Công bố chất lượng · 1,2 MB", "#tep"
        ),
        FileRow("phieu.jpg", Status("act", "warn", "Hết hạn"), "hết hạn 12/10/2026", "#tep", "image"),
        FileRow("giay-attp.pdf", Status("wait", "hourglass", "Đang kiểm"), "Khoảng 1 phút. Bạn cứ làm tiếp."),
        FileRow(
            "nhan-banh-kep.docm",
            Status("bad", "cross", "Từ chối"),
            icon="error",
            problem="Tệp Word này chứa lệnh tự chạy nên không nhận. Hãy lưu thành PDF rồi tải lại.",
        ),
    )
    bars = (Bar("3 sao", 100, "272"), Bar("4 sao", 31, "85"), Bar("Chưa đạt", 8, "22", "#hinh"))
    star_words = ("3 sao", "4 sao", "5 sao")
    star_rows = (
        Series("Thực phẩm", (Number(196, "#hinh"), Number(63, "#hinh"), Number(2, "#hinh"))),
        Series("Đồ uống", (Number(31), Number(9), Number(0))),
    )
    month_rows = tuple(Series(f"{month:02d}/27", (Number(month * 3 % 7, "#hinh"),)) for month in range(1, 13))
    dots = (
        Dot("Mỹ Hiệp", Decimal("10.35"), Decimal("105.80"), Number(18)),
        Dot("Mỹ Thọ", Decimal("10.45"), Decimal("105.70"), Number(4)),
        Dot("Phong Mỹ", Decimal("10.53"), Decimal("105.58"), Number(0)),
    )
    table_heads = ("Xã, phường", "Sản phẩm")
    table_rows = ((Crumb("Mỹ Hiệp", "#hinh"), Number(18, "#hinh")), (Crumb("Phong Mỹ"), Number(0)))
    figures = (
        Figure("Sản phẩm đã xếp hạng", "357", "272 + 85", "#hinh"),
        Figure("Giấy sắp hết hạn", "14", "trong 180 ngày"),
        Figure("Hồ sơ quá hạn", "2"),
    )
    score = Score(Decimal(74), Decimal(100), 24, 28, by_points=4, stars=3, missed=2, reachable=Decimal(92))
    history = (
        Entry("30/10/2026, 08:40", "Nộp hồ sơ", "Chủ thể tại xã Mỹ Hiệp"),
        Entry("25/10/2026, 10:02", "Trả lại để sửa", "Cán bộ xã Mỹ Hiệp", "Phiếu kiểm nghiệm hết hạn."),
    )
    two_versions = (Difference("Tên sản phẩm", "Thảm lục bình", "Thảm lục bình Mỹ Hiệp"),)

    @cached_property
    def good_form(self) -> SampleForm:
        return SampleForm(
            user=self.request.user, prefix="good", initial={"kind": "own", "number": "02/TCB/2026"}
        )

    @cached_property
    def bad_form(self) -> SampleForm:
        data = {"bad-number": "02/TCB/2026", "bad-expires_on": "31/02/2026", "bad-revenue_vnd": "1.5"}
        files = MultiValueDict({"bad-paper": [SimpleUploadedFile("nhan-banh-kep.docm", b"x")]})
        return SampleForm(data, files, user=self.request.user, prefix="bad")

    @cached_property
    def note_form(self) -> NoteForm:
        return NoteForm(
            user=self.request.user, prefix="why", initial={"note": "Phiếu kiểm nghiệm đã hết hạn."}
        )

    @cached_property
    def listing(self) -> Listing:
        rows = [
            Sample("Thảm lục bình", "Làng nghề Mỹ Hiệp", "Mỹ Hiệp", DOSSIER_STATES[2], 850_000_000),
            Sample("Cam xoàn Phong Mỹ", "Tổ hợp tác cam xoàn", "Phong Mỹ", DOSSIER_STATES[1], 1_111_111_111),
        ]
        filters = SampleFilter(self.request.GET, user=self.request.user)
        return Listing(
            page=Paginator(rows * 40, 2).get_page(self.request.GET.get("page", 5)),
            query=self.request.GET,
            sort="name",
            sorts=("name", "amount"),
            filters=filters,
            chosen=len(filters.chosen),
        )

    @cached_property
    def icons(self) -> list[str]:
        """The names of all pictures in the sprite."""
        with open(finders.find("img/icons.svg"), encoding="utf-8") as sprite:
            return re.findall(r'<symbol id="([^"]+)"', sprite.read())


@method_decorator(login_not_required, name="dispatch")
class Help(PortalView):
    """How each role does its main work."""

    title = _("Hướng dẫn từng bước")
    template_name = "ui/pages/help.html"
    guides, hints = GUIDES, HINTS


@method_decorator(login_not_required, name="dispatch")
class Accessibility(PortalView):
    """What the portal promises about access and privacy."""

    title = _("Trợ năng và bảo mật")
    template_name = "ui/pages/accessibility.html"
    promises = PROMISES
