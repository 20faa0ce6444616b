"""The aims of a plan beside what the plan above asks of its unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ocop.core.text import search_key
from plans.choices import AimKind
from plans.models import PlanAim, Target
from plans.queries.reading import Reading

PERCENT = "%"


@dataclass(frozen=True, slots=True)
class Asked:
    """Something the unit is asked for: at least so much, and the aim that answers; None where none does."""

    name: str
    least: Decimal
    aim: PlanAim | None

    @property
    def is_missed(self) -> bool:
        """Whether the aim wants less."""
        own = own_of(self.aim) if self.aim else None
        return own is not None and own < self.least


def own_of(aim: PlanAim) -> Decimal | None:
    """From where on an aim is reached; None where it names no figure."""
    return aim.minimum if aim.minimum is not None else aim.maximum


def asked_of(reading: Reading) -> list[Asked]:
    """What the aims are held against: the targets that they name, the unit's share of the targets in the plan
    above, and the shares in per cent that the plan above sets for everybody.
    """
    named = [Asked(aim.words, aim.target.aim.least, aim) for aim in reading.specific_aims if aim.target]
    if reading.plan.above is None:
        return named
    above = reading.plan.above.aims.filter(kind=AimKind.SPECIFIC).select_related("target")
    known = {asked.aim.pk for asked in named if asked.aim}
    more = [*_shares(reading, list(above)), *_per_cents(reading, list(above))]
    return named + [asked for asked in more if asked.aim is None or asked.aim.pk not in known]


def _shares(reading: Reading, above: list[PlanAim]) -> Iterator[Asked]:
    """The targets that the unit was given for the years of its plan, of what the plan above divides."""
    plan = reading.plan
    divided = {aim.target.indicator_id for aim in above if aim.target}
    given = Target.objects.filter(
        indicator__in=divided, unit=plan.unit_id, first_year=plan.first_year, last_year=plan.last_year
    )
    for target in given.select_related("indicator").order_by("indicator__position", "pk"):
        yield Asked(target.indicator.name, target.aim.least, _answer(reading, target))


def _answer(reading: Reading, target: Target) -> PlanAim | None:
    """The aim about the same thing: by its target, else by the indicator's name in its words."""
    aims, name = reading.specific_aims, search_key(target.indicator.name)
    tied = [aim for aim in aims if aim.target and aim.target.indicator_id == target.indicator_id]
    return next(iter(tied or [aim for aim in aims if name in search_key(aim.words)]), None)


def _per_cents(reading: Reading, above: list[PlanAim]) -> Iterator[Asked]:
    """Aims in per cent that say the same as one of the plan above; what it asks of all it asks of each."""
    own = {search_key(aim.words): aim for aim in reading.specific_aims if aim.unit_name == PERCENT}
    for aim in above:
        least, answer = own_of(aim), own.get(search_key(aim.words))
        if aim.unit_name == PERCENT and least is not None and answer:
            yield Asked(aim.words, least, answer)
