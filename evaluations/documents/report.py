"""The council's report with the list of results (26/2026/QĐ-TTg: it goes up with a product of 90 points)."""

from __future__ import annotations

from collections.abc import Iterator

from evaluations.documents.shapes import (
    chair_of,
    council_head,
    count,
    day_of,
    rank_words,
    result_table,
    year_of,
)
from evaluations.rules import PackFigures
from ocop.documents.offices import office_lines
from ocop.documents.paper import Annex, AnnexPart, Block, Closing, Heading, Paper, Signature, Text
from ocop.documents.signs import PaperKind
from ocop.documents.words import date_in_words, enclosed_with


def report_paper(figures: PackFigures, *, number: str, minutes_number: str) -> Paper:
    return Paper(
        name=f"Báo cáo kết quả {figures.council}",
        head=council_head(figures, number=number, day=None),
        title=PaperKind.REPORT.title,
        subject=("Kết quả đánh giá, phân hạng sản phẩm OCOP", f"{figures.place}, năm {figures.year}"),
        to=(f"Chủ tịch Ủy ban nhân dân {figures.place}",),
        blocks=(
            Heading("I. TỔ CHỨC ĐÁNH GIÁ"),
            Text(
                f"Phiên họp {date_in_words(day_of(figures.held_on))} có "
                f"{figures.present}/{len(figures.seats)} thành "
                f"viên ({figures.quorum_share}%). Hội đồng đã chấm {count(len(figures.products))} "
                f"(Biên bản số {minutes_number})."
            ),
            Heading("II. KẾT QUẢ"),
            *_results(figures),
            Heading("III. ĐỀ NGHỊ"),
            Text(
                f"Hội đồng đề nghị Chủ tịch Ủy ban nhân dân {figures.place} xem xét, quyết định "
                f"theo danh sách kèm "
                "theo./."
            ),
        ),
        closing=Closing(
            (Signature(office_lines(on_behalf_of="Hội đồng"), name=chair_of(figures)),),
            ("Như trên", "Các thành viên Hội đồng", "Lưu: HĐ"),
        ),
        annexes=(
            AnnexPart(
                Annex(
                    "Phụ lục",
                    f"KẾT QUẢ ĐÁNH GIÁ, PHÂN HẠNG SẢN PHẨM OCOP NĂM {figures.year}",
                    enclosed_with(
                        f"Báo cáo số {number} {date_in_words(None, year=year_of(figures))}", figures.council
                    ),
                    wide=True,
                ),
                (result_table(figures.products),),
            ),
        ),
    )


def _results(figures: PackFigures) -> Iterator[Block]:
    for at, product in enumerate(figures.products, 1):
        reasons = "; ".join((*product.missed, *filter(None, (product.knock_out,))))
        lowered = f"; {reasons}" if reasons and product.stars < product.stars_by_points else ""
        yield Text(
            f"{product.product} ({product.producer}): {product.mean} điểm, "
            f"{product.stars_by_points} sao theo điểm, "
            f"đề nghị: {rank_words(product).lower()}{lowered}.",
            lead=f"{at}.",
        )
