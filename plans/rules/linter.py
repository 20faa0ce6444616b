"""What is looked at before a plan is printed: pure checks over the facts of a plan.

Each finding names its fault, its place and the values its sentence needs; the sentences stand in
`plans.queries.findings`. A finding that blocks stops the issuing, the others are for the drafter to weigh.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ocop.law.rules.citations import Cited, KnownAct, cited_in, flaws_of
from ocop.law.rules.citations import Fault as ActFault
from plans.rules.acts import cited_with_two_days, year_alone
from plans.rules.counts import counts_in
from plans.rules.days import deadlines_in
from plans.rules.figures import costs_in, other_in_words, parts_beside, totals_in
from plans.rules.numbering import Label, Slip, labels_in, slips_among
from plans.rules.sums import SumRow, sum_faults
from plans.rules.units import GoneUnit, gone_units_in


class Fault(StrEnum):
    """What can be wrong with a plan."""

    EMPTY = "empty"
    ANNEX_EMPTY = "annex_empty"
    UNFINISHED = "unfinished"
    FIGURES_WORDS = "figures_words"
    TOTAL_ANNEX = "total_annex"
    PARTS_IN_TEXT = "parts_in_text"
    ANNEX_SUM = "annex_sum"
    SOURCES_SUM = "sources_sum"
    NUMBER_GAP = "number_gap"
    NUMBER_REPEAT = "number_repeat"
    ACT_TWO_DAYS = "act_two_days"
    ACT_OTHER_DAY = "act_other_day"
    ACT_UNKNOWN = "act_unknown"
    ACT_ENDED = "act_ended"
    ACT_NOT_YET = "act_not_yet"
    DAY_BEFORE_PLAN = "day_before_plan"
    DAY_OUTSIDE = "day_outside"
    UNIT_GONE = "unit_gone"
    TARGET_ANNEX = "target_annex"
    TARGET_ABOVE = "target_above"
    TARGET_LEFT_OUT = "target_left_out"
    COST_UNKNOWN = "cost_unknown"
    MORE_THAN_AIMED = "more_than_aimed"
    ESTIMATE_OPEN = "estimate_open"
    ESTIMATE_OLD = "estimate_old"


BLOCKING = frozenset(
    {
        Fault.EMPTY,
        Fault.ANNEX_EMPTY,
        Fault.FIGURES_WORDS,
        Fault.TOTAL_ANNEX,
        Fault.ANNEX_SUM,
        Fault.SOURCES_SUM,
        Fault.ESTIMATE_OLD,
        Fault.ACT_TWO_DAYS,
        Fault.ACT_OTHER_DAY,
        Fault.ACT_NOT_YET,
    }
)
"""Contradictions and gaps that no signature should stand under; the rest may be meant."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of a plan: a kind of part (“sections”, “activities”, “plan” …) and the key of its row."""

    part: str
    key: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    fault: Fault
    spot: Spot
    values: tuple[str, ...] = ()

    @property
    def blocks(self) -> bool:
        return self.fault in BLOCKING


@dataclass(frozen=True, slots=True)
class Body:
    """A text of the plan at its place."""

    spot: Spot
    text: str


@dataclass(frozen=True, slots=True)
class Dated:
    """A row of the plan with the days it begins and ends."""

    spot: Spot
    name: str
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class TargetSum:
    """A target of the plan beside what another paper says of it; `other` is None where it says nothing."""

    spot: Spot
    name: str
    own: str
    other: str


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """All that the linter looks at. Money is whole đồng; `annex` are the rows of the budget annex."""

    day: date
    first_year: int
    last_year: int
    bodies: tuple[Body, ...] = ()
    empty: tuple[tuple[Spot, str], ...] = ()
    empty_annexes: tuple[tuple[Spot, str], ...] = ()
    unfinished: tuple[tuple[Spot, str, str], ...] = ()
    labels: tuple[tuple[Spot, Label], ...] = ()
    """Every number in the order in which the paper prints it, given or typed."""
    total_vnd: int | None = None
    annex: tuple[SumRow, ...] = ()
    by_source_vnd: int | None = None
    sums_vnd: frozenset[int] = frozenset()
    """Every sum that the estimate has: of its rows, of its sources, of a source in a row."""
    most_aimed: Mapping[str, Decimal] = field(default_factory=dict)
    """By unit (“sản phẩm”) the most that any aim of the plan wants."""
    estimate_is_open: bool = False
    estimate_is_old: bool = False
    dated: tuple[Dated, ...] = ()
    known_acts: dict[str, Sequence[KnownAct]] = field(default_factory=dict)
    gone: tuple[GoneUnit, ...] = ()
    other_than_annex: tuple[TargetSum, ...] = ()
    below_higher_plan: tuple[TargetSum, ...] = ()
    left_out: tuple[TargetSum, ...] = ()
    """What the plan above asks of the unit and no aim of this plan answers."""


