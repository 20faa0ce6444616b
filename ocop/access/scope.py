"""Reach: which part of the programme a person's posts open to them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol, Self

from django.db.models import Q

from ocop.core.roles import Role

NOWHERE = Q(pk__in=())


@dataclass(frozen=True, slots=True)
class Post:
    """One office a person holds: a role at a place, for a producer, or in a council.

    `path` is the dot-ended path of the place. `body` and `body_id` name the producer or council of a post
    that is not tied to a place.
    """

    role: Role
    path: str = ""
    body: str = ""
    body_id: int | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of the programme that one person can reach."""

    posts: tuple[Post, ...] = ()

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(post.role for post in self.posts)

    def only(self, *roles: Role) -> Self:
        return replace(self, posts=tuple(post for post in self.posts if post.role in roles))

    def without(self, *roles: Role) -> Self:
        return replace(self, posts=tuple(post for post in self.posts if post.role not in roles))

    def place(self, locality: str) -> Q:
        """Rows whose place lies at or below one of this person's places, then or today.

        A place keeps the path it had; `today_path` says where its territory belongs now. So an officer of
        the old district and an officer of the new commune both reach the rows of a commune that was merged.
        """
        prefix = f"{locality}__" if locality else ""
        reach = NOWHERE
        for path in {post.path for post in self.posts if post.path}:
            reach |= Q(**{f"{prefix}path__startswith": path}) | Q(**{f"{prefix}today_path__startswith": path})
        return reach

    def body(self, name: str, field: str) -> Q:
        """Rows whose `field` is a producer or council (`name`) this person holds a post in."""
        ids = [post.body_id for post in self.posts if post.body == name and post.body_id]
        return Q(**{f"{field}__in": ids}) if ids else NOWHERE

    def producer(self, field: str) -> Q:
        """Rows that belong to a producer this person acts for."""
        return self.body("producer", field)

    def council(self, field: str) -> Q:
        """Rows of a council this person sits in."""
        return self.body("council", field)


class Person(Protocol):
    @property
    def is_authenticated(self) -> bool: ...

    def posts(self) -> Iterable[Post]: ...


def scope_of(person: Person) -> Scope:
    """The scope of a signed-in person today; empty for a visitor."""
    return Scope(tuple(person.posts())) if person.is_authenticated else Scope()
