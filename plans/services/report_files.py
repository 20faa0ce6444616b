"""A report made into files in the background, as it stands."""

from __future__ import annotations

from secrets import token_hex

from django.db import transaction

from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.documents.models import DocumentJob
from ocop.documents.queries import open_job
from ocop.documents.services import request_document, write_whole
from plans.models import PeriodicReport, ReportPrint
from plans.services.report_news import locked

REPORT_FILES = "report"
"""The kind of work."""


@transaction.atomic
def print_report(*, actor: User, report: PeriodicReport) -> DocumentJob:
    """Have the files of a report made as it stands; what is still to be made is asked for again, not twice.

    Raises `Http404` outside the actor's reach.
    """
    report = locked(report)
    record(actor=actor, verb="report.print", subject=report)
    if (job := open_job(REPORT_FILES, report.pk)) and not job.heartbeat_at:
        return job  # it waits and will take the report as it then is
    if not report.prints.filter(pdf="").exists():
        ReportPrint.objects.create(report=report, report_version=report.version, requested_by=actor)
    return request_document(actor=actor, kind=REPORT_FILES, subject=report)


def keep_report_files(made: ReportPrint, *, version: int, **files: bytes) -> None:
    """Write the files of a print, once, with the version of the report they were made of."""
    stem = f"reports/{token_hex(2)}/{token_hex(16)}"
    names = {ending: f"{stem}.{ending}" for ending in files}
    for ending, content in files.items():
        write_whole(names[ending], content)
    ReportPrint.objects.filter(pk=made.pk, pdf="").update(report_version=version, **names)
