"""What waits for a person in the classes they send people to, and in those they hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, IntegerField, Min, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from ocop.access.scope import scope_of
from ocop.accounts.models import User
from trainings.choices import HOLDS_A_SEAT, TAKES_PEOPLE, ClassState, ClassTask, NominationState
from trainings.models import ClassCost, ClassSession, Nomination, Quota, TrainingClass
from trainings.queries.people import SENDERS, organised_by


@dataclass(frozen=True, slots=True)
class ClassWork:
    """One thing to do about a class. `count` says of how many people or half-days, `due` until when."""

    task: ClassTask
    training: TrainingClass
    count: int = 1
    due: date | None = None


def class_work_of(person: User, *, on: date) -> list[ClassWork]:
    """Classes to name people for, people to answer for, and the next step of each class that is held."""
    return [*_to_name(person, on), *_to_answer(person), *_to_hold(person, on)]


def _to_name(person: User, on: date) -> Iterator[ClassWork]:
    """Classes of units above that still take names: those with places left in a quota of the own units; where
    the units have no quota, those for which they have named nobody yet.
    """
    scope = scope_of(person).only(*SENDERS)
    if not scope.posts:
        return
    open_now = TrainingClass.objects.visible_to(person).filter(
        state=ClassState.NOMINATING, nominate_until__gte=on
    )
    above = open_now.exclude(scope.place("organiser"))
    named = Nomination.objects.alive().filter(scope.place("unit"), training=OuterRef("pk"))
    quotas = Quota.objects.filter(training=OuterRef("pk"), unit__isnull=False)
    own = quotas.filter(scope.place("unit"))
    rows = above.annotate(
        named=_one_number(named, Count("pk")),
        allowed=_one_number(own, Sum("seats")),
        by_quota=Exists(quotas),
    )
    for training in rows.order_by("nominate_until", "pk"):
        left = training.allowed - training.named
        if (left > 0) if training.by_quota else not training.named:
            yield ClassWork(ClassTask.NAME, training, max(left, 0), training.nominate_until)


def _to_answer(person: User) -> Iterator[ClassWork]:
    """Those of the own units, or of the own producer, who have a seat and have not said that they come."""
    scope = scope_of(person)
    ours = scope.only(*SENDERS).place("unit") | scope.producer("producer")
    asked = Nomination.objects.visible_to(person).filter(
        ours, state=NominationState.SEATED, training__state__in=TAKES_PEOPLE
    )
    counts = dict(asked.order_by().values_list("training").annotate(n=Count("pk")))
    for training in TrainingClass.objects.filter(pk__in=counts).order_by("first_on", "pk"):
        yield ClassWork(ClassTask.ANSWER, training, counts[training.pk], training.first_on)


def _to_hold(person: User, on: date) -> Iterator[ClassWork]:
    """The next step of each class that this person's office holds."""
    own = organised_by(person).order_by().values("pk")
    held = TrainingClass.objects.visible_to(person).filter(organiser__in=own)
    sessions = ClassSession.objects.filter(training=OuterRef("pk"))
    unmarked = sessions.filter(day__lte=on, roll_taken_at=None)
    named = Nomination.objects.filter(training=OuterRef("pk"))
    seated, done = named.filter(state__in=HOLDS_A_SEAT), named.filter(completed=True)
    rows = held.exclude(state__in=(ClassState.CANCELLED, ClassState.SETTLED)).annotate(
        unmarked=_one_number(unmarked, Count("pk")),
        unmarked_since=Subquery(unmarked.order_by().values("training").annotate(n=Min("day")).values("n")),
        seated=_one_number(seated, Count("pk")),
        uninvited=_one_number(seated.filter(invitation=None), Count("pk")),
        goes_on=Exists(sessions.filter(day__gt=on)),
        lacks_certificates=Exists(done.filter(certificate__paper=None)),
        costs_something=Exists(ClassCost.objects.filter(training=OuterRef("pk"))),
    )
    for training in rows.order_by("first_on", "pk"):
        yield from _steps(training, on)


def _steps(one: TrainingClass, on: date) -> Iterator[ClassWork]:
    if one.state in TAKES_PEOPLE and one.invitation_number:
        missing = one.seated if one.invitation_outdated else one.uninvited
        if missing:
            yield ClassWork(ClassTask.INVITE, one, missing, one.first_on)
    match ClassState(one.state):
        case ClassState.PLANNED:
            yield ClassWork(ClassTask.OPEN, one, due=one.nominate_until)
        case ClassState.NOMINATING if on > one.nominate_until or on >= one.first_on:
            yield ClassWork(ClassTask.START, one, due=one.first_on)
        case ClassState.RUNNING if one.unmarked:
            yield ClassWork(ClassTask.ROLL, one, one.unmarked, one.unmarked_since)
        case ClassState.RUNNING if not one.goes_on:
            yield ClassWork(ClassTask.CLOSE, one, due=one.last_on)
        case ClassState.CLOSED:
            if one.lacks_certificates:
                yield ClassWork(ClassTask.CERTIFY, one)
            if one.costs_something:
                yield ClassWork(ClassTask.SETTLE, one)


def _one_number(rows: QuerySet, asked: Count | Sum) -> Coalesce:
    """How many rows of a class there are, or what they come to."""
    found = rows.order_by().values("training").annotate(n=asked).values("n")
    return Coalesce(Subquery(found, output_field=IntegerField()), Value(0))
