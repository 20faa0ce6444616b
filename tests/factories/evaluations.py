"""Councils, sessions, sheets and decisions, made through the services that the portal itself uses."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from evaluations import services
from evaluations.choices import RevocationGround, SeatRole
from evaluations.models import Certificate, Council, Decision, Item, Seat, Session, Sheet
from evaluations.queries.results import unconfirmed, undecided_gradings
from evaluations.rules import Procedure
from ocop.accounts.models import User
from ocop.core import clock
from ocop.core.roles import Level
from ocop.law.queries import tree_of
from ocop.law.rules import Criterion, SetTree
from ocop.localities.models import Place
from ocop.programme.models import Cycle
from registrations.models import Dossier
from tests.factories.accounts import make_person
from tests.factories.registrations import accepted_dossier

_numbers = count(1)
TITLES = ("Ủy viên công thương", "Ủy viên y tế", "Ủy viên văn hóa", "Ủy viên khoa học")


@dataclass(frozen=True)
class Panel:
    """A council with the people in it. `scorers` are chair and members; the secretary does not score."""

    council: Council
    officer: User
    leader: User
    chair: User
    members: tuple[User, ...]
    secretary: User

    @property
    def scorers(self) -> tuple[User, ...]:
        return (self.chair, *self.members)

    @property
    def seats(self) -> list[Seat]:
        return list(self.council.seats.order_by("pk"))

    def seat_of(self, person: User) -> Seat:
        return self.council.seats.get(person=person)


def make_panel(
    *, place: Place, level: str, cycle: Cycle, officer: User, leader: User, members: int = 2, **fields
) -> Panel:
    """A council of one chair, some members and a secretary, set up thirty days ago. Its Quy chế has no rule
    on spread unless the test brings one.
    """
    fields.setdefault("procedure", Procedure(max_spread=None))
    where = place.name_in_address
    chair = make_person(f"Chủ tịch Hội đồng {where}", home=place)
    others = tuple(make_person(f"{TITLES[n]} {where}", home=place) for n in range(members))
    secretary = make_person(f"Thư ký Hội đồng {where}", home=place)
    council = services.create_council(
        actor=officer,
        place=place,
        level=level,
        cycle=cycle,
        name=f"Hội đồng {where} {next(_numbers)}",
        decision_number=f"{next(_numbers)}/QĐ-UBND",
        decided_on=clock.today() - timedelta(days=30),
        seats=[
            services.NewSeat(chair, SeatRole.CHAIR),
            *(services.NewSeat(person) for person in others),
            services.NewSeat(secretary, SeatRole.SECRETARY, scores=False),
        ],
        **fields,
    )
    return Panel(council, officer, leader, chair, others, secretary)


def district_panel(cast, *, cycle: Cycle | None = None, **fields) -> Panel:
    return make_panel(
        place=cast.places.old_district,
        level=Level.DISTRICT,
        cycle=cycle or cast.cycle_148,
        officer=cast.district_officer,
        leader=cast.district_leader,
        **fields,
    )


def province_panel(cast, *, cycle: Cycle | None = None, **fields) -> Panel:
    return make_panel(
        place=cast.places.province,
        level=Level.PROVINCE,
        cycle=cycle or cast.cycle_26,
        officer=cast.province_officer,
        leader=cast.province_leader,
        **fields,
    )


def planned_session(panel: Panel, *dossiers: Dossier, held_on: date | None = None) -> Session:
    session = services.plan_session(
        actor=panel.secretary, council=panel.council, held_on=held_on or clock.today()
    )
    if dossiers:
        services.add_dossiers_to_session(actor=panel.officer, session=session, dossiers=dossiers)
    return session


def open_session(panel: Panel, *dossiers: Dossier) -> Session:
    """A session that scores, everybody present."""
    session = planned_session(panel, *dossiers)
    session = services.open_session(actor=panel.secretary, session=session, present=panel.seats)
    declare_clear(panel, session)
    return session


def declare_clear(panel: Panel, session: Session) -> None:
    """Every member declares that no interest ties them to any product of the session."""
    for person in panel.scorers:
        services.declare_interests(actor=person, session=session, clear=session.items.all())


def sheet_of(person: User, item: Item) -> Sheet:
    return Sheet.objects.get(item=item, seat__person=person)


def fill(sheet: Sheet, marks: dict[str, int | None], **fields) -> Sheet:
    notes = fields.pop("notes", {})
    return services.fill_sheet(actor=sheet.seat.person, sheet=sheet, marks=marks, notes=notes, **fields)


def send(person: User, item: Item, points: int, *, stars: int = 5, **fields) -> Sheet:
    """Fill this member's sheet to exactly `points`, meeting every minimum up to `stars`, and send it."""
    sheet = sheet_of(person, item)
    fill(sheet, marks_for(tree_of(item.dossier.criteria_set), points, stars=stars), **fields)
    return services.send_sheet(actor=person, sheet=sheet)


