"""Sessions: who came, who has sent, what may go on the agenda. Never a mark, never a total."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from evaluations.choices import SeatRole, SessionState, SheetState
from evaluations.models import (
    Council,
    Declaration,
    Grading,
    Item,
    LateMark,
    Recusal,
    Seat,
    Session,
    Sheet,
    Spread,
)
from evaluations.queries.councils import SEAT_ORDER, seats_on
from evaluations.rules import LEAST_STARS, Quorum
from ocop.access.scope import scope_of
from ocop.accounts.models import User
from ocop.core.roles import Role
from ocop.core.text import search_key
from ocop.law.models import RegimePower
from ocop.law.queries import tree_of
from ocop.law.rules import Criterion, Task
from ocop.localities.models import Place
from registrations.choices import DossierState
from registrations.models import Dossier

RECUSED = Exists(Recusal.objects.filter(seat=OuterRef("seat"), item=OuterRef("item")))
FROZEN = Exists(
    Spread.objects.filter(
        item=OuterRef("pk"), scoring_round=OuterRef("scoring_round"), discussed_at__isnull=True
    )
)


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One product of the board. `cells` are "sent", "doing", "none" or "out", seat by seat."""

    item: Item
    cells: tuple[str, ...]
    is_frozen: bool = False

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


def items_without_quorum(session: Session) -> list[tuple[Item, Quorum]]:
    """The products for which too few members are left, with the figures: whoever stays out of a product is
    counted neither as a member nor as present there. Where the chair stays out, whom the council names
    presides.
    """
    out: dict[int, set[int]] = {}
    for item, seat in Recusal.objects.filter(item__session=session).values_list("item", "seat"):
        out.setdefault(item, set()).add(seat)
    if not out:
        return []
    roll = list(session.roll.values_list("seat", "present"))
    rows = session.items.filter(pk__in=list(out)).select_related("dossier").order_by("position")
    found = [(item, _quorum_without(out[item.pk], roll, session.council)) for item in rows]
    return [(item, quorum) for item, quorum in found if not quorum.is_met]


def _quorum_without(out: set[int], roll: list[tuple[int, bool]], council: Council) -> Quorum:
    left = [present for seat, present in roll if seat not in out]
    return Quorum(sum(left), len(left), council.quorum_share, chair_present=True)


def counted_sheets(session: Session) -> QuerySet[Sheet]:
    """The sheets of the present scoring round whose members did not recuse themselves."""
    present = Sheet.objects.filter(item__session=session, scoring_round=F("item__scoring_round"))
    return present.exclude(RECUSED)


def frozen_items(session: Session) -> QuerySet[Item]:
    """Items whose totals lie too far apart and whose discussion is not recorded yet."""
    return session.items.filter(FROZEN).select_related("dossier").order_by("position")


def items_for_latecomers(session: Session) -> list[Item]:
    """The agenda with what decides on who comes late: `sent` sheets of the present round, and `frozen`."""
    sent = Count(
        "sheets",
        filter=Q(sheets__state=SheetState.SENT, sheets__scoring_round=F("scoring_round")),
    )
    return list(session.items.annotate(sent=sent, frozen=FROZEN).order_by("position"))


def absent_seats(session: Session) -> list[Seat]:
    """Who holds a seat on the day of a session and is not there."""
    here = session.roll.filter(present=True).values("seat")
    return list(seats_on(session.council, session.held_on).exclude(pk__in=here))


def spread_of(item: Item) -> Spread | None:
    """What freezes an item in its present round and is not talked about yet."""
    return item.spreads.filter(scoring_round=item.scoring_round, discussed_at__isnull=True).first()


def criteria_of(spread: Spread) -> list[Criterion]:
    """The criteria that divide the council, the widest apart first. The product's set must be loaded."""
    tree = tree_of(spread.item.dossier.criteria_set)
    return [tree.criterion(code) for code in spread.criteria]


def divided_items(items: Collection[Item]) -> list[tuple[Item, list[Criterion]]]:
    """Frozen products with the criteria that the council is to talk about: neither points nor names."""
    rows = Spread.objects.filter(item__in=items, discussed_at__isnull=True)
    rows = rows.select_related("item__dossier__criteria_set").order_by("item__position")
    return [(spread.item, criteria_of(spread)) for spread in rows]


