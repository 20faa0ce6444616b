"""The files of a report, made in the background: the paper as PDF and Word file, its figures as a sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO

from django.urls import reverse

from ocop.documents.kinds import DocumentKind
from ocop.documents.models import DocumentJob
from ocop.documents.renderers import paper_to_pdf, to_docx
from ocop.documents.services import pulse
from ocop.spreadsheets.writer import write_xlsx
from plans.documents.reports import paper_of, sheet_of
from plans.models import PeriodicReport, ReportPrint
from plans.services.report_files import REPORT_FILES, keep_report_files

STEPS = 4
"""The figures are counted, then each file is made."""


def make_report_files(made: ReportPrint, *, say: Callable[[int], None] = lambda done: None) -> None:
    """Count what the report says and write its files; `say` is told how many of the `STEPS` are done."""
    report = made.report
    paper = paper_of(report)
    say(1)
    pdf = paper_to_pdf(paper)
    say(2)
    docx = to_docx(paper)
    say(3)
    heads, rows = sheet_of(report)
    sheet = BytesIO()
    write_xlsx(sheet, heads, rows, name=str(report))
    keep_report_files(made, version=report.version, pdf=pdf, docx=docx, xlsx=sheet.getvalue())


def _pending(report_id: int) -> Sequence[int]:
    rows = ReportPrint.objects.filter(report=report_id, pdf="")
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _make(print_ids: Sequence[int], job: DocumentJob) -> None:
    rows = ReportPrint.objects.filter(pk__in=print_ids, pdf="").order_by("pk")
    for made in rows.select_related("report__unit__parent", "report__rule__province"):
        with pulse(job) as say:
            make_report_files(made, say=say)


REPORT = DocumentKind(
    code=REPORT_FILES,
    title="Báo cáo định kỳ",
    subject=PeriodicReport,
    place_of=lambda report: report.unit,
    pending=_pending,
    make=_make,
    done_url=lambda report_id: reverse("plans:report-detail", args=[report_id]) + "#tep",
    chunk=1,
    size=lambda report_id: STEPS * len(_pending(report_id)),
)
