"""The letter that tells a producer the result, with the points and the reasons criterion by criterion."""

from __future__ import annotations

from evaluations.documents.shapes import (
    UNITS,
    committee_head,
    day_of,
    decision_reference,
    signed_by_leader,
)
from evaluations.rules import CriterionFigures, PackFigures, ProductFigures
from ocop.core.roles import Level
from ocop.documents.paper import Annex, AnnexPart, Column, Head, Paper, Row, Table, Text
from ocop.documents.signs import PaperKind, Sign
from ocop.documents.words import date_in_words

SAID = {
    "recognise": "Sản phẩm được công nhận hạng {stars} sao theo {decision}. Giấy chứng nhận có "
    "giá trị {months} tháng.",
    "recognise_up": "Sản phẩm được công nhận hạng {stars} sao theo {decision} và được trình Bộ Nông nghiệp "
    "và Môi trường đánh giá, phân hạng 5 sao. Giấy chứng nhận có giá trị {months} tháng.",
    "forward": "Sản phẩm được đề nghị cấp trên đánh giá, phân hạng.",
    "ministry": "Sản phẩm có tiềm năng 5 sao và được trình Bộ Nông nghiệp và Môi trường đánh giá, phân hạng.",
    "not_recognised": "Sản phẩm chưa đạt từ 3 sao trở lên nên chưa được công nhận trong lần đánh giá này.",
    "reject": "Hồ sơ bị loại vì: {knock_out}.",
}


def letter_head(figures: PackFigures, *, number: str = "") -> Head:
    """The head of a letter about results, dated by the decision that it tells of."""
    sign = Sign(PaperKind.LETTER, "UBND", UNITS[Level(figures.level)])
    return committee_head(
        figures,
        number=number or sign.numbered(None),
        day=day_of(figures.decided_on),
        about="V/v thông báo kết quả đánh giá, phân hạng sản phẩm OCOP",
    )


def letter_paper(figures: PackFigures, product: ProductFigures, *, number: str = "") -> Paper:
    said = SAID[product.outcome].format(
        stars=product.rank,
        decision=decision_reference(figures),
        months=figures.validity_months,
        knock_out=product.knock_out,
    )
    lowered = ""
    if product.missed and product.stars < product.stars_by_points:
        reasons = "; ".join(product.missed)
        lowered = f" Theo điểm sản phẩm đạt {product.stars_by_points} sao; hạng giảm vì: {reasons}."
    return Paper(
        name=f"Thông báo kết quả {product.product}",
        head=letter_head(figures, number=number),
        title="",
        subject=(),
        to=(product.producer, f"Ủy ban nhân dân {product.commune}"),
        blocks=(
            Text(
                f"Hội đồng đánh giá, phân hạng sản phẩm OCOP {figures.place} đã chấm sản phẩm "
                f"“{product.product}” "
                f"{_coded(product)}tại phiên họp {date_in_words(day_of(figures.held_on))}."
            ),
            Text(f"{product.mean} điểm trên 100.{lowered}", lead="1. Kết quả:"),
            Text(said, lead="2. Kết luận:"),
            Text(
                "Điểm và nhận xét theo từng tiêu chí ở Phụ lục. Chủ thể cần biết thêm, đề nghị "
                "liên hệ cơ quan tham mưu "
                f"OCOP {figures.place}./.",
                lead="3.",
            ),
        ),
        closing=signed_by_leader(figures, ("Như trên", "Lưu: VT"), collectively=True),
        annexes=(
            AnnexPart(
                Annex("Phụ lục", "ĐIỂM THEO TỪNG TIÊU CHÍ", f"({product.product} - {product.producer})"),
                (points_by_criterion(product),),
            ),
        ),
    )


def _coded(product: ProductFigures) -> str:
    return f"(mã {product.code}) " if product.code else ""


def points_by_criterion(product: ProductFigures) -> Table:
    """Means over the counted sheets; a minimum shows the council's common view, a missed one its reason."""
    rows = tuple(
        Row((one.code, f"{one.name} (tối đa {one.most})", "", "", ""), look="block")
        if one.is_heading
        else Row((one.code, one.name, one.most, one.points, _reasons(one)))
        for one in product.criteria
    )
    return Table(
        (
            Column("TT", 16, "no"),
            Column("Tiêu chí"),
            Column("Tối đa", 14, "mid"),
            Column("Đạt", 16, "mid"),
            Column("Mức thống nhất, lý do", 52),
        ),
        (*rows, Row(("", "Tổng điểm trung bình", "100", product.mean, ""), look="total")),
        is_small=True,
    )


def _reasons(one: CriterionFigures) -> str:
    return "\n".join(filter(None, (one.level or one.agreed, one.reason, *one.notes)))
