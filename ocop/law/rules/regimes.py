"""A regime's powers, terms and numbers: what the code asks instead of comparing dates and levels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from ocop.law.rules.forms import FiledForm
from ocop.law.rules.stars import Band, Points

SERVICES = "TOURISM"
"""The group that is a service: nothing to hand over as a sample."""

LEVELS = ("commune", "district", "province", "ministry")


class Task(StrEnum):
    RECEIVE = "receive"
    ASSESS = "assess"
    SCORE = "score"
    SCORE_AGAIN = "score_again"
    RECOGNISE = "recognise"
    CERTIFY = "certify"
    REVOKE = "revoke"
    FORWARD = "forward"


@dataclass(frozen=True, slots=True)
class Power:
    """A level may do a task. `stars` narrows it to one star; `floor` is the least mean for sending a
    product up, where `stars` is the rank that the level itself recognises on the way.
    """

    level: str
    task: Task
    stars: int | None = None
    floor: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A term by its name. `kind` is working_days or days."""

    name: str
    days: int
    kind: str


@dataclass(frozen=True, slots=True)
class Round:
    """A yearly round of a level: requests come before one day, results before another (month, day)."""

    level: str
    number: int
    requests_before: tuple[int, int]
    results_before: tuple[int, int]


@dataclass(frozen=True, slots=True)
class DatedRound:
    """A round in a year: requests from `opens` on and before `closes`, results before another day."""

    number: int
    opens: date
    closes: date
    results_before: date