def findings_of(facts: PlanFacts) -> list[Finding]:
    """Everything found, what blocks first, else in the order of the checks."""
    found = [
        *missing_parts(facts),
        *money_in_texts(facts),
        *money_in_annex(facts),
        *work_beside_estimate_and_aims(facts),
        *numbers(facts),
        *acts(facts),
        *days(facts),
        *units(facts),
        *targets(facts),
    ]
    return sorted(found, key=lambda finding: not finding.blocks)


def slips_of(text: str) -> list[Finding]:
    """What can be said of the text of a section by itself: its figures and words, its parts, its numbers, and
    acts that it cites with two years.
    """
    spot = Spot("sections")
    facts = PlanFacts(
        *(date.min, date.min.year, date.min.year),
        bodies=(Body(spot, text),),
        labels=tuple((spot, label) for label in labels_in(text)),
    )
    twice = [finding for finding in acts(facts) if finding.fault == Fault.ACT_TWO_DAYS]
    return [*money_in_texts(facts), *numbers(facts), *twice]


def missing_parts(facts: PlanFacts) -> Iterable[Finding]:
    """Parts that a plan must have and this one lacks; each comes with what it is called."""
    for spot, name in facts.empty:
        yield Finding(Fault.EMPTY, spot, (name,))
    for spot, name in facts.empty_annexes:
        yield Finding(Fault.ANNEX_EMPTY, spot, (name,))
    for spot, name, lacks in facts.unfinished:
        yield Finding(Fault.UNFINISHED, spot, (name, lacks))


def money_in_texts(facts: PlanFacts) -> Iterable[Finding]:
    """Figures against their words, totals against the annex, parts against their sum."""
    for body in facts.bodies:
        for amount in other_in_words(body.text):
            yield Finding(Fault.FIGURES_WORDS, body.spot, (amount.shown, amount.words))
        if facts.total_vnd is not None:
            for amount in totals_in(body.text, (facts.first_year, facts.last_year)):
                if not amount.may_be(facts.total_vnd):
                    yield Finding(Fault.TOTAL_ANNEX, body.spot, (amount.shown, str(facts.total_vnd)))
        for amount, made in parts_beside(body.text):
            yield Finding(Fault.PARTS_IN_TEXT, body.spot, (amount.shown, str(made)))


def money_in_annex(facts: PlanFacts) -> Iterable[Finding]:
    """Rows of the annex against their parts, the sources against the total."""
    spot = Spot("estimate")
    for fault in sum_faults(facts.annex):
        yield Finding(Fault.ANNEX_SUM, spot, (fault.number, str(fault.amount_vnd), str(fault.parts_vnd)))
    if facts.total_vnd is not None and facts.by_source_vnd not in (None, facts.total_vnd):
        yield Finding(Fault.SOURCES_SUM, spot, (str(facts.by_source_vnd), str(facts.total_vnd)))
    if facts.estimate_is_old:
        yield Finding(Fault.ESTIMATE_OLD, spot)
    elif facts.estimate_is_open:
        yield Finding(Fault.ESTIMATE_OPEN, spot)


WORK = frozenset({"activities", "tasks"})


def work_beside_estimate_and_aims(facts: PlanFacts) -> Iterable[Finding]:
    """What the contents and tasks say of money and numbers, against the estimate and the aims. Both may be
    meant: money of several lines, things that are no aim.
    """
    for body in facts.bodies:
        if body.spot.part not in WORK:
            continue
        for amount in costs_in(body.text) if facts.sums_vnd else ():
            if not any(amount.may_be(known) for known in facts.sums_vnd):
                yield Finding(Fault.COST_UNKNOWN, body.spot, (amount.shown,))
        for count in counts_in(body.text, facts.most_aimed):
            if count.number > facts.most_aimed[count.unit]:
                most = f"{facts.most_aimed[count.unit].normalize():f}".replace(".", ",")
                yield Finding(Fault.MORE_THAN_AIMED, body.spot, (count.shown, f"{most} {count.unit}"))


