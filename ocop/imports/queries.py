"""Reading an import: its table, its rows by verdict, its questions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import Count, Q, QuerySet

from ocop.access.scope import scope_of
from ocop.accounts.models import User
from ocop.core.errors import RuleViolation
from ocop.core.roles import Role
from ocop.imports.choices import ImportState, Verdict
from ocop.imports.kinds import ImportKind, kinds
from ocop.imports.models import Import, ImportRow
from ocop.localities.models import Place
from ocop.spreadsheets.finder import Header, Table, find_table
from ocop.spreadsheets.reader import open_workbook

MOST_QUESTIONS = 20
"""So many questions are asked on one page."""


def offices_of(person: User, roles: Iterable[Role]) -> QuerySet[Place]:
    """The offices for which a person brings lists in, the widest first."""
    paths = {post.path for post in scope_of(person).only(*roles).posts if post.path}
    return Place.objects.filter(path__in=paths).order_by("path")


def kinds_for(person: User) -> list[ImportKind]:
    """The kinds of list that this person may bring in."""
    held = scope_of(person).roles
    return [kind for kind in kinds().values() if kind.roles & held]


def table_of(batch: Import) -> Table:
    """The table of the stored file, read with the mapping a person confirmed; before that as it was confirmed
    when the same file, or one with the same headers, was loaded before, or as it is proposed.

    Raises `RuleViolation` where the file holds no such table.
    """
    with default_storage.open(batch.file.name) as file:
        book = open_workbook(file, name=batch.file_name)
    fields = kinds()[batch.kind].resource.finder_fields()
    before = None if batch.mapping else same_file_before(batch)
    said = before.mapping if before else batch.mapping
    if said:
        header = Header(said["sheet"], said["row"], said["height"])
        return find_table(book, fields, header=header, mapping=_columns(said))
    found = find_table(book, fields)
    alike = same_titles_before(batch, found)
    return found.read_as(_columns(alike.mapping)) if alike else found


def _columns(said: dict[str, Any]) -> dict[int, str]:
    return {int(index): key for index, key in said["columns"].items()}


def mapping_of(table: Table, columns: dict[int, str]) -> dict[str, Any]:
    """A mapping as it is kept."""
    header = table.header
    return {
        "sheet": header.sheet,
        "row": header.row,
        "height": header.height,
        "titles": _titles(table),
        "columns": {str(index): key for index, key in columns.items()},
    }


def _titles(table: Table) -> dict[str, str]:
    return {str(index): title for index, title in table.titles.items()}


def counts_of(batch: Import) -> dict[str, int]:
    """How many rows there are by verdict, set aside (`aside`), and with changes that were taken (`taken`)."""
    going = Q(set_aside=False)
    wanted = {verdict.value: Count("pk", filter=going & Q(verdict=verdict)) for verdict in Verdict}
    return batch.rows.aggregate(
        **wanted,
        aside=Count("pk", filter=Q(set_aside=True)),
        changes=Count("pk", filter=going & Q(has_changes=True)),
        taken=Count("pk", filter=going & Q(taken=True)),
        total=Count("pk"),
    )


def open_questions(batch: Import) -> list[dict[str, Any]]:
    """The questions still without an answer, each once, with the numbers of the rows that ask."""
    found: dict[str, dict[str, Any]] = {}
    rows = batch.rows.filter(verdict=Verdict.QUESTION, set_aside=False).order_by("number")
    for number, questions in rows.values_list("number", "questions"):
        for question in questions:
            entry = found.setdefault(question["key"], question | {"numbers": []})
            entry["numbers"].append(number)
    return list(found.values())


def rows_of(batch: Import) -> QuerySet[ImportRow]:
    return batch.rows.order_by("number")


def same_file_before(batch: Import) -> Import | None:
    """The last import of the very same file that was loaded for the same office."""
    return _loaded_before(batch).filter(sha256=batch.sha256).first()


def same_titles_before(batch: Import, table: Table) -> Import | None:
    """The last list loaded for the same office whose columns stood under the same headers, as that of next
    year often does.
    """
    return _loaded_before(batch).filter(mapping__titles=_titles(table)).first()


def _loaded_before(batch: Import) -> QuerySet[Import]:
    loaded = Import.objects.filter(kind=batch.kind, place=batch.place, state=ImportState.LOADED)
    return loaded.exclude(pk=batch.pk).order_by("-pk")


def said_before(batch: Import) -> dict[str, str]:
    """The answers that were given when the same file was loaded before, by question."""
    before = same_file_before(batch)
    return before.answers if before else {}


def refused_without_table(batch: Import) -> Table:
    """The table, or the reason in words when the confirmed columns leave out what is needed."""
    table = table_of(batch)
    if table.missing:
        names = ", ".join(f"“{field.label}”" for field in table.missing)
        raise RuleViolation(f"Chưa chọn cột cho {names}.", field=None)
    return table
