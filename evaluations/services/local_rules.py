"""Setting what a province asks at visits, from a day on."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from evaluations.models import LocalRule
from evaluations.services.authority import NotAllowed
from ocop.accounts.models import User
from ocop.audit.services import record, snapshot
from ocop.core import clock
from ocop.core.errors import RuleViolation
from ocop.core.roles import Role
from ocop.localities.models import Place
from ocop.programme.queries import provinces_run_by

FIELDS = ("used_from", "keeping", "mark", "site", "proof_share", "least_proofs")


@transaction.atomic
def set_local_rule(*, actor: User, province: Place, used_from: date, note: str, **chosen: Any) -> LocalRule:
    """Lay down, from a day on, what is asked at visits and how many certificates are printed as proofs.
    `chosen` are the rest of `FIELDS`. What is recorded and printed before that day stays as it was.

    Raises `NotAllowed` outside the actor's provinces, `RuleViolation` for a day that is over.
    """
    if not provinces_run_by(actor).filter(pk=province.pk).exists():
        raise NotAllowed(_("Chỉ quản trị cổng của tỉnh đặt được quy định này."))
    if used_from < clock.today():
        raise RuleViolation(_("Quy định mới áp dụng từ hôm nay trở đi."), field="used_from")
    same = LocalRule.objects.select_for_update(of=("self",)).filter(province=province, used_from=used_from)
    kept = same.first()
    if kept and (kept.inspections.exists() or kept.site_checks.exists()):
        raise RuleViolation(_("Quy định của ngày này đã được dùng: hãy chọn ngày khác."), field="used_from")
    before = snapshot(kept, *FIELDS) if kept else None
    row, _made = LocalRule.objects.update_or_create(
        province=province, used_from=used_from, defaults={**chosen, "set_by": actor}
    )
    record(
        actor=actor,
        verb="local_rule.set",
        subject=row,
        role=Role.ADMINISTRATOR,
        before=before,
        after=snapshot(row, *FIELDS),
        note=note,
    )
    return row
