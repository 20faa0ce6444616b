"""Starting, stopping and ending the terms of a dossier's steps. The callers hold the dossier.

A term is written down as it runs, so that a later change of the calendar or of the regime moves nothing that
was promised. Every function gives the last day of the term that runs now, or None where none does.
"""

from __future__ import annotations

from datetime import date, timedelta

from ocop.core import clock
from ocop.law.queries import calendar_between, due_on, rules_of
from ocop.law.rules import days_left, due_after_pause
from registrations.choices import StepTerm
from registrations.models import Dossier, StepClock

FAR = timedelta(days=400)
"""How far the calendar is read around a day: further than any term reaches."""


def run_clock(dossier: Dossier, term: StepTerm) -> date | None:
    """Start a term, or let it go on where it stands still. None where the regime sets no such term."""
    open_one = _open(dossier).filter(term=term).first()
    if open_one is not None:
        return _resumed(open_one).due_on
    last = due_on(dossier.regime, term, clock.today())
    if last is not None:
        kind = rules_of(dossier.regime).deadlines[term].kind
        StepClock.objects.create(dossier=dossier, term=term, kind=kind, started_on=clock.today(), due_on=last)
    return last


def pause_clocks(dossier: Dossier) -> None:
    """The dossier waits for its owner: what runs stands still with the days it has left."""
    today = clock.today()
    for running in _open(dossier).filter(paused_on__isnull=True):
        calendar = calendar_between(min(today, running.due_on) - FAR, max(today, running.due_on) + FAR)
        running.left = days_left(today, running.due_on, calendar, kind=running.kind)
        running.paused_on = today
        running.save(update_fields=["left", "paused_on"])


def end_clock(dossier: Dossier, term: StepTerm) -> date | None:
    """A step is done; a term of another step that stood still meanwhile goes on."""
    _open(dossier).filter(term=term).update(ended_on=clock.today(), paused_on=None, left=None)
    going_on = [_resumed(each) for each in _open(dossier)]
    return min((each.due_on for each in going_on), default=None)


def end_clocks(dossier: Dossier) -> None:
    """The dossier is finished: nothing runs any longer."""
    _open(dossier).update(ended_on=clock.today(), paused_on=None, left=None)


def _open(dossier: Dossier):
    return StepClock.objects.filter(dossier=dossier, ended_on__isnull=True).order_by("pk")


def _resumed(each: StepClock) -> StepClock:
    if each.paused_on is not None:
        today = clock.today()
        calendar = calendar_between(today - FAR, today + FAR)
        each.due_on = due_after_pause(today, each.left, calendar, kind=each.kind)
        each.paused_on = each.left = None
        each.save(update_fields=["due_on", "paused_on", "left"])
    return each
