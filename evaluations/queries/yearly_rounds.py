"""The dated rounds of a year, how many requests each has, and what earlier rules still leave to assess."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from evaluations.models import DecisionLine, Item
from evaluations.rules import AT_MINISTRY
from ocop.core import clock
from ocop.core.roles import Level
from ocop.law.models import Regime
from ocop.law.queries import rules_of
from ocop.law.rules import DatedRound
from registrations.choices import DossierState, RegistrationType
from registrations.models import Dossier

OVER = (
    DossierState.RECOGNISED,
    DossierState.NOT_RECOGNISED,
    DossierState.REJECTED,
    DossierState.WITHDRAWN,
)
LISTED = 200


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round with how many requests came into it and how many of them are not decided yet."""

    round: DatedRound
    requests: int
    waiting: int

    @property
    def is_late(self) -> bool:
        return bool(self.waiting) and clock.today() >= self.round.results_before

    @property
    def is_running(self) -> bool:
        return self.round.opens <= clock.today() < self.round.results_before


@dataclass(frozen=True, slots=True)
class Leftover:
    """A dossier of earlier rules that is not assessed, and its last day under the transition rule."""

    dossier: Dossier
    due_on: date

    @property
    def days_over(self) -> int:
        return (clock.today() - self.due_on).days


def regime_with_rounds(year: int) -> Regime | None:
    """The regime that takes in dossiers at the end of a year, if it fixes rounds."""
    regime = Regime.objects.taking_in_on(date(year, 12, 31)).first()
    return regime if regime and rules_of(regime).rounds else None


def province_rounds(dossiers: QuerySet[Dossier], regime: Regime, year: int) -> list[RoundRow]:
    """The rounds of the province: a request is a dossier that the commune sent up."""
    return [
        RoundRow(one, *_counted(dossiers.filter(regime=regime), "handed_in_at", one))
        for one in rules_of(regime).rounds_in(Level.PROVINCE, year)
    ]


def ministry_rounds(items: QuerySet[Item], regime: Regime, year: int) -> list[RoundRow]:
    """The rounds of the ministry: a request is a product that the signed decision sent up."""
    wanted = items.filter(level=Level.PROVINCE, dossier__regime=regime)
    sent = DecisionLine.objects.filter(grading__item__in=wanted, outcome__in=AT_MINISTRY)
    return [
        RoundRow(one, *_counted(sent, "decision__signed_at", one, prefix="grading__item__dossier__"))
        for one in rules_of(regime).rounds_in(Level.MINISTRY, year)
    ]


def leftovers(dossiers: QuerySet[Dossier], regime: Regime) -> list[Leftover]:
    """Dossiers handed in before a regime began and not decided, the longest overdue first; at most `LISTED`.

    26/2026/QĐ-TTg Art. 12: they finish under the rules before, within a term from its first day.
    """
    begins = regime.takes_in_from
    earlier = dossiers.filter(handed_in_at__lt=clock.start_of(begins), regime__takes_in_from__lt=begins)
    open_ones = earlier.exclude(state__in=(*OVER, DossierState.MINISTRY)).select_related("commune")
    rules, found = rules_of(regime), []
    for dossier in open_ones.order_by("handed_in_at", "pk")[:LISTED]:
        again = dossier.registration_type == RegistrationType.REASSESSMENT
        if due := rules.transition_due(begins, again=again):
            found.append(Leftover(dossier, due))
    return sorted(found, key=lambda one: one.due_on)


def _counted(rows: QuerySet, asked: str, one: DatedRound, *, prefix: str = "") -> tuple[int, int]:
    """How many requests came between two days, and how many of them wait."""
    window = {
        f"{asked}__gte": clock.start_of(one.opens),
        f"{asked}__lt": clock.start_of(one.closes),
    }
    waiting = Count("pk", filter=~Q(**{f"{prefix}state__in": OVER}))
    counts = rows.filter(**window).aggregate(all=Count("pk"), waiting=waiting)
    return counts["all"], counts["waiting"]
