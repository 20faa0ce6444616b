"""Where dossiers stand, who holds them and whom they wait for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from ocop.access.scope import scope_of
from ocop.accounts.models import User
from ocop.accounts.queries import holders
from ocop.core import clock
from ocop.core.errors import RuleViolation
from ocop.core.roles import LEADERS, OFFICERS, Level, Role
from ocop.law.models import Regime
from ocop.law.queries import regime_on
from ocop.localities.choices import PlaceLevel
from ocop.localities.models import Place
from ocop.localities.queries import place_today
from ocop.programme.models import Cycle
from ocop.programme.queries import cycles_for
from ocop.ui.parts import Status
from registrations.choices import DossierState
from registrations.models import Dossier, Product, StepClock
from registrations.models.dossiers import FINISHED

S = DossierState
BY_LEVEL = frozenset({S.SUBMITTED, S.ACCEPTED})
"""States in which the officer of the dossier's level has something to do."""


NOTHING_READ: Mapping[str, Place] = MappingProxyType({})


class PlaceUnknown(RuleViolation):
    """No single unit of the list that the regime uses stands for this place."""


def regime_for(dossier: Dossier) -> Regime:
    """The regime that governs a dossier: as settled when it was handed in, before that as of today."""
    return dossier.regime if dossier.handed_in_at else regime_today(dossier.cycle)


def regime_today(cycle: Cycle) -> Regime:
    """The regime of what is handed in today in a cycle: the one it names, else the one of the day."""
    return cycle.regime or regime_on(clock.today())


def cycles_to_start(product: Product) -> QuerySet[Cycle]:
    """The cycles in which a dossier of this product can begin today, the newest first.

    They are open in the producer's province, then or today; its commune stands in the list of units that the
    regime uses; the product has no unfinished dossier there.
    """
    commune = product.producer.commune
    begun = Dossier.objects.open().filter(product=product).values("cycle")
    cycles = cycles_for(commune, clock.today()).filter(closed_on__isnull=True).exclude(pk__in=begun)
    return cycles.filter(pk__in=[cycle.pk for cycle in cycles if _knows(regime_today(cycle), commune)])


def _knows(regime: Regime, commune: Place) -> bool:
    try:
        commune_under(regime, commune)
    except PlaceUnknown:
        return False
    return True


def commune_under(regime: Regime, commune: Place, *, read: Mapping[str, Place] = NOTHING_READ) -> Place:
    """The unit of the regime's list that stands for a commune: itself, its successor, or where it came from.

    `read` are places by their paths that need not be read again. Raises `PlaceUnknown` where a commune of
    today was made of several and none of them bears its code.
    """
    if commune.system == regime.code_system:
        return commune
    if commune.is_former:
        return read.get(commune.today_path) or place_today(commune)
    former = Place.objects.filter(
        system=regime.code_system, level=PlaceLevel.COMMUNE, today_path=commune.path
    ).order_by("pk")
    same = [place for place in former if place.code == commune.code]
    if len(former) == 1 or same:
        return (same or former)[0]
    raise PlaceUnknown(
        _("%(regime)s dùng địa bàn trước tháng 7/2025; %(place)s gồm nhiều xã cũ. Hãy ghi chủ thể ở xã cũ.")
        % {"regime": regime, "place": commune}
    )


def chain_of(place: Place) -> dict[str, Place]:
    """The place and those above it by their levels."""
    above = Place.objects.filter(path__in=place.ancestor_paths)
    return {row.level: row for row in (*above, place)}


def officers_with(dossier: Dossier) -> list[User]:
    """The officers of the level that has the dossier, at its place then and today."""
    role, place = OFFICERS.get(Level(dossier.level)), chain_of(dossier.commune).get(dossier.level)
    return holders_then_and_today(role, place) if role and place else []


def commune_officers_of(dossier: Dossier) -> list[User]:
    """The officers of the producer's commune, as it was and as it is."""
    return holders_then_and_today(Role.COMMUNE_OFFICER, dossier.producer.commune)


def people_with(dossier: Dossier) -> list[User]:
    """The officers who must act on it now: those of the commune while it reviews, else of its level."""
    return commune_officers_of(dossier) if dossier.state == S.COMMUNE_REVIEW else officers_with(dossier)


def leaders_over(dossier: Dossier) -> list[User]:
    """The leaders over those who have it; where a level has none, as a commune, those of the next one."""
    places = chain_of(dossier.commune)
    from_province = dossier.level == Level.PROVINCE and dossier.state != S.COMMUNE_REVIEW
    for level in (Level.PROVINCE,) if from_province else (Level.DISTRICT, Level.PROVINCE):
        if level in places and (leaders := holders_then_and_today(LEADERS[level], places[level])):
            return leaders
    return []


