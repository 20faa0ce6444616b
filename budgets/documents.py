"""A version of a budget as the annex of its decision, made in the background as a PDF and a Word file; and as
a sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from django.urls import reverse

from budgets.choices import EstimateKind
from budgets.models import Estimate, EstimatePrint
from budgets.queries.outline import Outline, OutlineRow, outline_of
from budgets.services import keep_annex
from budgets.services.prints import ANNEX
from ocop.core.money import dotted, in_words
from ocop.documents.kinds import DocumentKind
from ocop.documents.models import DocumentJob
from ocop.documents.paper import Annex, AnnexPart, Column, Head, Paper, Row, Table, Text
from ocop.documents.renderers import paper_to_pdf, to_docx
from ocop.documents.words import date_in_words, enclosed_with
from ocop.spreadsheets.writer import write_xlsx

LOOKS = {1: "block"}
"""How a tier of the tree is set: blocks are headings of the table."""
KINDS = {
    EstimateKind.FIRST: "",
    EstimateKind.REVISION: "ĐIỀU CHỈNH",
    EstimateKind.CARRY_OVER: "CÓ PHẦN CHUYỂN NGUỒN",
}
"""What the titles say of a version that follows another."""
HEADERS = (
    "TT",
    "Nội dung",
    "Số lượng",
    "Đơn vị tính",
    "Số ngày, lần",
    "Tính theo",
    "Đơn giá (đồng)",
    "Số tiền (đồng)",
    "Đơn vị thực hiện",
    "Nguồn vốn",
    "Căn cứ",
    "Ghi chú",
)


def annex_of(estimate: Estimate) -> Paper:
    """Title, “kèm theo …”, the table across the sheet with its head on every page, the sum in words."""
    outline = outline_of(estimate)
    unit = estimate.budget.unit
    return Paper(
        name=f"{estimate.budget.title}",
        head=Head(
            body=("ỦY BAN NHÂN DÂN", unit.name_in_address.upper()),
            number=_number(estimate),
            place_and_date=f"{unit.name}, {_day(estimate)}",
        ),
        title=" ".join(filter(None, ("DỰ TOÁN", KINDS[EstimateKind(estimate.kind)]))),
        subject=(estimate.budget.title,),
        blocks=(
            Text(f"Tổng kinh phí: {dotted(outline.total_vnd)} đồng ({in_words(outline.total_vnd)})."),
            Text(_in_sources(outline)),
            Text("Chi tiết tại Phụ lục kèm theo."),
        ),
        annexes=(
            AnnexPart(
                Annex(
                    number="Phụ lục",
                    title=_title(estimate),
                    origin=_origin(estimate),
                    wide=True,
                ),
                (table_of(outline), Text(f"Bằng chữ: {in_words(outline.total_vnd)}.")),
            ),
        ),
        is_draft=not estimate.decision_number,
    )


def table_of(outline: Outline) -> Table:
    """TT, content with how it is calculated, amount, who carries it out, where the money comes from."""
    columns = (
        Column("TT", 13, "mid"),
        Column("Nội dung"),
        Column("Số tiền (đồng)", 44, "money"),
        Column("Đơn vị thực hiện", 52),
        Column("Nguồn vốn", 48),
    )
    total = Row(("", "TỔNG CỘNG", dotted(outline.total_vnd), "", ""), "total")
    return Table(columns, (total, *(_row(row) for row in outline.rows)))


def _row(row: OutlineRow) -> Row:
    words = row.line.content
    if row.placed.is_leaf and row.explanation.startswith("="):
        words = f"{words}\n({row.explanation.removeprefix('= ')})"
    elif row.placed.is_leaf and row.line.quantity is not None:
        words = f"{words}\n({row.explanation.removeprefix('khoán gọn, ')})"
    cells = (
        row.placed.number,
        words,
        dotted(row.placed.amount_vnd),
        "" if row.inherited_from else row.executor,
        _sources(row),
    )
    return Row(cells, LOOKS.get(row.placed.depth, ""))


def _sources(row: OutlineRow) -> str:
    if len(row.shares) == 1:
        return row.shares[0][0].short_name
    return "\n".join(f"{source.short_name}: {dotted(amount)}" for source, amount in row.shares)


def _in_sources(outline: Outline) -> str:
    parts = "; ".join(f"{source.name}: {dotted(amount)} đồng" for source, amount in outline.by_source)
    return f"Nguồn vốn: {parts}."


def _title(estimate: Estimate) -> str:
    title, kind = estimate.budget.title.upper(), KINDS[EstimateKind(estimate.kind)]
    return f"{title} ({kind})" if kind else title


def _origin(estimate: Estimate) -> str:
    issuer = f"Ủy ban nhân dân {estimate.budget.unit.name_in_address}"
    return enclosed_with(f"Quyết định số {_number(estimate)} {_day(estimate)}", issuer)


def _number(estimate: Estimate) -> str:
    return estimate.decision_number or "……/QĐ-UBND"


def _day(estimate: Estimate) -> str:
    if estimate.decided_on:
        return date_in_words(estimate.decided_on)
    return f"ngày … tháng … năm {estimate.budget.first_year}"


def sheet_of(estimate: Estimate) -> bytes:
    """The lines as a sheet that can be filled in further and brought back: amounts are numbers."""
    outline, target = outline_of(estimate), BytesIO()
    rows = [
        ("", "TỔNG CỘNG", None, "", None, "", None, outline.total_vnd, "", "", "", ""),
        *(
            (
                row.placed.number,
                row.line.content,
                row.line.quantity,
                row.line.quantity_unit,
                row.line.times,
                row.line.times_unit,
                row.line.price_vnd,
                row.placed.amount_vnd,
                "" if row.inherited_from else row.executor,
                _sources_in_a_cell(row),
                row.line.basis,
                row.line.note,
            )
            for row in outline.rows
        ),
    ]
    write_xlsx(target, HEADERS, rows, name="Dự toán")
    return target.getvalue()


def _sources_in_a_cell(row: OutlineRow) -> str:
    """As `budgets.queries.sheets` reads them again: the name of one, several each with its amount."""
    if len(row.shares) == 1:
        return row.shares[0][0].name
    return "; ".join(f"{source.name}: {dotted(amount)}" for source, amount in row.shares)


def make_annex(made: EstimatePrint) -> None:
    """Write both files of a print."""
    estimate = made.estimate
    paper = annex_of(estimate)
    keep_annex(made, version=estimate.version, pdf=paper_to_pdf(paper), docx=to_docx(paper))


def _pending(estimate_id: int) -> Sequence[int]:
    rows = EstimatePrint.objects.filter(estimate=estimate_id, pdf="")
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _make(print_ids: Sequence[int], _job: DocumentJob) -> None:
    rows = EstimatePrint.objects.filter(pk__in=print_ids, pdf="").order_by("pk")
    for made in rows.select_related("estimate__budget__unit"):
        make_annex(made)


ESTIMATE = DocumentKind(
    code=ANNEX,
    title="Phụ lục dự toán",
    subject=Estimate,
    place_of=lambda estimate: estimate.budget.unit,
    pending=_pending,
    make=_make,
    done_url=lambda estimate_id: reverse("budgets:estimate-detail", args=[estimate_id]) + "#tep",
    chunk=1,
)
