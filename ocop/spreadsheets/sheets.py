"""How a list is declared as a sheet: columns in django-import-export, rows streamed to the writer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from operator import attrgetter
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, QuerySet
from import_export import fields, resources

from ocop.core.clock import HANOI
from ocop.spreadsheets.writer import Value

CHUNK = 2_000


def column(header: str, attribute: str | None = None) -> fields.Field:
    """A column under `header`: the `attribute` of the row (`producer__name`), or what `dehydrate_…` gives."""
    return fields.Field(attribute=attribute, column_name=header)


class ListSheet(resources.Resource):
    """The columns of one list of the portal, in the order they are declared.

    The rows come from the list, so from what its reader may see; `prepare` adds the joins that only the sheet
    needs. Cells are values, not texts: days stay days and codes stay texts.
    """

    def prepare(self, rows: QuerySet) -> QuerySet:
        return rows

    @property
    def headers(self) -> list[str]:
        return [str(each.column_name) for each in self.get_export_fields()]

    def lines(self, rows: QuerySet) -> Iterator[list[Value]]:
        """One line for each row, read from the database a chunk at a time."""
        read = [self._reader(each) for each in self.get_export_fields()]
        for row in self.prepare(rows).iterator(chunk_size=CHUNK):
            yield [each(row) for each in read]

    def get_export_fields(self, selected_fields: Any = None) -> list[fields.Field]:
        return list(self.fields.values())

    def _reader(self, each: fields.Field) -> Callable[[Model], Value]:
        name = self.get_field_name(each)
        if method := getattr(self, f"dehydrate_{name}", None):
            return lambda row: _plain(method(row))
        path = attrgetter(each.attribute.replace("__", "."))
        return lambda row: _at(path, row)


def _at(path: attrgetter, row: Model) -> Value:
    """The value at the end of a path (`get_…_display` is asked); nothing where a link is empty."""
    try:
        value = path(row)
        return _plain(value() if callable(value) else value)
    except (AttributeError, ObjectDoesNotExist):
        return None


def _plain(value: Any) -> Value:
    """Moments in Hà Nội time, lazy words as words, everything else as it is."""
    if isinstance(value, datetime):
        return value.astimezone(HANOI)
    return value if value is None or isinstance(value, _PLAIN) else str(value)


_PLAIN = (str, int, float, Decimal, date)
