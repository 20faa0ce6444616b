"""Writing the lines of a draft. Every service locks the draft first, so that the tree never tears."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext as _

from budgets.models import Estimate, FundSource, Line, LineSource, Norm
from budgets.queries.outline import siblings_of
from budgets.queries.refusals import why_no_amount, why_no_own_amount, why_shares_differ
from budgets.rules import (
    Calculation,
    MoveProblem,
    Node,
    Tree,
    amount_problem,
    amount_vnd,
    arranged,
    move_problem,
    shares_of,
)
from budgets.services.authority import locked_draft, refuse_stale
from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core.errors import RuleViolation

PARTS = (
    "content",
    "purpose",
    "quantity",
    "quantity_unit",
    "times",
    "times_unit",
    "price_vnd",
    "lump_vnd",
    "executor",
    "norm",
    "whole_cost_vnd",
    "over_reason",
    "basis",
    "note",
)


@dataclass(frozen=True, slots=True)
class LineContent:
    """What a line says. Of its sources (`shares`) one may leave its amount open and takes the rest."""

    content: str
    purpose: str = ""
    quantity: Decimal | None = None
    quantity_unit: str = ""
    times: Decimal | None = None
    times_unit: str = ""
    price_vnd: int | None = None
    lump_vnd: int | None = None
    executor: str = ""
    norm: Norm | None = None
    whole_cost_vnd: int | None = None
    over_reason: str = ""
    basis: str = ""
    note: str = ""
    shares: Sequence[tuple[FundSource, int | None]] = ()

    @property
    def calculation(self) -> Calculation:
        return Calculation(
            self.quantity,
            self.quantity_unit,
            self.times,
            self.times_unit,
            self.price_vnd,
            self.lump_vnd,
        )

    @property
    def has_money(self) -> bool:
        return self.price_vnd is not None or self.lump_vnd is not None


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"
    IN = "in"
    OUT = "out"


@transaction.atomic
def add_line(
    *,
    actor: User,
    estimate: Estimate,
    content: LineContent,
    parent: Line | None = None,
    after: Line | None = None,
) -> Line:
    """A new line beneath `parent`, behind `after` or at the end. A parent gives up its own amount.

    Raises `RuleViolation` (with the field it is about) for an amount that does not follow, sources that do
    not add up, a place too deep in the tree, and once the draft was handed over.
    """
    estimate = locked_draft(actor, estimate.pk)
    lines = list(estimate.lines.all())
    parent_id = after.parent_id if after else parent.pk if parent else None
    line = Line(estimate=estimate, parent_id=parent_id, position=0)
    fill_line(line, content, is_leaf=True)
    _refuse_place(lines, parent_id)
    line.save()
    share_line(line, content)
    siblings = list(siblings_of(lines, parent_id))
    at = next((i + 1 for i, one in enumerate(siblings) if after and one.pk == after.pk), len(siblings))
    siblings.insert(at, line)
    _put_in_order(siblings)
    if parent_id:
        _give_up_amount(next(one for one in lines if one.pk == parent_id))
    _note(actor, estimate, "add", line)
    return line


@transaction.atomic
def change_line(*, actor: User, line: Line, content: LineContent, version: int | None = None) -> Line:
    """Write what a line says. Raises as `add_line`, and `Stale`."""
    estimate, line, lines = _held(actor, line)
    refuse_stale(line, version)
    before = line.amount_vnd
    fill_line(line, content, is_leaf=not any(one.parent_id == line.pk for one in lines))
    line.version += 1
    line.save()
    line.sources.all().delete()
    share_line(line, content)
    _note(actor, estimate, "change", line, before_vnd=before)
    return line


@transaction.atomic
def move_line(*, actor: User, line: Line, direction: Direction) -> Line:
    """One step: up or down among its siblings, in beneath the line before it, out behind its parent.

    What cannot be moved further stays where it is. Raises `RuleViolation` where it would lie too deep.
    """
    _estimate, line, lines = _held(actor, line)
    siblings = list(siblings_of(lines, line.parent_id))
    at = [one.pk for one in siblings].index(line.pk)
    if direction in (Direction.UP, Direction.DOWN):
        to = at + (-1 if direction == Direction.UP else 1)
        if 0 <= to < len(siblings):
            siblings.insert(to, siblings.pop(at))
            _put_in_order(siblings)
        return line
    if direction == Direction.IN:
        return place_line(actor=actor, line=line, parent=siblings[at - 1]) if at else line
    above = next((one for one in lines if one.pk == line.parent_id), None)
    if above is None:
        return line
    grand = next((one for one in lines if one.pk == above.parent_id), None)
    return place_line(actor=actor, line=line, parent=grand, after=above)


@transaction.atomic
def place_line(*, actor: User, line: Line, parent: Line | None, after: Line | None = None) -> Line:
    """Put a line with all beneath it under `parent` (None: the first tier), behind `after` or at the end.

    Raises `RuleViolation` for a place beneath itself or too deep.
    """
    estimate, line, lines = _held(actor, line)
    parent_id = parent.pk if parent else None
    _refuse_move(_tree(lines), line.pk, parent_id)
    former = line.parent_id
    siblings = [one for one in siblings_of(lines, parent_id) if one.pk != line.pk]
    at = next((i + 1 for i, one in enumerate(siblings) if after and one.pk == after.pk), len(siblings))
    siblings.insert(at, line)
    line.parent_id = parent_id
    line.save(update_fields=["parent"])
    _put_in_order(siblings)
    if parent_id:
        _give_up_amount(next(one for one in lines if one.pk == parent_id))
    _note(actor, estimate, "move", line, former=former)
    return line


@transaction.atomic
def drop_line(*, actor: User, line: Line, version: int | None = None) -> None:
    """Take a line out with all beneath it. Raises `Stale`."""
    estimate, line, _lines = _held(actor, line)
    refuse_stale(line, version)
    _note(actor, estimate, "drop", line)
    line.delete()


def _held(actor: User, line: Line) -> tuple[Estimate, Line, list[Line]]:
    estimate = locked_draft(actor, line.estimate_id)
    lines = list(estimate.lines.all())
    found = next((one for one in lines if one.pk == line.pk), None)
    if found is None:
        raise RuleViolation(_("Dòng này đã được bỏ."))
    return estimate, found, lines


def fill_line(line: Line, content: LineContent, *, is_leaf: bool) -> None:
    """Put a content into a line, not saved yet. Raises `RuleViolation` for an amount that does not follow and
    for one of a line that is the sum of others.
    """
    for name in PARTS:
        setattr(line, name, getattr(content, name))
    line.amount_vnd = None
    if content.has_money and not is_leaf:
        field = "price_vnd" if content.price_vnd is not None else "lump_vnd"
        raise RuleViolation(why_no_own_amount(), field=field)
    if content.has_money:
        _refuse_amount(content.calculation)
        line.amount_vnd = amount_vnd(content.calculation)


def _refuse_amount(how: Calculation) -> None:
    if shape := amount_problem(how):
        sentence, field = why_no_amount(shape)
        raise RuleViolation(sentence, field=field)


def share_line(line: Line, content: LineContent) -> None:
    """Write the sources of a saved line. Raises `RuleViolation` where they do not add up."""
    if line.amount_vnd is None:
        return
    asked = [(source.pk, amount) for source, amount in content.shares]
    try:
        shares = shares_of(line.amount_vnd, asked)
    except ValueError as problem:
        raise RuleViolation(
            why_shares_differ(*problem.args, amount=line.amount_vnd), field="source_1"
        ) from None
    LineSource.objects.bulk_create(
        LineSource(line=line, source_id=source, amount_vnd=amount) for source, amount in shares.items()
    )


def _give_up_amount(parent: Line) -> None:
    """A line that has lines below it is their sum."""
    if parent.amount_vnd is not None or parent.lump_vnd is not None or parent.price_vnd is not None:
        parent.amount_vnd = parent.lump_vnd = parent.price_vnd = None
        parent.version += 1
        parent.save(update_fields=["amount_vnd", "lump_vnd", "price_vnd", "version"])
    parent.sources.all().delete()


def _put_in_order(siblings: Sequence[Line]) -> None:
    moved = [(line, place) for place, line in enumerate(siblings, 1) if line.position != place]
    for line, place in moved:
        line.position = place
    Line.objects.bulk_update([line for line, _place in moved], ["position"])


def _tree(lines: Sequence[Line]) -> Tree:
    return arranged(line.node for line in lines)


def _refuse_place(lines: Sequence[Line], parent_id: int | None) -> None:
    if parent_id is None:
        return
    new = Node(0, parent_id, 0)
    if all(line.pk != parent_id for line in lines):
        _refuse_move(_tree(lines), 0, parent_id)
    _refuse_move(arranged([*(line.node for line in lines), new]), 0, parent_id)


def _refuse_move(tree: Tree, key: int, parent_id: int | None) -> None:
    match move_problem(tree, key, parent_id):
        case MoveProblem.INTO_ITSELF:
            raise RuleViolation(_("Không thể đưa một dòng vào bên dưới chính nó."), field="parent")
        case MoveProblem.TOO_DEEP:
            raise RuleViolation(_("Dự toán có nhiều nhất bốn tầng."), field="parent")
        case MoveProblem.NOT_HERE:
            raise RuleViolation(_("Dòng cha không thuộc bản dự toán này."), field="parent")
        case _:
            return


def _note(actor: User, estimate: Estimate, deed: str, line: Line, **detail) -> None:
    """One event for each line written, about the version; it is saved to say when it was last changed."""
    estimate.version += 1
    estimate.save(update_fields=["version", "changed_at"])
    record(
        actor=actor,
        verb="estimate.line",
        subject=estimate,
        deed=deed,
        line=line.content[:120],
        amount_vnd=line.amount_vnd,
        **detail,
    )
