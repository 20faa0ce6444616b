"""Starting, stopping and ending the terms of a dossier's steps. The callers hold the dossier.

A term is written down as it runs, so that a later change of the calendar or of the regime moves nothing that
was promised. Every function gives the last day of the term that runs now, or None where none does.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Min

from ocop.core import clock
from ocop.law.queries import rules_of, working_calendar
from ocop.law.rules import days_left, due_after_pause
from registrations.choices import StepTerm
from registrations.models import Dossier, StepClock


def run_clock(dossier: Dossier, term: StepTerm) -> date | None:
    """Start a term, or let it go on where it stands still. None starts where the regime sets none."""
    open_one = _open(dossier).filter(term=term).first()
    if open_one is not None:
        _resume(open_one)
    elif length := rules_of(dossier.regime).deadlines.get(term):
        today = clock.today()
        StepClock.objects.create(
            dossier=dossier,
            term=term,
            kind=length.kind,
            days=length.days,
            started_on=today,
            ran_from=today,
            due_on=due_after_pause(today, length.days, working_calendar(), kind=length.kind),
        )
    return _due_now(dossier)


def pause_clocks(dossier: Dossier) -> None:
    """The dossier waits for its owner: what runs stands still with the days it has left."""
    today = clock.today()
    for running in _open(dossier).filter(paused_on__isnull=True):
        running.left = days_left(today, running.due_on, working_calendar(), kind=running.kind)
        running.paused_on = today
        running.save(update_fields=["left", "paused_on"])


def end_clock(dossier: Dossier, term: StepTerm) -> date | None:
    """A step is done; a term of another step that stood still meanwhile goes on."""
    _open(dossier).filter(term=term).update(ended_on=clock.today(), paused_on=None, left=None)
    for each in _open(dossier):
        _resume(each)
    return _due_now(dossier)


def end_clocks(dossier: Dossier) -> None:
    """The dossier is finished: nothing runs any longer."""
    _open(dossier).update(ended_on=clock.today(), paused_on=None, left=None)


def _open(dossier: Dossier):
    return StepClock.objects.filter(dossier=dossier, ended_on__isnull=True).order_by("pk")


def _due_now(dossier: Dossier) -> date | None:
    running = _open(dossier).filter(paused_on__isnull=True)
    return running.aggregate(first=Min("due_on"))["first"]


def _resume(each: StepClock) -> None:
    if each.paused_on is None:
        return
    each.ran_from = clock.today()
    each.due_on = due_after_pause(each.ran_from, each.left, working_calendar(), kind=each.kind)
    each.paused_on = each.left = None
    each.save(update_fields=["ran_from", "due_on", "paused_on", "left"])
