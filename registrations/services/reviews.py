"""What those who look at a dossier say of it: taken in, or given back to be put right.

Whatever starts, stops or ends a term holds the calendar first, then the dossier.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from ocop.accounts.models import User
from ocop.core.errors import refuse
from ocop.core.roles import Level
from ocop.law.calendar import hold_calendar
from registrations.choices import RegistrationType, StepTerm
from registrations.models import Dossier
from registrations.queries import why_not_accept
from registrations.services.clocks import INTAKE, end_clock, pause_clocks, run_clock
from registrations.services.corrections import open_return, reason_to_return
from registrations.services.doors import locked
from registrations.services.evidence import cite_newest
from registrations.services.telling import tell_commune, tell_producer
from registrations.workflow import DOSSIER


@transaction.atomic
def accept_dossier(*, actor: User, dossier: Dossier, version: int | None = None) -> Dossier:
    """The officer of the level that has the dossier takes it in; never the one who wrote or sent it."""
    hold_calendar()
    dossier = locked(dossier)
    refuse(why_not_accept(actor, dossier))
    dossier = DOSSIER.fire("accept", dossier, actor=actor, version=version, due_on=_taken_in(dossier))
    tell_commune(dossier, _("Hồ sơ “%(product)s” đã được tiếp nhận.") % {"product": dossier})
    return dossier


def _taken_in(dossier: Dossier) -> date | None:
    """The level's look at it is done; a renewal is to be decided within a term from the complete dossier
    (26/2026/QĐ-TTg Art. 7).
    """
    due_on = end_clock(dossier, INTAKE[Level(dossier.level)])
    if dossier.registration_type == RegistrationType.REASSESSMENT:
        due_on = run_clock(dossier, StepTerm.RENEWAL_HANDLING)
    return due_on


@transaction.atomic
def commune_return_dossier(
    *, actor: User, dossier: Dossier, note: str, version: int | None = None
) -> Dossier:
    """The commune gives the dossier back to the producer with the corrections noted on it, which may stand
    for the note.
    """
    dossier = _give_back("commune_return", actor, dossier, note, version)
    tell_producer(dossier, _("Xã trả lại hồ sơ “%(product)s” để bổ sung.") % {"product": dossier})
    return dossier


@transaction.atomic
def return_dossier(*, actor: User, dossier: Dossier, note: str, version: int | None = None) -> Dossier:
    """The level that has the dossier gives it back to the commune with the corrections noted on it, which
    may stand for the note.
    """
    dossier = _give_back("return", actor, dossier, note, version)
    tell_commune(dossier, _("Hồ sơ “%(product)s” cần bổ sung.") % {"product": dossier})
    return dossier


def _give_back(move: str, actor: User, dossier: Dossier, note: str, version: int | None) -> Dossier:
    hold_calendar()
    under_review = locked(dossier)
    note = reason_to_return(under_review, note)
    dossier = DOSSIER.fire(
        move, dossier, actor=actor, note=note, version=version, return_reason=note, due_on=None
    )
    pause_clocks(dossier)
    open_return(under_review, actor=actor, note=note)
    cite_newest(dossier)
    return dossier
