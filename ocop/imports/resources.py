"""What a kind of list declares: its columns, and what each row would do. Rows of a whole list at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from import_export import fields, resources

from ocop.access.scope import Scope
from ocop.accounts.models import User
from ocop.imports.choices import Verdict
from ocop.imports.models import Import
from ocop.localities.models import Place
from ocop.localities.queries import addresses_of
from ocop.localities.resolver import PlaceBook
from ocop.spreadsheets import cells
from ocop.spreadsheets.cells import Cell, Reading, written
from ocop.spreadsheets.finder import Field, SheetRow

Counts = dict[str, int]
"""How many rows of each sort were written, by the name of what they are."""


class Column(fields.Field):
    """A column that a list may have: its label, the headers it is known under, how its cells are read."""

    def __init__(
        self,
        label: str,
        *names: str,
        parse: Callable[[Cell], Reading] = cells.text,
        required: bool = False,
        fill_down: bool = False,
        options: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(column_name=label)
        self.names, self.parse, self.required = names, parse, required
        self.fill_down, self.options = fill_down, options or {}

    def to_write(self, text: str | None) -> str | date | None:
        """What was read from a cell, as it is written into one; the error of a formula is left out."""
        if text and cells.error_in(text):
            return None
        if not text or self.parse is not cells.day:
            return text
        return cells.day(text).value or text

    def wanted_as(self, key: str) -> Field:
        """The column as the table finder looks for it."""
        return Field(
            key=key,
            label=str(self.column_name),
            names=self.names,
            required=self.required,
            parse=self.parse,
            fill_down=self.fill_down,
            options=self.options,
        )


@dataclass(frozen=True, slots=True)
class Question:
    """Something only a person knows. `key` is the same for all rows that ask the same."""

    key: str
    words: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A field that the list has otherwise than the portal."""

    label: str
    old: str
    new: str


@dataclass(slots=True)
class Examined:
    """What one row would do. `plan` is what its resource needs to write it; `faults` keep it from that."""

    number: int
    title: str = ""
    shown: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    is_new: bool = False
    plan: Any = None

    @property
    def verdict(self) -> Verdict:
        if self.faults:
            return Verdict.ERROR
        if self.questions:
            return Verdict.QUESTION
        if self.is_new:
            return Verdict.NEW
        return Verdict.CHANGED if self.changes else Verdict.SAME


class ListResource(resources.Resource):
    """The columns of one kind of list and the rules of its rows.

    All that rows are compared with is read once, in `prepare`; `examine` asks no database. What was examined
    is written by `write`, in bulk and in the caller's transaction. Cells are `shown` only where somebody will
    look at them.
    """

    nothing_to_say: ClassVar[str] = ""
    shows: bool = True

    def __init__(self, batch: Import, *, actor: User) -> None:
        super().__init__()
        self.batch, self.actor, self.answers = batch, actor, batch.answers
        self.wanted = self.finder_fields()

    @classmethod
    def finder_fields(cls) -> list[Field]:
        return [column.wanted_as(key) for key, column in cls.fields.items()]

    @classmethod
    def choices(cls, scope: Scope) -> Mapping[str, Sequence[str]]:
        """What an entry template offers in a drop-down, by column, to who reaches `scope`."""
        return {}

    @classmethod
    def by_itself(cls, shown: Mapping[str, str], options: Mapping[str, Any]) -> Mapping[str, str]:
        """The cells of a row on a sheet of its own: with what was said once for its whole list."""
        return shown

    @classmethod
    def taken_home(cls, shown: Mapping[str, str], options: Mapping[str, Any]) -> list[str | date | None]:
        """The cells of a row as they are written into a sheet that can be brought in again, in the order of
        the columns; days are days as far as they are understood.
        """
        shown = cls.by_itself(shown, options)
        return [column.to_write(shown.get(str(column.column_name))) for column in cls.fields.values()]

    def prepare(self) -> None:
        """Read what rows are compared with."""
        self.places = PlaceBook.of(self.batch.place.province_path, on=self.batch.listed_on)

    def examine(self, row: SheetRow) -> Examined:
        """What a row would do. Rows come in the order of the sheet: later ones know what earlier ones add."""
        raise NotImplementedError

    def write(self, plans: Sequence[tuple[Any, bool]]) -> Counts:
        """Write rows by their plans; the flag says whether the row's changes were taken."""
        raise NotImplementedError

    def answers_as_kept(self) -> dict[str, str]:
        """The answers as they would be given now that the list is written: what they name has a key."""
        return self.answers

    def read(self, row: SheetRow) -> tuple[dict[str, Any], Examined]:
        """The values of a row by field, and the row with what is wrong in its cells."""
        values, examined, unread = {}, Examined(row.number), set()
        for wanted in self.wanted:
            cell = row.values.get(wanted.key)
            if cell is None:
                values[wanted.key] = None
                continue
            reading = wanted.parse(cell)
            values[wanted.key] = reading.value
            if reading.problem:
                examined.faults.append(f"{wanted.label}: {reading.problem}")
                unread.add(wanted.key)
            if self.shows and (text := reading.value if isinstance(reading.value, str) else written(cell)):
                examined.shown[wanted.label] = text
        for wanted in self.wanted:
            if wanted.required and values[wanted.key] is None and wanted.key not in unread:
                examined.faults.append(_("Thiếu “%(field)s”.") % {"field": wanted.label.lower()})
        return values, examined

    def place_of(
        self, examined: Examined, text: str | None, *, district: str | None, row: SheetRow
    ) -> tuple[Place | None, str]:
        """The commune of a row and the house before it; a question or a fault where it is not certain."""
        above = ", ".join(filter(None, (district, place_above(row))))
        if not text:
            examined.faults.append(_("Thiếu xã, phường."))
            return None, ""
        found = self.places.resolve(text, above=above)
        offered = [one for one in found.offered if self.is_within(one)]
        place = found.place or self._answered(f"place:{text}|{above}", offered)
        if place is None and offered:
            examined.questions.append(
                Question(
                    f"place:{text}|{above}",
                    _("“%(text)s” là nơi nào?") % {"text": text},
                    tuple((str(one.pk), self._addresses[one.pk]) for one in offered),
                )
            )
        elif place is None and found.offered:
            examined.faults.append(
                _("“%(text)s” giống tên %(places)s, ngoài địa bàn của %(office)s.")
                % {
                    "text": text,
                    "places": "; ".join(self._addresses[one.pk] for one in found.offered),
                    "office": self.batch.place.name_in_address,
                }
            )
        elif place is None:
            examined.faults.append(
                _("Không có xã, phường nào tên “%(text)s” trong danh mục của tỉnh.") % {"text": text}
            )
        elif not self.is_within(place):
            examined.faults.append(
                _("%(place)s ngoài địa bàn của %(office)s.")
                % {"place": place.full_name, "office": self.batch.place.name_in_address}
            )
            return None, ""
        return place, found.house

    def _answered(self, key: str, offered: Sequence[Place]) -> Place | None:
        answer = self.answers.get(key)
        return next((place for place in offered if str(place.pk) == answer), None)

    @cached_property
    def _addresses(self) -> dict[int, str]:
        """The address of each commune of the book, read at once."""
        return addresses_of(self.places.communes)

    def is_within(self, place: Place) -> bool:
        """Whether a place lies at or below the office that brings the list in, then or today."""
        office = self.batch.place.path
        return place.path.startswith(office) or place.today_path.startswith(office)


def place_above(row: SheetRow) -> str:
    """What the rows above say of where a row belongs, the nearest first."""
    return ", ".join(context.text for context in reversed(row.context))
