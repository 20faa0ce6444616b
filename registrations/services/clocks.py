"""Starting, stopping and ending the terms of a dossier's steps. The callers hold the dossier.

A term is written down as it runs, so that a later change of the regime or of a province's limit moves nothing
that was promised; a change of the calendar does. What a function gives is the last day of the term that runs
now, or None where none does.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Min, OuterRef, Q, Subquery

from ocop.core import clock
from ocop.core.roles import Level
from ocop.law.choices import TermKind
from ocop.law.queries import working_calendar
from ocop.law.rules import days_left, due_after_pause
from ocop.law.rules.calendar import Exceptions
from registrations.choices import StepTerm
from registrations.models import Dossier, StepClock
from registrations.queries import length_of

INTAKE = {Level.DISTRICT: StepTerm.DISTRICT_REVIEW, Level.PROVINCE: StepTerm.PROVINCE_REVIEW}
"""The term in which a level looks at what came up and takes it in."""


def run_clock(dossier: Dossier, term: StepTerm) -> date | None:
    """Start a term, or let it go on where it stands still. None starts where nobody sets one."""
    open_one = _open(dossier).filter(term=term).first()
    if open_one is not None:
        _resume(open_one)
    elif length := length_of(term, dossier):
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


def hand_over(dossier: Dossier, level: str) -> date | None:
    """The commune is done; the level that gets the dossier begins or goes on with its own term."""
    due_on = end_clock(dossier, StepTerm.COMMUNE_REVIEW)
    return run_clock(dossier, INTAKE[Level(level)]) if level in INTAKE else due_on


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


def recount_clocks(day: date, before: Exceptions, after: Exceptions) -> int:
    """A day of the calendar has changed: terms in working days over it get the last day they have now. What a
    term had left when it began to run stays. Returns how many moved.
    """
    counted = StepClock.objects.filter(ended_on__isnull=True, kind=TermKind.WORKING_DAYS)
    over_it = counted.filter(Q(ran_from__lt=day, due_on__gte=day) | Q(due_on__lt=day, ran_from__gte=day))
    held = Dossier.objects.select_for_update(of=("self",)).filter(pk__in=over_it.values("dossier"))
    dossiers = list(held.order_by("pk").values_list("pk", flat=True))
    clocks = [_recounted(each, before, after) for each in over_it.filter(dossier__in=dossiers).order_by("pk")]
    StepClock.objects.bulk_update(clocks, ["due_on", "left"], batch_size=500)
    running = StepClock.objects.filter(dossier=OuterRef("pk"), ended_on=None, paused_on=None)
    first = running.order_by("due_on", "pk").values("due_on")[:1]
    Dossier.objects.filter(pk__in=dossiers).update(due_on=Subquery(first))
    return len(clocks)


def _recounted(each: StepClock, before: Exceptions, after: Exceptions) -> StepClock:
    had = days_left(each.ran_from, each.due_on, before, kind=each.kind)
    each.due_on = due_after_pause(each.ran_from, had, after, kind=each.kind)
    if each.paused_on is not None:
        each.left = days_left(each.paused_on, each.due_on, after, kind=each.kind)
    return each
