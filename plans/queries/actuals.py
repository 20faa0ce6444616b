"""What the records say: counted, never typed.

Each family of measures is one query, grouped by the place of the records, so that what is shown for a unit is
always the sum of what is shown for the units below it (`plans.rules.rollup`), and of the things that
`plans.queries.things` lists. The caller has made sure that
the reader reaches the unit; nothing outside of it is read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Q, QuerySet

from budgets.models import Allocation, Ceiling, Payment
from evaluations.choices import CertificateState
from evaluations.models import Certificate
from ocop.accounts.models import Membership
from ocop.core import clock
from ocop.localities.models import Place
from plans.choices import Basis, EventKind, EventState, Measure
from plans.models import ProgrammeEvent
from plans.queries.records import Each, Records, tallies_of
from plans.rules.rollup import Split, Tally, split_below
from plans.rules.spans import Span
from plans.rules.targets import Reached
from registrations.choices import ENTERPRISES, DossierState, ProducerKind, RegistrationType
from registrations.models import Dossier
from trainings.choices import HELD, ClassKind
from trainings.models import Nomination, TrainingClass
from trainings.queries.candidates import OFFICIAL_ROLES

M = Measure
Family = Callable[[Place, Span], Sequence[Records]]

PLACES = frozenset({M.COMMUNES_REGISTERED, M.COMMUNES_STANDING})
"""Measures that count places, each once, not what lies in them."""

SHARES: dict[str, tuple[str, str]] = {
    M.SHARE_COOPERATIVE: (M.PRODUCERS_COOPERATIVE, M.PRODUCERS_STANDING),
    M.SHARE_UPGRADED: (M.RECOGNISED_UPGRADED, M.RECOGNISED),
    M.SHARE_OFFICIALS: (M.OFFICIALS_TRAINED, M.OFFICIALS),
    M.SHARE_OWNERS: (M.OWNERS_TRAINED, M.PRODUCERS_REGISTERED),
}
"""Measures that are a part of a whole."""


@dataclass
class Actuals:
    """The figures of one unit over one span; each family is asked once, when it is first needed."""

    unit: Place
    span: Span
    _kept: dict[str, list[Tally]] = field(default_factory=dict)

    def reached(self, measure: str, *, by_today: bool = True) -> Reached:
        """The unit's own figure."""
        if measure in SHARES:
            part, whole = (self.split(one, by_today=by_today).total for one in SHARES[measure])
            return Reached(part, whole)
        return Reached(self.split(measure, by_today=by_today).total)

    def reached_below(self, measure: str, *, by_today: bool = True) -> dict[str, Reached]:
        """The figures of the units one tier below, by path; the unit's own part stands under its own path."""
        pair = SHARES.get(measure, (measure,))
        splits = [self.split(one, by_today=by_today) for one in pair]
        paths = {path for split in splits for path in split.parts}
        below = {path: Reached(*(split.parts.get(path, 0) for split in splits)) for path in paths}
        if any(split.own for split in splits):
            below[self.unit.path] = Reached(*(split.own for split in splits))
        return below

    def split(self, measure: str, *, by_today: bool = True) -> Split:
        """A counted figure, by the units below. Raises `KeyError` for a share."""
        if measure not in self._kept:
            self._kept |= tallies_of(FAMILY_OF[measure](self.unit, self.span))
        return split_below(
            self._kept[measure],
            self.unit.path,
            is_former=self.unit.is_former,
            by_today=by_today,
            once=measure in PLACES,
        )


def counted_by_today(unit: Place, basis: str) -> bool:
    """Whether a unit's figures are sorted by the units of today; a former one knows only its own."""
    return not unit.is_former and basis != Basis.THEN


# --- The families -------------------------------------------------------------------------------------------


def _registered(unit: Place, span: Span) -> list[Records]:
    """Dossiers handed in within the days, without those withdrawn; each product and producer once in its
    commune.
    """
    rows = Dossier.objects.filter(
        _lies_in("commune", unit),
        handed_in_at__gte=clock.start_of(span.start),
        handed_in_at__lt=clock.start_of(span.end + timedelta(days=1)),
    ).exclude(state=DossierState.WITHDRAWN)
    trained = _completed(span).filter(producer__isnull=False).values("producer")
    counted = {
        M.PRODUCTS_REGISTERED: Each("product"),
        M.PRODUCTS_NEW_REGISTERED: Each("product", Q(registration_type=RegistrationType.FIRST)),
        M.COMMUNES_REGISTERED: Each("commune"),
        M.PRODUCERS_REGISTERED: Each("producer"),
        M.OWNERS_TRAINED: Each("producer", Q(producer__in=trained)),
        M.POTENTIAL_5: Each("product", Q(state=DossierState.MINISTRY)),
    }
    return [Records(rows, "commune", counted)]


