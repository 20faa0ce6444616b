"""Councils, their seats, and the posts that come from a seat."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from evaluations.choices import SeatRole
from evaluations.models import Council, Seat, Session
from ocop.access.scope import Given, HeldPost, Post, PostSource
from ocop.accounts.models import User
from ocop.core.roles import Role
from ocop.localities.models import Place

BODY = "council"
SEAT_ORDER = Case(
    *(When(role=role, then=Value(rank)) for rank, role in enumerate(SeatRole.values)),
    output_field=IntegerField(),
)
"""Chair first, secretary last, as decisions list them."""


def _in_councils(user: Given, day: Given) -> QuerySet[Seat]:
    return Seat.objects.held_on(day).filter(_not_dissolved(day), person=user)


def _told_of_seat(held: HeldPost) -> Iterator[Post]:
    title = f"{SeatRole(held.role).label}, {held.name}"
    for role in _roles_of(SeatRole(held.role), scores=held.kind == SCORES):
        yield Post(role=role, body=BODY, body_id=held.body_id, title=title)


def _roles_of(role: SeatRole, *, scores: bool) -> tuple[Role, ...]:
    """A secretary who also scores holds both."""
    if role == SeatRole.ADVISER:
        return (Role.ADVISER,)
    if role != SeatRole.SECRETARY:
        return (Role.COUNCIL_MEMBER,)
    return (Role.COUNCIL_SECRETARY, Role.COUNCIL_MEMBER) if scores else (Role.COUNCIL_SECRETARY,)


SCORES = "scores"
COUNCIL_POSTS = PostSource(
    _in_councils,
    _told_of_seat,
    role="role",
    kind=Case(When(scores=True, then=Value(SCORES)), default=Value("")),
    name="council__name",
    body_id="council",
)
"""The posts that people hold by their seats."""


def _not_dissolved(day: Given) -> Q:
    return Q(council__dissolved_on__isnull=True) | Q(council__dissolved_on__gte=day)


def seats_on(council: Council, day: date) -> QuerySet[Seat]:
    """The council's seats held on a day, in the order of a decision: chair, vice-chairs, members, secretary.

    The advisory team stands beside the council: it is no part of the roll, nor of the quorum.
    """
    seats = council.seats.held_on(day).exclude(role=SeatRole.ADVISER)
    return seats.select_related("person").order_by(SEAT_ORDER, "pk")


def scoring_seat_of(person: User, session: Session) -> Seat | None:
    """The seat by which a person scores in a session, held on the day it meets."""
    return seats_on(session.council, session.held_on).filter(person=person, scores=True).first()


def is_chair(person: User, session: Session) -> bool:
    """Whether a person holds the chair of the council on the day the session meets."""
    return seats_on(session.council, session.held_on).filter(role=SeatRole.CHAIR, person=person).exists()


def open_councils(person: User, day: date) -> QuerySet[Council]:
    """The councils in reach that are not dissolved on a day."""
    open_ones = Q(dissolved_on__isnull=True) | Q(dissolved_on__gte=day)
    return Council.objects.visible_to(person).filter(open_ones)


def people_for_seats(person: User) -> QuerySet[User]:
    """Whom an officer may give a seat: everybody with a sign-in in the provinces the officer works in, as
    they were and as they are today.
    """
    provinces = {".".join(post.path.split(".")[:2]) + "." for post in person.posts() if post.path}
    today = set(Place.objects.filter(path__in=provinces).values_list("today_path", flat=True))
    within = Q(pk__in=())
    for path in provinces | today:
        for place in ("home", "memberships__place"):
            within |= Q(**{f"{place}__path__startswith": path})
            within |= Q(**{f"{place}__today_path__startswith": path})
    known = User.objects.filter(within, is_active=True)
    return User.objects.filter(pk__in=known.values("pk")).order_by("full_name", "pk")


def places_of_officer(person: User) -> QuerySet[Place]:
    """The districts and provinces whose councils a person enters as the officer of their level."""
    paths = [
        post.path for post in person.posts() if post.role in (Role.DISTRICT_OFFICER, Role.PROVINCE_OFFICER)
    ]
    return Place.objects.filter(path__in=paths).order_by("sort_key", "pk")


def note_on(person: User) -> str:
    """What tells people of the same name apart: their first post, else their user name."""
    held = next(iter(person.posts()), None)
    return f"{person.username} · {held.title}" if held else person.username


def nobody() -> QuerySet[User]:
    """No one: what a search for people starts from before it knows who is asking."""
    return User.objects.none()
