"""The decision that recognises products, with their list as annex."""

from __future__ import annotations

from datetime import date

from evaluations.documents.shapes import (
    committee_head,
    count,
    day_of,
    decision_number,
    decision_reference,
    result_table,
    signed_by_leader,
    year_of,
)
from evaluations.rules import PackFigures
from ocop.core.clock import months_later
from ocop.documents.paper import Annex, AnnexPart, Paper, Text
from ocop.documents.signs import PaperKind
from ocop.documents.words import TO_FILL_IN, date_in_words, enclosed_with


def recognition_paper(figures: PackFigures, *, minutes_number: str, report_number: str) -> Paper:
    """Signed by the head of the committee in their own power, not for the committee: no TM."""
    day = day_of(figures.decided_on)
    recognised = figures.with_outcome("recognise")
    ranks = [
        f"{count(len(held))} hạng {stars} sao" for stars in (5, 4, 3) if (held := figures.with_stars(stars))
    ]
    return Paper(
        name=f"Quyết định công nhận sản phẩm OCOP {figures.place} năm {figures.year}",
        head=committee_head(figures, number=decision_number(figures), day=day),
        title=PaperKind.DECISION.title,
        subject=(
            "Về việc phê duyệt kết quả đánh giá, phân hạng",
            f"và công nhận sản phẩm OCOP năm {figures.year}",
        ),
        competence=f"CHỦ TỊCH ỦY BAN NHÂN DÂN {figures.place.upper()}",
        grounds=(
            *(f"Căn cứ {ground}" for ground in figures.grounds),
            f"Căn cứ Quyết định số {figures.council_decision} thành lập {figures.council}",
            f"Căn cứ Biên bản số {minutes_number} {date_in_words(day_of(figures.held_on))} của "
            f"{figures.council}",
            f"Theo đề nghị của {figures.council} tại Báo cáo số {report_number}",
        ),
        blocks=(
            Text("QUYẾT ĐỊNH:", look="decides"),
            Text(
                f"Phê duyệt kết quả và công nhận {count(len(recognised))} OCOP năm {figures.year}, gồm "
                f"{', '.join(ranks)} (danh sách tại Phụ lục kèm theo). Giấy chứng nhận có giá trị "
                f"{figures.validity_months} tháng kể từ {date_in_words(day, year=year_of(figures))}.",
                lead="Điều 1.",
            ),
            Text(
                "Chủ thể có sản phẩm được công nhận được in hạng sao trên bao bì trong thời hạn "
                "của giấy chứng nhận, giữ "
                "vững các tiêu chí đã được công nhận và chịu sự kiểm tra của cơ quan có thẩm quyền.",
                lead="Điều 2.",
            ),
            Text(
                f"Chánh Văn phòng Ủy ban nhân dân {figures.place}, thủ trưởng các cơ quan liên "
                f"quan và các chủ thể có tên "
                "tại Điều 1 chịu trách nhiệm thi hành Quyết định này kể từ ngày ký./.",
                lead="Điều 3.",
            ),
        ),
        closing=signed_by_leader(figures, ("Như Điều 3", "UBND các xã, phường có sản phẩm", "Lưu: VT")),
        annexes=(
            AnnexPart(
                Annex(
                    "Phụ lục",
                    f"DANH SÁCH SẢN PHẨM OCOP ĐƯỢC CÔNG NHẬN NĂM {figures.year}",
                    enclosed_with(decision_reference(figures), f"Chủ tịch Ủy ban nhân dân {figures.place}"),
                    wide=True,
                ),
                (result_table(recognised, validity=_validity(day, figures.validity_months)),),
            ),
        ),
    )


def _validity(day: date | None, months: int) -> str:
    if day is None:
        return f"{months} tháng"
    return f"{day:%d/%m/%Y} - {months_later(day, months):%d/%m/%Y}" if months else TO_FILL_IN
