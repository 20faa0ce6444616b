"""Handing in, sending up and taking back: what those who write a dossier do with it as a whole.

Whatever starts, stops or ends a term holds the calendar first, then the dossier.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ocop.accounts.models import User
from ocop.core.errors import RuleViolation, refuse
from ocop.law.calendar import hold_calendar
from ocop.law.queries import belongs_to
from ocop.law.services import mark_used
from ocop.notifications.services import notify
from registrations.choices import DossierState, StepTerm
from registrations.models import Dossier
from registrations.queries import (
    commune_officers_of,
    commune_under,
    officers_with,
    regime_for,
    why_not_bind,
    why_not_submit,
)
from registrations.services.clocks import end_clocks, hand_over, run_clock
from registrations.services.consents import consent_by_account
from registrations.services.corrections import close_return
from registrations.services.doors import locked
from registrations.services.numbers import numbers_for
from registrations.workflow import DOSSIER


@transaction.atomic
def hand_in_dossier(
    *, actor: User, dossier: Dossier, version: int | None = None, declaration_accepted: bool = False
) -> Dossier:
    """The producer hands the dossier to the commune; that day decides the regime.

    With `declaration_accepted` the declaration of the registration form is made in the same act; what is
    handed in has the producer's consent. Raises `MoveRefused` while the producer's own parts are unfinished,
    `RuleViolation` for those who only help the producer, and `Stale`.
    """
    dossier = _declared(_settled(dossier), declaration_accepted)
    refuse(why_not_bind(actor, dossier))
    consent_by_account(dossier, actor=actor)
    dossier = DOSSIER.fire(
        "hand_in",
        dossier,
        actor=actor,
        version=version,
        return_reason="",
        received_at=timezone.now(),
        due_on=run_clock(dossier, StepTerm.COMMUNE_REVIEW),
        **_hand_in(dossier, actor),
    )
    _freeze_set(dossier)
    close_return(dossier)
    notify(
        commune_officers_of(dossier),
        _("Chủ thể vừa nộp hồ sơ “%(product)s”.") % {"product": dossier},
        dossier.get_absolute_url(),
    )
    return dossier


@transaction.atomic
def submit_dossier(
    *, actor: User, dossier: Dossier, version: int | None = None, declaration_accepted: bool = False
) -> Dossier:
    """The commune sends the dossier up to the level that its regime names, or back to the one that asked.

    The first time it gets its receipt number and product code. Raises `MoveRefused` with everything that is
    missing, and `Stale`.
    """
    dossier = _declared(_settled(dossier), declaration_accepted)
    refuse(why_not_submit(actor, dossier))
    numbers = numbers_for(dossier)
    dossier = DOSSIER.fire(
        "submit",
        dossier,
        actor=actor,
        version=version,
        return_reason="",
        received_at=timezone.now(),
        due_on=hand_over(dossier, numbers.get("level", dossier.level)),
        **_hand_in(dossier, actor),
        **numbers,
    )
    _freeze_set(dossier)
    close_return(dossier)
    notify(
        officers_with(dossier),
        _("%(place)s vừa gửi hồ sơ “%(product)s”.") % {"place": dossier.commune, "product": dossier},
        dossier.get_absolute_url(),
    )
    return dossier


@transaction.atomic
def withdraw_dossier(*, actor: User, dossier: Dossier, note: str, version: int | None = None) -> Dossier:
    """Take the dossier back for good, before a session has it. Its numbers stay used."""
    hold_calendar()
    was = dossier.state
    refuse(why_not_bind(actor, dossier))
    dossier = DOSSIER.fire("withdraw", dossier, actor=actor, note=note, version=version, due_on=None)
    end_clocks(dossier)
    if was in (DossierState.SUBMITTED, DossierState.ACCEPTED):
        notify(
            officers_with(dossier),
            _("Hồ sơ “%(product)s” đã được rút.") % {"product": dossier},
            dossier.get_absolute_url(),
        )
    return dossier


def _declared(dossier: Dossier, accepted: bool) -> Dossier:
    """The dossier with the declaration made; one that was made stays."""
    if accepted and not dossier.declaration_accepted:
        dossier.declaration_accepted = True
        dossier.save(update_fields=["declaration_accepted"])
    return dossier


def _settled(dossier: Dossier) -> Dossier:
    """The dossier, held, under the regime of its first hand-in: today's, unless its cycle names one."""
    hold_calendar()
    dossier = locked(dossier)
    regime = regime_for(dossier)
    if regime.pk == dossier.regime_id:
        return dossier
    if dossier.criteria_set and not belongs_to(dossier.criteria_set, regime):
        raise RuleViolation(
            _("Hôm nay áp dụng %(regime)s, còn “%(set)s” thuộc quyết định khác. Hãy chọn lại bộ tiêu chí.")
            % {"regime": regime, "set": dossier.criteria_set}
        )
    dossier.regime = regime
    dossier.commune = commune_under(regime, dossier.producer.commune)
    dossier.commune_sort_key = dossier.commune.sort_key
    dossier.save(update_fields=["regime", "commune", "commune_sort_key"])
    return dossier


def _hand_in(dossier: Dossier, actor: User) -> dict[str, Any]:
    """Who handed it in and when, the first time."""
    return {} if dossier.handed_in_at else {"handed_in_at": timezone.now(), "handed_in_by": actor}


def _freeze_set(dossier: Dossier) -> None:
    if dossier.criteria_set:
        mark_used(dossier.criteria_set)