def _recognised(unit: Place, span: Span) -> list[Records]:
    """Certificates that begin within the days, without the revoked ones; each product once, by the best star
    it reached in them.
    """
    rows = Certificate.objects.filter(
        _lies_in("commune", unit), valid_from__gte=span.start, valid_from__lte=span.end
    ).exclude(state=CertificateState.REVOKED)
    dossier = "line__grading__item__dossier__registration_type"
    of_record = Q(line__isnull=True)
    is_first = Q(**{dossier: RegistrationType.FIRST}) | (of_record & Q(replaces__isnull=True))
    is_upgrade = Q(**{dossier: RegistrationType.UPGRADE})
    is_again = Q(**{dossier: RegistrationType.REASSESSMENT}) | (of_record & Q(replaces__isnull=False))

    from_4, from_5 = Q(stars__gte=4), Q(stars__gte=5)
    counted = {
        M.RECOGNISED: Each("product"),
        M.RECOGNISED_3: Each("product", less=from_4),
        M.RECOGNISED_4: Each("product", from_4, less=from_5),
        M.RECOGNISED_5: Each("product", from_5),
        M.RECOGNISED_NEW: Each("product", is_first),
        M.RECOGNISED_UPGRADED: Each("product", is_upgrade),
        M.RECOGNISED_AGAIN: Each("product", is_again),
    }
    return [Records(rows, "commune", counted)]


def _standing(unit: Place, span: Span) -> list[Records]:
    """Products with a certificate on the last day, and who owns them, each once in its commune."""
    day = span.end
    rows = Certificate.objects.lasting(day).filter(_lies_in("commune", unit), valid_from__lte=day)
    rows = rows.exclude(state=CertificateState.REVOKED, revoked_at__lt=clock.start_of(day + timedelta(1)))
    owner = "product__producer"

    def owners(*kinds: str) -> Each:
        return Each(owner, Q(**{f"{owner}__kind__in": kinds}))

    counted = {
        M.STANDING: Each("product"),
        M.COMMUNES_STANDING: Each("commune"),
        M.PRODUCERS_STANDING: Each(owner),
        M.PRODUCERS_COOPERATIVE: owners(ProducerKind.COOPERATIVE),
        M.PRODUCERS_GROUP: owners(ProducerKind.COOPERATIVE_GROUP),
        M.PRODUCERS_ENTERPRISE: owners(*ENTERPRISES),
        M.PRODUCERS_HOUSEHOLD: owners(ProducerKind.HOUSEHOLD, ProducerKind.FARM),
    }
    return [Records(rows, "commune", counted)]


def _revoked(unit: Place, span: Span) -> list[Records]:
    """Certificates revoked within the days."""
    rows = Certificate.objects.filter(
        _lies_in("commune", unit),
        state=CertificateState.REVOKED,
        revoked_at__gte=clock.start_of(span.start),
        revoked_at__lt=clock.start_of(span.end + timedelta(days=1)),
    )
    return [Records(rows, "commune", {M.REVOKED: Each("pk")})]


def _approved(unit: Place, span: Span) -> list[Records]:
    """What is approved in the budgets that begin in the years, by the unit whose budget it is, in đồng."""
    rows = Ceiling.objects.filter(
        _lies_in("budget__unit", unit),
        budget__first_year__gte=span.start.year,
        budget__first_year__lte=span.end.year,
    )
    return [Records(rows, "budget__unit", {M.MONEY_APPROVED: Each("pk", amount="approved_vnd")})]


def _allocated(unit: Place, span: Span) -> list[Records]:
    """What was given out by decisions of the days, less what they took back, in đồng."""
    place = "allotment__ceiling__budget__unit"
    rows = Allocation.objects.filter(
        _lies_in(place, unit), decided_on__gte=span.start, decided_on__lte=span.end
    )
    return [Records(rows, place, {M.MONEY_ALLOCATED: Each("pk", amount="amount_vnd")})]


def _spent(unit: Place, span: Span) -> list[Records]:
    """What left the treasury within the days, in đồng."""
    rows = Payment.objects.filter(
        _lies_in("budget__unit", unit), paid_on__gte=span.start, paid_on__lte=span.end
    )
    return [Records(rows, "budget__unit", {M.MONEY_SPENT: Each("pk", amount="amount_vnd")})]


