"""What the made-up dossiers say beyond their registration form."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ocop.accounts.models import User
from ocop.demo.goods import Goods
from registrations import queries
from registrations import services as registrations
from registrations.models import Dossier
from registrations.rules import Figure, Part, Unit, years_told

FOUNDED = date(2019, 5, 6)


def write_contents(goods: Goods, dossier: Dossier, officer: User) -> None:
    """Every longer form that the regime asks for, filled in."""
    forms = queries.forms_of(dossier)
    if Part.ASSESSMENT in forms:
        _write_assessment(goods, dossier, officer)
    if Part.PLAN in forms:
        _write_plan(goods, dossier, officer)
    if Part.PROFILE in forms:
        _write_profile(dossier, officer)
    if Part.CHANGES in forms:
        _write_changes(dossier, officer)


def _write_assessment(goods: Goods, dossier: Dossier, officer: User) -> None:
    achieved, planned = years_told(dossier.cycle.year)
    registrations.write_self_assessment(
        actor=officer,
        dossier=dossier,
        achieved=[_figure(year, n) for n, year in enumerate(achieved)],
        planned=[_figure(year, n + 3) for n, year in enumerate(planned)],
        rep_gender="female",
        rep_ethnicity="Kinh",
        rep_disability="no",
        rep_residence=dossier.contact_address,
        established_on=FOUNDED,
        description=f"{goods.product}, đóng gói sẵn, có nhãn và hạn sử dụng.",
        certificates=["business_registration", "quality_declaration"],
        history="Cơ sở bắt đầu từ nghề của gia đình, sau đó mở rộng cùng bà con trong xã.",
        structure="Ban quản lý, tổ sản xuất và tổ bán hàng.",
        material_area="Nguyên liệu mua của bà con trong xã, có hợp đồng theo vụ.",
        technology="Máy móc vừa và nhỏ, giữ cách làm truyền thống ở khâu chọn nguyên liệu.",
        processing="Chọn, rửa, chế biến và kiểm tra từng mẻ, có ghi sổ.",
        packing="Đóng gói kín, dán nhãn ngay tại xưởng.",
        markets="Bán trong tỉnh, tại điểm bán sản phẩm OCOP và qua mạng.",
        product_plan="Thêm một quy cách nhỏ làm quà.",
        production_plan="Tăng số mẻ mỗi tuần, thêm một tủ sấy.",
        market_plan="Vào siêu thị trong vùng, dự hội chợ hai lần một năm.",
    )


def _write_plan(goods: Goods, dossier: Dossier, officer: User) -> None:
    _achieved, planned = years_told(dossier.cycle.year)
    registrations.write_business_plan(
        actor=officer,
        dossier=dossier,
        planned=[_figure(year, n) for n, year in enumerate(planned)],
        product_plan=f"Hoàn thiện {goods.product}, thêm quy cách làm quà.",
        materials="Nguyên liệu của xã, mua theo vụ.",
        technology="Tổ chức theo ca, ghi sổ từng mẻ.",
        markets="Trong tỉnh và các tỉnh lân cận.",
        marketing="Điểm bán, hội chợ, trang mạng của cơ sở.",
        investment_vnd=350_000_000,
        capital_sources="Vốn tự có và vốn vay.",
    )


def _write_profile(dossier: Dossier, officer: User) -> None:
    registrations.write_organisation_profile(
        actor=officer,
        dossier=dossier,
        established_on=FOUNDED,
        history="Cơ sở bắt đầu từ nghề của gia đình.",
        structure="Ban quản lý, tổ sản xuất và tổ bán hàng.",
        workers=20,
        local_workers=18,
        units=[
            Unit("Tổ sản xuất", "Tổ trưởng", 14, "Chế biến, đóng gói"),
            Unit("Tổ bán hàng", "Tổ trưởng", 4, "Bán hàng, giao hàng"),
        ],
    )


def _write_changes(dossier: Dossier, officer: User) -> None:
    registrations.write_changes(
        actor=officer,
        dossier=dossier,
        materials="Mở rộng vùng nguyên liệu thêm hai ấp.",
        technology="Thêm một tủ sấy.",
        packaging="Nhãn mới có mã truy xuất.",
        quality="Công bố lại chất lượng, kiểm nghiệm định kỳ mỗi năm.",
        markets="Có thêm một siêu thị trong vùng.",
        output="Sản lượng tăng, doanh thu tăng theo.",
    )


def _figure(year: int, step: int) -> Figure:
    return Figure(year, Decimal(900 + 150 * step), "kg", 180_000_000 + 40_000_000 * step, 30_000_000)
