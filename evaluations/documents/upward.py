"""The request to the level above, with the list of what goes with it."""

from __future__ import annotations

from collections.abc import Iterator

from evaluations.documents.shapes import (
    LETTERS,
    MINISTRY,
    committee_head,
    count,
    decision_reference,
    result_table,
    signed_by_leader,
    year_of,
)
from evaluations.rules import RECOGNISE_UP, UPWARD, PackFigures
from ocop.core.roles import Level
from ocop.documents.paper import Annex, AnnexPart, Paper, Text
from ocop.documents.signs import PaperKind
from ocop.documents.words import date_in_words, enclosed_with


def upward_paper(figures: PackFigures, *, minutes_number: str, report_number: str) -> Paper:
    """To the ministry for 90 points and more, to the province from a district."""
    products = figures.with_outcome(*UPWARD)
    to_ministry = figures.level == Level.PROVINCE
    number = LETTERS[PaperKind.SUBMISSION].numbered(None)
    return Paper(
        name=f"Tờ trình đề nghị đánh giá, phân hạng sản phẩm OCOP {figures.place} năm {figures.year}",
        head=committee_head(figures, number=number, day=None),
        title=PaperKind.SUBMISSION.title,
        subject=("Đề nghị đánh giá, phân hạng sản phẩm OCOP", f"năm {figures.year}"),
        to=(MINISTRY if to_ministry else "Ủy ban nhân dân tỉnh",),
        blocks=(
            Text(
                f"Căn cứ kết quả phiên họp của {figures.council} (Biên bản số "
                f"{minutes_number}), Ủy ban nhân dân "
                f"{figures.place} đề nghị đánh giá, phân hạng {count(len(products))} theo danh "
                f"sách tại Phụ lục."
            ),
            Text("Hồ sơ gửi kèm, 01 bản giấy và 01 bản điện tử, gồm:"),
            *(
                Text(words, lead=f"{at}.")
                for at, words in enumerate(
                    _enclosed(figures, minutes_number=minutes_number, report_number=report_number), 1
                )
            ),
            Text(f"Ủy ban nhân dân {figures.place} trân trọng đề nghị./."),
        ),
        closing=signed_by_leader(
            figures, ("Như trên", "Các chủ thể có sản phẩm", "Lưu: VT"), collectively=True
        ),
        annexes=(
            AnnexPart(
                Annex(
                    "Phụ lục",
                    "DANH SÁCH SẢN PHẨM ĐỀ NGHỊ",
                    enclosed_with(
                        f"Tờ trình số {number} {date_in_words(None, year=year_of(figures))}",
                        f"Ủy ban nhân dân {figures.place}",
                    ),
                    wide=True,
                ),
                (result_table(products),),
            ),
        ),
    )


def _enclosed(figures: PackFigures, *, minutes_number: str, report_number: str) -> Iterator[str]:
    """What goes with the request. 1048/QĐ-TTg: of what the province recognised before, its certificate and
    the results of further tests too.
    """
    yield "Hồ sơ đăng ký của chủ thể và báo cáo xem xét của Ủy ban nhân dân cấp xã;"
    yield (f"Biên bản số {minutes_number} và Báo cáo số {report_number} của Hội đồng; báo cáo của Tổ tư vấn;")
    yield f"{decision_reference(figures)} phê duyệt kết quả;"
    if recognised := figures.with_outcome(RECOGNISE_UP):
        yield f"Giấy chứng nhận sản phẩm OCOP của {count(len(recognised))} mà Quyết định này công nhận;"
    if tests := [name for product in figures.with_outcome(*UPWARD) for name in product.tests]:
        yield f"Kết quả kiểm nghiệm bổ sung: {'; '.join(tests)};"
    yield "Phiếu đánh giá của các thành viên và bảng điểm theo tiêu chí."
