"""Criteria sets as trees, and the points of one sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

Marks = Mapping[str, int | None]
"""What was ticked: criterion code → position of the option, or None where none was reached."""

HAS_STORY = "has_story"
"""Condition of a criterion that is scored only where the product has a story."""

ZERO = "zero"
"""What sets off a knock-out by itself: 0 points on its criterion."""


AS_BELOW = "Như mức liền dưới"
"""How an option says that it asks for all that the one before it asks for."""


@dataclass(frozen=True, slots=True)
class Option:
    """One of the graded levels of a criterion. `position` counts from 1 within the criterion."""

    position: int
    label: str
    points: Decimal
    variant: str = ""
    min_for_star: int | None = None
    pk: int | None = None


@dataclass(frozen=True, slots=True)
class KnockOut:
    """A rule that ends the assessment. `effect` is eliminate, stop_scoring, precondition or reject.

    With `when` = zero a tick worth 0 points on its criterion sets it off; otherwise people find it.
    """

    effect: str
    rule: str
    pk: int | None = None
    when: str = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """A single choice among options. `max_points` counts once even where two variants are printed."""

    code: str
    name: str
    max_points: Decimal
    options: tuple[Option, ...]
    applies_if: str = ""
    any_option_needed_for_star: int | None = None
    variants: Mapping[str, str] | None = None
    evidence: tuple[str, ...] = ()
    knock_outs: tuple[KnockOut, ...] = ()
    notes: tuple[str, ...] = ()
    subgroup: str = ""
    pk: int | None = None

    def option(self, position: int | None) -> Option | None:
        """The option at a position; None for None. Raises `KeyError` for a position the criterion does
        not have.
        """
        if position is None:
            return None
        for option in self.options:
            if option.position == position:
                return option
        raise KeyError(f"{self.code} has no option {position}")

    def in_full(self, option: Option) -> str:
        """What an option says, also where it points to the one printed before it (`AS_BELOW`)."""
        said, pointed, more = option.label.partition(AS_BELOW)
        before = [
            other
            for other in self.options
            if other.variant == option.variant and other.position < option.position
        ]
        if said or not pointed or not before:
            return option.label
        below = self.in_full(max(before, key=lambda other: other.position))
        return f"{below}; {more}" if (more := more.strip(" ,;")) else below

    @property
    def choose_one_variant(self) -> bool:
        """Whether the options stand under either-or headings (`variants`), of which one is chosen."""
        return bool(self.variants)

    @property
    def options_by_variant(self) -> tuple[tuple[str, tuple[Option, ...]], ...]:
        """Heading and options of each variant; one pair without heading where there are no variants."""
        if not self.variants:
            return (("", self.options),)
        return tuple(
            (heading, tuple(option for option in self.options if option.variant == key))
            for key, heading in self.variants.items()
        )

    @property
    def has_minimum(self) -> bool:
        return self.any_option_needed_for_star is not None or any(o.min_for_star for o in self.options)


@dataclass(frozen=True, slots=True)
class Part:
    """A, B or C: what the sections of a set are gathered under."""

    code: str
    name: str
    max_points: Decimal
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered heading of criteria. One without sub-criteria holds one criterion of its own code."""

    code: str
    part: str
    name: str
    max_points: Decimal
    criteria: tuple[Criterion, ...]
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class SetTree:
    """A criteria set of one decision. `knock_outs` are the grounds printed at its head."""

    code: str
    name: str
    parts: tuple[Part, ...]
    sections: tuple[Section, ...]
    knock_outs: tuple[KnockOut, ...] = ()

    def criteria(self) -> Iterator[Criterion]:
        return (criterion for section in self.sections for criterion in section.criteria)

    def criterion(self, code: str) -> Criterion:
        """Raises `KeyError` for a code the set does not have."""
        for criterion in self.criteria():
            if criterion.code == code:
                return criterion
        raise KeyError(f"{self.code} has no criterion {code}")

    def sections_of(self, part: Part) -> tuple[Section, ...]:
        return tuple(section for section in self.sections if section.part == part.code)

    @property
    def story_criterion(self) -> Criterion | None:
        """The criterion that tells whether there is a story: the first of the section that holds
        conditional ones.
        """
        for section in self.sections:
            if any(c.applies_if == HAS_STORY for c in section.criteria):
                return next((c for c in section.criteria if not c.applies_if), None)
        return None


def has_story(tree: SetTree, marks: Marks) -> bool:
    """Whether the sheet finds a story: the story criterion is ticked above 0 points."""
    criterion = tree.story_criterion
    option = criterion.option(marks.get(criterion.code)) if criterion else None
    return option is not None and option.points > 0


def active_criteria(tree: SetTree, marks: Marks) -> list[Criterion]:
    """The criteria that count on this sheet: conditional ones only where their condition holds."""
    story = has_story(tree, marks)
    return [c for c in tree.criteria() if c.applies_if != HAS_STORY or story]


def sheet_total(tree: SetTree, marks: Marks) -> Decimal:
    """The points of a sheet, 0–100. What is not ticked gives 0; what does not apply is not counted.

    One position a criterion makes either-or exclusive: an option of variant b shuts out those of variant
    a. Raises `KeyError` for an option or a criterion that the set does not have.
    """
    if strange := marks.keys() - {criterion.code for criterion in tree.criteria()}:
        raise KeyError(min(strange))
    ticked = (criterion.option(marks.get(criterion.code)) for criterion in active_criteria(tree, marks))
    return sum((option.points for option in ticked if option is not None), Decimal(0))


def unmarked(tree: SetTree, marks: Marks) -> list[Criterion]:
    """The criteria that count and have no tick: allowed, yet worth a second look before sending."""
    return [criterion for criterion in active_criteria(tree, marks) if marks.get(criterion.code) is None]


def knock_outs_of(tree: SetTree) -> list[tuple[Criterion | None, KnockOut]]:
    """Every rule of the set that ends the assessment, those at its head first, each with its criterion."""
    head = [(None, rule) for rule in tree.knock_outs]
    return head + [(criterion, rule) for criterion in tree.criteria() for rule in criterion.knock_outs]


def knock_outs_set_off(tree: SetTree, marks: Marks) -> list[tuple[Criterion, KnockOut]]:
    """The rules that the ticks themselves set off: 0 points where none are forgiven. No tick sets off
    nothing.
    """
    found = []
    for criterion in active_criteria(tree, marks):
        option = criterion.option(marks.get(criterion.code))
        if option is not None and option.points == 0:
            found += [(criterion, rule) for rule in criterion.knock_outs if rule.when == ZERO]
    return found


def maximum_path(tree: SetTree) -> dict[str, int]:
    """The ticks that give the most points."""
    return {c.code: max(c.options, key=lambda o: (o.points, o.position)).position for c in tree.criteria()}
