"""Reach: which part of the programme a person's posts open to them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, Protocol, Self

from django.db.models import (
    BigIntegerField,
    DateField,
    Expression,
    F,
    Field,
    IntegerField,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast

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


class HeldPost(NamedTuple):
    """A row of whatever kind of post, as it is read: the texts and the number that its source named."""

    order: int
    pk: int
    role: str
    title: str
    kind: str
    name: str
    path: str
    body_id: int | None


class Given(Expression):
    """A value of a statement that is put together before the value is known."""

    def __init__(self, kind: Field) -> None:
        super().__init__(output_field=kind)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        return "%s", [self]


WHO, DAY = Given(BigIntegerField()), Given(DateField())
"""Whose posts, and the day they are held on."""


@dataclass(frozen=True, slots=True)
class PostSource:
    """Where posts of one kind come from.

    `held` gives the rows that a person holds on a day, `told` makes posts of one; the others name the columns
    it is made of. All sources are read by one query, so each has the same columns, empty where not named.
    """

    held: Callable[[Given, Given], QuerySet]
    told: Callable[[HeldPost], Iterable[Post]]
    role: str = ""
    title: str = ""
    kind: str | Expression = ""
    name: str = ""
    path: str = ""
    body_id: str = ""

    def rows(self, *, order: int) -> QuerySet:
        """What somebody (`WHO`) holds on a day (`DAY`), as the columns of `HeldPost`."""
        names = HeldPost._fields[2:]
        asked = {f"held_{name}": _column(getattr(self, name), number=name == "body_id") for name in names}
        rows = self.held(WHO, DAY).order_by().annotate(held_order=Value(order, IntegerField()), **asked)
        return rows.values_list("held_order", "pk", *asked)


def _column(asked: str | Expression, *, number: bool) -> Expression:
    empty = Value(None if number else "")
    value = (F(asked) if asked else empty) if isinstance(asked, str) else asked
    return Cast(value, BigIntegerField() if number else TextField())


class Person(Protocol):
    @property
    def is_authenticated(self) -> bool: ...

    def posts(self) -> Iterable[Post]: ...


def scope_of(person: Person) -> Scope:
    """The scope of a signed-in person today; empty for a visitor."""
    return Scope(tuple(person.posts())) if person.is_authenticated else Scope()
