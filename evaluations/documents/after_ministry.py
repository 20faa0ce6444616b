"""The decision of a province that recognises on the ministry's points (26/2026/QĐ-TTg Art. 7)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from evaluations.documents.recognition import recognition_paper
from evaluations.documents.upward import MINISTRY
from evaluations.models import Decision
from evaluations.queries.packs import acts_of, figures_of
from evaluations.rules import points_as_printed
from ocop.documents.paper import Paper
from ocop.documents.words import date_in_words


def decision_after_ministry(decision: Decision) -> Paper:
    """The paper of any recognition, for this one product, with what the ministry wrote as its ground."""
    line, session = decision.lines.select_related("ministry_result__item").get(), decision.session
    result, figures = line.ministry_result, figures_of(session, acts=acts_of(session))
    own = next(product for product in figures.products if product.item == result.item_id)
    product = replace(
        own, mean=points_as_printed(Fraction(result.points)), stars=line.stars, outcome=line.outcome
    )
    figures = replace(
        figures,
        products=(product,),
        decision_number=decision.number,
        decided_on=decision.decided_on.isoformat(),
        signer_title=decision.signer_title,
        signer=str(decision.signed_by),
    )
    paper = recognition_paper(figures, minutes_number="", report_number="")
    grounds = (
        *(f"Căn cứ {ground}" for ground in figures.grounds),
        f"Căn cứ kết quả phiên họp {date_in_words(session.held_on)} của {figures.council}",
        f"Xét kết quả đánh giá của {MINISTRY} tại Văn bản số {result.number} "
        f"{date_in_words(result.decided_on)}: {product.mean} điểm",
    )
    return replace(paper, grounds=grounds)