def discussions_of(sheet: Sheet) -> list[tuple[Spread, list[Criterion]]]:
    """What was said before the round of a sheet, round by round."""
    rows = Spread.objects.filter(
        item=sheet.item_id, scoring_round__lt=sheet.scoring_round, discussed_at__isnull=False
    )
    rows = rows.select_related("item__dossier__criteria_set").order_by("scoring_round")
    return [(spread, criteria_of(spread)) for spread in rows]


def who_has_not_sent(session: Session) -> list[tuple[str, int]]:
    """Each person with a sheet still open, and how many."""
    waiting = counted_sheets(session).filter(state=SheetState.DRAFT).select_related("seat__person")
    counts = Counter(sheet.seat.person for sheet in waiting.order_by("seat"))
    return [(str(person), count) for person, count in counts.items()]


def quorum_so_far(session: Session, seats: Sequence[Seat], here: Collection[int]) -> Quorum:
    """The quorum while the roll is being called: who is `here` (keys of seats), of all who sit that day."""
    came = [seat for seat in seats if seat.pk in here]
    return Quorum(
        present=len(came),
        members=len(seats),
        least_share=session.council.quorum_share,
        chair_present=any(seat.role == SeatRole.CHAIR for seat in came),
    )


def late_marks(session: Session) -> QuerySet[LateMark]:
    """What arrived after a session was closed; nothing before, since nobody may read marks then."""
    closed = LateMark.objects.filter(
        sheet__item__session=session, sheet__item__session__state=SessionState.CLOSED
    )
    return closed.select_related(
        "sheet__seat__person", "sheet__item__dossier", "criterion", "option"
    ).order_by("arrived_at", "pk")


def items_read_from_a_seat(person: User) -> QuerySet[Item]:
    """The products whose dossier and papers a person reads from a seat: of those on the agendas of her
    councils, whoever scores the ones on which she declared that no interest ties her to them; a secretary
    who does not score, and the advisory team, all. Never those she stays out of.
    """
    seated = scope_of(person).only(Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY, Role.ADVISER)
    mine = {"seat__person": person, "item": OuterRef("pk")}
    scores = Exists(Seat.objects.filter(person=person, scores=True, council=OuterRef("session__council")))
    rows = Item.objects.within(seated).exclude(Exists(Recusal.objects.filter(**mine)))
    return rows.filter(Exists(Declaration.objects.filter(**mine)) | ~scores)


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
    items = list(
        session.items.select_related("dossier__commune").annotate(frozen=FROZEN).order_by("position")
    )
    out = set(Recusal.objects.filter(item__session=session).values_list("item", "seat"))
    sheets = Sheet.objects.filter(item__session=session, scoring_round=F("item__scoring_round"))
    states = {
        (item, seat): (state, version)
        for item, seat, state, version in sheets.values_list("item", "seat", "state", "version")
    }
    rows = tuple(
        BoardRow(item, tuple(_cell(item.pk, seat.pk, out, states) for seat in seats), item.frozen)
        for item in items
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


def items_for_after_tests(person: User, session: Session) -> QuerySet[Item]:
    """The products that this council scored on dossier and sample in a closed session and may score once more
    after tests or checks: likely to reach three stars, in no decision (1048/QĐ-TTg).
    """
    again = RegimePower.objects.filter(task=Task.SCORE_AGAIN, level=session.council.level).values("regime")
    rows = Item.objects.visible_to(person).filter(
        session__council=session.council,
        session__state=SessionState.CLOSED,
        session__held_on__lte=session.held_on,
        dossier__regime__in=again,
        dossier__state=DossierState.SCORED,
        after__isnull=True,
        grading__in=Grading.objects.undecided().filter(stars_by_points__gte=LEAST_STARS),
        grading__knock_out__isnull=True,
    )
    return rows.select_related("dossier__commune", "session", "grading").order_by(
        "session__held_on", "session", "position"
    )


def dossiers_for_calibration(person: User, session: Session) -> QuerySet[Dossier]:
    """The products that closed sessions of this council's level have scored, within the person's reach of
    the sessions; the newest first.
    """
    scored = Item.objects.visible_to(person).filter(
        session__state=SessionState.CLOSED, level=session.council.level, grading__isnull=False
    )
    rows = Dossier.objects.filter(pk__in=scored.values("dossier"))
    return rows.filter(commune__in=_beneath(session.council)).select_related("commune").order_by("-pk")


def _beneath(council: Council) -> QuerySet[Place]:
    """The places at or below the council's, then or today."""
    path = council.place.path
    return Place.objects.filter(Q(path__startswith=path) | Q(today_path__startswith=path)).values("pk")
