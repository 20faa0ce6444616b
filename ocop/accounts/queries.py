"""Who holds which post."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from ocop.access.scope import Post
from ocop.accounts.models import Membership, User
from ocop.core import clock
from ocop.core.roles import Role


@cache
def _sources():
    return tuple(import_string(dotted) for dotted in settings.POST_SOURCES)


def posts_of(user: User, on: date | None = None) -> tuple[Post, ...]:
    """All posts of `user` on a day (today in Hà Nội by default), from every app that holds some."""
    day = on or clock.today()
    return tuple(post for source in _sources() for post in source(user, day))


def place_posts(user: User, day: date) -> Iterator[Post]:
    """The posts at places."""
    for held in user.memberships.held_on(day).select_related("place").order_by("pk"):
        yield Post(role=Role(held.role), path=held.place.path, title=held.title or f"{held}")


def holders(roles: Iterable[Role], place, *, on: date | None = None) -> QuerySet[User]:
    """The people who hold one of `roles` at exactly this place on a day: whom to notify, who signs."""
    held = Membership.objects.held_on(on or clock.today()).filter(role__in=list(roles), place=place)
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("pk")
