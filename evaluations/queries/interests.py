"""Ties between members and owners, and who has declared what before a meeting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.module_loading import import_string

from evaluations.models import Declaration, Item, Recusal, Seat, Session, Sheet
from evaluations.queries.councils import seats_on
from evaluations.rules import MemberTies, Owner, hints_of_interest
from ocop.accounts.models import User
from ocop.core.text import search_key
from registrations.choices import HELPERS
from registrations.models import ProducerPost

DECLARED = Exists(Declaration.objects.filter(seat=OuterRef("seat"), item=OuterRef("item")))
"""On sheets: whether the member has declared that no interest ties them to the product."""


Pairs = Iterable[tuple[int, int]]
TieSource = Callable[[Collection[User], Collection[int]], Pairs]
"""Asked with people and keys of producers, an app that stands higher gives the pairs of them in which the
person taught the producer: keys of a person and of a producer. `TIE_SOURCES` names them.
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """One member and one product: the ties found, and what was said, `said` being "clear", "out" or ""."""

    seat: Seat
    item: Item
    hints: tuple[str, ...]
    said: str
    ground: str = ""
    read_at: datetime | None = None


def standings(session: Session, seats: Iterable[Seat] | None = None) -> list[Standing]:
    """Every scoring seat × every product of a session, in the order of the agenda and of the seats.

    Five queries whatever the size of the session.
    """
    if seats is None:
        seats = seats_on(session.council, session.held_on).filter(scores=True)
    seats = list(seats)
    items = list(session.items.select_related("dossier__producer", "dossier__commune").order_by("position"))
    ties = ties_of(seats, {item.dossier.producer_id for item in items})
    out = dict(_pairs(Recusal.objects.filter(item__in=items, seat__in=seats), "ground"))
    clear = dict(_pairs(Declaration.objects.filter(item__in=items, seat__in=seats), "read_at"))
    found = []
    for item in items:
        owner = owner_of(item)
        for seat in seats:
            key = (seat.pk, item.pk)
            said = "out" if key in out else "clear" if key in clear else ""
            hints = hints_of_interest(ties[seat.pk], owner)
            found.append(Standing(seat, item, hints, said, out.get(key, ""), clear.get(key)))
    return found


def ties_of(seats: Iterable[Seat], producers: Collection[int]) -> dict[int, MemberTies]:
    """What may tie the people of some seats to some producers, by seat. The people must be loaded with the
    seats.
    """
    seats = list(seats)
    acted: Mapping[int, set[int]] = defaultdict(set)
    advised: Mapping[int, set[int]] = defaultdict(set)
    taught: Mapping[int, set[int]] = defaultdict(set)
    for source in _tie_sources():
        for user, producer in source([seat.person for seat in seats], producers):
            taught[user].add(producer)
    posts = ProducerPost.objects.filter(user__in=[seat.person_id for seat in seats])
    for user, producer, kind in posts.values_list("user", "producer", "kind"):
        (advised if kind in HELPERS else acted)[user].add(producer)
    return {
        seat.pk: MemberTies(
            unit=search_key(seat.agency),
            tax_code=seat.agency_tax_code,
            phone=seat.person.phone,
            acted_for=acted[seat.person_id],
            advised=advised[seat.person_id],
            taught=taught[seat.person_id],
        )
        for seat in seats
    }


@cache
def _tie_sources() -> tuple[TieSource, ...]:
    return tuple(import_string(dotted) for dotted in settings.TIE_SOURCES)


def owner_of(item: Item) -> Owner:
    producer = item.dossier.producer
    return Owner(
        key=producer.pk,
        name=search_key(producer.name),
        tax_code=producer.registration_number,
        phone=producer.phone,
    )


def declaration_of(seat: Seat, item: Item) -> Declaration | None:
    return Declaration.objects.filter(seat=seat, item=item).first()


def stays_out(seat: Seat, item: Item) -> bool:
    return Recusal.objects.filter(seat=seat, item=item).exists()


def items_to_declare(person: User, session: Session) -> QuerySet[Item]:
    """The products of a session on which a person who scores there has said nothing yet."""
    mine = {"seat__person": person, "item": OuterRef("pk")}
    said = Exists(Declaration.objects.filter(**mine)) | Exists(Recusal.objects.filter(**mine))
    return session.items.exclude(said).order_by("position")


def undeclared_sheet(sheet: Sheet) -> bool:
    return not Declaration.objects.filter(seat=sheet.seat_id, item=sheet.item_id).exists()


def declared_by_member(sheet: Sheet) -> bool:
    """Whether the member declared it in the portal; what was typed from a paper hangs on that paper."""
    own = Declaration.objects.filter(seat=sheet.seat_id, item=sheet.item_id, typed_by__isnull=True)
    return own.exists()


def _pairs(rows: QuerySet, value: str) -> list[tuple[tuple[int, int], object]]:
    return [((seat, item), kept) for seat, item, kept in rows.values_list("seat", "item", value)]
