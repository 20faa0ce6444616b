"""The plans of the demo world: one issued, one being written.

Structure and figures are those of a published plan (Bắc Giang 2020); the sentences are our own.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from budgets.models import Estimate
from ocop.accounts.models import User
from ocop.core import clock
from ocop.demo.people import People
from ocop.documents.services import run_job
from ocop.law.models import LegalAct, Regime
from ocop.localities.models import Place
from plans import services
from plans.models import (
    Plan,
    PlanActivity,
    PlanAim,
    PlanAnnex,
    PlanGround,
    PlanReporting,
    PlanSection,
    PlanTask,
)
from plans.services import plans as plan_services

PURPOSE = (
    "- Giúp mỗi xã tìm ra và làm tốt sản phẩm riêng của mình; gắn người làm ra sản phẩm với nơi tiêu thụ.\n"
    "- Nâng chất lượng, nhãn, bao bì và truy xuất nguồn gốc của những sản phẩm đã được công nhận."
)
REQUIREMENTS = (
    "- Việc nào cũng có đơn vị chủ trì, thời hạn, số lượng và nguồn tiền; không giao chồng việc.\n"
    "- Đánh giá công khai, đúng bộ tiêu chí; không chạy theo số lượng."
)
AIMS = (
    ("Cán bộ quản lý được tập huấn", 90, 100, "lượt người"),
    ("Chủ thể sản xuất được tập huấn", 180, 200, "lượt người"),
    ("Sản phẩm được tư vấn phát triển", 27, 30, "sản phẩm"),
    ("Hội chợ, triển lãm ngoài tỉnh có sản phẩm của tỉnh", 3, 4, "hội chợ"),
    ("Chuyến học tập kinh nghiệm ngoài tỉnh", 2, 2, "chuyến"),
)
OFFICE = "Chi cục Phát triển nông thôn"
ACTIVITIES: tuple[tuple[str, str | None, dict[str, Any]], ...] = (
    (
        "Tuyên truyền về Chương trình OCOP",
        None,
        {
            "content": "Chu trình, bộ tiêu chí, chính sách hỗ trợ và những chủ thể làm tốt.",
            "time": "Quý I - Quý IV/{year}",
            "joint": "báo và đài của tỉnh",
        },
    ),
    ("Tập huấn cho chủ thể sản xuất và cán bộ quản lý", None, {"time": "Quý II - Quý IV/{year}"}),
    (
        "Cán bộ quản lý",
        "Tập huấn cho chủ thể sản xuất và cán bộ quản lý",
        {
            "audience": "Người phụ trách OCOP ở các cấp",
            "quantity": "01 lớp, 90 người, 05 ngày, trong đó 02 ngày học ngoài tỉnh",
        },
    ),
    (
        "Chủ thể sản xuất",
        "Tập huấn cho chủ thể sản xuất và cán bộ quản lý",
        {"audience": "Chủ thể có sản phẩm hoặc ý tưởng", "quantity": "02 lớp, mỗi lớp 90 người, 05 ngày"},
    ),
    (
        "Học tập kinh nghiệm ngoài tỉnh",
        None,
        {"quantity": "02 chuyến, khoảng 90 - 100 lượt người", "time": "Quý II - Quý III/{year}"},
    ),
    (
        "Xúc tiến thương mại, quảng bá sản phẩm",
        None,
        {
            "quantity": "03 - 04 hội chợ ngoài tỉnh",
            "time": "Quý I - Quý IV/{year}",
            "joint": "Sở Công Thương",
        },
    ),
    (
        "Tư vấn phát triển và tiêu chuẩn hóa sản phẩm",
        None,
        {
            "content": (
                "- Tư vấn khoảng 30 sản phẩm: phiếu đăng ký, phương án kinh doanh, quy trình.\n"
                "- Hỗ trợ nhãn hiệu, bao bì, tem cho sản phẩm đạt từ 3 sao."
            ),
            "time": "Quý II - Quý IV/{year}",
        },
    ),
    (
        "Điểm bán hàng, trung tâm OCOP",
        None,
        {
            "content": "Hỗ trợ làm mới hoặc nâng cấp điểm giới thiệu và bán; không chi xây dựng cơ bản.",
            "time": "Trong năm {year}",
        },
    ),
    ("Thực hiện chu trình OCOP", None, {"time": "Cả năm {year}"}),
    (
        "Nhận ý tưởng sản phẩm",
        "Thực hiện chu trình OCOP",
        {"time": "Trong tháng 3/{year}", "ends_on": (3, 31)},
    ),
    (
        "Đánh giá, phân hạng",
        "Thực hiện chu trình OCOP",
        {
            "content": (
                "- Cấp dưới: đợt 1 trước ngày 15/7/{year}, đợt 2 trước ngày 10/11/{year}.\n"
                "- Cấp tỉnh: đợt 1 trước ngày 30/7/{year}, đợt 2 trước ngày 10/12/{year}."
            ),
            "ends_on": (12, 10),
        },
    ),
    ("Lễ công bố, trao giấy chứng nhận", "Thực hiện chu trình OCOP", {"ends_on": (12, 30)}),
)
SECTIONS = (
    (1, "text", "MỤC ĐÍCH, YÊU CẦU", ""),
    (2, "text", "Mục đích", PURPOSE),
    (2, "text", "Yêu cầu", REQUIREMENTS),
    (1, "aims", "MỤC TIÊU", ""),
    (1, "activities", "NỘI DUNG KẾ HOẠCH", ""),
    (2, "funding", "Kinh phí thực hiện", ""),
    (1, "organisation", "TỔ CHỨC THỰC HIỆN", ""),
    (1, "reporting", "", "Các đơn vị báo cáo kết quả về cơ quan thường trực:"),
)
TASKS = (
    ("{lead}", "là cơ quan thường trực; hướng dẫn, kiểm tra các địa phương; tổng hợp, báo cáo."),
    ("Sở Tài chính", "cân đối, bố trí kinh phí; hướng dẫn thanh toán, quyết toán."),
    ("Sở Công Thương", "chủ trì xúc tiến thương mại; đưa sản phẩm vào hệ thống phân phối."),
    ("Sở Khoa học và Công nghệ", "hỗ trợ bảo hộ nhãn hiệu, kiểu dáng, truy xuất nguồn gốc."),
    ("Sở Y tế", "hướng dẫn an toàn thực phẩm và công bố chất lượng."),
    ("{below}", "lập kế hoạch của mình, bố trí cán bộ, vận động chủ thể tham gia."),
)
RECIPIENTS = "TT. Tỉnh ủy, HĐND, UBND tỉnh\nCác sở, ban, ngành của tỉnh\n{below}\nLưu: VT, {unit}"
OF_2020 = {
    "lead": "Sở Nông nghiệp và Phát triển nông thôn",
    "below": "UBND các huyện, thành phố",
    "unit": "NN",
}
OF_TODAY = {"lead": "Sở Nông nghiệp và Môi trường", "below": "UBND các xã, phường", "unit": "NNMT"}


def write_plan(
    *,
    actor: User,
    unit: Place,
    year: int,
    estimate: Estimate | None,
    acts: list[LegalAct],
    names: dict[str, str],
    dated_on: date | None = None,
) -> Plan:
    """A whole plan by the services that everybody uses; `names` are the agencies of its day."""
    plan = services.start_plan(
        actor=actor,
        unit=unit,
        title=f"Triển khai Chương trình “Mỗi xã một sản phẩm” {unit.name_in_address} năm {year}",
        first_year=year,
        last_year=year,
    )
    for section in plan.sections.all():
        services.drop_part(actor=actor, part=section)
    for annex in plan.annexes.all():
        services.drop_part(actor=actor, part=annex)

    def add(sort, **fields):
        return services.add_part(actor=actor, plan=plan, sort=sort, **fields)

    for act in acts:
        add(PlanGround, act=act)
    add(PlanGround, words=f"Theo đề nghị của Giám đốc {names['lead']}")
    write_sections(actor, plan)
    for words, low, high, unit_name in AIMS:
        add(PlanAim, words=words, minimum=Decimal(low), maximum=Decimal(high), unit_name=unit_name)
    made: dict[str, PlanActivity] = {}
    for title, above, fields in ACTIVITIES:
        told = {name: _told(value, year) for name, value in fields.items()}
        lead = {} if above else {"lead": names["lead"]}
        made[title] = add(PlanActivity, title=title, parent=made.get(above), **lead, **told)
    for agency, words in TASKS:
        add(PlanTask, agency=agency.format(**names), words=words)
    for name, month in (("Báo cáo 6 tháng", 6), ("Báo cáo năm", 11)):
        add(PlanReporting, name=name, due_on=date(year, month, 15), to=names["lead"])
    for kind in ("calendar", "targets", "budget"):
        add(PlanAnnex, kind=kind)
    plan.refresh_from_db()
    settings = {name: getattr(plan, name) for name in plan_services.SETTINGS}
    settings |= {
        "estimate": estimate,
        "recipients": RECIPIENTS.format(**names),
        "signer_title": "Chủ tịch",
        "signer_name": f"Lãnh đạo UBND {unit.name_in_address}",
        "dated_on": dated_on,
    }
    return services.change_plan(actor=actor, plan=plan, **settings)


def write_sections(actor: User, plan: Plan) -> None:
    for level, kind, title, text in SECTIONS:
        section = services.add_part(
            actor=actor, plan=plan, sort=PlanSection, level=level, kind=kind, title=title
        )
        if text:
            services.write_section(actor=actor, section=section, title=title, text=text)


def _told(value: Any, year: int) -> Any:
    return date(year, *value) if isinstance(value, tuple) else value.format(year=year)


class PlanPapers:
    """This year's plan, issued at its beginning; next year's, drafted from it."""

    def __init__(self, people: People) -> None:
        self.people, self.today = people, clock.today()

    def build(self) -> None:
        issued = self.issued()
        year = self.today.year + 1
        services.start_plan(
            actor=self.people["tinh"],
            unit=self.people.province,
            title=issued.title.replace(str(self.today.year), str(year)),
            first_year=year,
            last_year=year,
            draft_from=issued,
        )

    def issued(self) -> Plan:
        province, year = self.people.province, self.today.year
        estimates = Estimate.objects.filter(budget__unit=province, budget__first_year=year)
        plan = write_plan(
            actor=self.people["tinh"],
            unit=province,
            year=year,
            estimate=estimates.order_by("-number").first(),
            acts=list(Regime.objects.get(code="R26").acts.order_by("issued_on")[:1]),
            names=OF_TODAY,
        )
        services.submit_plan(actor=self.people["tinh"], plan=plan)
        issued = services.issue_plan(actor=self.people["tinh-lanh-dao"], plan=plan, dated_on=self.today)
        run_job(services.print_plan(actor=self.people["tinh-lanh-dao"], plan=issued).pk)
        return issued