def holders_then_and_today(role: Role, place: Place) -> list[User]:
    heirs = [place_today(place)] if place.is_former else []
    return [person for at in (place, *heirs) for person in holders([role], at)]


def dossier_rows(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """Dossiers with what pages about one of them show, and with their terms."""
    rows = dossiers.select_related("producer", "commune", "cycle__province", "criteria_set", "product")
    return _with_terms(rows)


def listed_dossiers(keys: QuerySet) -> QuerySet[Dossier]:
    """The dossiers of these keys, with what a line of the list shows and no more.

    The keys were found within the reader's reach; asked of these rows again, it would be asked of all.
    """
    rows = Dossier.objects.filter(pk__in=keys).select_related("producer", "commune")
    return _with_terms(rows.only(*_LISTED))


_LISTED = (
    *("product_name", "product_code", "state", "level", "stars", "due_on"),
    *("producer__name", "commune__kind", "commune__name"),
)


def _with_terms(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """With `term_kind`, in which days the term that runs is counted, and `paused_left`, how many were left of
    one that stands still.
    """
    clocks = StepClock.objects.filter(dossier=OuterRef("pk"), ended_on=None)
    running, still = clocks.filter(paused_on=None), clocks.filter(paused_on__isnull=False)
    return dossiers.annotate(
        term_kind=Subquery(running.order_by("due_on", "pk").values("kind")[:1]),
        paused_left=Subquery(still.order_by("-pk").values("left")[:1]),
    )


_STATUSES = {
    S.DRAFT: ("draft", "todo"),
    S.COMMUNE_REVIEW: ("move", "doing"),
    S.SUBMITTED: ("wait", "inbox"),
    S.RETURNED: ("act", "return"),
    S.ACCEPTED: ("move", "check"),
    S.SCHEDULED: ("move", "today"),
    S.SCORED: ("seal", "lock"),
    S.MINISTRY: ("good", "star-wait"),
    S.RECOGNISED: ("won", "star"),
    S.NOT_RECOGNISED: ("end", "cross"),
    S.REJECTED: ("bad", "ban"),
    S.WITHDRAWN: ("end", "minus"),
}


def status_of(dossier: Dossier) -> Status:
    """How the state looks and what it is called."""
    tone, icon = _STATUSES[S(dossier.state)]
    if dossier.state == S.RECOGNISED:
        return Status(tone, icon, _("Đạt %(stars)s sao") % {"stars": dossier.stars})
    if dossier.state == S.MINISTRY and dossier.stars:
        return Status(tone, icon, _("Đạt %(stars)s sao, đã chuyển Bộ") % {"stars": dossier.stars})
    return Status(tone, icon, str(S(dossier.state).label))


def holder_of(dossier: Dossier) -> str:
    """Who has the dossier now, in words."""
    state = dossier.state
    if state in FINISHED:
        return _("Xong")
    if state in (S.DRAFT, S.RETURNED, S.COMMUNE_REVIEW):
        return _("UBND %(place)s") % {"place": dossier.commune.name_in_address}
    if state == S.MINISTRY:
        return _("Bộ Nông nghiệp và Môi trường")
    level = {"level": dossier.get_level_display()}
    if state == S.SCHEDULED:
        return _("Hội đồng cấp %(level)s") % level
    if state == S.SCORED:
        return _("UBND cấp %(level)s, chờ quyết định") % level
    return _("Cơ quan OCOP cấp %(level)s") % level


def waiting_for(person: User) -> Q:
    """The dossiers on which one of this person's posts must act next, as a condition."""
    scope = scope_of(person)
    waits = Q(pk__in=())
    for role, states, level in _duties():
        if role in scope.roles:
            asked = Q(state__in=states) & Q(level=level) if level else Q(state__in=states)
            waits |= asked & Dossier.objects.reach(scope.only(role))
    return waits


def _duties() -> Iterator[tuple[Role, frozenset[str], str]]:
    """Role, states that ask something of it, and the level it acts at ("" for any)."""
    yield Role.PRODUCER, frozenset({S.DRAFT, S.RETURNED}), ""
    yield Role.COMMUNE_OFFICER, frozenset({S.DRAFT, S.COMMUNE_REVIEW, S.RETURNED}), ""
    for level in (Level.DISTRICT, Level.PROVINCE):
        yield OFFICERS[level], frozenset({S.SUBMITTED}), level


def dossiers_waiting_for(person: User) -> QuerySet[Dossier]:
    """The dossiers on which this person must act next, the nearest term first."""
    waiting = Dossier.objects.visible_to(person).filter(waiting_for(person))
    return dossier_rows(waiting).order_by("due_on", "received_at", "pk")
