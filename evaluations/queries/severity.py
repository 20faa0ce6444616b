"""How far members' totals lie from their council, over closed sessions only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F

from evaluations.choices import SeatRole, SessionState, SheetState
from evaluations.models import Council, Seat, Sheet
from evaluations.queries.sessions import RECUSED
from evaluations.rules import Severity, severities
from ocop.accounts.models import User
from ocop.core.roles import Role


@dataclass(frozen=True, slots=True)
class SeatSeverity:
    """One member's distance from the others; `products` are the names of the products and the days on which
    the council met about them, in the order of time.
    """

    seat: Seat
    severity: Severity
    products: tuple[tuple[str, date], ...]


def severity_shown_to(person: User, council: Council) -> list[SeatSeverity]:
    """What a person may see of it: the secretary all members of the council, a member only their own.

    Sheets of open sessions are never counted, so that nothing of a blind round shows.
    """
    found = severity_of(council)
    if Role.COUNCIL_SECRETARY in Council.objects.roles_over(person, council):
        return found
    return [one for one in found if one.seat.person_id == person.pk]


def severity_of(council: Council) -> list[SeatSeverity]:
    counted = (
        Sheet.objects.filter(
            item__session__council=council,
            item__session__state=SessionState.CLOSED,
            state=SheetState.SENT,
            scoring_round=F("item__scoring_round"),
        )
        .exclude(RECUSED)
        .order_by("item__session__held_on", "item__session", "item__position", "seat")
    )
    products: dict[int, dict[int, Decimal]] = {}
    names: dict[int, tuple[str, date]] = {}
    rows = counted.values_list(
        "item", "item__dossier__product_name", "item__session__held_on", "seat", "total"
    )
    for item, name, day, seat, total in rows:
        products.setdefault(item, {})[seat] = total
        names[item] = (name, day)
    found = severities(list(products.values()))
    seats = council.seats.exclude(role=SeatRole.ADVISER).filter(pk__in=found).select_related("person")
    return [
        SeatSeverity(
            seat,
            found[seat.pk],
            tuple(names[item] for item, totals in products.items() if seat.pk in totals and len(totals) > 1),
        )
        for seat in seats.order_by("pk")
    ]
