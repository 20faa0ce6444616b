"""What a province writes on the ministry's points (26/2026/QĐ-TTg Art. 7): its decision, and to the owner."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from evaluations.documents.letters import letter_head
from evaluations.documents.recognition import recognition_paper
from evaluations.documents.shapes import MINISTRY, decision_reference, signed_by_leader
from evaluations.models import Decision, DecisionLine, MinistryResult
from evaluations.queries.ministry import line_on_the_way
from evaluations.queries.packs import acts_of, figures_of
from evaluations.rules import PackFigures, points_as_printed
from ocop.documents.paper import Paper, Text
from ocop.documents.words import date_in_words

FIVE = 5


def decision_after_ministry(decision: Decision) -> Paper:
    """The paper of any recognition, for this one product, with what the ministry wrote as its ground."""
    line, session = decision.lines.select_related("ministry_result__item").get(), decision.session
    result, figures = line.ministry_result, _figures(line.ministry_result, decision)
    (own,) = figures.products
    product = replace(own, stars=line.stars, outcome=line.outcome)
    figures = replace(figures, products=(product,))
    paper = recognition_paper(figures, minutes_number="", report_number="")
    grounds = (
        *(f"Căn cứ {ground}" for ground in figures.grounds),
        f"Căn cứ kết quả phiên họp {date_in_words(session.held_on)} của {figures.council}",
        f"Xét kết quả đánh giá của {MINISTRY} tại Văn bản số {result.number} "
        f"{date_in_words(result.decided_on)}: {product.mean} điểm{_named(result)}",
    )
    return replace(paper, grounds=grounds)


def letter_after_ministry(result: MinistryResult) -> Paper:
    """Tell the owner and the commune what came back from the ministry and what follows from it. The caller
    has checked that the result is settled.
    """
    line = DecisionLine.objects.filter(ministry_result=result).select_related("decision__signed_by").first()
    figures = _figures(result, line.decision if line else None)
    (product,) = figures.products
    wrote = f"Văn bản số {result.number} {date_in_words(result.decided_on)} của {MINISTRY}"
    return Paper(
        name=f"Thông báo kết quả của Bộ {product.product}",
        head=letter_head(figures),
        title="",
        subject=(),
        to=(product.producer, f"Ủy ban nhân dân {product.commune}"),
        blocks=(
            Text(
                f"Ủy ban nhân dân {figures.place} thông báo kết quả đánh giá, phân hạng sản phẩm "
                f"“{product.product}” đã trình {MINISTRY}."
            ),
            Text(f"{product.mean} điểm trên 100{_named(result)}, theo {wrote}.", lead="1. Kết quả:"),
            Text(_conclusion(result, figures), lead="2. Kết luận:"),
            Text(
                f"Chủ thể cần biết thêm, đề nghị liên hệ cơ quan tham mưu OCOP {figures.place}./.", lead="3."
            ),
        ),
        closing=signed_by_leader(figures, ("Như trên", "Lưu: VT"), collectively=True),
        is_draft=True,
    )


def _named(result: MinistryResult) -> str:
    """The rank of the ministry's paper where it says another than its points do, and why."""
    if not result.named_because:
        return ""
    rank = f"hạng {result.named_stars} sao" if result.named_stars else "không công nhận hạng 5 sao"
    return f", {rank} ({result.named_because.rstrip(' .')})"


def _conclusion(result: MinistryResult, figures: PackFigures) -> str:
    if not result.stars:
        return "Sản phẩm chưa được công nhận trong lần đánh giá này."
    valid = f"Giấy chứng nhận có giá trị {figures.validity_months} tháng."
    if result.stars == FIVE:
        return f"Sản phẩm được {MINISTRY} công nhận hạng 5 sao. {valid}"
    if line := line_on_the_way(result.item):
        return (
            f"Sản phẩm chưa được công nhận hạng 5 sao và giữ hạng {result.stars} sao theo Quyết định số "
            f"{line.decision.number} {date_in_words(line.decision.decided_on)}; giấy chứng nhận đã cấp "
            f"không đổi."
        )
    return f"Sản phẩm được công nhận hạng {result.stars} sao theo {decision_reference(figures)}. {valid}"


def _figures(result: MinistryResult, decision: Decision | None) -> PackFigures:
    """The figures of the session for this one product, with the ministry's points and what was decided on
    them.
    """
    session = result.item.session
    figures = figures_of(session, acts=acts_of(session))
    own = next(product for product in figures.products if product.item == result.item_id)
    return replace(
        figures,
        products=(replace(own, mean=points_as_printed(Fraction(result.points))),),
        decision_number=decision.number if decision else "",
        decided_on=decision.decided_on.isoformat() if decision else "",
        signer_title=decision.signer_title if decision else "",
        signer=str(decision.signed_by) if decision else "",
    )
