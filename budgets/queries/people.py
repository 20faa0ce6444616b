"""Who drafts, appraises and approves the budget of a unit, and whether somebody has drafted it."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from budgets.models import Allotment, Budget, Estimate
from ocop.access.scope import Scope, scope_of
from ocop.accounts.models import Membership, User
from ocop.accounts.queries import holders
from ocop.audit.models import Event
from ocop.core import clock
from ocop.core.roles import LEADERS, OFFICERS, Level, Role
from ocop.localities.choices import PlaceLevel
from ocop.localities.models import Place

DRAFTING = ("budget.start", "estimate.start", "estimate.line", "estimate.fill", "estimate.submit")
"""What somebody who drafts does; it is read from the trail."""
UNIT_LEVELS = (PlaceLevel.PROVINCE, PlaceLevel.DISTRICT, PlaceLevel.COMMUNE)


def drafter_of(unit: Place) -> Role:
    """The standing office of the unit's level. Raises `KeyError` for the country."""
    return OFFICERS[Level(unit.level)]


def approvers_of(unit: Place) -> frozenset[Role]:
    """The leader of the unit; for a commune whose leader has no post on the portal, the province's."""
    if unit.level != Level.COMMUNE:
        return frozenset({LEADERS[Level(unit.level)]})
    is_led = holders([Role.COMMUNE_LEADER], unit).exists()
    return frozenset({Role.COMMUNE_LEADER if is_led else Role.PROVINCE_LEADER})


def leads(scope: Scope, locality: str) -> Q:
    """Rows whose place (`locality`) this person is to approve and issue for, as `approvers_of` says."""
    communes = Q(**{f"{locality}__level": Level.COMMUNE})
    led = Membership.objects.filter(role=Role.COMMUNE_LEADER).held_on(clock.today()).values("place")
    of_commune = scope.only(Role.COMMUNE_LEADER).place(locality)
    of_others = scope.only(Role.PROVINCE_LEADER).place(locality) & ~Q(**{f"{locality}__in": led})
    found = communes & (of_commune | of_others)
    for level, leader in LEADERS.items():
        found |= Q(**{f"{locality}__level": level}) & scope.only(leader).place(locality)
    return found


APPRAISER = Role.FINANCE_OFFICER


def spenders_of(allotment: Allotment) -> frozenset[Role]:
    """Who commits and pays: the office of the unit that holds the money, and that of the budget."""
    roles = {drafter_of(allotment.ceiling.budget.unit)}
    if allotment.unit.level in Level.values:
        roles |= {OFFICERS[Level(allotment.unit.level)]}
    return frozenset(roles)


def settlers_of(allotment: Allotment) -> frozenset[Role]:
    """Who accounts for what a unit has paid: the office of the budget, and finance."""
    return frozenset({drafter_of(allotment.ceiling.budget.unit), APPRAISER})


def units_drafted_by(person: User) -> QuerySet[Place]:
    """The units whose budgets this person drafts: exactly their own places of today, and old ones still
    theirs.
    """
    scope, found = scope_of(person), Q(pk__in=())
    for level, role in OFFICERS.items():
        paths = {post.path for post in scope.only(role).posts if post.path}
        found |= Q(level=level, path__in=paths)
    return Place.objects.filter(found).order_by("sort_key", "pk")


def drafted_by(person: User) -> QuerySet[Estimate]:
    """The versions of which this person wrote anything, or of those that they follow."""
    written = Event.objects.filter(actor=person, verb__in=DRAFTING)
    kinds = ContentType.objects.get_for_models(Estimate, Budget)
    of_version, of_budget = (
        written.filter(subject_type=kinds[kind]).values("subject_id") for kind in (Estimate, Budget)
    )
    earlier = Estimate.objects.filter(budget=OuterRef("budget"), number__lte=OuterRef("number"))
    return Estimate.objects.filter(
        Q(created_by=person)
        | Q(submitted_by=person)
        | Q(budget__in=of_budget)
        | Exists(earlier.filter(pk__in=of_version))
    )


def has_drafted(person: User, estimate: Estimate) -> bool:
    """Whether this person wrote anything of this version or of those it follows."""
    return drafted_by(person).filter(pk=estimate.pk).exists()


def why_not_judge(person: User, estimate: Estimate) -> str:
    """Why this person may neither appraise nor approve, in a sentence; empty where they may."""
    if has_drafted(person, estimate):
        return _("Bạn đã tham gia lập dự toán này nên người khác sẽ thẩm định, phê duyệt.")
    return ""


def people_at(unit: Place, *roles: Role) -> QuerySet[User]:
    """Whom to tell: the holders at the unit, or, where it has none, at the province it belongs to today."""
    here = holders(roles, unit)
    if here.exists():
        return here
    province = ".".join(unit.today_path.split(".")[:2]) + "."
    above = Place.objects.filter(path=province).in_force(clock.today()).first()
    return holders(roles, above) if above else here
