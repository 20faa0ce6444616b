"""Activities beside classes: who enters them, and from which money they may be paid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from budgets.choices import Purpose
from budgets.models import Ceiling, Commitment
from budgets.queries.uses import Use
from ocop.access.scope import scope_of
from ocop.accounts.models import User
from ocop.core.roles import OFFICERS, Role
from ocop.localities.models import Place
from plans.choices import EventKind, EventState
from plans.models import EventCost, ProgrammeEvent

ENTERERS: tuple[Role, ...] = tuple(OFFICERS.values())
"""Who enters activities: the officers of the unit or of one above."""

PURPOSES = {
    EventKind.CAMPAIGN: Purpose.CAMPAIGN,
    EventKind.STUDY_TRIP: Purpose.TRIP,
    EventKind.CONFERENCE: Purpose.OTHER,
    EventKind.FAIR: Purpose.FAIR,
    EventKind.OUTLET: Purpose.OUTLET,
    EventKind.INSPECTION: Purpose.SUPERVISION,
}
"""What money bound for an activity is for."""
ANYTHING = frozenset({"", Purpose.OTHER, Purpose.UNIT})
"""The purposes of lines that may pay for any activity."""


def why_other_line(kind: str, starts_on: date, ceiling: Ceiling) -> str:
    """Why a budget line does not pay for an activity of this kind and day; empty where it may."""
    line, budget, wanted = ceiling.line, ceiling.budget, PURPOSES[EventKind(kind)]
    if not budget.first_year <= starts_on.year <= budget.last_year:
        return _("Dòng này thuộc “%(budget)s”, không phải năm %(year)s của hoạt động.") % {
            "budget": budget,
            "year": starts_on.year,
        }
    if wanted == Purpose.OTHER or line.purpose in {*ANYTHING, wanted}:
        return ""
    return _("Dòng “%(line)s” chi cho “%(other)s”, không chi cho “%(wanted)s”. Hãy chọn dòng khác.") % {
        "line": line,
        "other": line.get_purpose_display(),
        "wanted": wanted.label,
    }


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


def costs_of(person: User, event: ProgrammeEvent) -> QuerySet[Commitment]:
    """The money bound for an activity, as far as a person sees it."""
    return Commitment.objects.visible_to(person).filter(event_cost__event=event).order_by("pk")


def why_not_bind(event: ProgrammeEvent) -> str:
    if event.state == EventState.CANCELLED:
        return _("Hoạt động này đã hủy nên không giữ kinh phí.")
    return ""


def way_to_plan(person: User, ceiling: Ceiling) -> str:
    """The form of an activity with the line chosen; empty for who enters none (`MONEY_PLANNERS`)."""
    if not units_with_events(person).filter(pk=ceiling.budget.unit_id).exists():
        return ""
    return f"{reverse('plans:event-add')}?dong={ceiling.pk}"


def kind_paid_by(ceiling: Ceiling) -> EventKind | None:
    """The kind of activity that a line is meant for, where its purpose says one."""
    return next((kind for kind, purpose in PURPOSES.items() if purpose == ceiling.line.purpose), None)


def uses_of(person: User, ceiling: Ceiling) -> Iterator[Use]:
    """The fairs, outlets, trips and other activities that a budget line pays for, by what is bound for them,
    or that are to be paid from it (`MONEY_USES`).
    """
    costs = EventCost.objects.visible_to(person).filter(commitment__allotment__ceiling=ceiling)
    bound = [(cost.event, cost.commitment_id) for cost in costs.select_related("event")]
    planned = ProgrammeEvent.objects.visible_to(person).filter(ceiling=ceiling)
    planned = planned.exclude(state=EventState.CANCELLED).exclude(pk__in=[event.pk for event, _key in bound])
    for one, commitment in (*bound, *((event, None) for event in planned)):
        yield Use(one.get_kind_display(), one.name, one.get_absolute_url(), one.starts_on, commitment)
