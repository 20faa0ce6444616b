"""The shortest way to the next star: which criteria to raise, how far, and what that takes.

A step raises one criterion to one of its options. Fewer steps come first, then the cheaper ones. What a step
costs is the portal's own measure and not law: the effort of its evidence times the levels it climbs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from ocop.law.rules.sheets import (
    HAS_STORY,
    ZERO,
    Criterion,
    KnockOut,
    Marks,
    Option,
    SetTree,
    knock_outs_set_off,
    sheet_total,
)
from ocop.law.rules.stars import (
    Band,
    FailedMinimum,
    failed_minima,
    misses_of,
    stars_after_minima,
    stars_for,
)

LEAST_STAR, MOST_STARS = 3, 5
"""The stars a certificate is given for."""
USUAL_EFFORT = 2
"""The effort of evidence that no class names."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard a kind of evidence is to come by: 1 what the producer writes itself, 3 what a body issues.

    `word` stands in the text of the evidence, whatever its case.
    """

    word: str
    weight: int


@dataclass(frozen=True, slots=True)
class CoachStep:
    """One criterion to raise. `current` is None where nothing is ticked.

    `points` is what the sheet gains by it, with the steps above it done; `lifts` are the minima and
    `clears` the knock-outs that it takes away.
    """

    criterion: Criterion
    current: Option | None
    target: Option
    points: Decimal
    lifts: tuple[FailedMinimum, ...]
    clears: tuple[KnockOut, ...]
    cost: int


@dataclass(frozen=True, slots=True)
class CoachPlan:
    """The steps to a star, in the order of the set; none where the sheet is there already."""

    stars: int
    steps: tuple[CoachStep, ...]
    total: Decimal
    cost: int


class _Way(NamedTuple):
    """The fewest steps and the least cost to a total, and the ticks that lead there, the last one first."""

    steps: int
    cost: int
    ticks: tuple | None = None


class _Move(NamedTuple):
    position: int | None
    points: Decimal
    steps: int
    cost: int


def sheet_stars(tree: SetTree, marks: Marks, bands: Iterable[Band]) -> int:
    """The stars of a sheet after its minima; 0 where its own ticks set off a knock-out."""
    if knock_outs_set_off(tree, marks):
        return 0
    return stars_after_minima(stars_for(sheet_total(tree, marks), bands), failed_minima(tree, marks))


def next_star(stars: int) -> int | None:
    """The star to aim at from here: at least three, None from five on."""
    return None if stars >= MOST_STARS else max(LEAST_STAR, stars + 1)


def plan_for(
    tree: SetTree, marks: Marks, bands: Iterable[Band], *, stars: int, efforts: Iterable[Effort] = ()
) -> CoachPlan | None:
    """The fewest and, among these, the cheapest steps after which the sheet has `stars` stars.

    Exact: every combination of options is weighed, story or no story, either variant. None where no
    combination reaches the star. Raises `KeyError` for ticks that the set does not have, and `ValueError`
    for a star without a band.
    """
    floor = next((band.floor for band in bands if band.stars == stars), None)
    if floor is None:
        raise ValueError(f"no band for {stars} stars")
    sheet_total(tree, marks)
    cost_of = partial(step_cost, efforts=tuple(efforts))
    ways = [way for story in (True, False) if (way := _best_way(tree, marks, stars, floor, story, cost_of))]
    if not ways:
        return None
    return _plan(tree, marks, min(ways, key=lambda way: way[:2]), stars, cost_of)


def effort_of(criterion: Criterion, efforts: Iterable[Effort]) -> int:
    """The effort of a criterion's evidence: the hardest class that is named in it."""
    text = " ".join(criterion.evidence).casefold()
    return max((each.weight for each in efforts if each.word.casefold() in text), default=USUAL_EFFORT)


def step_cost(
    criterion: Criterion, current: Option | None, target: Option, *, efforts: tuple[Effort, ...]
) -> int:
    """Effort × levels climbed; a change of variant starts from the ground."""
    start = _rank(criterion, current) if current and current.variant == target.variant else 0
    return effort_of(criterion, efforts) * max(1, abs(_rank(criterion, target) - start))


def _rank(criterion: Criterion, option: Option) -> int:
    """Which level of its variant an option is, from 1."""
    same = {each.points for each in criterion.options if each.variant == option.variant}
    return sorted(same).index(option.points) + 1


