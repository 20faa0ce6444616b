"""What the papers of a session share: whose head, whose signature, which columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from textwrap import wrap

from evaluations.rules import RECOGNISING, PackFigures, ProductFigures
from ocop.core.roles import Level
from ocop.documents.offices import office_lines, office_of_title
from ocop.documents.paper import Closing, Column, Head, Row, Signature, Table
from ocop.documents.signs import PaperKind, Sign
from ocop.documents.words import TO_FILL_IN, date_in_words

COMMITTEE = "ỦY BAN NHÂN DÂN"
MINISTRY = "Bộ Nông nghiệp và Môi trường"
ISSUER_WIDTH = 26
"""Letters of a line of the issuer at 12 points."""

UNITS = {Level.PROVINCE: "NNMT", Level.DISTRICT: "KT"}
"""The letters of the unit that drafts official letters: found in no act, changed by hand in the Word file."""

LETTERS = {
    PaperKind.MINUTES: Sign(PaperKind.MINUTES, "HĐ"),
    PaperKind.REPORT: Sign(PaperKind.REPORT, "HĐ"),
    PaperKind.DECISION: Sign(PaperKind.DECISION, "UBND"),
    PaperKind.SUBMISSION: Sign(PaperKind.SUBMISSION, "UBND"),
}
IN_WORDS = {3: "3 sao", 4: "4 sao", 5: "5 sao"}
OUTCOMES = {
    "recognise": "Công nhận",
    "recognise_up": "Công nhận, trình Bộ",
    "forward": "Chuyển cấp trên",
    "ministry": "Tiềm năng 5 sao",
    "after_tests": "Chấm vòng sau kiểm nghiệm",
    "not_recognised": "Chưa đạt 3 sao",
    "reject": "Loại",
}


def committee_head(figures: PackFigures, *, number: str, day: date | None, about: str = "") -> Head:
    return Head(
        body=(COMMITTEE, figures.place.upper()),
        number=number,
        about=about,
        place_and_date=f"{figures.place_name}, {date_in_words(day, year=year_of(figures))}",
    )


def council_head(figures: PackFigures, *, number: str, day: date | None) -> Head:
    return Head(
        parent=(COMMITTEE, figures.place.upper()),
        body=issuer_lines(council_name(figures).upper()),
        number=number,
        place_and_date=f"{figures.place_name}, {date_in_words(day, year=year_of(figures))}",
    )


def issuer_lines(name: str) -> tuple[str, ...]:
    """A long name in lines that fit, broken after a comma where both parts then fit."""
    first, comma, rest = name.partition(", ")
    if comma and max(len(first), len(rest)) < ISSUER_WIDTH < len(name):
        return f"{first},", rest
    return tuple(wrap(name, ISSUER_WIDTH))


def council_name(figures: PackFigures) -> str:
    """The council without its year, and without the place that stands above it already."""
    name = re.sub(r",?\s+năm\s+\d{4}$", "", figures.council)
    return name.removesuffix(figures.place).rstrip(" ,") or name


def day_of(iso: str) -> date | None:
    return date.fromisoformat(iso) if iso else None


def year_of(figures: PackFigures) -> int:
    """The year that undated papers of the session are dated in, once they are signed."""
    return date.fromisoformat(figures.held_on).year


def decision_number(figures: PackFigures) -> str:
    return figures.decision_number or LETTERS[PaperKind.DECISION].numbered(None)


def decision_reference(figures: PackFigures) -> str:
    """“Quyết định số 12/QĐ-UBND ngày 05 tháng 8 năm 2026”, with dots while it is not signed."""
    day = date_in_words(day_of(figures.decided_on), year=year_of(figures))
    return f"Quyết định số {decision_number(figures)} {day}"


def signed_by_leader(
    figures: PackFigures, recipients: Sequence[str], *, collectively: bool = False
) -> Closing:
    """The leader's signature; a title known from the decision decides between head and deputy."""
    body = COMMITTEE if collectively else ""
    office = (
        office_of_title(figures.signer_title, on_behalf_of=body)
        if figures.signer_title
        else office_lines(on_behalf_of=body)
    )
    return Closing((Signature(office, name=figures.signer),), tuple(recipients))


def chair_of(figures: PackFigures) -> str:
    return next((s.name for s in figures.seats if s.present and s.role == "Chủ tịch Hội đồng"), "")


def secretary_of(figures: PackFigures) -> str:
    return next((s.name for s in figures.seats if s.present and s.role == "Thư ký"), "")


def rank_words(product: ProductFigures) -> str:
    """“4 sao”, or what becomes of a product without a rank."""
    if product.outcome in RECOGNISING:
        return f"{product.rank} sao"
    return OUTCOMES[product.outcome]


def count(number: int) -> str:
    """“06 sản phẩm”: numbers below ten take a leading zero in papers."""
    return f"{number:02d} sản phẩm"


def result_table(products: Sequence[ProductFigures], *, validity: str = "") -> Table:
    """The list of results on a lying page; with `validity` the list of a decision, by ranks."""
    columns = (
        Column("TT", 11, "no"),
        Column("Tên sản phẩm"),
        Column("Mã sản phẩm", 36, "mid"),
        Column("Chủ thể", 48),
        Column("Địa chỉ", 48),
        Column("Điểm", 16, "mid"),
        Column("Hạng", 20, "mid"),
        *((Column("Thời hạn", 26, "mid"),) if validity else ()),
    )
    if not validity:
        return Table(columns, tuple(_row(at, one, ()) for at, one in enumerate(products, 1)), is_small=True)
    rows: list[Row] = []
    at = 0
    for block, stars in zip(
        ("I", "II", "III"), sorted({p.rank for p in products}, reverse=True), strict=False
    ):
        held = [product for product in products if product.rank == stars]
        rows.append(
            Row((block, f"HẠNG {stars} SAO ({count(len(held))})", *[""] * (len(columns) - 2)), look="block")
        )
        for product in held:
            at += 1
            rows.append(_row(at, product, (validity,)))
    return Table(columns, tuple(rows), is_small=True)


def _row(at: int, product: ProductFigures, more: tuple[str, ...]) -> Row:
    return Row(
        (
            str(at),
            product.product,
            product.code or TO_FILL_IN,
            product.producer,
            product.address,
            product.mean,
            rank_words(product),
            *more,
        )
    )
