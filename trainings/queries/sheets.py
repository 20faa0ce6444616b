"""A paper roll as it came in, and what it means for the class today."""

from __future__ import annotations

from datetime import date
from typing import IO

from django.utils import timezone
from django.utils.translation import gettext as _

from ocop.core.errors import RuleViolation
from ocop.spreadsheets import cells
from ocop.spreadsheets.books import Book
from ocop.spreadsheets.finder import Field, Table, find_table
from ocop.spreadsheets.reader import open_workbook
from trainings import rules
from trainings.models import RollSheet, TrainingClass
from trainings.queries.classes import seated

MOST_ROWS = 2_000
NAME_FIELDS = (
    Field("name", "Họ tên", ("Họ và tên", "Học viên", "Tên học viên", "Họ tên học viên"), required=True),
    Field("unit", "Đơn vị", ("Đơn vị cử", "Địa phương", "Xã, phường", "Cơ quan")),
)


def roll_in(file: IO[bytes], name: str, *, year: int) -> tuple[list[dict], list[dict]]:
    """Columns with a day and a half, and the rows, as plain values.

    Raises `RuleViolation` (field `upload`) for a table without names or without such a column, and naming
    each column of which the day or the half cannot be read.
    """
    table = _table_in(open_workbook(file, name=name))
    found = [
        (column.index, column.header, named)
        for column in table.columns
        if not column.field and (named := rules.column_of(column.header, year))
    ]
    if not found:
        raise RuleViolation(
            _("Bảng không có cột buổi nào. Đặt tên cột theo ngày và buổi, ví dụ “06/04/2026 sáng”."),
            field="upload",
        )
    known = {index for index, *_rest in found}
    unread = [
        column.header
        for column in table.columns
        if not column.field and column.index not in known and rules.names_a_day(column.header)
    ]
    if unread:
        raise RuleViolation(
            _("Không rõ ngày hoặc buổi của cột: %(titles)s. Viết như “06/04/2026 sáng” rồi tải lại.")
            % {"titles": "; ".join(f"“{title}”" for title in unread)},
            field="upload",
        )
    columns = [
        {"title": title, "day": day.isoformat(), "half": half.value} for _index, title, (day, half) in found
    ]
    where = {column.field: column.index for column in table.columns if column.field}
    rows = []
    for place, row in enumerate(table.sheet.rows()):
        if place < table.header.below:
            continue
        if len(rows) >= MOST_ROWS:
            raise RuleViolation(_("Bảng quá dài. Hãy chia thành nhiều tệp."), field="upload")
        read = {
            "row": place + 1,
            "name": cells.text(row[where["name"]]).value or "",
            "unit": cells.text(row[where["unit"]]).value or "" if "unit" in where else "",
            "present": [at for at, (index, *_rest) in enumerate(found) if cells.is_ticked(row[index])],
        }
        if read["name"] or read["present"]:
            rows.append(read)
    return columns, rows


def _table_in(book: Book) -> Table:
    """The table with names and units, or with names alone. Raises `RuleViolation` where there is none."""
    try:
        return find_table(book, NAME_FIELDS)
    except RuleViolation:
        return find_table(book, NAME_FIELDS[:1])


def reading_of(sheet: RollSheet) -> rules.RollReading:
    """What the sheet means now: against the list and the half-days of the class as they stand."""
    training = sheet.training
    return rules.read_roll(
        [(one["title"], date.fromisoformat(one["day"]), rules.Half(one["half"])) for one in sheet.columns],
        [(one["row"], one["name"], one["unit"], one["present"]) for one in sheet.rows],
        sessions=sessions_of(training),
        trainees=[rules.Trainee(one.pk, one.full_name, str(one.unit)) for one in seated(training)],
        now=timezone.now(),
    )


def sessions_of(training: TrainingClass) -> frozenset:
    """The half-days as the rules name them."""
    return frozenset((day, rules.Half(half)) for day, half in training.sessions.values_list("day", "half"))