def _best_way(tree, marks, stars: int, floor: Decimal, story: bool, cost_of) -> _Way | None:
    """The best way with or without a story, where the set asks for one; None where none reaches the floor."""
    if story and tree.story_criterion is None:
        return None
    stages = [
        (c.code, list(_moves(tree, c, marks.get(c.code), stars, story, cost_of))) for c in tree.criteria()
    ]
    if not all(moves for _code, moves in stages):
        return None
    to_come = sum((_most(moves) for _code, moves in stages), Decimal(0))
    reached: dict[Decimal, _Way] = {Decimal(0): _Way(0, 0)}
    for code, moves in stages:
        to_come -= _most(moves)
        reached = _unbeaten(_after(reached, code, moves, floor, floor - to_come))
    return reached.get(floor)


def _most(moves: list[_Move]) -> Decimal:
    return max(move.points for move in moves)


def _moves(tree, criterion, position: int | None, stars: int, story: bool, cost_of) -> Iterator[_Move]:
    """What may stand on a criterion at the end: the present tick for nothing, any other option for a step."""
    if criterion.applies_if == HAS_STORY and not story:
        if not misses_of(criterion, None, stars):
            yield _Move(position, Decimal(0), 0, 0)
        return
    tells = criterion == tree.story_criterion
    current = criterion.option(position)
    for option in (current, *(each for each in criterion.options if each != current)):
        if tells and (option is not None and option.points > 0) != story:
            continue
        if not _stands(criterion, option, stars):
            continue
        if option == current:
            yield _Move(position, option.points if option else Decimal(0), 0, 0)
        else:
            yield _Move(option.position, option.points, 1, cost_of(criterion, current, option))


def _stands(criterion: Criterion, option: Option | None, stars: int) -> bool:
    """Whether an option misses no minimum up to the star and sets off no knock-out."""
    zeroed = option is not None and option.points == 0 and any(k.when == ZERO for k in criterion.knock_outs)
    return not zeroed and not misses_of(criterion, option.position if option else None, stars)


def _after(reached, code: str, moves: list[_Move], floor: Decimal, least: Decimal) -> dict[Decimal, _Way]:
    """The best ways one criterion further. Points beyond the floor are worth nothing more, and a way with
    fewer than `least` cannot reach it any longer.
    """
    further: dict[Decimal, _Way] = {}
    for points, way in reached.items():
        for move in moves:
            total = min(points + move.points, floor)
            if total < least:
                continue
            steps, cost = way.steps + move.steps, way.cost + move.cost
            best = further.get(total)
            if best is None or (steps, cost) < best[:2]:
                ticks = (way.ticks, code, move.position) if move.steps else way.ticks
                further[total] = _Way(steps, cost, ticks)
    return further


def _unbeaten(ways: dict[Decimal, _Way]) -> dict[Decimal, _Way]:
    """Without the ways that another one equals or beats in points, steps and cost together."""
    kept: dict[Decimal, _Way] = {}
    best: tuple[int, int] | None = None
    for points in sorted(ways, reverse=True):
        if best is None or ways[points][:2] < best:
            best, kept[points] = ways[points][:2], ways[points]
    return kept


def _plan(tree: SetTree, marks: Marks, way: _Way, stars: int, cost_of) -> CoachPlan:
    wanted = _ticked(way)
    now: dict[str, int | None] = dict(marks)
    steps = []
    for criterion in tree.criteria():
        if criterion.code in wanted:
            after = now | {criterion.code: wanted[criterion.code]}
            steps.append(_step(tree, criterion, now, after, stars, cost_of))
            now = after
    return CoachPlan(stars, tuple(steps), sheet_total(tree, now), way.cost)


def _ticked(way: _Way) -> Mapping[str, int]:
    ticks, link = {}, way.ticks
    while link is not None:
        link, code, position = link
        ticks[code] = position
    return ticks


def _step(tree, criterion: Criterion, now: Marks, after: Marks, stars: int, cost_of) -> CoachStep:
    current = criterion.option(now.get(criterion.code))
    target = criterion.option(after[criterion.code])
    assert target is not None, "the ways taken tick only what the tree holds"
    still = {(miss.stars, miss.criterion) for miss in failed_minima(tree, after, up_to=stars)}
    off = knock_outs_set_off(tree, after)
    return CoachStep(
        criterion=criterion,
        current=current,
        target=target,
        points=sheet_total(tree, after) - sheet_total(tree, now),
        lifts=tuple(
            miss
            for miss in failed_minima(tree, now, up_to=stars)
            if (miss.stars, miss.criterion) not in still
        ),
        clears=tuple(rule for at, rule in knock_outs_set_off(tree, now) if (at, rule) not in off),
        cost=cost_of(criterion, current, target),
    )
