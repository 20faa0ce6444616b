"""Bodies: who keeps them, which posts follow from them, and which units have no officer in charge."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from ocop.access.scope import scope_of
from ocop.accounts.models import Membership, User
from ocop.core import clock
from ocop.core.roles import Level, Role
from ocop.localities.choices import PlaceLevel
from ocop.localities.models import Place
from ocop.programme.choices import BodyKind
from ocop.programme.models import Body, BodyMember

KEEPERS = (
    Role.COMMUNE_OFFICER,
    Role.DISTRICT_OFFICER,
    Role.PROVINCE_OFFICER,
    Role.ADMINISTRATOR,
)
"""Who writes down bodies and members, at and beneath their own place."""

WATCHERS = (
    Role.DISTRICT_OFFICER,
    Role.DISTRICT_LEADER,
    Role.PROVINCE_OFFICER,
    Role.PROVINCE_LEADER,
    Role.ADMINISTRATOR,
)
"""To whom it is shown that a unit below has no officer."""

_POSTS: dict[tuple[str, str], Role] = {
    (BodyKind.OFFICER_IN_CHARGE, Level.COMMUNE): Role.COMMUNE_OFFICER,
    (BodyKind.STANDING_OFFICE, Level.DISTRICT): Role.DISTRICT_OFFICER,
    (BodyKind.TEAM, Level.DISTRICT): Role.DISTRICT_OFFICER,
    (BodyKind.STANDING_OFFICE, Level.PROVINCE): Role.PROVINCE_OFFICER,
    (BodyKind.TEAM, Level.PROVINCE): Role.PROVINCE_OFFICER,
}
"""Which post follows from a seat. Steering committees lead and advisory teams sit in councils: from them
none follows.
"""


@dataclass(frozen=True, slots=True)
class Gap:
    """A unit without an officer in charge; `last` was the last one, if there was any."""

    unit: Place
    last: BodyMember | None


def role_of(body: Body) -> Role | None:
    """The role that a seat in this body can give on the portal."""
    return _POSTS.get((body.kind, body.unit.level))


def units_kept_by(person: User) -> QuerySet[Place]:
    """The places whose bodies this person writes down."""
    return Place.objects.filter(scope_of(person).only(*KEEPERS).place(""))


def sign_in_named(username: str, *, seen_by: User) -> User | None:
    """The open sign-in of a name among the people of the places whose bodies `seen_by` keeps."""
    kept = units_kept_by(seen_by).values("pk")
    at_work = Membership.objects.held_on(clock.today()).filter(place__in=kept).values("user")
    rows = User.objects.filter(Q(home__in=kept) | Q(pk__in=at_work), is_active=True, is_superuser=False)
    return rows.filter(username=username.lower()).first()


def bodies_of(unit: Place, person: User, *, on: date) -> QuerySet[Body]:
    """A unit's bodies of a day, as far as the person sees them."""
    rows = Body.objects.visible_to(person).in_force(on).filter(unit=unit)
    return rows.select_related("unit").prefetch_related("members").order_by("kind", "pk")


def officer_in_charge(unit: Place, *, on: date) -> BodyMember | None:
    """The one officer named for a unit, who is still there."""
    rows = BodyMember.objects.serving(on).filter(body__unit=unit, is_in_charge=True)
    return rows.select_related("person", "body").order_by("-starts_on", "pk").first()


def units_without_officer(person: User, *, on: date) -> QuerySet[Place]:
    """The communes of a day, beneath the person's places, for which nobody is in charge: nobody was named, or
    whoever was has left.
    """
    serving = BodyMember.objects.serving(on).filter(body__unit=OuterRef("pk"), is_in_charge=True)
    communes = Place.objects.filter(scope_of(person).only(*WATCHERS).place("")).in_force(on)
    return communes.filter(~Exists(serving), level=PlaceLevel.COMMUNE)


def gaps_of(units: Iterable[Place]) -> list[Gap]:
    """Units without an officer, each with the last one it had."""
    units, last = list(units), {}
    rows = BodyMember.objects.filter(body__unit__in=[unit.pk for unit in units], is_in_charge=True)
    for member in rows.select_related("body", "person").order_by("starts_on", "pk"):
        last[member.body.unit_id] = member
    return [Gap(unit, last.get(unit.pk)) for unit in units]


def rights_left_over(person: User, *, on: date) -> QuerySet[BodyMember]:
    """Members who have left while the post that followed from their seat goes on: for administrators."""
    rows = BodyMember.objects.within(scope_of(person).only(Role.ADMINISTRATOR))
    rows = rows.filter(ends_on__lt=on, post__isnull=False)
    rows = rows.exclude(post__ends_on__lt=on)
    return rows.select_related("body__unit", "person", "post").order_by("ends_on", "pk")
