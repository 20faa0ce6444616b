"""A version of a budget as the annex of its decision, made in the background as a PDF and a Word file."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from budgets.choices import EstimateKind
from budgets.documents.changes import changes_said, table_of_changes, table_of_sources
from budgets.documents.tables import table_of
from budgets.models import Estimate, EstimatePrint
from budgets.queries.outline import Outline, outline_of
from budgets.queries.versions import Comparison, comparison_of, followed_by
from budgets.services import keep_annex
from budgets.services.prints import ANNEX
from ocop.core.money import dotted, in_words
from ocop.documents.kinds import DocumentKind
from ocop.documents.models import DocumentJob
from ocop.documents.paper import Annex, AnnexPart, Head, Paper, Table, Text
from ocop.documents.renderers import paper_to_pdf, to_docx
from ocop.documents.words import date_in_words, enclosed_with

KINDS = {
    EstimateKind.FIRST: "",
    EstimateKind.REVISION: "ĐIỀU CHỈNH",
    EstimateKind.CARRY_OVER: "CÓ PHẦN CHUYỂN NGUỒN",
}
"""What the titles say of a version that follows another."""


def annex_of(estimate: Estimate) -> Paper:
    """Title, “kèm theo …”, the table across the sheet with its head on every page, the sum in words."""
    outline, before = outline_of(estimate), followed_by(estimate)
    changes = comparison_of(before, outline) if before else None
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
            *(_reasons(changes) if changes else ()),
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
                (
                    *_tables(outline, changes),
                    Text(f"Bằng chữ: {in_words(outline.total_vnd)}."),
                ),
            ),
        ),
        is_draft=not estimate.decision_number,
    )


def _tables(outline: Outline, changes: Comparison | None) -> tuple[Table, ...]:
    """All lines; of a version that follows another, how each has changed, and the same by source."""
    if changes is None:
        return (table_of(outline),)
    return table_of_changes(changes), table_of_sources(changes)


def _reasons(changes: Comparison) -> list[Text]:
    """What is changed: the decision before, the sums, and why."""
    before, reason = changes.before, changes.after.reason.strip().rstrip(".")
    words = [
        f"Dự toán đã được phê duyệt tại Quyết định số {before.decision_number} {_day(before)}: "
        f"{dotted(changes.before_vnd)} đồng.",
        changes_said(changes),
        f"Lý do: {reason}." if reason else "",
    ]
    return [Text(one) for one in words if one]


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