_SLIPS = {Slip.GAP: Fault.NUMBER_GAP, Slip.REPEAT: Fault.NUMBER_REPEAT}


def numbers(facts: PlanFacts) -> Iterable[Finding]:
    """Gaps and repeats among titles and items as they follow each other on paper."""
    spots = [spot for spot, _label in facts.labels]
    lined = [Label(label.mark, label.number, at) for at, (_spot, label) in enumerate(facts.labels)]
    for slip in slips_among(lined):
        yield Finding(_SLIPS[slip.slip], spots[slip.line], (slip.number, slip.before))


_ACTS = {
    ActFault.UNKNOWN: Fault.ACT_UNKNOWN,
    ActFault.OTHER_DAY: Fault.ACT_OTHER_DAY,
    ActFault.ENDED: Fault.ACT_ENDED,
    ActFault.NOT_YET: Fault.ACT_NOT_YET,
}


def acts(facts: PlanFacts) -> Iterable[Finding]:
    """Acts against the registry on the day of the plan, and against each other across the plan."""
    known = {(act.number, act.issued_on) for acts in facts.known_acts.values() for act in acts}
    for two in cited_with_two_days((body.text for body in facts.bodies), known):
        spot = facts.bodies[two.index].spot
        yield Finding(Fault.ACT_TWO_DAYS, spot, (two.number, two.first, two.second))
    for body in facts.bodies:
        for cited in cited_in(body.text):
            if _is_to_come(cited, facts.day):
                yield Finding(Fault.ACT_NOT_YET, body.spot, (cited.number, cited.written, ""))
        for flaw in flaws_of(cited_in(body.text), facts.known_acts, on=facts.day):
            if flaw.fault == ActFault.NOT_YET and _is_to_come(flaw.cited, facts.day):
                continue  # said already
            known_day = f"{flaw.act.issued_on:%d/%m/%Y}" if flaw.act else ""
            yield Finding(_ACTS[flaw.fault], body.spot, (flaw.cited.number, flaw.cited.written, known_day))


def _is_to_come(cited: Cited, day: date) -> bool:
    """Whether an act is cited with a day or a year behind that of the plan."""
    return bool(cited.day and cited.day > day) or (year_alone(cited) or 0) > day.year


def days(facts: PlanFacts) -> Iterable[Finding]:
    """Work that begins or ends before the plan's own day or outside its years, and deadlines in texts."""
    for row in facts.dated:
        ends = row.ends_on or row.starts_on
        if ends and ends < facts.day:
            yield Finding(Fault.DAY_BEFORE_PLAN, row.spot, (row.name, f"{ends:%d/%m/%Y}"))
        elif any(day and not _inside(day, facts) for day in (row.starts_on, row.ends_on)):
            yield Finding(Fault.DAY_OUTSIDE, row.spot, (row.name,))
    for body in facts.bodies:
        for day in deadlines_in(body.text):
            if day < facts.day:
                yield Finding(Fault.DAY_BEFORE_PLAN, body.spot, ("", f"{day:%d/%m/%Y}"))


def _inside(day: date, facts: PlanFacts) -> bool:
    """Work begins in the year of the plan and may be reported on shortly after its last one."""
    return facts.day.year <= day.year and day <= date(facts.last_year + 1, 3, 31)


def units(facts: PlanFacts) -> Iterable[Finding]:
    """Units that ended before the plan's day, each once a place."""
    for body in facts.bodies:
        for unit in gone_units_in(body.text, facts.gone, on=facts.day):
            ended = f"{unit.ended_on:%d/%m/%Y}"
            yield Finding(Fault.UNIT_GONE, body.spot, (unit.name, ended, unit.successor))


def targets(facts: PlanFacts) -> Iterable[Finding]:
    """Targets against the annex that divides them, and against the plan above."""
    for one in facts.other_than_annex:
        yield Finding(Fault.TARGET_ANNEX, one.spot, (one.name, one.own, one.other))
    for one in facts.below_higher_plan:
        yield Finding(Fault.TARGET_ABOVE, one.spot, (one.name, one.own, one.other))
    for one in facts.left_out:
        yield Finding(Fault.TARGET_LEFT_OUT, one.spot, (one.name, one.other))
