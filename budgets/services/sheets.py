"""Spreadsheets brought in: read, shown, and written as a whole or not at all."""

from __future__ import annotations

from dataclasses import replace

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets.choices import SheetKind
from budgets.models import Budget, BudgetSheet, Estimate, FundSource, Line
from budgets.queries.people import APPRAISER, drafter_of
from budgets.queries.sheets import Shares, lines_in, lines_preview, payments_in, payments_preview
from budgets.rules import Calculation
from budgets.rules.sheets import SheetLine
from budgets.services.authority import locked_draft, require_over
from budgets.services.commitments import pay
from budgets.services.lines import LineContent, fill_line, share_line
from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core.errors import RuleViolation


@transaction.atomic
def upload_lines(
    *, actor: User, estimate: Estimate, upload: UploadedFile, source: FundSource | None = None
) -> BudgetSheet:
    """Keep the rows of an estimate's table to be looked at. Raises `RuleViolation` (field `upload`) for a
    file without such a table, and where the draft has lines already.
    """
    estimate = locked_draft(actor, estimate.pk)
    if estimate.lines.exists():
        raise RuleViolation(_("Bản này đã có dòng. Hãy nhập vào một bản trống."), field="upload")
    return _keep(
        actor,
        SheetKind.ESTIMATE,
        estimate.budget,
        upload,
        lines_in(upload.file, upload.name),
        estimate=estimate,
        source=source,
    )


@transaction.atomic
def apply_lines(*, actor: User, sheet: BudgetSheet, accepts_differences: bool) -> Estimate:
    """Write the lines of a table into its draft. Parents become the sums of their children.

    Raises `RuleViolation` while something cannot be read, for differences nobody has said yes to, and for a
    table that was written before.
    """
    sheet = _locked(sheet.pk)
    estimate = locked_draft(actor, sheet.estimate_id)
    preview = lines_preview(sheet)
    if preview.is_blocked:
        raise RuleViolation(_("Còn dòng không đọc được. Hãy sửa trong bảng tính rồi tải lại."))
    if preview.findings and not accepts_differences:
        raise RuleViolation(
            _("Bảng có chỗ lệch. Hãy đồng ý lấy theo số của các dòng chi tiết, hoặc sửa bảng."),
            field="accepts_differences",
        )
    if estimate.lines.exists():
        raise RuleViolation(_("Bản này đã có dòng. Hãy nhập vào một bản trống."))
    parents = {row.parent for row in preview.reading.lines}
    made: list[Line] = []
    for at, row in enumerate(preview.reading.lines):
        line = Line(
            estimate=estimate,
            parent=made[row.parent] if row.parent is not None else None,
            position=at + 1,
        )
        is_leaf = at not in parents
        content = _content_of(row.line, preview.sources.get(at, ()), is_leaf=is_leaf)
        fill_line(line, content, is_leaf=is_leaf)
        line.save()
        if content.shares:
            share_line(line, content)
        made.append(line)
    estimate.budget.has_blocks = preview.reading.has_blocks
    estimate.budget.save(update_fields=["has_blocks"])
    estimate.version += 1
    estimate.save(update_fields=["version", "changed_at"])
    _mark(actor, sheet)
    record(
        actor=actor,
        verb="estimate.fill",
        subject=estimate,
        rows=len(made),
        name=sheet.name,
        accepted=[finding.words for finding in preview.findings][:50],
    )
    return estimate


def _content_of(row: SheetLine, shares: Shares, *, is_leaf: bool) -> LineContent:
    """What a row of a table says; one with rows below it has neither money nor sources of its own."""
    told = LineContent(row.content, executor=row.executor, basis=row.basis, note=row.note)
    if not is_leaf:
        return told
    how = row.calculation
    return replace(told, shares=shares, **{name: getattr(how, name) for name in Calculation.__slots__})


@transaction.atomic
def upload_payments(*, actor: User, budget: Budget, upload: UploadedFile) -> BudgetSheet:
    """Keep the payments of a treasury's table to be looked at. Raises `RuleViolation` (field `upload`)."""
    require_over(actor, budget, {drafter_of(budget.unit), APPRAISER})
    if budget.current_id is None:
        raise RuleViolation(_("Chưa có bản nào được duyệt nên chưa chi được."), field="upload")
    return _keep(actor, SheetKind.TREASURY, budget, upload, payments_in(upload.file, upload.name))


@transaction.atomic
def apply_payments(*, actor: User, sheet: BudgetSheet) -> int:
    """Write the payments that are new and have their commitment; how many were written.

    What differs, or has no commitment, stays as it is and is told on the page. Raises `RuleViolation`, naming
    the row, where a payment goes beyond its commitment: then none is written.
    """
    sheet = _locked(sheet.pk)
    require_over(actor, sheet.budget, {drafter_of(sheet.budget.unit)})
    new = payments_preview(sheet).new
    for row in new:
        try:
            pay(
                actor=actor,
                commitment=row.commitment,
                amount_vnd=row.whole_vnd,
                paid_on=row.paid_on,
                reference=row.reference,
                note=row.words[:500],
            )
        except RuleViolation as refusal:
            raise RuleViolation(
                _("Dòng %(row)s, chứng từ %(number)s: %(why)s")
                % {"row": row.row, "number": row.reference, "why": refusal.message}
            ) from None
    _mark(actor, sheet)
    record(actor=actor, verb="budget.import", subject=sheet.budget, rows=len(new), name=sheet.name)
    return len(new)


def note_rows_taken(*, actor: User, sheet: BudgetSheet) -> None:
    """That somebody took home what of a treasury's table was not written."""
    record(actor=actor, verb="budget.export", subject=sheet.budget, name=sheet.name, format="xlsx")


def _keep(actor: User, kind: str, budget: Budget, upload: UploadedFile, rows: list, **more) -> BudgetSheet:
    if not rows:
        raise RuleViolation(_("Bảng không có dòng nào."), field="upload")
    sheet = BudgetSheet.objects.create(
        kind=kind, budget=budget, name=upload.name[:200], rows=rows, uploaded_by=actor, **more
    )
    record(actor=actor, verb="budget.upload", subject=budget, name=sheet.name, rows=len(rows))
    return sheet


def _locked(pk: int) -> BudgetSheet:
    rows = BudgetSheet.objects.select_for_update(of=("self",)).select_related("budget__unit", "source")
    sheet = rows.get(pk=pk)
    if sheet.applied_at:
        raise RuleViolation(_("Bảng này đã được nhập."))
    return sheet


def _mark(actor: User, sheet: BudgetSheet) -> None:
    sheet.applied_at, sheet.applied_by = timezone.now(), actor
    sheet.save(update_fields=["applied_at", "applied_by"])
