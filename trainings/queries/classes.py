"""Classes as lists and pages show them, and what may be done about one."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from trainings.choices import HOLDS_A_SEAT, NominationState
from trainings.models import Nomination, TrainingClass


def class_rows(classes: QuerySet[TrainingClass]) -> QuerySet[TrainingClass]:
    """Classes with their organiser and how many confirmed, wait and completed."""
    states = {
        "confirmed": Q(nominations__state=NominationState.CONFIRMED),
        "waiting": Q(nominations__state=NominationState.WAITING),
        "completed": Q(nominations__completed=True),
    }
    counts = {name: Count("nominations", filter=which) for name, which in states.items()}
    return classes.select_related("organiser").annotate(**counts)


def people_of(training: TrainingClass, person) -> QuerySet[Nomination]:
    """Everybody named for a class whom this person may know, seats first, then the queue."""
    rows = Nomination.objects.visible_to(person).filter(training=training)
    return rows.select_related("unit", "producer", "certificate__paper").order_by("order", "pk")


def seated(training: TrainingClass) -> QuerySet[Nomination]:
    """The list of the class: everybody with a seat, by unit."""
    rows = training.nominations.filter(state__in=HOLDS_A_SEAT).select_related("unit", "producer")
    return rows.order_by("unit__sort_key", "order")


def uninvited(training: TrainingClass) -> QuerySet[Nomination]:
    """Who has a seat and stands in no letter: everybody before the first, then who moved up or came later."""
    return seated(training).filter(invitation=None)
