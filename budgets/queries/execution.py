"""Where the money of a budget is: per line, per unit, per source; what lies idle and what falls due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.expressions import Combinable

from budgets.models import Allotment, Budget, Ceiling, Commitment
from budgets.queries.outline import Outline, outline_of
from ocop.accounts.models import User
from ocop.core.text import search_key

MONEY = ("planned", "approved", "allocated", "committed", "paid", "settled")
STATIONS = tuple(f"{name}_vnd" for name in MONEY[2:])
"""The columns of money that comes after its approval."""
DUE_WITHIN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Money:
    """Whole đồng at each station. `left_vnd` is approved and not yet paid."""

    planned_vnd: int = 0
    approved_vnd: int = 0
    allocated_vnd: int = 0
    committed_vnd: int = 0
    paid_vnd: int = 0
    settled_vnd: int = 0

    @property
    def left_vnd(self) -> int:
        return self.approved_vnd - self.paid_vnd

    @property
    def given_left_vnd(self) -> int:
        """Given to the unit and not yet paid."""
        return self.allocated_vnd - self.paid_vnd

    def __add__(self, other: Money) -> Money:
        return Money(*(getattr(self, f"{name}_vnd") + getattr(other, f"{name}_vnd") for name in MONEY))


def money_in_budgets(budgets: QuerySet[Budget]) -> Money:
    """What budgets come to at each station, by the versions in force and the transfers since."""
    ceilings = Ceiling.objects.filter(budget__in=budgets.order_by().values("pk"))
    return _summed(ceilings, approved=F("approved_vnd") + F("moved_vnd"))


def with_money(budgets: QuerySet[Budget]) -> QuerySet[Budget]:
    """Each budget with its own sums: `approved_vnd`, `allocated_vnd` and so on to `settled_vnd`."""
    spent = {name: Sum(f"ceilings__{name}", default=0) for name in STATIONS}
    approved = Sum(F("ceilings__approved_vnd") + F("ceilings__moved_vnd"), default=0)
    return budgets.annotate(approved_vnd=approved, **spent)


def money_given(allotments: QuerySet[Allotment]) -> Money:
    """What was given comes to at each station; all of it counts as approved."""
    return _summed(allotments, approved=F("allocated_vnd"))


def _summed(rows: QuerySet, *, approved: Combinable) -> Money:
    asked = {name: Sum(name) for name in STATIONS}
    found = rows.order_by().aggregate(approved=Sum(approved), **asked)
    return Money(0, *(found[name] or 0 for name in ("approved", *asked)))


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A line of the version in force with its money; `ceilings` are its sources, for lines that have some."""

    number: str
    content: str
    depth: int
    money: Money
    ceilings: tuple[Ceiling, ...] = ()


@dataclass(frozen=True, slots=True)
class Board:
    """The execution of a budget."""

    rows: tuple[BoardRow, ...]
    total: Money
    by_source: tuple[tuple[str, Money], ...]
    by_unit: tuple[tuple[str, Money], ...]

    @property
    def blocks(self) -> list[tuple[BoardRow, list[BoardRow]]]:
        """Each row of the first tier with those beneath it."""
        blocks: list[tuple[BoardRow, list[BoardRow]]] = []
        for row in self.rows:
            if row.depth == 1 or not blocks:
                blocks.append((row, []))
            else:
                blocks[-1][1].append(row)
        return blocks


def board_of(budget: Budget) -> Board:
    """Every line, unit and source of a budget in force, in the same few queries whatever its size.

    `planned` is what the version in force says, `approved` what holds with transfers. Raises `ValueError`
    before anything is approved.
    """
    if budget.current is None:
        raise ValueError("nothing approved")
    outline = outline_of(budget.current)
    ceilings = list(budget.ceilings.select_related("source").order_by("source__position", "pk"))
    by_line: dict[int, list[Ceiling]] = {}
    for ceiling in ceilings:
        by_line.setdefault(ceiling.line_id, []).append(ceiling)
    rows = _rows(outline, by_line)
    known = {row.line.pk for row in outline.rows}
    gone = [ceiling for ceiling in ceilings if ceiling.line_id not in known and _is_alive(ceiling)]
    rows += [BoardRow("", str(one.line), 1, money_of(one), (one,)) for one in gone]
    total = _sum(money_of(ceiling) for ceiling in ceilings)
    return Board(tuple(rows), total, _by_source(ceilings), _by_unit(budget, outline, ceilings))


