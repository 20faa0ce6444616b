"""Who organises, who names people, and where."""

from __future__ import annotations

from django.db.models import QuerySet

from budgets.models.estimates import READERS
from budgets.queries.people import drafter_of, units_drafted_by
from ocop.access.scope import scope_of
from ocop.accounts.models import Membership, User
from ocop.core import clock
from ocop.core.roles import OFFICERS, Role
from ocop.localities.models import Place
from registrations.queries.dossiers import holders_then_and_today
from registrations.queries.producers import acting_for
from trainings.choices import NominationState
from trainings.models import Nomination, TrainingClass

SENDERS = frozenset(OFFICERS.values())
"""Whose posts name people of the places at and below them."""

ANSWERERS = SENDERS | {Role.PRODUCER}
"""Who says whether somebody named comes."""


def organiser_of(training: TrainingClass) -> Role:
    """The role that runs a class: the standing office of the organiser's level."""
    return drafter_of(training.organiser)


def organised_by(person: User) -> QuerySet[Place]:
    """The places in whose name this person holds classes."""
    return units_drafted_by(person)


def places_sent_by(person: User) -> QuerySet[Place]:
    """The places whose people this person names."""
    return Place.objects.filter(scope_of(person).only(*SENDERS).place(""))


def to_confirm(person: User, training: TrainingClass) -> QuerySet[Nomination]:
    """Who has a seat in a class and of whom this person has still to say that they come."""
    waiting = Nomination.objects.filter(training=training, state=NominationState.SEATED)
    return waiting.filter(unit__in=places_sent_by(person).values("pk"))


def is_of_organiser(person: User, training: TrainingClass) -> bool:
    """Whether somebody reads the class as its organiser or from above: money, feedback, everybody's names."""
    here = scope_of(person).only(*READERS).place("organiser")
    return TrainingClass.objects.filter(here, pk=training.pk).exists()


def senders_of(nomination: Nomination) -> list[User]:
    """The officers who look after somebody named: those of the unit, then and today."""
    return holders_then_and_today(drafter_of(nomination.unit), nomination.unit)


def people_told(nomination: Nomination) -> list[User]:
    """Who hears what becomes of a nomination: the person, who acts for the producer, the sending office."""
    told = [nomination.user] if nomination.user_id else []
    if nomination.producer_id:
        told += [post.user for post in acting_for(nomination.producer).select_related("user")]
    return [*told, *senders_of(nomination)]


def offices_to_invite(training: TrainingClass) -> QuerySet[User]:
    """The officers of the places with a quota, else of all places below the organiser."""
    units = [quota.unit_id for quota in training.quotas.all() if quota.unit_id]
    below = Place.objects.within(training.organiser.path).exclude(pk=training.organiser_id)
    places = Place.objects.filter(pk__in=units) if units else below
    held = Membership.objects.held_on(clock.today()).filter(role__in=SENDERS, place__in=places.values("pk"))
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("pk")