def _events(unit: Place, span: Span) -> list[Records]:
    """Activities that were carried out, by the day they ended, at the unit that led them; and the study trips
    and conferences that were held with a roll, as classes are.
    """
    rows = ProgrammeEvent.objects.filter(
        _lies_in("unit", unit),
        state=EventState.DONE,
        closed_on__gte=span.start,
        closed_on__lte=span.end,
    )
    told = {measure: Each("pk", Q(kind=kind)) for measure, kind in EVENTS.items()}
    with_roll = {measure: Each("pk", Q(kind=kind)) for measure, kind in HELD_WITH_ROLL.items()}
    return [Records(rows, "unit", told), Records(_held(unit, span), "organiser", with_roll)]


def _trained(unit: Place, span: Span) -> list[Records]:
    """Who completed a class that ended within the days, each time, at the unit that sent them."""
    rows = _completed(span).filter(_lies_in("unit", unit))
    return [Records(rows, "unit", {M.PEOPLE_TRAINED: Each("pk")})]


def _officials(unit: Place, span: Span) -> list[Records]:
    """Who manages the programme at a place on the last day, and how many of them completed a class. Posts at
    a place that was no more on that day, such as a commune that was merged, do not count.
    """
    rows = Membership.objects.held_on(span.end).filter(
        _lies_in("place", unit),
        role__in=OFFICIAL_ROLES,
        place__in=Place.objects.in_force(span.end).values("pk"),
    )
    trained = Q(user__in=_completed(span).filter(user__isnull=False).values("user"))
    counted = {M.OFFICIALS: Each("user"), M.OFFICIALS_TRAINED: Each("user", trained)}
    return [Records(rows, "place", counted)]


def _held(unit: Place, span: Span) -> QuerySet[TrainingClass]:
    """Classes, study trips and conferences that ended within the days."""
    return TrainingClass.objects.filter(
        _lies_in("organiser", unit), state__in=HELD, last_on__gte=span.start, last_on__lte=span.end
    )


def _completed(span: Span) -> QuerySet[Nomination]:
    """Who was present often enough in a class that ended within the days."""
    return Nomination.objects.filter(
        completed=True,
        training__kind=ClassKind.CLASS,
        training__state__in=HELD,
        training__last_on__gte=span.start,
        training__last_on__lte=span.end,
    )


EVENTS: dict[str, str] = {
    M.CAMPAIGNS: EventKind.CAMPAIGN,
    M.STUDY_TRIPS: EventKind.STUDY_TRIP,
    M.CONFERENCES: EventKind.CONFERENCE,
    M.FAIRS: EventKind.FAIR,
    M.INSPECTIONS: EventKind.INSPECTION,
    M.OUTLETS: EventKind.OUTLET,
}
HELD_WITH_ROLL: dict[str, str] = {
    M.CLASSES: ClassKind.CLASS,
    M.STUDY_TRIPS: ClassKind.TRIP,
    M.CONFERENCES: ClassKind.CONFERENCE,
}

FAMILIES: dict[Family, tuple[str, ...]] = {
    _registered: (
        M.PRODUCTS_REGISTERED,
        M.PRODUCTS_NEW_REGISTERED,
        M.COMMUNES_REGISTERED,
        M.PRODUCERS_REGISTERED,
        M.OWNERS_TRAINED,
        M.POTENTIAL_5,
    ),
    _recognised: (
        M.RECOGNISED,
        M.RECOGNISED_3,
        M.RECOGNISED_4,
        M.RECOGNISED_5,
        M.RECOGNISED_NEW,
        M.RECOGNISED_UPGRADED,
        M.RECOGNISED_AGAIN,
    ),
    _standing: (
        M.STANDING,
        M.COMMUNES_STANDING,
        M.PRODUCERS_STANDING,
        M.PRODUCERS_COOPERATIVE,
        M.PRODUCERS_GROUP,
        M.PRODUCERS_ENTERPRISE,
        M.PRODUCERS_HOUSEHOLD,
    ),
    _revoked: (M.REVOKED,),
    _events: (*EVENTS, M.CLASSES),
    _trained: (M.PEOPLE_TRAINED,),
    _officials: (M.OFFICIALS, M.OFFICIALS_TRAINED),
    _approved: (M.MONEY_APPROVED,),
    _allocated: (M.MONEY_ALLOCATED,),
    _spent: (M.MONEY_SPENT,),
}
FAMILY_OF: dict[str, Family] = {measure: family for family, known in FAMILIES.items() for measure in known}


def _lies_in(place: str, unit: Place) -> Q:
    """Rows whose place a unit holds: by its own tree where it is a former one, else all of its territory."""
    column = "path" if unit.is_former else "today_path"
    return Q(**{f"{place}__{column}__startswith": unit.path})
