"""The seats of a class as the rules read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from trainings import rules
from trainings.choices import HOLDS_A_SEAT, NominationState
from trainings.models import Nomination, Quota, TrainingClass


@dataclass(frozen=True, slots=True)
class QuotaUse:
    """A quota with how many of it hold a seat and how many wait."""

    quota: Quota
    taken: int
    waiting: int

    @property
    def left(self) -> int:
        return max(0, self.quota.seats - self.taken)


def asker(nomination: Nomination) -> rules.Asker:
    """Somebody named, as the rules of seats see them."""
    unit = nomination.unit
    return rules.Asker(nomination.pk, (unit.path, unit.today_path), nomination.producer_kind)


def quota_rules(training: TrainingClass) -> list[rules.Quota]:
    return [_rule(quota) for quota in training.quotas.select_related("unit").order_by("pk")]


def in_line(training: TrainingClass, states: Iterable[str]) -> QuerySet[Nomination]:
    """The nominations in these states, in the order of the queue, with their units."""
    rows = Nomination.objects.filter(training=training, state__in=list(states))
    return rows.select_related("unit").order_by("order", "pk")


def next_to_seat(training: TrainingClass) -> list[int]:
    """Whose turn it is now: nominations that wait and for whom seat and quota are free, in their order."""
    moved = rules.moving_up(
        [asker(one) for one in in_line(training, HOLDS_A_SEAT)],
        [asker(one) for one in in_line(training, [NominationState.WAITING])],
        seats=training.seats,
        quotas=quota_rules(training),
    )
    return [one.key for one in moved]


def quotas_in_use(training: TrainingClass) -> list[QuotaUse]:
    """Every quota of a class with what is taken of it."""
    holding = [asker(one) for one in in_line(training, HOLDS_A_SEAT)]
    waiting = [asker(one) for one in in_line(training, [NominationState.WAITING])]
    rows = training.quotas.select_related("unit").order_by("unit__sort_key", "producer_kind", "pk")
    return [
        QuotaUse(
            quota,
            sum(_rule(quota).counts(one) for one in holding),
            sum(_rule(quota).counts(one) for one in waiting),
        )
        for quota in rows
    ]


def _rule(quota: Quota) -> rules.Quota:
    return rules.Quota(quota.seats, quota.unit.today_path if quota.unit else "", quota.producer_kind)
