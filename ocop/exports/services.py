"""Taking a list out: written down, made at once where it is short, in the background where it is long."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from secrets import token_hex
from tempfile import SpooledTemporaryFile
from typing import IO

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from ocop.access.scope import scope_of
from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.documents.models import DocumentJob
from ocop.documents.services import pulse, request_document
from ocop.exports.lists import list_of, rows_of
from ocop.exports.models import ListExport
from ocop.localities.models import Place
from ocop.spreadsheets.writer import Value, write_xlsx

KIND = "list"
KEPT = timedelta(days=1)
_IN_MEMORY = 2 * 2**20


@transaction.atomic
def take_list(*, actor: User, route: str, query: str) -> ListExport:
    """Write down that a list is taken out as the actor sees it now. Raises as `list_of` does."""
    view = list_of(route, query=query, person=actor)
    _forget_old(actor)
    export = ListExport.objects.create(
        route=route,
        query=query,
        title=str(view.title),
        row_count=view.found.count(),
        place=_office_of(actor),
        requested_by=actor,
    )
    record(actor=actor, verb="list.export", subject=export, rows=export.row_count, filters=query)
    return export


def takes_long(export: ListExport) -> bool:
    """Whether the sheet is made in the background. Who holds no office has no lists that are long."""
    return export.row_count > settings.EXPORT_ROWS_AT_ONCE and export.place_id is not None


def make_in_background(*, actor: User, export: ListExport) -> DocumentJob:
    """Ask for the sheet; its job says how far it is."""
    return request_document(actor=actor, kind=KIND, subject=export)


def sheet_at_once(export: ListExport) -> IO[bytes]:
    """The sheet of a list, from its first byte. Reach is asked again."""
    target: IO[bytes] = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 -- the response closes it
    _write(export, target)
    target.seek(0)
    return target


def store_sheet(export_id: int, job: DocumentJob) -> None:
    """Make the sheet of a long list and keep it for a day; made again, it takes the place of the first."""
    export = ListExport.objects.select_related("requested_by").get(pk=export_id)
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as target, pulse(job) as say:
        _write(export, target, say=say)
        target.seek(0)
        name = default_storage.save(f"exports/{token_hex(2)}/{token_hex(16)}.xlsx", File(target))
    ListExport.objects.filter(pk=export_id).update(file=name)


def _write(export: ListExport, target: IO[bytes], *, say: Callable[[int], None] | None = None) -> None:
    view = list_of(export.route, query=export.query, person=export.requested_by)
    sheet = view.sheet_class()
    lines: Iterable[Sequence[Value]] = sheet.lines(rows_of(view))
    write_xlsx(target, sheet.headers, _told(lines, say) if say else lines, name=export.title)


def _told(lines: Iterable[Sequence[Value]], say: Callable[[int], None]) -> Iterator[Sequence[Value]]:
    for number, line in enumerate(lines):
        if number % 500 == 0:
            say(number)
        yield line


def _office_of(person: User) -> Place | None:
    """The widest place of the person's posts: whoever looks after it sees in the trail what was taken."""
    paths = sorted((post.path for post in scope_of(person).posts if post.path), key=len)
    return Place.objects.filter(path=paths[0]).first() if paths else None


def _forget_old(person: User) -> None:
    """Throw away the files of sheets that this person took long ago; what was taken stays written down."""
    old = ListExport.objects.filter(requested_by=person, requested_at__lt=timezone.now() - KEPT)
    for export in old.exclude(file=""):
        name = export.file.name
        ListExport.objects.filter(pk=export.pk).update(file="")
        transaction.on_commit(lambda name=name: default_storage.delete(name))
