"""Sessions: who came, who has sent, what may go on the agenda. Never a mark, never a total."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from evaluations.choices import SeatRole, SheetState
from evaluations.models import Council, Item, Recusal, Seat, Session, Sheet
from evaluations.queries.councils import SEAT_ORDER
from evaluations.rules import Quorum
from ocop.access.scope import scope_of
from ocop.accounts.models import User
from ocop.core.roles import Role
from ocop.core.text import search_key
from ocop.localities.models import Place
from registrations.choices import DossierState
from registrations.models import Dossier

RECUSED = Exists(Recusal.objects.filter(seat=OuterRef("seat"), item=OuterRef("item")))


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One product of the board. `cells` are "sent", "doing", "none" or "out", seat by seat."""

    item: Item
    cells: tuple[str, ...]

    @property
    def sent(self) -> int:
        return self.cells.count("sent")

    @property
    def expected(self) -> int:
        return len(self.cells) - self.cells.count("out")

    @property
    def is_whole(self) -> bool:
        return self.expected > 0 and self.sent == self.expected

    @property
    def is_untouched(self) -> bool:
        return not self.sent and "doing" not in self.cells


@dataclass(frozen=True, slots=True)
class Board:
    """Who has sent what, without a single point."""

    seats: tuple[Seat, ...]
    rows: tuple[BoardRow, ...]

    @property
    def sent(self) -> int:
        return sum(row.sent for row in self.rows)

    @property
    def expected(self) -> int:
        return sum(row.expected for row in self.rows)


def quorum_of(session: Session) -> Quorum:
    """Who came, counted over all seats of the roll."""
    roll = list(session.roll.select_related("seat"))
    came = [row.seat for row in roll if row.present]
    return Quorum(
        present=len(came),
        members=len(roll),
        least_share=session.council.quorum_share,
        chair_present=any(seat.role == SeatRole.CHAIR for seat in came),
    )


def counted_sheets(session: Session) -> QuerySet[Sheet]:
    """The sheets of the present scoring round whose members did not recuse themselves."""
    present = Sheet.objects.filter(item__session=session, scoring_round=F("item__scoring_round"))
    return present.exclude(RECUSED)


def who_has_not_sent(session: Session) -> list[tuple[str, int]]:
    """Each person with a sheet still open, and how many."""
    waiting = counted_sheets(session).filter(state=SheetState.DRAFT).select_related("seat__person")
    counts = Counter(sheet.seat.person for sheet in waiting.order_by("seat"))
    return [(str(person), count) for person, count in counts.items()]


def items_read_from_a_seat(person: User) -> QuerySet[Item]:
    """The products whose dossier and papers a person reads as a member of the council: all on the agendas of
    her councils, but those she stays out of.
    """
    seated = scope_of(person).only(Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY)
    stays_out = Recusal.objects.filter(seat__person=person).values("item")
    return Item.objects.within(seated).exclude(pk__in=stays_out)


def unscored_items(session: Session) -> QuerySet[Item]:
    """Items that nobody is left to score."""
    counted = counted_sheets(session).filter(item=OuterRef("pk"))
    return session.items.exclude(Exists(counted)).select_related("dossier").order_by("position")


def sheets_board(session: Session) -> Board:
    """The secretary's board, in four queries whatever the size of the session."""
    seats = tuple(
        Seat.objects.filter(sheets__item__session=session)
        .distinct()
        .select_related("person")
        .order_by(SEAT_ORDER, "pk")
    )
    items = list(session.items.select_related("dossier__commune").order_by("position"))
    out = set(Recusal.objects.filter(item__session=session).values_list("item", "seat"))
    sheets = Sheet.objects.filter(item__session=session, scoring_round=F("item__scoring_round"))
    states = {
        (item, seat): (state, version)
        for item, seat, state, version in sheets.values_list("item", "seat", "state", "version")
    }
    rows = tuple(
        BoardRow(item, tuple(_cell(item.pk, seat.pk, out, states) for seat in seats)) for item in items
    )
    return Board(seats, rows)


def _cell(item: int, seat: int, out: set, states: dict) -> str:
    if (item, seat) in out or (item, seat) not in states:
        return "out"
    state, version = states[item, seat]
    if state == SheetState.SENT:
        return "sent"
    return "doing" if version > 1 else "none"


def dossiers_for_agenda(person: User, session: Session, text: str = "") -> QuerySet[Dossier]:
    """The accepted dossiers that this council's level has and the person reaches, searched by product or
    producer.

    Names of products and producers are sought without regard to case and marks.
    """
    council = session.council
    rows = Dossier.objects.visible_to(person).filter(
        state=DossierState.ACCEPTED, level=council.level, cycle=council.cycle
    )
    rows = rows.filter(commune__in=_beneath(council))
    for word in search_key(text).split():
        rows = rows.filter(product__search_key__contains=word) | rows.filter(
            producer__search_key__contains=word
        )
    return rows.select_related("producer", "commune", "criteria_set").order_by("commune__sort_key", "pk")


def _beneath(council: Council) -> QuerySet[Place]:
    """The places at or below the council's, then or today."""
    path = council.place.path
    return Place.objects.filter(Q(path__startswith=path) | Q(today_path__startswith=path)).values("pk")