def score(panel: Panel, session: Session, points: int, *, stars: int = 5) -> None:
    """Every present member gives every product exactly these points."""
    for item in session.items.order_by("position"):
        for person in panel.scorers:
            send(person, item, points, stars=stars)


def closed_session(panel: Panel, *dossiers: Dossier, points: int, stars: int = 5) -> Session:
    session = open_session(panel, *dossiers)
    score(panel, session, points, stars=stars)
    return services.close_session(actor=panel.chair, session=session)


def two_closed(cast, panel: Panel) -> Session:
    """A closed session of the province with two products at 68 points."""
    dossiers = [
        accepted_dossier(
            cast.new_producer, cast.cycle_26, actor=cast.new_officer, officer=cast.province_officer, name=name
        )
        for name in ("Trà sen", "Nem chua")
    ]
    return closed_session(panel, *dossiers, points=68)


def signed_decision(panel: Panel, session: Session, **fields) -> Decision:
    confirm_results(panel, session)
    draft = services.prepare_decision(actor=panel.officer, session=session, **fields)
    return services.sign_decision(
        actor=panel.leader,
        decision=draft,
        number=f"{next(_numbers)}/QĐ-UBND",
        decided_on=clock.today(),
        signer_title="Chủ tịch",
    )


def confirm_results(panel: Panel, session: Session) -> None:
    """The chair confirms what lies just below a floor."""
    for grading in unconfirmed(undecided_gradings(session)):
        services.confirm_result(actor=panel.chair, item=grading.item, note="Đã rà lại các phiếu.")


def issued_certificate(panel: Panel, session: Session) -> Certificate:
    """The certificate of the one product of a closed session."""
    line = signed_decision(panel, session).lines.get()
    return services.issue_certificate(actor=panel.officer, line=line)


def marks_for(tree: SetTree, points: int, *, stars: int = 5) -> dict[str, int | None]:
    """Ticks that give exactly `points` and meet the minima up to `stars`. Raises `ValueError` without any."""
    reachable: dict[int, dict[str, int | None]] = {0: {}}
    for criterion in tree.criteria():
        needed = criterion == tree.story_criterion
        options = [(o.position, int(o.points)) for o in criterion.options if _reaches(criterion, o, stars)]
        if not needed and not _floor(criterion, stars):
            options.append((None, 0))
        options = [(position, worth) for position, worth in options if worth or not needed]
        further: dict[int, dict[str, int | None]] = {}
        for total, ticks in reachable.items():
            for position, worth in options:
                further.setdefault(total + worth, ticks | {criterion.code: position})
        reachable = further
    if points not in reachable:
        raise ValueError(f"{tree.code}: no ticks give {points} points with the minima of {stars} stars")
    return reachable[points]


def _floor(criterion: Criterion, stars: int):
    """The points of the highest minimum that these stars ask for on a criterion."""
    marked = [o.points for o in criterion.options if o.min_for_star and o.min_for_star <= stars]
    any_needed = criterion.any_option_needed_for_star
    if any_needed and any_needed <= stars:
        marked.append(min(o.points for o in criterion.options if o.points > 0))
    return max(marked, default=0)


def _reaches(criterion: Criterion, option, stars: int) -> bool:
    return option.points >= _floor(criterion, stars)


def conclude(actor, certificate, **changes):
    """A conclusion on which the leader may revoke: the producer has stopped."""
    fields = {
        "ground": RevocationGround.STOPPED,
        "concluded_on": clock.today(),
        "concluded_by": "Ủy ban nhân dân xã",
        "details": "Chủ thể đã ngừng sản xuất.",
    }
    return services.record_conclusion(actor=actor, certificate=certificate, **(fields | changes))