@dataclass(frozen=True, slots=True)
class RegimeRules:
    """One regime as data. Raises `KeyError` only where a name is asked for that no regime has."""

    code: str
    powers: tuple[Power, ...]
    bands: tuple[Band, ...]
    deadlines: Mapping[str, Deadline]
    validity_months: int
    product_code_pattern: str
    product_code_keeper: str
    receipt_pattern: str
    has_commune_report: bool
    has_self_assessment: bool
    sample_count: int
    code_system: str
    rounds: tuple[Round, ...] = ()
    forms: tuple[FiledForm, ...] = ()

    @property
    def receiver(self) -> str:
        """The level that receives the dossier from the commune."""
        return next(power.level for power in self.powers if power.task == Task.RECEIVE)

    @property
    def scoring_levels(self) -> tuple[str, ...]:
        """The levels whose councils score, from the ground up."""
        held = {power.level for power in self.powers if power.task == Task.SCORE}
        return tuple(level for level in LEVELS if level in held)

    @property
    def assessing_levels(self) -> tuple[str, ...]:
        """The levels that review the dossier before or beside a council, from the ground up."""
        held = {power.level for power in self.powers if power.task == Task.ASSESS}
        return tuple(level for level in LEVELS if level in held)

    def forms_for(self, *, again: bool, new_idea: bool) -> tuple[FiledForm, ...]:
        """The forms of one registration, in the order in which they are filed."""
        return tuple(form for form in self.forms if form.is_asked(again=again, new_idea=new_idea))

    def may(self, task: Task, level: str, stars: int | None = None) -> bool:
        """Whether a level has a power, for a star where the power is given star by star."""
        return any(p.task == task and p.level == level and p.stars in (None, stars) for p in self.powers)

    def decides(self, level: str, stars: int) -> bool:
        """Whether the level recognises a product with these stars."""
        return self.may(Task.RECOGNISE, level, stars)

    def next_level(self, level: str, points: Points) -> str | None:
        """The level to send a product with this mean to, or None when it goes no further."""
        if self._forwarding(level, points) is None:
            return None
        above = self.scoring_levels[self.scoring_levels.index(level) + 1 :]
        return above[0] if above else None

    def recognised_on_the_way(self, level: str, points: Points) -> int | None:
        """The rank that the level recognises and certifies itself when it sends a product with this mean up.

        1048/QĐ-TTg: the province, which gives 3 and 4 stars, sends 90 points and more to the ministry with
        its decision and its certificate. None where what goes up has no rank before it comes back.
        """
        power = self._forwarding(level, points)
        return power.stars if power else None

    def _forwarding(self, level: str, points: Points) -> Power | None:
        """The power by which the level sends a product with this mean up."""
        held = (power for power in self.powers if power.task == Task.FORWARD and power.level == level)
        return next((power for power in held if Fraction(points) >= Fraction(power.floor or 0)), None)

    @property
    def certifying_levels(self) -> frozenset[str]:
        """The levels that give certificates for some number of stars."""
        return frozenset(power.level for power in self.powers if power.task == Task.CERTIFY)

    def certifier(self, stars: int) -> str | None:
        """The level that certifies these stars, or None below three."""
        return next((p.level for p in self.powers if p.task == Task.CERTIFY and p.stars == stars), None)

    def samples_for(self, group: str) -> int:
        """How many units go to the council; none for services (tourism)."""
        return 0 if group == SERVICES else self.sample_count

    def needs_samples(self, group: str) -> bool:
        return self.samples_for(group) > 0

    def renewal_window(self, expires_on: date) -> tuple[date, date] | None:
        """First and last day to file for renewal, None where there is no window (26/2026/QĐ-TTg Art. 7)."""
        opens = self.deadlines.get("renewal_opens_before_expiry")
        closes = self.deadlines.get("renewal_closes_before_expiry")
        if opens is None or closes is None:
            return None
        return expires_on - timedelta(days=opens.days), expires_on - timedelta(days=closes.days)

    def longest_extension(self, expires_on: date) -> date | None:
        """The last day to which the rules of transition may keep a certificate of the rules before.

        26/2026/QĐ-TTg Art. 12: until the result of its reassessment, at most 180 days past its end. None
        where the regime extends nothing.
        """
        term = self.deadlines.get("transition_extension")
        return expires_on + timedelta(days=term.days) if term else None

    def round_for(self, level: str, requested_on: date) -> tuple[int, date] | None:
        """Number of the round that a request of this day belongs to, and the day before which it ends.

        None where the regime fixes no rounds (26/2026/QĐ-TTg Art. 5 does). A request after the year's last
        closing day belongs to the first round of the next year.
        """
        year = requested_on.year
        terms = [
            (date(y, *r.requests_before), r.number, date(y, *r.results_before))
            for y in (year, year + 1)
            for r in self.rounds
            if r.level == level
        ]
        coming = sorted(term for term in terms if requested_on < term[0])
        return coming[0][1:] if coming else None

    def rounds_in(self, level: str, year: int) -> tuple[DatedRound, ...]:
        """The rounds of a level whose requests close in a year, in the order of their days.

        A request belongs to the round whose closing day it comes before, from the closing day of the round
        before on (26/2026/QĐ-TTg Art. 5: “trước ngày”). Empty where the regime fixes no rounds.
        """
        dated = sorted(
            (date(y, *r.requests_before), date(y, *r.results_before), r.number)
            for y in (year - 1, year)
            for r in self.rounds
            if r.level == level
        )
        return tuple(
            DatedRound(number, opens=before[0], closes=closes, results_before=results)
            for before, (closes, results, number) in pairwise(dated)
            if closes.year == year
        )

    def transition_due(self, begins: date, *, again: bool) -> date | None:
        """Until when a dossier of the rules before must be assessed, counted from the day these rules begin.

        26/2026/QĐ-TTg Art. 12: 60 days for first assessments and upgrades, 30 for renewals. None where the
        regime has no such term.
        """
        term = self.deadlines.get("transition_reassessment" if again else "transition_first")
        return begins + timedelta(days=term.days) if term else None

    def product_code(self, *, province: str, district: str, commune: str, ordinal: int, year: int) -> str:
        """The product's code; unit codes are text and keep their leading zeros."""
        return self.product_code_pattern.format(
            province=province, district=district, commune=commune, ordinal=ordinal, year=year
        )

    def receipt_number(self, *, province: str, district: str, commune: str, ordinal: int, year: int) -> str:
        """The number of the receipt (phiếu đăng ký)."""
        return self.receipt_pattern.format(
            province=province, district=district, commune=commune, ordinal=ordinal, year=year
        )