def _rows(outline: Outline, by_line: dict[int, list[Ceiling]]) -> list[BoardRow]:
    sums: dict[int, Money] = {}
    for row in reversed(outline.rows):  # children come before their parents this way round
        own = _sum(money_of(ceiling) for ceiling in by_line.get(row.line.pk, ()))
        sums[row.line.pk] = _sum((own, *(sums[child] for child in row.placed.children)))
    return [
        BoardRow(
            row.placed.number,
            row.line.content,
            row.placed.depth,
            sums[row.line.pk],
            tuple(by_line.get(row.line.pk, ())),
        )
        for row in outline.rows
    ]


def money_of(ceiling: Ceiling) -> Money:
    return Money(
        ceiling.approved_vnd,
        ceiling.in_force_vnd,
        ceiling.allocated_vnd,
        ceiling.committed_vnd,
        ceiling.paid_vnd,
        ceiling.settled_vnd,
    )


def _sum(parts: Iterable[Money]) -> Money:
    return sum(parts, Money())


def _is_alive(ceiling: Ceiling) -> bool:
    return bool(ceiling.in_force_vnd or ceiling.allocated_vnd or ceiling.paid_vnd)


def _by_source(ceilings: Iterable[Ceiling]) -> tuple[tuple[str, Money], ...]:
    sums: dict[str, Money] = {}
    for ceiling in ceilings:
        name = ceiling.source.short_name
        sums[name] = sums.get(name, Money()) + money_of(ceiling)
    return tuple(sums.items())


def _by_unit(budget: Budget, outline: Outline, ceilings: Iterable[Ceiling]) -> tuple[tuple[str, Money], ...]:
    """What is planned and approved for each unit that carries lines out, what each was given and did with it;
    the largest first. A unit is known by its name, as the estimate and the decisions write it.
    """
    executors = {row.line.thread: row.executor for row in outline.rows}
    sums: dict[str, tuple[str, Money]] = {}

    def add(name: str, part: Money) -> None:
        shown, money = sums.get(search_key(name), (name, Money()))
        sums[search_key(name)] = shown, money + part

    for ceiling in ceilings:
        name = executors.get(ceiling.thread) or budget.unit.full_name
        add(name, Money(planned_vnd=ceiling.approved_vnd, approved_vnd=ceiling.in_force_vnd))
    for one in Allotment.objects.filter(ceiling__budget=budget).select_related("unit").order_by("pk"):
        add(one.holder, Money(0, 0, one.allocated_vnd, one.committed_vnd, one.paid_vnd, one.settled_vnd))
    return tuple(sorted(sums.values(), key=lambda pair: (-pair[1].approved_vnd, -pair[1].allocated_vnd)))


def idle_ceilings(budgets: QuerySet[Budget], *, on: date) -> QuerySet[Ceiling]:
    """Approved lines of which nothing is committed, in years that have begun."""
    return (
        Ceiling.objects.filter(budget__in=budgets, budget__first_year__lte=on.year, committed_vnd=0)
        .filter(approved_vnd__gt=-F("moved_vnd"))
        .select_related("line", "source", "budget")
        .order_by("-approved_vnd", "pk")
    )


def commitments_due(person: User, *, on: date, within: timedelta = DUE_WITHIN) -> QuerySet[Commitment]:
    """Commitments in reach with something unpaid whose last day is near or over."""
    unpaid = Q(paid_vnd__lt=F("amount_vnd") - F("released_vnd"))
    return (
        Commitment.objects.visible_to(person)
        .filter(unpaid, due_on__lte=on + within)
        .select_related("allotment__unit", "allotment__ceiling__line")
        .order_by("due_on", "pk")
    )


def paid_by_purpose(budget: Budget) -> list[tuple[str, int, int]]:
    """Purpose, how many commitments, đồng paid; the largest first."""
    rows = (
        Commitment.objects.filter(allotment__ceiling__budget=budget)
        .order_by()
        .values_list("purpose")
        .annotate(n=Count("pk"), paid=Sum("paid_vnd"))
    )
    return sorted(rows, key=lambda row: -row[2])
