"""The things behind a figure, one by one: their sum is the figure, as both come from the same records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import models
from django.urls import reverse

from budgets.models import Allocation, Ceiling, Payment
from evaluations.models import Certificate
from ocop.accounts.models import User
from ocop.localities.models import Place
from plans.queries.actuals import FAMILY_OF, PLACES
from plans.queries.records import Each, Records
from plans.rules.rollup import PROVINCE_DEPTH
from plans.rules.spans import Span
from trainings.models import Nomination

PARENTS = ("allotment", "commitment", "budget")
"""Where a row that has no page of its own is looked at."""
NAMED_BY: dict[type[models.Model], tuple[str, ...]] = {
    Allocation: ("allotment__ceiling__line", "allotment__ceiling__source"),
    Ceiling: ("line", "source"),
    Nomination: ("unit", "training"),
    Payment: ("commitment",),
}
"""What the name of a row is made of, beside the row."""


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A thing that counts, by the place it counts in; `amount` is 1, or đồng."""

    path: str
    pk: int
    amount: int = 1


@dataclass(frozen=True, slots=True)
class Thing:
    """How a thing is shown; without an address where the reader opens no page of it."""

    name: str
    place: str
    amount: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class Behind:
    """Everything that a measure counts at a unit: `count` things that come to `total`."""

    kinds: tuple[tuple[type[models.Model], tuple[Found, ...]], ...]

    @property
    def total(self) -> int:
        return sum(one.amount for _kind, found in self.kinds for one in found)

    @property
    def count(self) -> int:
        return sum(len(found) for _kind, found in self.kinds)

    def shown(self, person: User, first: int, last: int) -> list[Thing]:
        """Those from the position `first` to before `last`, with their names, for somebody who reads the
        whole unit.
        """
        things: list[Thing] = []
        for kind, found in self.kinds:
            things += _named(person, kind, found[max(first, 0) : max(last, 0)])
            first, last = first - len(found), last - len(found)
        return things


def things_behind(unit: Place, span: Span, measure: str) -> Behind:
    """What a measure counts at a unit in some days. Raises `KeyError` for a share, which is no sum."""
    known = [one for one in FAMILY_OF[measure](unit, span) if measure in one.counted]
    if measure in PLACES:
        [records] = known
        return Behind(((Place, tuple(_places(records, records.counted[measure], unit))),))
    kinds = ((_model_of(one.rows.model, one.counted[measure].what), one) for one in known)
    return Behind(tuple((kind, tuple(sorted(_found(one, one.counted[measure])))) for kind, one in kinds))


def _found(records: Records, each: Each) -> Iterable[Found]:
    rows, path = records.rows.order_by(), f"{records.place}__path"
    if each.amount:
        return (Found(*row) for row in rows.filter(each.only).values_list(path, each.what, each.amount))
    keys = set(rows.filter(each.only).values_list(path, each.what))
    if each.less is not None:
        keys -= set(rows.filter(each.less).values_list(path, each.what))
    return (Found(*key) for key in keys)


def _places(records: Records, each: Each, unit: Place) -> list[Found]:
    """Every place once; territory of which only the province is known is none."""
    column = f"{records.place}__{'path' if unit.is_former else 'today_path'}"
    paths = set(records.rows.order_by().filter(each.only).values_list(column, flat=True))
    known = Place.objects.filter(path__in=[path for path in paths if path.count(".") > PROVINCE_DEPTH])
    return [Found(path, pk) for path, pk in known.order_by("sort_key", "pk").values_list("path", "pk")]


def _model_of(model: type[models.Model], what: str) -> type[models.Model]:
    """Of which kind the rows are that a path of columns leads to."""
    for step in () if what == "pk" else what.split("__"):
        model = model._meta.get_field(step).related_model
    return model


def _named(person: User, kind: type[models.Model], found: Sequence[Found]) -> list[Thing]:
    rows = kind._base_manager.select_related(*NAMED_BY.get(kind, ())).in_bulk([one.pk for one in found])
    places = {place.path: str(place) for place in Place.objects.filter(path__in={one.path for one in found})}
    pages = _pages(person, list(rows.values()))
    return [
        Thing(_name_of(rows[one.pk]), places[one.path], one.amount, pages.get(one.pk, "")) for one in found
    ]


def _name_of(row: models.Model) -> str:
    """Money by its paper and what it is for: the amount stands beside it."""
    match row:
        case Payment():
            return f"{row.reference}: {row.commitment.subject}"
        case Allocation():
            return f"{row.decision_number}: {row.allotment}"
        case _:
            return str(row)


def _pages(person: User, rows: Sequence[models.Model]) -> dict[int, str]:
    """The pages of rows, or of what they belong to, as far as the reader opens them."""
    looked_at = {row.pk: _looked_at(row) for row in rows}
    kinds: dict[type[models.Model], set[int]] = {}
    for one in filter(None, looked_at.values()):
        kinds.setdefault(type(one), set()).add(one.pk)
    open_to = {
        (kind, pk)
        for kind, keys in kinds.items()
        for pk in kind.objects.visible_to(person).filter(pk__in=keys).values_list("pk", flat=True)
    }
    return {pk: _address(one) for pk, one in looked_at.items() if one and (type(one), one.pk) in open_to}


def _looked_at(row: models.Model) -> models.Model | None:
    if isinstance(row, Certificate) or hasattr(row, "get_absolute_url"):
        return row if hasattr(type(row)._default_manager, "visible_to") else None
    return next((getattr(row, name) for name in PARENTS if hasattr(row, name)), None)


def _address(row: models.Model) -> str:
    if isinstance(row, Certificate):
        return reverse("evaluations:certificate-detail", args=[row.pk])
    return row.get_absolute_url()
