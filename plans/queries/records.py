"""Rows and what is counted of them: asked for as numbers by place, and one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet, Sum

from plans.rules.rollup import Tally


@dataclass(frozen=True, slots=True)
class Each:
    """What a measure counts: each `what` once in its place, among the rows under `only`, but none that is
    also under `less` (which lies within `only`). With an `amount` the rows are added up instead, in đồng.
    """

    what: str
    only: Q = field(default_factory=Q)
    less: Q | None = None
    amount: str = ""


@dataclass(frozen=True, slots=True)
class Records:
    """Rows, the column of the place each belongs to, and what the measures count of them."""

    rows: QuerySet
    place: str
    counted: Mapping[str, Each]


def tallies_of(known: Iterable[Records]) -> dict[str, list[Tally]]:
    """How much each measure comes to, place by place: one query for each kind of rows."""
    found: dict[str, list[Tally]] = {}
    for records in known:
        for measure, tallies in _tallies(records).items():
            found.setdefault(measure, []).extend(tallies)
    return found


def _tallies(records: Records) -> dict[str, list[Tally]]:
    columns: dict[str, Count | Sum] = {}
    for measure, each in records.counted.items():
        columns[f"n_{measure}"] = _number(each, each.only)
        if each.less is not None:
            columns[f"less_{measure}"] = _number(each, each.less)
    paths = (f"{records.place}__path", f"{records.place}__today_path")
    found: dict[str, list[Tally]] = {measure: [] for measure in records.counted}
    for row in records.rows.order_by().values(*paths).annotate(**columns):
        for measure in records.counted:
            count = (row[f"n_{measure}"] or 0) - row.get(f"less_{measure}", 0)
            if count:
                found[measure].append(Tally(row[paths[0]], row[paths[1]], count))
    return found


def _number(each: Each, only: Q) -> Count | Sum:
    narrowed = {"filter": only} if only else {}
    if each.amount:
        return Sum(each.amount, **narrowed)
    return Count(each.what, distinct=each.what != "pk", **narrowed)
