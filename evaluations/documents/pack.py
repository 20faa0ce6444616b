"""The making of a pack: every paper of a closed session, as PDF and Word file, from its frozen figures."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from secrets import token_hex

from django.db import transaction
from django.urls import reverse

from evaluations.choices import PackPaperKind
from evaluations.documents.letters import letter_paper
from evaluations.documents.minutes import minutes_paper
from evaluations.documents.recognition import recognition_paper
from evaluations.documents.report import report_paper
from evaluations.documents.shapes import LETTERS
from evaluations.documents.upward import upward_paper
from evaluations.models import Pack, PackPaper
from evaluations.queries.packs import papers_to_make
from evaluations.rules import from_json
from evaluations.services.packs import KIND
from ocop.documents.kinds import DocumentKind
from ocop.documents.models import DocumentJob
from ocop.documents.paper import Paper
from ocop.documents.renderers import paper_to_pdf, to_docx
from ocop.documents.services import write_whole
from ocop.documents.signs import PaperKind


def paper_of(row: PackPaper) -> Paper:
    """The paper that a row of a pack stands for."""
    figures = from_json(row.pack.figures)
    numbers = {
        one.kind: str(one.number_entry or "") for one in row.pack.papers.select_related("number_entry__book")
    }
    minutes = numbers.get(PackPaperKind.MINUTES) or LETTERS[PaperKind.MINUTES].numbered(None)
    report = numbers.get(PackPaperKind.REPORT) or LETTERS[PaperKind.REPORT].numbered(None)
    match PackPaperKind(row.kind):
        case PackPaperKind.MINUTES:
            return minutes_paper(figures, number=minutes)
        case PackPaperKind.REPORT:
            return report_paper(figures, number=report, minutes_number=minutes)
        case PackPaperKind.DECISION:
            return recognition_paper(figures, minutes_number=minutes, report_number=report)
        case PackPaperKind.SUBMISSION:
            return upward_paper(figures, minutes_number=minutes, report_number=report)
        case PackPaperKind.LETTER:
            product = next(one for one in figures.products if one.item == row.item_id)
            return letter_paper(figures, product)


def make_files(row: PackPaper) -> None:
    """Write both files of a paper, once; a paper that has them is left as it is."""
    paper = paper_of(row)
    pdf, docx = paper_to_pdf(paper), to_docx(paper)
    stem = f"packs/{token_hex(2)}/{token_hex(16)}"
    write_whole(f"{stem}.pdf", pdf)
    write_whole(f"{stem}.docx", docx)
    with transaction.atomic():
        PackPaper.objects.filter(pk=row.pk, pdf="").update(
            pdf=f"{stem}.pdf",
            docx=f"{stem}.docx",
            pdf_sha256=hashlib.sha256(pdf).hexdigest(),
            docx_sha256=hashlib.sha256(docx).hexdigest(),
        )


def _make(paper_ids: Sequence[int], _job: DocumentJob) -> None:
    for row in PackPaper.objects.filter(pk__in=paper_ids, pdf="").select_related("pack").order_by("position"):
        make_files(row)


PACK = DocumentKind(
    code=KIND,
    title="Bộ văn bản của phiên",
    subject=Pack,
    place_of=lambda pack: pack.session.council.place,
    pending=papers_to_make,
    make=_make,
    done_url=lambda pack_id: reverse("evaluations:pack-detail", args=[pack_id]),
    chunk=3,
)
