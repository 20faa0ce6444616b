"""Coverage: “100 % cán bộ, 100 % chủ thể được tập huấn”, and who is still missing.

Officials are counted from the posts held today (`OFFICIAL_ROLES`), producers from the dossiers of the year's
cycle that were handed in, each at its own commune: so every reader counts the same, and communes add up to
the province. Trained is who completed a class of that year, whoever held it. Who came for a kind of producer
alone counts for none until it is said for which, an official typed by name not until it is said who that is
on the portal: `of_unknown_producers` and `of_unknown_officials` name them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from budgets.models.estimates import READERS
from ocop.access.scope import scope_of
from ocop.accounts.models import User
from ocop.core.roles import Role
from ocop.localities.territory import Territory
from ocop.programme.models import Cycle
from registrations.models import Dossier, Producer
from trainings.choices import HELD, ClassKind
from trainings.models import Nomination
from trainings.queries.candidates import OFFICIAL_ROLES, officials_at, producers_with

AT = "producer__commune"
"""Where a producer counts, whichever list of units its dossier was filed under."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many of whom are trained."""

    trained: int = 0
    total: int = 0

    @property
    def percent(self) -> Decimal | None:
        """To one place; None where nobody is counted."""
        if not self.total:
            return None
        return (Decimal(100 * self.trained) / self.total).quantize(Decimal("0.1"))

    @property
    def missing(self) -> int:
        return self.total - self.trained

    def with_one(self, *, trained: bool) -> Share:
        return replace(self, trained=self.trained + trained, total=self.total + 1)


@dataclass(frozen=True, slots=True)
class Counted:
    """Somebody who counts: an official by a post, a producer by its dossiers. `key` names them in the form
    that nominates; `ever` is whether they completed a class of any year.
    """

    key: str
    name: str
    unit: Any
    role: str
    is_trained: bool
    ever: bool

    @property
    def is_official(self) -> bool:
        return self.role != Role.PRODUCER


@dataclass(frozen=True, slots=True)
class Coverage:
    """Everybody who counts in a year, with the shares of both audiences."""

    year: int
    people: tuple[Counted, ...]

    @property
    def officials(self) -> Share:
        return _share(one for one in self.people if one.is_official)

    @property
    def producers(self) -> Share:
        return _share(one for one in self.people if not one.is_official)

    @property
    def by_unit_and_role(self) -> list[tuple[Any, str, Share]]:
        """Unit, role in words, share; in the order of the people."""
        shares: dict[tuple[int, str], tuple[Any, Share]] = {}
        for one in self.people:
            unit, share = shares.get((one.unit.pk, one.role), (one.unit, Share()))
            shares[one.unit.pk, one.role] = unit, share.with_one(trained=one.is_trained)
        return [(unit, str(Role(role).label), share) for (_pk, role), (unit, share) in shares.items()]


def coverage_for(person: User, year: int, territory: Territory | None = None) -> Coverage:
    """The coverage in somebody's reach, of a territory where one is given."""
    reads = scope_of(person).only(*READERS)
    posts = officials_at(reads.place("place"))
    filed = _filed(year).filter(reads.place(AT))
    if territory:
        posts = posts.filter(territory.condition("place"))
        filed = filed.filter(territory.condition(AT))
    in_year, ever = _completed(year), _completed()
    people = (*_officials(posts, in_year, ever), *_producers(producers_with(filed), in_year, ever))
    return Coverage(year, people)


def of_unknown_producers(person: User, year: int, territory: Territory | None = None) -> QuerySet[Nomination]:
    """Who completed a class of the year for a producer of which only the kind is known, in a reach."""
    return _done_in_reach(person, year, territory).filter(producer=None).exclude(producer_kind="")


def of_unknown_officials(person: User, year: int, territory: Territory | None = None) -> QuerySet[Nomination]:
    """Who completed a class of the year as an official known by name alone, in a reach."""
    return _done_in_reach(person, year, territory).filter(user=None, producer_kind="")


def _done_in_reach(person: User, year: int, territory: Territory | None) -> QuerySet[Nomination]:
    rows = Nomination.objects.visible_to(person).filter(pk__in=_completed(year).values("pk"))
    if territory:
        rows = rows.filter(territory.condition("unit"))
    return rows.select_related("training", "unit").order_by("unit__sort_key", "training", "order")


def shares_in(year: int, territory: Territory) -> tuple[Share, Share]:
    """The shares of officials and of producers of `coverage_for`, counted by the database. The caller has
    checked that who asks reads the whole territory.
    """
    done = _completed(year)
    posts = officials_at(territory.condition("place")).order_by()
    filed = _filed(year).filter(territory.condition(AT)).order_by()
    return _counted(posts, "user", done), _counted(filed, "producer", done)


def _filed(year: int) -> QuerySet[Dossier]:
    """The dossiers that make their producers count: those of the year's cycle that left the draft."""
    cycles = list(Cycle.objects.filter(year=year).values_list("pk", flat=True))  # few: an index serves
    return Dossier.objects.filter(cycle__in=cycles, handed_in_at__isnull=False)


def _counted(rows: QuerySet, whom: str, done: QuerySet[Nomination]) -> Share:
    trained = Q(**{f"{whom}__in": done.filter(**{f"{whom}__isnull": False}).values(whom)})
    found = rows.aggregate(
        trained=Count(whom, distinct=True, filter=trained), total=Count(whom, distinct=True)
    )
    return Share(**found)


def _completed(year: int | None = None) -> QuerySet[Nomination]:
    """Who completed a class, in a year where one is given."""
    done = Nomination.objects.filter(completed=True, training__state__in=HELD, training__kind=ClassKind.CLASS)
    if year is None:
        return done
    return done.filter(training__last_on__gte=date(year, 1, 1), training__last_on__lte=date(year, 12, 31))


def _officials(posts, in_year, ever) -> list[Counted]:
    """Each person once, by the first of their posts."""
    now, before = _ids(in_year, "user"), _ids(ever, "user")
    seen: set[int] = set()
    found = []
    for post in posts.filter(role__in=OFFICIAL_ROLES):
        if post.user_id in seen:
            continue
        seen.add(post.user_id)
        found.append(
            Counted(
                f"u{post.user_id}",
                post.user.full_name,
                post.place,
                post.role,
                post.user_id in now,
                post.user_id in before,
            )
        )
    return found


def _producers(producers: QuerySet[Producer], in_year, ever) -> list[Counted]:
    now, before = _ids(in_year, "producer"), _ids(ever, "producer")
    return [
        Counted(f"p{one.pk}", one.name, one.commune, Role.PRODUCER, one.pk in now, one.pk in before)
        for one in producers
    ]


def _ids(rows: QuerySet[Nomination], field: str) -> set[int]:
    return set(rows.filter(**{f"{field}__isnull": False}).values_list(field, flat=True))


def _share(people) -> Share:
    people = list(people)
    return Share(sum(one.is_trained for one in people), len(people))


def share_in_words(share: Share) -> str:
    """“12/15 (80,0 %)”, or that nobody is counted."""
    if share.percent is None:
        return _("chưa có ai thuộc diện")
    return f"{share.trained}/{share.total} ({str(share.percent).replace('.', ',')}\N{NO-BREAK SPACE}%)"
