"""The files of a plan, made in the background: a draft to read, or the paper that was issued."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.urls import reverse

from ocop.documents.kinds import DocumentKind
from ocop.documents.models import DocumentJob
from ocop.documents.renderers import PAPER, paper_to_pdf, template_version, to_docx
from ocop.documents.services import store_issued
from plans.documents.paper import plan_paper
from plans.models import Plan, PlanPrint
from plans.queries.reading import reading_of
from plans.services import attach_issued, keep_files
from plans.services.issuing import KIND


def make_files(made: PlanPrint) -> None:
    """Write both files of a print; that of an issued plan also goes into the archive, ready to be signed."""
    plan = made.plan
    paper = plan_paper(reading_of(plan))
    pdf = paper_to_pdf(paper)
    with transaction.atomic():
        keep_files(made, pdf=pdf, docx=to_docx(paper))
        if made.is_final and plan.issued_document_id is None:
            document = store_issued(
                kind=KIND,
                place=plan.unit,
                number=str(plan.number_entry),
                label=plan.title,
                content=pdf,
                template_version=template_version(PAPER),
                issued_by=plan.issued_by,
                words=paper.words,
                replaces=plan.replaces.issued_document if plan.replaces else None,
            )
            attach_issued(plan, document)


def _pending(plan_id: int) -> Sequence[int]:
    return list(PlanPrint.objects.filter(plan=plan_id, pdf="").order_by("pk").values_list("pk", flat=True))


def _make(print_ids: Sequence[int], _job: DocumentJob) -> None:
    rows = PlanPrint.objects.filter(pk__in=print_ids, pdf="").order_by("pk")
    for made in rows.select_related("plan__unit", "plan__number_entry__book", "plan__issued_by"):
        make_files(made)


PLAN = DocumentKind(
    code=KIND,
    title="Kế hoạch",
    subject=Plan,
    place_of=lambda plan: plan.unit,
    pending=_pending,
    make=_make,
    done_url=lambda plan_id: reverse("plans:plan-detail", args=[plan_id]),
    chunk=1,
)
