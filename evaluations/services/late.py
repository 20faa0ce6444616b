"""Ticks that came too late: refused where they arrive, kept for the secretary."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from django.db import transaction

from evaluations.choices import SessionState
from evaluations.models import LateMark, Sheet
from evaluations.services.options import criterion_of, option_pk
from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core.errors import RuleViolation
from ocop.law.queries import tree_of


@transaction.atomic
def keep_late_marks(
    *,
    actor: User,
    sheet: Sheet,
    marks: Mapping[str, int | None],
    notes: Mapping[str, str],
    reason: str,
    key: UUID | None = None,
) -> int:
    """Keep what a member ticked when the session was closed already; how many ticks were kept.

    Nothing is kept of a sheet that is not the actor's, or while the session still scores. A `key` that has
    arrived before is not kept again: whoever lost the first answer hears that it is.
    """
    late = Sheet.objects.visible_to(actor).filter(pk=sheet.pk, item__session__state=SessionState.CLOSED)
    if not late.exists():
        return 0
    if key and LateMark.objects.filter(pk=key).exists():
        return LateMark.objects.filter(pk=key, sheet=sheet).count()
    tree = tree_of(sheet.item.dossier.criteria_set)
    kept = []
    for code in sorted({*marks, *notes}):
        try:
            criterion = criterion_of(tree, code)
            option = option_pk(criterion, marks.get(code))
        except RuleViolation:
            continue
        kept.append(
            LateMark(
                key=key or uuid4(),
                sheet=sheet,
                criterion_id=criterion.pk,
                option_id=option,
                is_ticked=code in marks,
                note=notes.get(code, ""),
                reason=reason[:250],
            )
        )
        key = None
    LateMark.objects.bulk_create(kept)
    if kept:
        record(actor=actor, verb="sheet.late", subject=sheet, note=reason, count=len(kept))
    return len(kept)
