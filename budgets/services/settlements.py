"""Money accounted for (quyết toán), with its papers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from budgets.models import Allotment, Settlement, SettlementPaper
from budgets.queries.people import settlers_of
from budgets.services.authority import require_over
from budgets.services.ledgers import locked_allotment, refuse_day
from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core.errors import RuleViolation
from ocop.core.money import dotted
from ocop.core.uploads import check_upload
from registrations.services.evidence import keep_file

PAPERS_AT_MOST = 20
"""Files of one settlement."""


@transaction.atomic
def settle(
    *,
    actor: User,
    allotment: Allotment,
    amount_vnd: int,
    evidence: str,
    papers: Sequence[UploadedFile],
    settled_on: date,
    note: str = "",
) -> Settlement:
    """Account for what a unit has paid, with the papers that show it.

    Raises `RuleViolation` beyond what is paid, without a paper, and for a file that is not believed.
    """
    allotment = locked_allotment(allotment.pk)
    role = require_over(actor, allotment.ceiling, settlers_of(allotment))
    refuse_day(settled_on, allotment.ceiling, field="settled_on")
    left = allotment.paid_vnd - allotment.settled_vnd
    if amount_vnd > left:
        raise RuleViolation(
            _("Chỉ còn %(left)s đồng đã chi mà chưa quyết toán.") % {"left": dotted(left)}, field="amount_vnd"
        )
    if not evidence.strip():
        raise RuleViolation(_("Hãy ghi hồ sơ quyết toán."), field="evidence")
    if not papers:
        raise RuleViolation(_("Hãy kèm tệp của hồ sơ quyết toán."), field="papers")
    settlement = Settlement.objects.create(
        allotment=allotment,
        amount_vnd=amount_vnd,
        evidence=evidence.strip(),
        settled_on=settled_on,
        note=note,
        entered_by=actor,
    )
    _keep(actor, settlement, papers)
    record(
        actor=actor,
        verb="budget.settle",
        subject=allotment.ceiling.budget,
        role=role,
        line=str(allotment.ceiling.line),
        unit=allotment.holder,
        amount_vnd=amount_vnd,
        number=evidence,
        papers=len(papers),
    )
    return settlement


@transaction.atomic
def add_papers(
    *, actor: User, settlement: Settlement, papers: Sequence[UploadedFile]
) -> list[SettlementPaper]:
    """Keep more papers of a settlement; none is ever taken away. Raises `RuleViolation` as `settle` does."""
    allotment = locked_allotment(settlement.allotment_id)
    role = require_over(actor, allotment.ceiling, settlers_of(allotment))
    kept = _keep(actor, settlement, papers)
    record(
        actor=actor,
        verb="budget.settle-papers",
        subject=allotment.ceiling.budget,
        role=role,
        number=settlement.evidence,
        papers=[paper.file_name for paper in kept],
    )
    return kept


def _keep(actor: User, settlement: Settlement, papers: Sequence[UploadedFile]) -> list[SettlementPaper]:
    known = set(settlement.papers.values_list("sha256", flat=True))
    if len(known) + len(papers) > PAPERS_AT_MOST:
        raise RuleViolation(
            _("Mỗi lần quyết toán giữ nhiều nhất %(n)s tệp.") % {"n": PAPERS_AT_MOST}, field="papers"
        )
    kept = []
    for upload in papers:
        try:
            file = check_upload(upload, name=upload.name, max_bytes=settings.UPLOAD_MAX_BYTES)
        except RuleViolation as refusal:
            raise RuleViolation(refusal.message, field="papers") from None
        if file.sha256 in known:
            raise RuleViolation(_("Tệp “%(name)s” đã có.") % {"name": file.name}, field="papers")
        known.add(file.sha256)
        paper = SettlementPaper(settlement=settlement, uploaded_by=actor)
        keep_file(paper, file, folder="settlements")
        kept.append(paper)
    return kept
