"""The numbers of decisions about money, in the document book of the unit that took them."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from budgets.models import Budget, Estimate
from budgets.queries.numbers import budgets_under
from ocop.accounts.models import User
from ocop.core.errors import RuleViolation
from ocop.documents.choices import EntryState
from ocop.documents.models import NumberEntry
from ocop.documents.queries import entry_under
from ocop.documents.services import enter_number
from ocop.documents.signs import number_in

LETTERS_AT_MOST = NumberEntry._meta.get_field("letters").max_length


def enter_decision(
    *,
    actor: User,
    budget: Budget,
    number: str,
    decided_on: date,
    subject: str,
    same_decision: bool = False,
    approves: Estimate | None = None,
) -> None:
    """Enter the number that the office gave a decision. One decision may be about many lines: further deeds
    under the same number and day find it entered; where it is about another budget so far, the person says
    that it is the `same_decision`. The caller holds the locks on the money already; `approves` is a version
    that carries the number itself.

    Raises `RuleViolation` (field `decision_number`) for what is no number with its sign, and for a number
    that another paper has or that was spoiled.
    """
    value, letters = number_in(number) or (0, "")
    if not value or len(letters) > LETTERS_AT_MOST:
        raise RuleViolation(
            _("Ghi cả số và ký hiệu của quyết định, ví dụ 642/QĐ-UBND."), field="decision_number"
        )
    entry = entry_under(budget.unit, letters, value, decided_on.year)
    if entry is not None and entry.state == EntryState.ASSIGNED:
        decided = budgets_under(budget.unit, number, apart=approves, decided_on=decided_on)
        if decided and budget not in decided and not same_decision:
            raise RuleViolation(
                _(
                    "Số %(number)s ngày %(day)s đã là số của quyết định về “%(budget)s”. "
                    "Nếu là cùng một quyết định, hãy đánh dấu ô “Cùng một quyết định”."
                )
                % {"number": entry, "day": f"{decided_on:%d/%m/%Y}", "budget": decided[0]},
                field="decision_number",
            )
        if decided:
            return
    try:
        enter_number(
            actor=actor,
            issuer=budget.unit,
            letters=letters,
            number=value,
            dated_on=decided_on,
            subject=subject,
        )
    except RuleViolation as refusal:
        raise RuleViolation(refusal.message, field="decision_number") from None
