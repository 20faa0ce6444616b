"""Activities beside classes: who enters them, and from which money they may be paid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet

from budgets.models import Ceiling
from budgets.queries.uses import Use
from ocop.access.scope import scope_of
from ocop.accounts.models import User
from ocop.core.roles import OFFICERS, Role
from ocop.localities.models import Place
from plans.choices import EventState
from plans.models import ProgrammeEvent

ENTERERS: tuple[Role, ...] = tuple(OFFICERS.values())
"""Who enters activities: the officers of the unit or of one above."""


def units_with_events(person: User) -> QuerySet[Place]:
    """The places for which this person enters activities."""
    return Place.objects.filter(scope_of(person).only(*ENTERERS).place(""))


def ceilings_for(person: User) -> QuerySet[Ceiling]:
    """The approved lines that an activity may be paid from, as far as the person sees them."""
    rows = Ceiling.objects.visible_to(person).filter(approved_vnd__gt=0)
    return rows.select_related("line", "source", "budget").order_by(
        "-budget__first_year", "line__position", "pk"
    )


def is_late(event: ProgrammeEvent, on: date) -> bool:
    """Whether it should be over and nobody has written down what came of it."""
    return event.state == EventState.PLANNED and event.ends_on < on


def late_events(rows: QuerySet[ProgrammeEvent], on: date) -> QuerySet[ProgrammeEvent]:
    return rows.filter(state=EventState.PLANNED, ends_on__lt=on)


def uses_of(person: User, ceiling: Ceiling) -> Iterator[Use]:
    """The fairs, outlets, trips and other activities that a budget line is to pay for (`MONEY_USES`)."""
    events = ProgrammeEvent.objects.visible_to(person).filter(ceiling=ceiling)
    for one in events.exclude(state=EventState.CANCELLED):
        yield Use(one.get_kind_display(), one.name, one.get_absolute_url(), one.starts_on)
