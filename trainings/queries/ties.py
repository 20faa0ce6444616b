"""Who taught whom: asked by the councils for ties between a member and the owner of a product."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import reduce
from operator import or_

from django.db.models import Q

from ocop.accounts.models import User
from ocop.core.text import search_key
from trainings.models import Nomination, Trainer


def taught_producers(people: Collection[User], producers: Collection[int]) -> Iterator[tuple[int, int]]:
    """Each person and producer (keys) where the person, known by name, taught a class to which people of the
    producer were named. A title before the name is no hindrance: “ThS. Nguyễn Văn A”.
    """
    names = {person.full_name.strip() for person in people} - {""}
    if not names or not producers:
        return
    named = reduce(or_, (Q(full_name__iendswith=name) for name in names))
    heard = Nomination.objects.alive().filter(producer__in=producers)
    classes = heard.order_by().values("training")
    taught: dict[int, list[str]] = {}
    trainers = Trainer.objects.filter(named, training__in=classes)
    for training, name in trainers.values_list("training", "full_name"):
        taught.setdefault(training, []).append(search_key(name))
    if not taught:
        return
    pairs = heard.filter(training__in=taught).order_by().values_list("training", "producer").distinct()
    for training, producer in pairs:
        for person in people:
            if any(_is_named(person, name) for name in taught[training]):
                yield person.pk, producer


def _is_named(person: User, name: str) -> bool:
    """Whether a trainer's name (a search key) is a person's, a title before it or not."""
    key = search_key(person.full_name)
    return bool(key) and f" {name}".endswith(f" {key}")
