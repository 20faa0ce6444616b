"""What a successor has to know of a unit: work under way, its terms, who to call, where papers lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from ocop.access.scope import scope_of
from ocop.accounts.models import User
from ocop.core.roles import Role
from ocop.localities.models import Place
from ocop.programme.models import Body, BodyMember
from ocop.programme.queries.bodies import WATCHERS, bodies_of, officer_in_charge
from plans.choices import SENT_STATES, EventState
from plans.models import PeriodicReport, ProgrammeEvent
from registrations.choices import DossierState
from registrations.models import Dossier, Producer

READERS = (*WATCHERS, Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER, Role.AUDITOR)
FINISHED = (
    DossierState.RECOGNISED,
    DossierState.NOT_RECOGNISED,
    DossierState.REJECTED,
    DossierState.WITHDRAWN,
)
MOST = 500
"""Lines of one list; a unit with more hands over the list itself."""


@dataclass(frozen=True, slots=True)
class Handover:
    """The file of one unit, as far as its reader may see. Dossiers come with the nearest term first."""

    unit: Place
    officer: BodyMember | None
    bodies: Sequence[Body]
    dossiers: Sequence[Dossier]
    reports: Sequence[PeriodicReport]
    events: Sequence[ProgrammeEvent]
    producers: Sequence[Producer]

    @property
    def papers_at(self) -> list[tuple[str, str]]:
        """Which body says where its papers lie."""
        return [(str(body), body.papers_at) for body in self.bodies if body.papers_at]


def units_to_hand_over(person: User) -> QuerySet[Place]:
    """The units whose file this person may read: their own, and those beneath."""
    return Place.objects.filter(scope_of(person).only(*READERS).place(""))


def handover_of(unit: Place, person: User, *, on: date) -> Handover:
    """The file of a unit on a day."""
    column = "path" if unit.is_former else "today_path"
    here = Q(**{f"commune__{column}__startswith": unit.path})
    dossiers = Dossier.objects.visible_to(person).filter(here).exclude(state__in=FINISHED)
    producers = Producer.objects.visible_to(person).filter(here)
    reports = PeriodicReport.objects.visible_to(person).filter(unit=unit).exclude(state__in=SENT_STATES)
    events = ProgrammeEvent.objects.visible_to(person).filter(unit=unit, state=EventState.PLANNED)
    by_term = dossiers.select_related("producer", "commune").order_by(F("due_on").asc(nulls_last=True), "pk")
    return Handover(
        unit=unit,
        officer=officer_in_charge(unit, on=on),
        bodies=list(bodies_of(unit, person, on=on)),
        dossiers=list(by_term[:MOST]),
        reports=list(reports.select_related("unit").order_by("due_on", "pk")),
        events=list(events.order_by("ends_on", "pk")[:MOST]),
        producers=list(producers.order_by("sort_key", "pk")[:MOST]),
    )
