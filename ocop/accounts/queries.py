"""Who holds which post."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import F, Prefetch, Q, QuerySet
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from ocop.access.scope import DAY, WHO, Given, HeldPost, Post, PostSource, scope_of
from ocop.accounts.models import Membership, User
from ocop.audit.models import Event
from ocop.core import clock
from ocop.core.errors import RuleViolation
from ocop.core.roles import Role
from ocop.localities.models import Place


def username_in_use(username: str) -> Iterator[RuleViolation]:
    """A sign-in that somebody has, whoever it is."""
    if User.objects.filter(username=User.normalize_username(username)).exists():
        yield RuleViolation(_("Tên đăng nhập này đã có người dùng."), field="username")


@cache
def _sources() -> tuple[PostSource, ...]:
    return tuple(import_string(dotted) for dotted in settings.POST_SOURCES)


def posts_of(user: User, on: date | None = None) -> tuple[Post, ...]:
    """All posts of `user` on a day (today in Hà Nội by default), from every app: one query."""
    statement, values = _statement(connection.vendor)
    given = {WHO: user.pk, DAY: connection.ops.adapt_datefield_value(on or clock.today())}
    with connection.cursor() as cursor:
        cursor.execute(statement, [given[v] if isinstance(v, Given) else v for v in values])
        held = [HeldPost(*row) for row in cursor.fetchall()]
    held.sort(key=lambda row: (row.order, row.pk))
    sources = _sources()
    return tuple(post for row in held for post in sources[row.order].told(row))


@cache
def _statement(_vendor: str) -> tuple[str, tuple]:
    """The query for posts, put together once: that takes longer than asking it, which every request does."""
    asked = [source.rows(order=order) for order, source in enumerate(_sources())]
    held = asked[0].union(*asked[1:], all=True) if asked[1:] else asked[0]
    return held.query.sql_with_params()


def _at_places(user: Given, day: Given) -> QuerySet[Membership]:
    return Membership.objects.filter(user=user).held_on(day)


def _told_of_place(held: HeldPost) -> Iterator[Post]:
    role, place = Role(held.role), Place(kind=held.kind, name=held.name)
    yield Post(role=role, path=held.path, title=held.title or f"{Membership(role=role, place=place)}")


PLACE_POSTS = PostSource(
    _at_places,
    _told_of_place,
    role="role",
    title="title",
    kind="place__kind",
    name="place__name",
    path="place__path",
)
"""The posts at places."""


def holders(roles: Iterable[Role], place, *, on: date | None = None) -> QuerySet[User]:
    """The people who hold one of `roles` at exactly this place on a day: whom to notify, who signs."""
    held = Membership.objects.held_on(on or clock.today()).filter(role__in=list(roles), place=place)
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("pk")


def reach_of_administrator(person: User) -> QuerySet[Place]:
    """The places at which this person may give posts: those at or below their own as an administrator."""
    return Place.objects.filter(scope_of(person).only(Role.ADMINISTRATOR).place(""))


def places_to_administer(person: User) -> QuerySet[Place]:
    """Those of them that exist today: where people are entered and posts are given from now on."""
    return reach_of_administrator(person).in_force(clock.today())


def users_managed_by(
    person: User, *, roles: tuple[Role, ...] = (Role.ADMINISTRATOR, Role.AUDITOR)
) -> QuerySet[User]:
    """The people an administrator (or auditor) sees: whoever holds or held a post in reach, or is looked
    after there.
    """
    scope = scope_of(person).only(*roles)
    held = Membership.objects.within(scope)
    looked_after = User.objects.filter(scope.place("home"), is_superuser=False)
    return User.objects.filter(Q(pk__in=held.values("user")) | Q(pk__in=looked_after.values("pk")))


def posts_ending(person: User, *, until: date) -> QuerySet[Membership]:
    """The posts in an administrator's reach that end between today and a day."""
    scope = scope_of(person).only(Role.ADMINISTRATOR)
    return (
        Membership.objects.within(scope)
        .filter(ends_on__gte=clock.today(), ends_on__lte=until)
        .select_related("user", "place")
        .order_by("ends_on", "pk")
    )


def username_for(text: str) -> str:
    """The user name behind what was typed at the gate: itself, or the name of the one person with this
    address.
    """
    if "@" not in text or User.objects.filter(username=text).exists():
        return text
    owners = list(
        User.objects.filter(email__iexact=text, is_active=True).values_list("username", flat=True)[:2]
    )
    return owners[0] if len(owners) == 1 else text


def roles_over_person(person: User, user: User) -> frozenset[Role]:
    """Under which of their roles `person` sees this user."""
    return frozenset(
        role
        for role in (Role.ADMINISTRATOR, Role.AUDITOR)
        if any(post.role == role for post in person.posts())
        and users_managed_by(person, roles=(role,)).filter(pk=user.pk).exists()
    )


def with_posts(users: QuerySet[User], *, seen_by: User) -> QuerySet[User]:
    """The users with `held`: their posts that `seen_by` reaches, the ones of today first."""
    posts = Membership.objects.visible_to(seen_by).select_related("place")
    ordered = posts.order_by(F("ends_on").desc(nulls_first=True), "-starts_on", "pk")
    return users.prefetch_related(Prefetch("memberships", queryset=ordered, to_attr="held"))


def users_at(users: QuerySet[User], *, seen_by: User, role: str = "", place: str = "") -> QuerySet[User]:
    """The users who hold a post today, in `seen_by`'s reach, of a role and at a place whose name fits
    `place`.
    """
    posts = Membership.objects.visible_to(seen_by).held_on(clock.today())
    if role:
        posts = posts.filter(role=role)
    if place:
        posts = posts.filter(place__in=Place.objects.search(place).values("pk"))
    return users.filter(pk__in=posts.values("user")) if role or place else users


def trail_of(user: User, *, seen_by: User, limit: int = 20) -> QuerySet[Event]:
    """What was done to a sign-in and to those of its posts that `seen_by` reaches, the latest first."""
    person, post = (ContentType.objects.get_for_model(model) for model in (User, Membership))
    posts = Membership.objects.visible_to(seen_by).filter(user=user)
    about = Q(subject_type=person, subject_id=user.pk) | Q(
        subject_type=post, subject_id__in=posts.values("pk")
    )
    return Event.objects.filter(about).select_related("actor").order_by("-at", "-pk")[:limit]
