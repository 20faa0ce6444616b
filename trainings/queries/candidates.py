"""Whom a unit may name: officials by their posts, producers by their dossiers of a year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from ocop.access.scope import scope_of
from ocop.accounts.models import Membership, User
from ocop.core import clock
from ocop.core.roles import Role
from ocop.core.text import spoken_key
from ocop.localities.models import Place
from registrations.models import Dossier, Producer
from trainings.choices import Audience
from trainings.models import Nomination, TrainingClass
from trainings.queries.people import SENDERS

OFFICIAL_ROLES = frozenset(
    {
        Role.COMMUNE_OFFICER,
        Role.COMMUNE_LEADER,
        Role.DISTRICT_OFFICER,
        Role.DISTRICT_LEADER,
        Role.PROVINCE_OFFICER,
        Role.FINANCE_OFFICER,
        Role.PROVINCE_LEADER,
    }
)
"""The posts of those who manage the programme: who is meant by “100 % cán bộ”."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be named; `key` names them in a form: “u12” an official, “p7” a producer."""

    key: str
    unit: Any
    full_name: str
    position: str
    phone: str = ""
    user: User | None = None
    producer: Producer | None = None
    role: str = ""


def posts_in_reach(person: User) -> QuerySet[Membership]:
    """The posts of officials at the places that a person sends from, held today, one for each person."""
    here = scope_of(person).only(*SENDERS).place("place")
    return officials_at(here)


def officials_at(places: Q) -> QuerySet[Membership]:
    """The posts of officials held today at places that fit; `places` is a condition on `place`.

    A post at a place that is no more, such as a commune that was merged, asks nothing of anybody any more.
    """
    today = clock.today()
    held = Membership.objects.held_on(today).filter(places, role__in=OFFICIAL_ROLES)
    return (
        held.filter(user__is_active=True, place__in=Place.objects.in_force(today).values("pk"))
        .select_related("user", "place")
        .order_by("place__sort_key", "role", "pk")
    )


def official_named(unit: Place, full_name: str) -> User | None:
    """The one official of a unit who bears this name: somebody typed counts as who they are."""
    found = [one for one in officials_of(unit) if spoken_key(one.full_name) == spoken_key(full_name)]
    return found[0] if len(found) == 1 else None


def officials_of(unit: Place) -> QuerySet[User]:
    """The officials of a unit, or of the one that it became."""
    here = Q(place=unit) | Q(place__path=unit.today_path)
    return User.objects.filter(pk__in=officials_at(here).order_by().values("user")).order_by(
        "full_name", "pk"
    )


def officials_not_named(nomination: Nomination) -> QuerySet[User]:
    """The officials of the unit of somebody named who stand in the list of their class only once."""
    named = nomination.training.nominations.alive().filter(user__isnull=False)
    return officials_of(nomination.unit).exclude(pk__in=named.values("user"))


def producer_spoken_for(unit: Place, full_name: str, kind: str) -> Producer | None:
    """The one producer of a kind at or below a unit for which somebody of this name stands: who was typed
    beside a kind alone counts for their producer.
    """
    known = producers_at(unit).filter(kind=kind)
    names = known.values_list("pk", "representative_name")
    found = [pk for pk, name in names if spoken_key(name) == spoken_key(full_name)]
    return known.get(pk=found[0]) if len(found) == 1 else None


def producers_at(unit: Place) -> QuerySet[Producer]:
    """The producers at home at or below a place, then or today."""
    homes = Q(commune__path__startswith=unit.path) | Q(commune__today_path__startswith=unit.path)
    return Producer.objects.filter(homes)


def producers_with(dossiers: QuerySet[Dossier]) -> QuerySet[Producer]:
    """The producers of these dossiers, by commune."""
    return (
        Producer.objects.filter(pk__in=dossiers.values("producer"))
        .select_related("commune")
        .order_by("commune__sort_key", "sort_key", "pk")
    )


def candidates(person: User, training: TrainingClass) -> list[Candidate]:
    """Whom this person may still name for a class: those of the audience who are not on its list."""
    named = training.nominations.alive()
    found: list[Candidate] = []
    if training.audience != Audience.PRODUCERS:
        taken = set(named.filter(user__isnull=False).values_list("user", flat=True))
        for post in posts_in_reach(person):
            if post.user_id not in taken:
                taken.add(post.user_id)
                found.append(_official(post))
    if training.audience != Audience.OFFICIALS:
        sent = set(named.filter(producer__isnull=False).values_list("producer", flat=True))
        here = Dossier.objects.visible_to(person).filter(cycle__year=training.first_on.year)
        found += [_producer(one) for one in producers_with(here) if one.pk not in sent]
    return found


def _official(post: Membership) -> Candidate:
    return Candidate(
        key=f"u{post.user_id}",
        unit=post.place,
        full_name=post.user.full_name,
        position=post.title or str(Role(post.role).label),
        phone=post.user.phone,
        user=post.user,
        role=post.role,
    )


def _producer(producer: Producer) -> Candidate:
    return Candidate(
        key=f"p{producer.pk}",
        unit=producer.commune,
        full_name=producer.representative_name,
        position=f"{producer.representative_position or 'Chủ thể OCOP'}, {producer.name}",
        phone=producer.phone,
        producer=producer,
        role=Role.PRODUCER,
    )
