"""What waits for a person, for the home page."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, QuerySet

from evaluations.choices import DecisionState, SeatRole, SessionState, SheetState
from evaluations.models import Decision, DecisionLine, Grading, Item, Seat, Session, Sheet, Spread
from evaluations.queries.results import sessions_to_decide, unconfirmed
from evaluations.queries.sessions import RECUSED
from evaluations.queries.sheets import my_sheets
from evaluations.rules import RECOGNISING
from ocop.access.scope import scope_of
from ocop.accounts.models import User
from ocop.core.roles import LEADERS, OFFICERS, Level, Role
from registrations.choices import DossierState
from registrations.models import Dossier


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much of each kind waits for one person. Counts only: never whose marks, never how many points."""

    sheets: int = 0
    sessions_to_open: int = 0
    sessions_scoring: int = 0
    sessions_to_close: int = 0
    dossiers_to_schedule: int = 0
    sessions_to_decide: int = 0
    decisions_to_sign: int = 0
    certificates_to_issue: int = 0

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.__dataclass_fields__)


def waiting_for(person: User) -> Waiting:
    """What this person's posts ask of them in the work of councils, decisions and certificates."""
    roles = scope_of(person).roles
    counts: dict[str, int] = {}
    if Role.COUNCIL_MEMBER in roles:
        counts["sheets"] = my_sheets(person).filter(state=SheetState.DRAFT, recused=False).count()
        counts["sessions_to_close"] = sessions_to_close(person).count()
    if Role.COUNCIL_SECRETARY in roles:
        kept = Session.objects.within(scope_of(person).only(Role.COUNCIL_SECRETARY))
        filled = Exists(Item.objects.filter(session=OuterRef("pk")))
        counts["sessions_to_open"] = kept.filter(filled, state=SessionState.PLANNED).count()
        counts["sessions_scoring"] = kept.filter(state=SessionState.SCORING).count()
    for level, officer in OFFICERS.items():
        if officer in roles and level != Level.COMMUNE:
            for name, count in _of_officer(person, level).items():
                counts[name] = counts.get(name, 0) + count
    drafts = [level for level, leader in LEADERS.items() if leader in roles]
    if drafts:
        counts["decisions_to_sign"] = sum(decisions_to_sign(person, level).count() for level in drafts)
    return Waiting(**counts)


def _of_officer(person: User, level: Level) -> dict[str, int]:
    scope = scope_of(person).only(OFFICERS[level])
    accepted = Dossier.objects.within(scope).filter(level=level, state=DossierState.ACCEPTED)
    return {
        "dossiers_to_schedule": accepted.count(),
        "sessions_to_decide": sessions_to_decide(person).filter(council__level=level).count(),
        "certificates_to_issue": decisions_to_certify(person).filter(level=level).count(),
    }


def sessions_to_close(person: User) -> QuerySet[Session]:
    """The sessions a person chairs in which nobody has a sheet left to send and no product stands still."""
    left = Sheet.objects.filter(
        item__session=OuterRef("pk"), scoring_round=F("item__scoring_round"), state=SheetState.DRAFT
    )
    scoring = _chaired_by(person).filter(state=SessionState.SCORING)
    frozen = Spread.objects.filter(
        item__session=OuterRef("pk"), scoring_round=F("item__scoring_round"), discussed_at__isnull=True
    )
    return scoring.filter(~Exists(left.exclude(RECUSED)), ~Exists(frozen))


def results_to_confirm(person: User) -> list[Grading]:
    """The results just below a floor that wait for this chair's word before a decision may take them up."""
    closed = _chaired_by(person).filter(state=SessionState.CLOSED)
    open_ones = Grading.objects.undecided().filter(item__session__in=closed, confirmed_at__isnull=True)
    return unconfirmed(open_ones.select_related("item__dossier__regime").order_by("pk"))


def _chaired_by(person: User) -> QuerySet[Session]:
    chaired = Seat.objects.held_on(OuterRef("held_on")).filter(
        council=OuterRef("council"), role=SeatRole.CHAIR, person=person
    )
    return Session.objects.visible_to(person).filter(Exists(chaired))


def decisions_to_sign(person: User, level: Level) -> QuerySet[Decision]:
    """The drafts that wait for a leader of this level, without those the leader prepared."""
    scope = scope_of(person).only(LEADERS[level])
    drafts = Decision.objects.within(scope).filter(level=level, state=DecisionState.DRAFT)
    return drafts.exclude(prepared_by=person)


def decisions_to_certify(person: User) -> QuerySet[Decision]:
    """Signed decisions in reach with recognised products that have no certificate yet."""
    without = DecisionLine.objects.filter(
        decision=OuterRef("pk"), outcome__in=RECOGNISING, certificates__isnull=True
    )
    return Decision.objects.visible_to(person).filter(Exists(without), state=DecisionState.SIGNED)
