"""The text of a section, each saved text a version. Two people write two sections without waiting."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from ocop.accounts.models import User
from ocop.audit.services import record
from plans.models import PlanSection, SectionVersion
from plans.services.authority import refuse_stale
from plans.services.parts import locked_part


@transaction.atomic
def write_section(
    *, actor: User, section: PlanSection, title: str, text: str, version: int | None = None
) -> PlanSection:
    """Save what a section says; what it said before stays readable. The same words again make no version.

    Raises `NotAllowed`, `Stale` where somebody saved this very section since it was opened, and
    `RuleViolation` once the plan was handed on.
    """
    plan, row = locked_part(actor, section)
    refuse_stale(row, version)
    if (row.title, row.text) == (title, text) and row.saved_at:
        return row
    row.title, row.text = title, text
    row.saved_by, row.saved_at = actor, timezone.now()
    row.version += 1
    row.save(update_fields=["title", "text", "saved_by", "saved_at", "version"])
    SectionVersion.objects.create(section=row, number=row.version, title=title, text=text, saved_by=actor)
    record(actor=actor, verb="plan.write", subject=plan, section=str(row), number=row.version)
    return row
