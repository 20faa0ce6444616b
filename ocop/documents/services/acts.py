"""The acts that papers cite: entered, and ended when another took their place."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core.errors import RuleViolation
from ocop.law.models import LegalAct


@transaction.atomic
def register_act(*, actor: User, **fields: Any) -> LegalAct:
    """Enter an act that papers cite. Raises `RuleViolation` for one that is there already, and for an end
    before its beginning.
    """
    number, issued_on = fields["number"].strip(), fields["issued_on"]
    if LegalAct.objects.filter(number__iexact=number, issued_on=issued_on).exists():
        raise RuleViolation(_("Văn bản này đã có trong danh mục."), field="number")
    _refuse_order(fields["in_force_from"], fields.get("in_force_to"))
    act = LegalAct.objects.create(**fields | {"number": number})
    record(actor=actor, verb="act.create", subject=act, after={"number": act.number, "title": act.title})
    return act


@transaction.atomic
def end_act(
    *, actor: User, act: LegalAct, in_force_to: date, replaced_by: LegalAct | None = None
) -> LegalAct:
    """Say until which day an act is in force, and what took its place. Raises `RuleViolation`."""
    act = LegalAct.objects.select_for_update().get(pk=act.pk)
    _refuse_order(act.in_force_from, in_force_to)
    if replaced_by == act:
        raise RuleViolation(_("Văn bản không tự thay chính nó."), field="replaced_by")
    before = {"in_force_to": str(act.in_force_to or "")}
    act.in_force_to, act.replaced_by = in_force_to, replaced_by
    act.save(update_fields=["in_force_to", "replaced_by"])
    record(
        actor=actor,
        verb="act.end",
        subject=act,
        before=before,
        after={"in_force_to": str(in_force_to), "replaced_by": str(replaced_by or "")},
    )
    return act


def _refuse_order(begins: date, ends: date | None) -> None:
    if ends and ends < begins:
        raise RuleViolation(_("Ngày hết hiệu lực không trước ngày có hiệu lực."), field="in_force_to")
