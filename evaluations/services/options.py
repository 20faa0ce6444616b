"""From what a form says to the rows of a criteria set, with a sentence where they do not fit."""

from django.utils.translation import gettext as _

from ocop.core.errors import RuleViolation
from ocop.law.rules import Criterion, SetTree


def criterion_of(tree: SetTree, code: str) -> Criterion:
    """The criterion with a code; raises `RuleViolation` for one the set does not have."""
    try:
        return tree.criterion(code)
    except KeyError:
        raise RuleViolation(_("Bộ tiêu chí không có tiêu chí %(code)s.") % {"code": code}) from None


def option_pk(criterion: Criterion, position: int | None) -> int | None:
    """The key of the option at a position; None for none. Raises `RuleViolation` for one that is not
    offered.
    """
    try:
        option = criterion.option(position)
    except KeyError:
        raise RuleViolation(_("Tiêu chí %(code)s không có mức này.") % {"code": criterion.code}) from None
    return option.pk if option else None
