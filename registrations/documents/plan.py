"""The business plan (Biểu số 03, 1048/QĐ-TTg)."""

from __future__ import annotations

from ocop.documents.paper import Closing, Heading, Line, Paper
from ocop.ui.writing import vnd
from registrations.documents.shapes import figures_table, form_head, lines_of, signed_by_owner
from registrations.models import BusinessPlan, Dossier
from registrations.queries import PartForm, figures_to_write

PRODUCTION = (
    ("1. Sản phẩm và định hướng phát triển", "product_plan"),
    ("2. Nguyên liệu", "materials"),
    ("3. Công nghệ, tổ chức sản xuất", "technology"),
    ("4. Lao động", "labour"),
)
MARKET = (("1. Thị trường, khách hàng", "markets"), ("2. Phân phối, quảng bá", "marketing"))
MONEY = (("2. Nguồn vốn", "capital_sources"), ("3. Khó khăn, rủi ro và cách xử lý", "risks"))


def plan_paper(dossier: Dossier, form: PartForm) -> Paper:
    """The plan with the figures of the years to come."""
    plan = BusinessPlan.objects.filter(dossier=dossier).first()
    invested = vnd(plan.investment_vnd) if plan and plan.investment_vnd is not None else ""
    _achieved, planned = figures_to_write(dossier)
    return Paper(
        name=form.title,
        head=form_head(form),
        title=form.title.upper(),
        subject=(f"Sản phẩm: {dossier.product_name}", f"Chủ thể: {dossier.organisation_name}"),
        blocks=(
            Heading("I. SẢN XUẤT"),
            *lines_of(plan, PRODUCTION),
            Heading("II. THỊ TRƯỜNG"),
            *lines_of(plan, MARKET),
            Heading("III. TÀI CHÍNH"),
            Line("1. Vốn đầu tư (đồng)", invested),
            *lines_of(plan, MONEY),
            Heading("IV. KẾ HOẠCH CÁC NĂM"),
            figures_table(planned, "Đơn vị tính: như ghi trong bảng"),
        ),
        closing=Closing((signed_by_owner(dossier),)),
    )
