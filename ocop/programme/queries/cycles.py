"""Which cycles a place takes part in, and who runs them."""

from collections.abc import Mapping
from datetime import date
from zlib import crc32

from django.db.models import Q, QuerySet

from ocop.access.scope import scope_of
from ocop.accounts.models import User
from ocop.core import clock
from ocop.core.roles import Role
from ocop.law.queries import regime_on
from ocop.localities.choices import PlaceLevel
from ocop.localities.models import Place
from ocop.programme.models import Cycle, ProductTarget

RUNNERS = (Role.ADMINISTRATOR, Role.PROVINCE_OFFICER)
"""Who sets the dates of a cycle's steps."""


def cycles_for(place: Place, on: date) -> QuerySet[Cycle]:
    """The cycles open on a day in the province of `place`, then and today; that of the day's year first, the
    newest before it next, those that are opened ahead last.
    """
    provinces = {".".join(path.split(".")[:2]) + "." for path in (place.path, place.today_path)}
    running = Cycle.objects.filter(opened_on__lte=on).filter(Q(closed_on__isnull=True) | Q(closed_on__gte=on))
    return (
        running.filter(Q(province__path__in=provinces) | Q(province__today_path__in=provinces))
        .select_related("province", "regime")
        .alias(is_ahead=Q(year__gt=on.year))
        .order_by("is_ahead", "-year", "pk")
    )


def current_cycle(person: User) -> Cycle | None:
    """The open cycle of this year that the person knows of, else the newest before it, else one that was
    opened ahead; with its steps.
    """
    cycles = Cycle.objects.visible_to(person).open().alias(is_ahead=Q(year__gt=clock.today().year))
    by_year = cycles.order_by("is_ahead", "-year", "pk")
    return by_year.select_related("province").prefetch_related("steps").first()


def provinces_run_by(person: User, *, roles: tuple[Role, ...] = (Role.ADMINISTRATOR,)) -> QuerySet[Place]:
    """The provinces in force today that lie wholly within this person's posts of these roles."""
    reached = Place.objects.filter(scope_of(person).only(*roles).place(""))
    return reached.at_level(PlaceLevel.PROVINCE).in_force(clock.today()).order_by("sort_key", "pk")


def may_run(person: User, cycle: Cycle, *, roles: tuple[Role, ...] = (Role.ADMINISTRATOR,)) -> bool:
    """Whether one of these roles is held over the whole province of the cycle."""
    reached = Place.objects.filter(scope_of(person).only(*roles).place(""))
    return reached.filter(pk=cycle.province_id).exists()


TARGET_SETTERS = (Role.DISTRICT_OFFICER, Role.PROVINCE_OFFICER)
"""Who says how many products a commune is to bring."""


def communes_to_target(person: User, cycle: Cycle) -> QuerySet[Place]:
    """The communes of a cycle for which this person sets targets, in the list of units of its regime."""
    system = (cycle.regime or regime_on(clock.today())).code_system
    of_province = Q(path__startswith=cycle.province.path) | Q(today_path__startswith=cycle.province.path)
    reached = Place.objects.filter(scope_of(person).only(*TARGET_SETTERS).place(""))
    communes = reached.at_level(PlaceLevel.COMMUNE).filter(of_province, system=system)
    return communes.order_by("sort_key", "pk")


def targets_of(person: User, cycle: Cycle) -> dict[int, int]:
    """Commune → how many products it is to bring, of those for which this person sets targets."""
    kept = ProductTarget.objects.filter(cycle=cycle, place__in=communes_to_target(person, cycle).order_by())
    return dict(kept.values_list("place", "products"))


def version_of_targets(targets: Mapping[int, int]) -> int:
    """A number of nine digits at most that changes with the targets, which count no versions of their own."""
    return crc32(repr(sorted(targets.items())).encode()) % 10**9
