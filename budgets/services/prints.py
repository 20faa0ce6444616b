"""The annex of a version made into files in the background; its lines taken as a sheet."""

from __future__ import annotations

from secrets import token_hex

from django.db import transaction

from budgets.models import Estimate, EstimatePrint
from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.documents.models import DocumentJob
from ocop.documents.queries import open_job
from ocop.documents.services import request_document, write_whole

ANNEX = "annex"
"""The kind of work."""


@transaction.atomic
def print_annex(*, actor: User, estimate: Estimate) -> DocumentJob:
    """Have the annex made of a version as it stands; the caller has checked reach. What is still to be made
    is asked for again, not twice.
    """
    estimate = Estimate.objects.select_for_update(of=("self",)).get(pk=estimate.pk)
    record(actor=actor, verb="estimate.print", subject=estimate, format="pdf, docx")
    if (job := open_job(ANNEX, estimate.pk)) and not job.heartbeat_at:
        return job  # it waits and will take the version as it then is
    if not estimate.prints.filter(pdf="").exists():
        EstimatePrint.objects.create(estimate=estimate, estimate_version=estimate.version, requested_by=actor)
    return request_document(actor=actor, kind=ANNEX, subject=estimate)


def keep_annex(made: EstimatePrint, *, version: int, pdf: bytes, docx: bytes) -> None:
    """Write both files of a print, once, with the version of the estimate they were made of."""
    stem = f"estimates/{token_hex(2)}/{token_hex(16)}"
    write_whole(f"{stem}.pdf", pdf)
    write_whole(f"{stem}.docx", docx)
    EstimatePrint.objects.filter(pk=made.pk, pdf="").update(
        estimate_version=version, pdf=f"{stem}.pdf", docx=f"{stem}.docx"
    )


def note_sheet_taken(*, actor: User, estimate: Estimate) -> None:
    """That somebody took the lines of a version as a sheet."""
    record(actor=actor, verb="estimate.print", subject=estimate, format="xlsx")
