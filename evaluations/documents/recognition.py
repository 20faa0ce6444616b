"""The decision that recognises products and approves what goes to the ministry, with their lists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from evaluations.documents.shapes import (
    MINISTRY,
    committee_head,
    count,
    day_of,
    decision_number,
    decision_reference,
    result_table,
    signed_by_leader,
    year_of,
)
from evaluations.rules import AT_MINISTRY, RECOGNISING, PackFigures
from ocop.core.clock import months_later
from ocop.documents.paper import Annex, AnnexPart, Paper, Table, Text
from ocop.documents.signs import PaperKind
from ocop.documents.words import TO_FILL_IN, date_in_words, enclosed_with


def recognition_paper(figures: PackFigures, *, minutes_number: str, report_number: str) -> Paper:
    """Signed by the head of the committee in their own power, not for the committee: no TM.

    A province approves by it the results that go to the ministry too (26/2026/QĐ-TTg Art. 7), those that it
    recognised itself among them (1048/QĐ-TTg).
    """
    recognised = figures.with_outcome(*RECOGNISING)
    articles = list(_articles(figures))
    subject = ("Về việc phê duyệt kết quả đánh giá, phân hạng", f"sản phẩm OCOP năm {figures.year}")
    if recognised:
        subject = (subject[0], f"và công nhận sản phẩm OCOP năm {figures.year}")
    return Paper(
        name=f"Quyết định công nhận sản phẩm OCOP {figures.place} năm {figures.year}",
        head=committee_head(figures, number=decision_number(figures), day=day_of(figures.decided_on)),
        title=PaperKind.DECISION.title,
        subject=subject,
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
            *(Text(words, lead=f"Điều {number}.") for number, words in enumerate(articles, 1)),
        ),
        closing=signed_by_leader(
            figures,
            (f"Như Điều {len(articles)}", "UBND các xã, phường có sản phẩm", "Lưu: VT"),
        ),
        annexes=tuple(_annexes(figures)),
    )


def _articles(figures: PackFigures) -> Iterator[str]:
    recognised, above = figures.with_outcome(*RECOGNISING), figures.with_outcome(*AT_MINISTRY)
    first, second = _annex_names(figures)
    if recognised:
        ranks = [
            f"{count(len(held))} hạng {stars} sao"
            for stars in (5, 4, 3)
            if (held := figures.with_stars(stars))
        ]
        day = date_in_words(day_of(figures.decided_on), year=year_of(figures))
        yield (
            f"Phê duyệt kết quả và công nhận {count(len(recognised))} OCOP năm {figures.year}, gồm "
            f"{', '.join(ranks)} (danh sách tại {first} kèm theo). Giấy chứng nhận có giá trị "
            f"{figures.validity_months} tháng kể từ {day}."
        )
    if above:
        yield (
            f"Phê duyệt kết quả của {count(len(above))} tiềm năng 5 sao và trình {MINISTRY} đánh giá, phân "
            f"hạng (danh sách tại {second} kèm theo)."
        )
    if recognised:
        yield (
            "Chủ thể có sản phẩm được công nhận được in hạng sao trên bao bì trong thời hạn của giấy chứng "
            "nhận, giữ vững các tiêu chí đã được công nhận và chịu sự kiểm tra của cơ quan có thẩm quyền."
        )
    named = "Điều 1, Điều 2" if recognised and above else "Điều 1"
    yield (
        f"Chánh Văn phòng Ủy ban nhân dân {figures.place}, thủ trưởng các cơ quan liên quan và các chủ thể "
        f"có tên tại {named} chịu trách nhiệm thi hành Quyết định này kể từ ngày ký./."
    )


def _annexes(figures: PackFigures) -> Iterator[AnnexPart]:
    recognised, above = figures.with_outcome(*RECOGNISING), figures.with_outcome(*AT_MINISTRY)
    first, second = _annex_names(figures)
    if recognised:
        validity = _validity(day_of(figures.decided_on), figures.validity_months)
        title = f"DANH SÁCH SẢN PHẨM OCOP ĐƯỢC CÔNG NHẬN NĂM {figures.year}"
        yield _annex(figures, first, title, result_table(recognised, validity=validity))
    if above:
        title = f"DANH SÁCH SẢN PHẨM TIỀM NĂNG 5 SAO TRÌNH BỘ NĂM {figures.year}"
        yield _annex(figures, second, title, result_table(above))


def _annex_names(figures: PackFigures) -> tuple[str, str]:
    """How the list of what is recognised and the list of what goes to the ministry are called."""
    both = figures.with_outcome(*RECOGNISING) and figures.with_outcome(*AT_MINISTRY)
    return ("Phụ lục I", "Phụ lục II") if both else ("Phụ lục", "Phụ lục")


def _annex(figures: PackFigures, name: str, title: str, table: Table) -> AnnexPart:
    origin = enclosed_with(decision_reference(figures), f"Chủ tịch Ủy ban nhân dân {figures.place}")
    return AnnexPart(Annex(name, title, origin, wide=True), (table,))


def _validity(day: date | None, months: int) -> str:
    if day is None:
        return f"{months} tháng"
    return f"{day:%d/%m/%Y} - {months_later(day, months):%d/%m/%Y}" if months else TO_FILL_IN
