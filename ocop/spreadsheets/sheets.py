"""How a list is declared as a sheet: columns in django-import-export, rows streamed to the writer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import DateTimeField, Model, QuerySet
from import_export import fields, resources

from ocop.core.clock import HANOI
from ocop.spreadsheets.slim import slim_row
from ocop.spreadsheets.writer import Value

CHUNK = 2_000
REMEMBERED = 4_096
"""Answers that a column remembers while a sheet is written: many rows have the same state and commune."""


class SheetColumn(fields.Field):
    """A column under `header`: the `attribute` of the row (`producer__name`), or what `dehydrate_…` gives.

    `needs` names the fields that the answer is made of. A sheet whose columns all say (or show by their
    attribute) what they need reads these fields alone, which is several times faster than whole rows.
    """

    def __init__(self, header: str, attribute: str | None, needs: Sequence[str]) -> None:
        super().__init__(attribute=attribute, column_name=header)
        self.needs = tuple(needs)


def column(header: str, attribute: str | None = None, *, needs: Sequence[str] = ()) -> SheetColumn:
    return SheetColumn(header, attribute, needs)


def place_column(header: str, link: str) -> SheetColumn:
    """The whole name of the place at the end of `link`."""
    return column(header, f"{link}__full_name", needs=(f"{link}__kind", f"{link}__name"))


class ListSheet(resources.Resource):
    """The columns of one list of the portal, in the order they are declared.

    The rows come from the list, so from what its reader may see; `prepare` adds the joins that only the sheet
    needs where it reads whole rows. Cells are values, not texts: days stay days and codes stay texts.
    """

    def prepare(self, rows: QuerySet) -> QuerySet:
        return rows

    @property
    def headers(self) -> list[str]:
        return [str(each.column_name) for each in self.get_export_fields()]

    def get_export_fields(self, selected_fields: Any = None) -> list[SheetColumn]:
        return list(self.fields.values())

    def lines(self, rows: QuerySet) -> Iterator[list[Value]]:
        """One line for each row, read from the database a chunk at a time."""
        needs = [_needs_of(each, rows) for each in self.get_export_fields()]
        if all(needs):
            return self._lines_of_fields(rows, needs)
        return self._lines_of_rows(rows)

    def _lines_of_rows(self, rows: QuerySet) -> Iterator[list[Value]]:
        asks = [self._ask(each) for each in self.get_export_fields()]
        for row in self.prepare(rows).iterator(chunk_size=CHUNK):
            yield [_plain(ask(row)) for ask in asks]

    def _lines_of_fields(self, rows: QuerySet, needs: list[tuple[str, ...]]) -> Iterator[list[Value]]:
        paths = list(dict.fromkeys(path for each in needs for path in each))
        columns = zip(self.get_export_fields(), needs, strict=True)
        asks = [self._ask_fields(rows.model, each, own, paths) for each, own in columns]
        for values in rows.values_list(*paths).iterator(chunk_size=CHUNK):
            yield [ask(values) for ask in asks]

    def _ask(self, each: SheetColumn) -> Callable[[Any], Any]:
        """How a row is asked for a column."""
        if method := getattr(self, f"dehydrate_{self.get_field_name(each)}", None):
            return method
        steps = each.attribute.split("__")
        return lambda row: _at(row, steps)

    def _ask_fields(
        self, model: type[Model], each: SheetColumn, needs: tuple[str, ...], paths: list[str]
    ) -> Callable[[Sequence[Any]], Value]:
        """How the values at `paths` are asked for a column; rows that need the same get the same answer."""
        at = [paths.index(path) for path in needs]
        if needs == (each.attribute,):
            pick = itemgetter(*at)
            return (lambda values: _plain(pick(values))) if _may_be_moment(model, needs[0]) else pick
        ask = self._ask(each)

        @lru_cache(maxsize=REMEMBERED)
        def told(*values: Any) -> Value:
            return _plain(ask(slim_row(model, dict(zip(needs, values, strict=True)))))

        return lambda values: told(*[values[index] for index in at])


def _needs_of(each: SheetColumn, rows: QuerySet) -> tuple[str, ...]:
    """The fields that a column is made of; nothing where only a whole row can answer."""
    if each.needs or not each.attribute:
        return each.needs
    path = each.attribute.removeprefix("get_").removesuffix("_display")
    return (path,) if path in rows.query.annotations or _field_at(rows.model, path) else ()


def _field_at(model: type[Model], path: str) -> Any:
    """The field of its own at the end of a path; nothing for a link or a property."""
    field = None
    for name in path.split("__"):
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            return None
        model = field.related_model
    return None if field.is_relation else field


def _may_be_moment(model: type[Model], path: str) -> bool:
    field = _field_at(model, path)
    return field is None or isinstance(field, DateTimeField)


def _at(row: Any, steps: Sequence[str]) -> Any:
    """The value at the end of a path (`get_…_display` is asked); nothing where a link is empty."""
    for step in steps:
        if row is None:
            return None
        row = getattr(row, step)
    return row() if callable(row) else row


def _plain(value: Any) -> Value:
    """Moments in Hà Nội time, lazy words as words, everything else as it is."""
    if isinstance(value, datetime):
        return value.astimezone(HANOI)
    return value if value is None or isinstance(value, _PLAIN) else str(value)


_PLAIN = (str, int, float, Decimal, date)
