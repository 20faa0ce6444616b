"""Two more plans by their facts: figures, units, dates and agencies as published, every sentence our own.

`bau_bang`: the plan of a district for 2021. `hai_phong`: the programme of a city for 2021–2025 and its money;
how the 165,4 tỷ are shared among years and sources is not published and is ours.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

from budgets import services as budgets
from budgets.models import Estimate, FundSource
from budgets.services import LineContent
from ocop.core.roles import Role
from ocop.localities.choices import CodeSystem, PlaceKind
from plans import services
from plans.models import (
    Plan,
    PlanActivity,
    PlanAim,
    PlanAnnex,
    PlanGround,
    PlanPhase,
    PlanReporting,
    PlanSection,
    PlanTask,
)
from plans.services.plans import SETTINGS
from tests.factories.accounts import make_officer
from tests.factories.places import make_place
from tests.factories.plan_papers import act

BAU_BANG_SIGNED_ON = date(2021, 2, 22)
ECONOMY, COMMUNES = "Phòng Kinh tế", "UBND các xã, thị trấn"
BAU_BANG_SECTIONS = (
    (1, "text", "MỤC ĐÍCH, YÊU CẦU", ""),
    (
        2,
        "text",
        "Mục đích",
        "- Đưa Đề án OCOP của tỉnh vào việc làm cụ thể ở huyện trong năm 2021 và các năm tới.\n"
        "- Làm chỗ dựa để phòng, ban, xã và thị trấn lập việc của mình.",
    ),
    (
        2,
        "text",
        "Yêu cầu",
        "- Mỗi nơi ghi việc OCOP vào chương trình công tác, có người theo dõi.\n"
        "- Chọn sản phẩm có thế mạnh thật, không chọn cho đủ số.",
    ),
    (1, "aims", "MỤC TIÊU", ""),
    (1, "activities", "NỘI DUNG", ""),
    (
        1,
        "funding",
        "KINH PHÍ",
        "Bố trí trong dự toán chi của huyện năm 2021 và lồng ghép các chương trình khác.",
    ),
    (1, "organisation", "TỔ CHỨC THỰC HIỆN", ""),
    (1, "reporting", "", "Các đơn vị gửi kết quả về cơ quan thường trực:"),
)
BAU_BANG_AIMS = (
    ("general", "Chuyển dịch kinh tế nông thôn, thêm thu nhập cho người dân", None, None, ""),
    ("general", "Triển khai Chương trình từ huyện đến xã; cơ sở giữ vai trò chính", None, None, ""),
    ("specific", "Xã, thị trấn có sản phẩm đăng ký, trên tổng số 7", 4, None, "xã, thị trấn"),
    ("specific", "Sản phẩm thế mạnh mỗi địa phương chọn", 1, 2, "sản phẩm"),
    ("specific", "Lớp tập huấn về Chương trình", 1, 1, "lớp"),
    ("specific", "Cán bộ quản lý và người đứng đầu chủ thể được tập huấn", 100, 100, "%"),
    ("specific", "Sản phẩm được xếp hạng 3 sao", 1, 3, "sản phẩm"),
    ("specific", "Lập xong hệ thống OCOP ở huyện và cơ sở", None, None, ""),
)
BAU_BANG_ACTIVITIES: tuple[tuple[str, str, dict], ...] = (
    (
        "Đối tượng thực hiện",
        "",
        {
            "content": (
                "- Sáu nhóm: thực phẩm; đồ uống; thảo dược; vải và may mặc; lưu niệm, nội thất, trang trí; "
                "dịch vụ du lịch nông thôn.\n"
                "- Chủ thể: hợp tác xã, tổ hợp tác; hộ có đăng ký kinh doanh; doanh nghiệp nhỏ và vừa theo "
                "Điều 6 Nghị định số 39/2018/NĐ-CP ngày 11/3/2018."
            )
        },
    ),
    (
        "Tuyên truyền, hướng dẫn",
        "",
        {
            "content": "Ý nghĩa, chu trình, bộ tiêu chí, quyền lợi khi được công nhận.",
            "quantity": "bản tin, truyền thanh, trang thông tin, tờ rơi",
            "time": "Từ tháng 3/2021",
            "lead": "Phòng Văn hóa và Thông tin",
            "joint": f"Trung tâm Văn hóa, Thể thao và Truyền thanh; {ECONOMY}; {COMMUNES}",
        },
    ),
    ("Xây dựng hệ thống quản lý", "", {"time": "Từ tháng 3/2021", "lead": ECONOMY}),
    (
        "Cấp huyện",
        "Xây dựng hệ thống quản lý",
        {"content": f"{ECONOMY} thường trực; lập Tổ OCOP và Hội đồng đánh giá, xếp hạng."},
    ),
    (
        "Cấp cơ sở",
        "Xây dựng hệ thống quản lý",
        {"content": "Mỗi xã, thị trấn phân công 01 công chức theo dõi OCOP."},
    ),
    (
        "Hội nghị triển khai",
        "",
        {
            "content": "Chu trình thường niên, tổ chức bộ máy, bộ tiêu chí, cách đánh giá.",
            "audience": "Lãnh đạo huyện, Hội đồng, xã và thị trấn, các chủ thể có tiềm năng",
            "time": "Từ tháng 3/2021",
            "lead": ECONOMY,
        },
    ),
    ("Đăng ký, lựa chọn ý tưởng, nhận hồ sơ", "", {"lead": ECONOMY, "joint": COMMUNES}),
    (
        "Đăng ký sản phẩm",
        "Đăng ký, lựa chọn ý tưởng, nhận hồ sơ",
        {"time": "Tháng 3 - 4/2021", "starts_on": date(2021, 3, 1), "ends_on": date(2021, 4, 30)},
    ),
    (
        "Lựa chọn ý tưởng",
        "Đăng ký, lựa chọn ý tưởng, nhận hồ sơ",
        {
            "content": f"Cơ sở nhận phiếu, giúp hoàn thiện, gửi {ECONOMY} tổng hợp để xét chọn.",
            "time": "Tháng 4 - 5/2021",
            "starts_on": date(2021, 4, 1),
            "ends_on": date(2021, 5, 31),
        },
    ),
    (
        "Tập huấn cho tổ chức kinh tế",
        "",
        {
            "content": "Phương án kinh doanh, hoàn thiện sản phẩm, bao bì, thị trường, tài chính.",
            "quantity": "01 lớp",
            "time": "Tháng 6 - 9/2021",
            "lead": "UBND huyện",
            "joint": "Chi cục Phát triển nông thôn; đơn vị tư vấn",
        },
    ),
    (
        "Đánh giá, xếp hạng sản phẩm",
        "",
        {
            "content": (
                "Theo Bộ tiêu chí của Quyết định số 1048/QĐ-TTg ngày 21/8/2019; sản phẩm có khả năng "
                "từ 3 sao được gửi lên tỉnh."
            ),
            "time": "Tháng 9 - 10/2021",
            "starts_on": date(2021, 9, 1),
            "ends_on": date(2021, 10, 31),
            "lead": f"Hội đồng cấp huyện; {ECONOMY}",
            "joint": "Chi cục Phát triển nông thôn",
        },
    ),
    (
        "Hội nghị sơ kết",
        "",
        {"time": "Dự kiến tháng 11/2021", "ends_on": date(2021, 11, 30), "lead": ECONOMY},
    ),
    ("Khoa học, công nghệ", "", {"content": "Đưa công nghệ vào sản xuất, bảo hộ nhãn, quản lý chất lượng."}),
    (
        "Xúc tiến thương mại, quảng bá",
        "",
        {"content": "Dự hội chợ trong huyện, trong tỉnh và tỉnh bạn; nối với siêu thị, cửa hàng, điểm bán."},
    ),
)
BAU_BANG_TASKS = (
    (ECONOMY, "là cơ quan thường trực; theo dõi, tổng hợp, báo cáo."),
    ("Phòng Văn hóa và Thông tin", "chủ trì tuyên truyền."),
    (COMMUNES, "chỉ đạo ở cơ sở; phân công người theo dõi; vận động chủ thể đăng ký."),
)


def bau_bang() -> SimpleNamespace:
    """The district of old Bình Dương with its officer, its leader and its plan, still a draft."""
    today = make_place(PlaceKind.CENTRAL_CITY, "Hồ Chí Minh", "79")
    province = make_place(PlaceKind.PROVINCE, "Bình Dương", "74", system=CodeSystem.OLD, today=today)
    district = make_place(
        PlaceKind.RURAL_DISTRICT, "Bàu Bàng", "719", parent=province, system=CodeSystem.OLD, today=today
    )
    officer = make_officer(Role.DISTRICT_OFFICER, district)
    plan = services.start_plan(
        actor=officer,
        unit=district,
        title="Triển khai Chương trình “Mỗi xã một sản phẩm” năm 2021, định hướng đến năm 2025",
        first_year=2021,
        last_year=2021,
    )
    write = _Writer(officer, plan)
    write.over()
    issuer = "Ủy ban nhân dân tỉnh Bình Dương"
    title = "Phê duyệt Đề án Chương trình mỗi xã một sản phẩm tỉnh Bình Dương"
    write.row(PlanGround, act=act("1166/QĐ-UBND", date(2020, 4, 29), title, issuer=issuer))
    write.row(
        PlanGround, act=act("1048/QĐ-TTg", date(2019, 8, 21), "Ban hành Bộ tiêu chí đánh giá, phân hạng")
    )
    write.row(
        PlanGround,
        act=act(
            "39/2018/NĐ-CP",
            date(2018, 3, 11),
            "Hướng dẫn Luật Hỗ trợ doanh nghiệp nhỏ và vừa",
            kind="decree",
            issuer="Chính phủ",
        ),
    )
    write.sections(BAU_BANG_SECTIONS)
    write.aims(BAU_BANG_AIMS)
    write.activities(BAU_BANG_ACTIVITIES)
    for agency, words in BAU_BANG_TASKS:
        write.row(PlanTask, agency=agency, words=words)
    write.row(PlanReporting, name="Báo cáo năm", due_on=date(2021, 11, 15), to=ECONOMY)
    write.row(PlanAnnex, kind="calendar")
    plan = write.settings(
        recipients=f"Sở Nông nghiệp và Phát triển nông thôn\n{COMMUNES}\nLưu: VT", dated_on=BAU_BANG_SIGNED_ON
    )
    leader = make_officer(Role.DISTRICT_LEADER, district)
    return SimpleNamespace(place=district, officer=officer, leader=leader, plan=plan)


class _Writer:
    """Writes a plan through the services that everybody uses."""

    def __init__(self, actor, plan: Plan) -> None:
        self.actor, self.plan = actor, plan

    def over(self) -> None:
        """Take out what a new plan begins with."""
        for part in (*self.plan.sections.all(), *self.plan.annexes.all()):
            services.drop_part(actor=self.actor, part=part)

    def row(self, sort, **fields):
        return services.add_part(actor=self.actor, plan=self.plan, sort=sort, **fields)

    def sections(self, rows) -> None:
        for level, kind, title, text in rows:
            section = self.row(PlanSection, level=level, kind=kind, title=title)
            if text:
                services.write_section(actor=self.actor, section=section, title=title, text=text)

    def aims(self, rows) -> None:
        for kind, words, *between, unit_name in rows:
            low, high = (None if number is None else Decimal(number) for number in between)
            self.row(PlanAim, kind=kind, words=words, minimum=low, maximum=high, unit_name=unit_name)

    def activities(self, rows) -> None:
        made: dict[str, PlanActivity] = {}
        for title, above, fields in rows:
            made[title] = self.row(PlanActivity, title=title, parent=made.get(above), **fields)

    def settings(self, **changes) -> Plan:
        self.plan.refresh_from_db()
        kept = {name: getattr(self.plan, name) for name in SETTINGS}
        kept |= {"signer_title": "Chủ tịch", "signer_name": "Chủ tịch của đơn vị"} | changes
        return services.change_plan(actor=self.actor, plan=self.plan, **kept)


HAI_PHONG_SOURCES = (
    ("CTMTQG nông thôn mới", (4_400, 6_000, 7_000, 8_000, 9_000)),
    ("SN nông nghiệp", (3_000, 3_500, 4_000, 4_500, 5_000)),
    ("KHCN", (1_500, 2_000, 2_500, 2_500, 2_500)),
    ("Khuyến nông, công", (1_000, 1_500, 2_000, 2_000, 2_500)),
    ("Lồng ghép", (2_500, 3_000, 4_000, 4_500, 5_000)),
    ("Chủ thể", (9_500, 10_000, 11_000, 12_000, 13_000)),
    ("Tín dụng, quỹ", (2_000, 2_500, 3_000, 4_000, 5_000)),
)
"""Million đồng for 2021 … 2025."""
HAI_PHONG_AIMS = (
    ("general", "Phát triển sản phẩm, dịch vụ có lợi thế; nâng thu nhập nông thôn", None, None, ""),
    ("specific", "Sản phẩm OCOP được phát triển, nâng cấp", 335, 335, "sản phẩm"),
    ("specific", "Sản phẩm đã phân hạng được nâng cấp trong năm 2021", 60, 60, "sản phẩm"),
    ("specific", "Sản phẩm đạt 5 sao", 5, None, "sản phẩm"),
    ("specific", "Sản phẩm phát triển theo chuỗi giá trị", 150, 200, "sản phẩm"),
    ("specific", "Cán bộ quản lý các cấp được tập huấn", 100, 100, "%"),
)
HAI_PHONG_ACTIVITIES: tuple[tuple[str, str, dict], ...] = (
    ("Kiện toàn bộ máy từ thành phố đến cơ sở", "", {"lead": "Sở Nông nghiệp và Phát triển nông thôn"}),
    ("Tuyên truyền, đào tạo, tập huấn", "", {"quantity": "217 xã, phường, thị trấn"}),
    ("Thực hiện chu trình hằng năm", "", {"content": "Ý tưởng, phương án, triển khai, đánh giá, xúc tiến."}),
    ("Khoa học, công nghệ, truy xuất nguồn gốc", "", {"time": "Cả giai đoạn"}),
    ("Xúc tiến thương mại", "", {"time": "Hằng năm"}),
    ("Đánh giá, tổng kết", "", {"ends_on": date(2025, 12, 31)}),
)
HAI_PHONG_SIGNED_ON = date(2021, 3, 9)
HAI_PHONG_WHY = (
    "- Sản phẩm của vùng đạt tiêu chuẩn, bán được trong nước và ngoài nước.",
    "- Làm theo chu trình; người sản xuất quyết định, Nhà nước hỗ trợ.",
)
"""Purpose and requirements."""
HAI_PHONG_TASKS = (
    ("Sở Nông nghiệp và Phát triển nông thôn", "thường trực; lập kế hoạch hằng năm, trình phê duyệt."),
    ("Sở Tài chính", "bố trí kinh phí hằng năm; hướng dẫn sử dụng, quyết toán."),
    ("Sở Du lịch", "phát triển du lịch gắn với sản phẩm; tham gia đánh giá."),
    ("UBND các quận, huyện", "kiện toàn Hội đồng cấp huyện; rà soát, bổ sung sản phẩm tham gia."),
)


def hai_phong() -> SimpleNamespace:
    """The city with its officer, the money of its programme by year and source, and the programme."""
    place = make_place(PlaceKind.CENTRAL_CITY, "Hải Phòng", "31")
    officer = make_officer(Role.PROVINCE_OFFICER, place)
    estimate = _money_by_year(officer, place)
    plan = services.start_plan(
        actor=officer,
        unit=place,
        kind="period",
        title="Thực hiện Chương trình OCOP giai đoạn 2021–2025, định hướng đến năm 2030",
        first_year=2021,
        last_year=2025,
    )
    write = _Writer(officer, plan)
    write.aims(HAI_PHONG_AIMS)
    write.activities(HAI_PHONG_ACTIVITIES)
    for agency, words in HAI_PHONG_TASKS:
        write.row(PlanTask, agency=agency, words=words)
    for name, first, last in (("Giai đoạn 1", 2021, 2022), ("Giai đoạn 2", 2023, 2025)):
        write.row(PlanPhase, name=name, starts_on=date(first, 1, 1), ends_on=date(last, 12, 31))
    write.row(PlanGround, words="Theo đề nghị của Giám đốc Sở Nông nghiệp và Phát triển nông thôn")
    write.row(PlanReporting, name="Báo cáo năm", due_on=date(2021, 12, 15), to="Ủy ban nhân dân thành phố")
    for section, words in zip(plan.sections.filter(level=2).order_by("position"), HAI_PHONG_WHY, strict=True):
        services.write_section(actor=officer, section=section, title=section.title, text=words)
    plan = write.settings(
        recipients="Các sở, ngành\nUBND các quận, huyện\nLưu: VT", dated_on=HAI_PHONG_SIGNED_ON
    )
    leader = make_officer(Role.PROVINCE_LEADER, place)
    return SimpleNamespace(place=place, officer=officer, leader=leader, estimate=estimate, plan=plan)


def _money_by_year(officer, place) -> Estimate:
    estimate = budgets.start_budget(
        actor=officer,
        unit=place,
        title="Kinh phí Chương trình OCOP giai đoạn 2021–2025",
        first_year=2021,
        last_year=2025,
    )
    sources = {name: _source(name) for name, _amounts in HAI_PHONG_SOURCES}
    for at, year in enumerate(range(2021, 2026)):
        block = budgets.add_line(
            actor=officer,
            estimate=estimate,
            content=LineContent(f"Năm {year}", executor="Các sở, quận, huyện"),
        )
        for name, amounts in HAI_PHONG_SOURCES:
            content = LineContent(
                f"Từ nguồn {sources[name].name}",
                lump_vnd=amounts[at] * 1_000_000,
                shares=((sources[name], None),),
            )
            budgets.add_line(actor=officer, estimate=estimate, parent=block, content=content)
    return estimate


def _source(short_name: str) -> FundSource:
    """One of the portal's own; a test that empties tables has taken them away."""
    return FundSource.objects.get_or_create(
        short_name=short_name, defaults={"name": short_name, "position": 50, "is_state": True}
    )[0]
