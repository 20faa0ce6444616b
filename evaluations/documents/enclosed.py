"""What the council adds to a dossier that goes to the next level: its points, and what its team found."""

from __future__ import annotations

from evaluations.documents.letters import points_by_criterion
from evaluations.documents.shapes import chair_of, council_head, day_of, secretary_of
from evaluations.models import TeamReport
from evaluations.rules import PackFigures, ProductFigures
from ocop.documents.paper import Closing, Paper, Signature, Text
from ocop.documents.words import date_in_words


def points_paper(figures: PackFigures, product: ProductFigures) -> Paper:
    """The means of every criterion with the council's common view, signed by secretary and chair."""
    return Paper(
        name=f"Bảng điểm theo tiêu chí {product.product}",
        head=council_head(figures, number="", day=day_of(figures.held_on)),
        title="BẢNG ĐIỂM THEO TIÊU CHÍ",
        subject=(product.product, product.producer),
        blocks=(
            Text(
                f"Điểm trung bình các phiếu của {figures.council} tại phiên họp "
                f"{date_in_words(day_of(figures.held_on))}. {figures.aggregation}: {product.mean} điểm./."
            ),
            points_by_criterion(product),
        ),
        closing=Closing(
            (
                Signature(("THƯ KÝ",), name=secretary_of(figures)),
                Signature(("CHỦ TỊCH HỘI ĐỒNG",), name=chair_of(figures)),
            )
        ),
    )


def team_paper(figures: PackFigures, product: ProductFigures, report: TeamReport) -> Paper:
    """What the advisory team told the council before it met."""
    told = (
        ("1. Thẩm tra hồ sơ:", report.review),
        ("2. Khảo sát thực tế:", report.survey),
        ("3. Kiểm nghiệm:", report.tests),
    )
    return Paper(
        name=f"Báo cáo của Tổ tư vấn {product.product}",
        head=council_head(figures, number="", day=None),
        title="BÁO CÁO CỦA TỔ TƯ VẤN",
        subject=(product.product, product.producer),
        blocks=(
            *(Text(words or "Không có.", lead=lead) for lead, words in told),
            Text(f"{report.get_opinion_display()}./.", lead="4. Đề nghị:"),
        ),
        closing=Closing((Signature(("TỔ TƯ VẤN",), name=str(report.recorded_by)),)),
    )
