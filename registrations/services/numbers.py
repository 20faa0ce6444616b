"""The receipt number and the product code of a dossier."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from ocop.core.errors import RuleViolation
from ocop.core.roles import Level
from ocop.documents.services import take_number
from ocop.law.queries import rules_of
from ocop.localities.models import Place
from registrations.models import Dossier
from registrations.queries import chain_of

CODES, RECEIPTS = "product-code", "receipt"
"""Series of the number books. Codes never restart (year 0); receipts restart with the cycle's year."""
NEVER_RESTARTS = 0
_UNITS = (Level.PROVINCE.value, Level.DISTRICT.value, Level.COMMUNE.value)


def numbers_for(dossier: Dossier) -> dict[str, Any]:
    """Level, receipt number and product code of a dossier that goes up for the first time; else nothing.

    Both numbers are taken from number books in the caller's transaction, so that they leave no gap and are
    never used again. Raises `RuleViolation` where the place has no unit of a level that the regime needs.
    """
    if dossier.receipt_number:
        return {}
    rules, places, year = rules_of(dossier.regime), chain_of(dossier.commune), dossier.cycle.year
    codes = {level: places[level].code if level in places else "" for level in _UNITS}
    receipt = take_number(
        issuer=_keeper(places, _issuer_level(rules.receipt_pattern), dossier),
        series=RECEIPTS,
        year=year,
        subject=str(dossier),
    )
    code = take_number(
        issuer=_keeper(places, rules.product_code_keeper, dossier),
        series=CODES,
        year=NEVER_RESTARTS,
        subject=str(dossier),
    )
    _keeper(places, rules.receiver, dossier)
    return {
        "level": rules.receiver,
        "receipt_number": rules.receipt_number(**codes, ordinal=receipt.number, year=year),
        "product_code": rules.product_code(**codes, ordinal=code.number, year=year),
    }


def _issuer_level(pattern: str) -> str:
    """The smallest unit that the pattern names keeps its ordinal, so that no number comes twice."""
    return Level.COMMUNE if "{commune}" in pattern else Level.DISTRICT


def _keeper(places: dict[str, Place], level: str, dossier: Dossier) -> Place:
    if level not in places:
        raise RuleViolation(
            _("%(regime)s cần cấp %(level)s, mà %(place)s không thuộc đơn vị nào ở cấp đó.")
            % {"regime": dossier.regime, "level": Level(level).label, "place": dossier.commune}
        )
    return places[level]
