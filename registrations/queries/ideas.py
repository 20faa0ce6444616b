"""Ideas: where they stand, who chooses them, and how many a commune has against its target."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from ocop.access.scope import scope_of
from ocop.accounts.models import User
from ocop.core import clock
from ocop.core.roles import OFFICERS, Level, Role
from ocop.law.queries import regime_on, rules_of
from ocop.localities.models import Place
from ocop.programme.models import Cycle, ProductTarget
from ocop.ui.parts import Status
from registrations.choices import DossierState, IdeaState
from registrations.models import Dossier, Idea
from registrations.queries.dossiers import chain_of, holders_then_and_today

S = IdeaState
_STATUSES = {
    S.COLLECTED: ("draft", "edit"),
    S.SENT: ("wait", "inbox"),
    S.CHOSEN: ("good", "done"),
    S.DECLINED: ("end", "cross"),
    S.WITHDRAWN: ("end", "minus"),
}


def is_of_its_units(cycle: Cycle, commune: Place) -> bool:
    """Whether a cycle counts by the units of the list that a commune stands in: a year of today takes no idea
    of a commune that is no more.
    """
    regime = cycle.regime or regime_on(clock.today())
    return not commune.is_former or commune.system == regime.code_system


def choosing_level(cycle: Cycle) -> Level:
    """The level that chooses among the ideas of a cycle: the one that receives dossiers there today."""
    return Level(rules_of(cycle.regime or regime_on(clock.today())).receiver)


def choosers_of(idea: Idea) -> list[User]:
    """The officers of the level that chooses, at its place then and today."""
    place = chain_of(idea.commune).get(idea.level)
    return holders_then_and_today(OFFICERS[Level(idea.level)], place) if place else []


def collectors_of(idea: Idea) -> list[User]:
    """The officers of the idea's commune, as it was and as it is."""
    return holders_then_and_today(Role.COMMUNE_OFFICER, idea.commune)


def idea_rows(ideas: QuerySet[Idea]) -> QuerySet[Idea]:
    """Ideas with everything a line of a list shows."""
    return ideas.select_related("cycle__province", "commune", "producer", "dossier")


def idea_status(idea: Idea) -> Status:
    """How the state looks and what it is called."""
    tone, icon = _STATUSES[S(idea.state)]
    if has_dossier(idea):
        return Status("won", "dossier", _("Đã có hồ sơ"))
    return Status(tone, icon, str(S(idea.state).label))


def has_dossier(idea: Idea) -> bool:
    """Whether the idea has a dossier that still counts: after a withdrawn one it may have another."""
    return idea.dossier is not None and idea.dossier.state != DossierState.WITHDRAWN


def without_dossier() -> Q:
    """Chosen ideas that still need a dossier, as a condition."""
    none = Q(dossier__isnull=True) | Q(dossier__state=DossierState.WITHDRAWN)
    return Q(state=S.CHOSEN) & none


def ideas_waiting_for(person: User) -> Q:
    """The ideas on which one of this person's posts must act next, as a condition."""
    scope = scope_of(person)
    waits = Q(pk__in=())
    if Role.COMMUNE_OFFICER in scope.roles:
        own = Idea.objects.within(scope.only(Role.COMMUNE_OFFICER))
        waits |= Q(pk__in=own.filter(Q(state=S.COLLECTED) | without_dossier()).values("pk"))
    for level in (Level.DISTRICT, Level.PROVINCE):
        if OFFICERS[level] in scope.roles:
            sent = Idea.objects.within(scope.only(OFFICERS[level])).filter(state=S.SENT, level=level)
            waits |= Q(pk__in=sent.values("pk"))
    return waits


@dataclass(frozen=True, slots=True)
class CommuneCounts:
    """What a commune has in a cycle. `target` is None where none is set."""

    place: Place
    target: int | None
    ideas: int
    chosen: int
    dossiers: int
    handed_in: int
    recognised: int

    @property
    def short(self) -> int:
        """How many dossiers are still to be handed in to meet the target."""
        return max(0, (self.target or 0) - self.handed_in)


def communes_against_targets(person: User, cycle: Cycle) -> list[CommuneCounts]:
    """The communes that take part in a cycle as far as this person sees them: those with a target, an idea
    or a dossier, by name.
    """
    ideas = _counted(
        Idea.objects.visible_to(person).filter(cycle=cycle).exclude(state=S.WITHDRAWN),
        ideas=Count("pk"),
        chosen=Count("pk", filter=Q(state=S.CHOSEN)),
    )
    dossiers = _counted(
        Dossier.objects.visible_to(person).filter(cycle=cycle).exclude(state=DossierState.WITHDRAWN),
        dossiers=Count("pk"),
        handed_in=Count("pk", filter=Q(handed_in_at__isnull=False)),
        recognised=Count("pk", filter=Q(state=DossierState.RECOGNISED)),
    )
    targets = dict(
        ProductTarget.objects.visible_to(person).filter(cycle=cycle).values_list("place", "products")
    )
    nothing = dict.fromkeys(("ideas", "chosen", "dossiers", "handed_in", "recognised"), 0)
    places = Place.objects.filter(pk__in={*ideas, *dossiers, *targets}).order_by("sort_key", "pk")
    return [
        CommuneCounts(
            place,
            targets.get(place.pk),
            **(nothing | ideas.get(place.pk, {}) | dossiers.get(place.pk, {})),
        )
        for place in places
    ]


def _counted(rows: QuerySet, **counts: Count) -> dict[int, dict[str, int]]:
    """Counts by commune."""
    return {row.pop("commune"): row for row in rows.order_by().values("commune").annotate(**counts)}
