"""The making of a pack: every paper of a closed session, as PDF and Word file, from its frozen figures."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from secrets import token_hex

from django.db import transaction
from django.urls import reverse

from evaluations.choices import OwnPart, PackPaperKind
from evaluations.documents.enclosed import points_paper, team_paper
from evaluations.documents.letters import letter_paper
from evaluations.documents.minutes import minutes_paper
from evaluations.documents.recognition import recognition_paper
from evaluations.documents.report import report_paper
from evaluations.documents.shapes import LETTERS
from evaluations.documents.upward import upward_paper
from evaluations.models import Pack, PackPaper
from evaluations.queries.packs import papers_to_make, replaced_by
from evaluations.rules import PackFigures, ProductFigures, from_json
from evaluations.services import packs as services
from evaluations.services.packs import KIND
from ocop.accounts.models import User
from ocop.documents.kinds import DocumentKind
from ocop.documents.models import DocumentJob, IssuedDocument
from ocop.documents.paper import Paper, Text
from ocop.documents.renderers import PAPER, paper_to_pdf, template_version, to_docx
from ocop.documents.services import store_issued, write_whole
from ocop.documents.signs import PaperKind
from ocop.documents.words import date_in_words
from registrations.documents import paper_of as form_paper
from registrations.rules import Part


def paper_of(row: PackPaper) -> Paper:
    """The paper that a row of a pack stands for, with the issued one whose place it takes."""
    paper, former = _paper(row), replaced_by(row)
    return paper if former is None else replace(paper, blocks=(_replacement(paper, former), *paper.blocks))


def _replacement(paper: Paper, former: PackPaper) -> Text:
    kind = (paper.title or "CÔNG VĂN").capitalize()
    entry = former.number_entry
    day = f" {date_in_words(entry.dated_on)}" if entry and entry.dated_on else ""
    return Text(
        f"{kind} này thay thế {kind} số {former.issued.number}{day}, đã ban hành trước khi mở lại phiên họp."
    )


def _paper(row: PackPaper) -> Paper:
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
        case PackPaperKind.FORM:
            return _enclosed(row, figures)
        case PackPaperKind.LETTER:
            return letter_paper(figures, _product(row, figures))


def _enclosed(row: PackPaper, figures: PackFigures) -> Paper:
    """A paper of a dossier that goes to the next level."""
    if row.part == OwnPart.POINTS:
        return points_paper(figures, _product(row, figures))
    if row.part == OwnPart.TEAM:
        return team_paper(figures, _product(row, figures), row.item.team_report)
    return form_paper(row.item.dossier, Part(row.part))


def _product(row: PackPaper, figures: PackFigures) -> ProductFigures:
    return next(one for one in figures.products if one.item == row.item_id)


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


def issue_paper(*, actor: User, row: PackPaper, number: int | None, dated_on: date) -> IssuedDocument:
    """Give a paper of a pack its number and its day and keep it for good, ready to be signed.

    A decision keeps the number and the day it was signed under, minutes and report the number held for them;
    a letter and a request take `number`, which the office gave, or the next one of the book where it is
    None. Raises `RuleViolation` for a number in use, an older pack, and a paper that was issued before.
    """
    row = PackPaper.objects.select_related("pack__session__council__place").get(pk=row.pk)
    services.refuse_to_issue(actor, row)
    paper, dated_on, former = paper_of(row), services.day_for(row, dated_on), replaced_by(row)
    with transaction.atomic():
        printed = services.number_for(actor, row, letters=paper.letters, number=number, dated_on=dated_on)
        final = paper.issued(number=printed, day=dated_on)
        document = store_issued(
            kind=row.kind,
            place=row.pack.session.council.place,
            number=printed,
            label=row.label,
            content=paper_to_pdf(final),
            template_version=template_version(PAPER),
            issued_by=actor,
            words=final.words,
            replaces=former.issued if former else None,
        )
        return services.attach_issued(actor, row, document)


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
