"""The numbers of decisions about money, in the document book of the unit that took them."""

from __future__ import annotations

from datetime import date

from django.db.models import Model
from django.utils.translation import gettext as _

from budgets.models import Allocation, Estimate, Transfer
from ocop.accounts.models import User
from ocop.core.errors import RuleViolation
from ocop.documents.models import NumberEntry
from ocop.documents.services import enter_number
from ocop.documents.signs import number_in
from ocop.localities.models import Place

LETTERS_AT_MOST = NumberEntry._meta.get_field("letters").max_length
UNIT_OF: dict[type[Model], str] = {
    Estimate: "budget__unit",
    Allocation: "allotment__ceiling__budget__unit",
    Transfer: "giver__budget__unit",
}


def enter_decision(
    *, actor: User, unit: Place, number: str, decided_on: date, subject: str, approves: Estimate | None = None
) -> None:
    """Enter the number that the office gave a decision. One decision may be about many lines: further deeds
    under the same number and day find it entered. The caller holds the locks on the money already;
    `approves` is a version that carries the number itself.

    Raises `RuleViolation` (field `decision_number`) for what is no number with its sign, and for a number
    that another paper has.
    """
    value, letters = number_in(number) or (0, "")
    if not value or len(letters) > LETTERS_AT_MOST:
        raise RuleViolation(
            _("Ghi cả số và ký hiệu của quyết định, ví dụ 642/QĐ-UBND."), field="decision_number"
        )
    try:
        enter_number(
            actor=actor, issuer=unit, letters=letters, number=value, dated_on=decided_on, subject=subject
        )
    except RuleViolation as refusal:
        if not _is_about_money(unit, number, decided_on, approves):
            raise RuleViolation(refusal.message, field="decision_number") from None


def _is_about_money(unit: Place, number: str, decided_on: date, approves: Estimate | None) -> bool:
    """Whether another deed about the unit's money stands under this number and day."""
    for model, of in UNIT_OF.items():
        deeds = model.objects.filter(**{of: unit}, decided_on=decided_on)
        if approves is not None and model is Estimate:
            deeds = deeds.exclude(pk=approves.pk)
        known = deeds.values_list("decision_number", flat=True).distinct()
        if any(number_in(one) == number_in(number) for one in known):
            return True
    return False
