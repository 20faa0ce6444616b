"""What an officer does with a list: upload, check, answer, take changes, set rows aside, load, discard."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import islice
from pathlib import PurePath
from secrets import token_hex
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core.errors import RuleViolation, Stale
from ocop.core.uploads import plain_name
from ocop.documents.models import DocumentJob
from ocop.documents.services import pulse, request_document
from ocop.documents.services.papers import write_whole
from ocop.imports.choices import ImportState, Verdict
from ocop.imports.kinds import kinds
from ocop.imports.models import Import, ImportRow
from ocop.imports.queries import mapping_of, refused_without_table, table_of
from ocop.imports.resources import Examined, ListResource
from ocop.imports.workflow import IMPORT, LOAD, OPEN, READ
from ocop.localities.models import Place
from ocop.spreadsheets.finder import Table, find_table
from ocop.spreadsheets.reader import open_workbook

BATCH = 1_000


@transaction.atomic
def upload_list(
    *,
    actor: User,
    kind: str,
    place: Place,
    upload: UploadedFile,
    listed_on: date,
    options: Mapping[str, Any],
) -> Import:
    """Keep a workbook in which a table of this kind was found. Nothing else is written yet.

    Raises `RuleViolation` (field `upload`) for a file that is not believed or holds no such table.
    """
    sort = kinds()[kind]
    content = upload.read(settings.UPLOAD_MAX_BYTES + 1)
    name = plain_name(upload.name)
    book = open_workbook(io.BytesIO(content), name=name)
    table = find_table(book, sort.resource.finder_fields())
    stored = f"imports/{token_hex(2)}/{token_hex(16)}{PurePath(name).suffix.lower()}"
    batch = Import.objects.create(
        kind=sort.code,
        place=place,
        listed_on=listed_on,
        file=stored,
        file_name=name,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        options=dict(options),
        sheet=table.header.sheet,
        uploaded_by=actor,
    )
    write_whole(stored, content)
    record(actor=actor, verb="import.upload", subject=batch, kind=sort.code, sha256=batch.sha256)
    return batch


@transaction.atomic
def check_list(
    *, actor: User, batch: Import, columns: Mapping[int, str] | None = None, version: int | None = None
) -> Import:
    """Read the list with these columns and say what each row would do; a long one is read in the background.

    Rows set aside before stay so. Raises `Stale`, and `RuleViolation` where a needed column was left out or
    taken twice.
    """
    batch = _open(actor, batch, version)
    if columns is not None:
        batch.mapping = mapping_of(table_of(batch), dict(columns))
    return _look(batch, actor)


@transaction.atomic
def answer_questions(
    *, actor: User, batch: Import, answers: Mapping[str, str], version: int | None = None
) -> Import:
    """Keep what a person said and look at the rows again, as `check_list` does."""
    batch = _open(actor, batch, version)
    batch.answers = batch.answers | dict(answers)
    return _look(batch, actor)


@transaction.atomic
def take_changes(
    *,
    actor: User,
    batch: Import,
    numbers: Iterable[int] = (),
    among: Iterable[int] | None = None,
    everything: bool = False,
    version: int | None = None,
) -> int:
    """Say which changed rows are written: of `among` those of `numbers`, of the others what was said before.

    None stands for all rows. What is not taken keeps what the portal has. Returns how many rows are written
    now. Raises `Stale` and `RuleViolation`.
    """
    batch = _open(actor, batch, version)
    batch.version += 1
    batch.save(update_fields=["version"])
    changed = batch.rows.filter(has_changes=True)
    asked = changed if among is None else changed.filter(number__in=list(among))
    asked.update(taken=False)
    (changed if everything else asked.filter(number__in=list(numbers))).update(taken=True)
    return changed.filter(taken=True, set_aside=False).count()


@transaction.atomic
def set_faulty_aside(*, actor: User, batch: Import) -> int:
    """Leave out the rows with faults or open questions, to be mended elsewhere. Returns how many."""
    batch = _open(actor, batch, None)
    stuck = batch.rows.filter(set_aside=False, verdict__in=[Verdict.ERROR, Verdict.QUESTION])
    return stuck.update(set_aside=True)


@transaction.atomic
def take_back_rows(*, actor: User, batch: Import) -> int:
    """Put the rows that were set aside back among the others. Returns how many."""
    batch = _open(actor, batch, None)
    return batch.rows.filter(set_aside=True).update(set_aside=False)


@transaction.atomic
def confirm_list(*, actor: User, batch: Import, version: int | None = None) -> DocumentJob:
    """Start loading the list in the background. Raises `MoveRefused` while rows are stuck."""
    batch = IMPORT.fire("confirm", batch, actor=actor, version=version, problem="")
    return request_document(actor=actor, kind=LOAD, subject=batch)


def discard_list(*, actor: User, batch: Import, version: int | None = None) -> Import:
    return IMPORT.fire("discard", batch, actor=actor, version=version)


def take_back(*, actor: User, batch: Import) -> Import:
    """Have a list back whose reading or loading was given up."""
    move = "reopen" if batch.state == ImportState.READING else "take_back"
    return IMPORT.fire(move, batch, actor=actor)


def read_list(batch_id: int, job: DocumentJob) -> None:
    """Make the preview of a long list. Done before, it does nothing.

    Raises `RuleViolation` with the reason; the list then waits for its columns again.
    """
    try:
        with pulse(job) as say, transaction.atomic():
            batch = _held(batch_id)
            if batch.state == ImportState.READING:
                _preview(batch, job.requested_by, refused_without_table(batch), say)
    except RuleViolation as refusal:
        _give_back(batch_id, job.requested_by, refusal.message)
        raise


def load_list(batch_id: int, job: DocumentJob) -> None:
    """Write what was confirmed, as a whole or not at all. Done before, it does nothing.

    Raises `RuleViolation` with the reason; the list then waits for its officer again.
    """
    try:
        with pulse(job) as say:
            _load(batch_id, job.requested_by, say)
    except IntegrityError:
        refusal = RuleViolation(_("Có người vừa ghi vào cùng chỗ. Chưa dòng nào được nạp; hãy nạp lại."))
        _give_back(batch_id, job.requested_by, refusal.message)
        raise refusal from None
    except RuleViolation as refusal:
        _give_back(batch_id, job.requested_by, refusal.message)
        raise


@transaction.atomic
def _load(batch_id: int, actor: User, say: Callable[[int], None]) -> None:
    batch = _held(batch_id)
    if batch.state != ImportState.QUEUED:
        return
    marks = batch.rows.values_list("number", "set_aside", "taken")
    aside = {number for number, is_aside, _taken in marks if is_aside}
    taken = {number for number, _aside, is_taken in marks if is_taken}
    resource = _resource(batch, actor)
    resource.shows = False
    stuck, plans = [], []
    for row in _examined(resource, refused_without_table(batch), say):
        if row.number in aside:
            continue
        if row.verdict in (Verdict.ERROR, Verdict.QUESTION):
            stuck.append(row.number)
        elif row.plan is not None:
            plans.append((row.plan, row.number in taken))
    if stuck:
        raise RuleViolation(
            _("Cổng đã khác lúc xem trước: dòng %(rows)s cần xem lại. Chưa dòng nào được nạp.")
            % {"rows": ", ".join(map(str, stuck[:5]))}
        )
    written = resource.write(plans)
    IMPORT.carry(
        "load",
        batch,
        actor=actor,
        note="; ".join(f"{words}: {count}" for words, count in written.items()),
        written=written,
        answers=resource.answers_as_kept(),
        loaded_at=timezone.now(),
        loaded_by=actor,
    )


def _held(batch_id: int) -> Import:
    return Import.objects.select_for_update(of=("self",)).select_related("place").get(pk=batch_id)


def _give_back(batch_id: int, actor: User, reason: str) -> None:
    batch = Import.objects.get(pk=batch_id)
    moves = {ImportState.READING: "unread", ImportState.QUEUED: "give_back"}
    if move := moves.get(ImportState(batch.state)):
        IMPORT.carry(move, batch, actor=actor, note=reason, problem=reason[:500])


def _open(actor: User, batch: Import, version: int | None) -> Import:
    """The list, held, while its officer may still decide about it."""
    row = _held(batch.pk)
    if version is not None and version != row.version:
        raise Stale(_("Người khác vừa sửa danh sách này. Hãy xem lại rồi làm tiếp."))
    if row.state not in OPEN:
        raise RuleViolation(
            _("Danh sách đang “%(state)s” nên không sửa được.") % {"state": row.get_state_display()}
        )
    if not Import.objects.roles_over(actor, row) & kinds()[row.kind].roles:
        raise RuleViolation(_("Bạn không có thẩm quyền với “%(thing)s”.") % {"thing": row})
    return row


def _resource(batch: Import, actor: User) -> ListResource:
    resource = kinds()[batch.kind].resource(batch, actor=actor)
    resource.prepare()
    return resource


def _examined(
    resource: ListResource, table: Table, say: Callable[[int], None] = lambda done: None
) -> Iterable[Examined]:
    for done, row in enumerate(table.rows()):
        if not done % BATCH:
            say(done)
        yield resource.examine(row)


def _look(batch: Import, actor: User) -> Import:
    """See to the preview: at once, or in the background where there are more rows than one waits for."""
    table = refused_without_table(batch)
    count = sum(1 for _row in table.rows())
    if not count:
        raise RuleViolation(_("Bảng không có dòng nào."))
    batch.row_count = count
    if count <= settings.IMPORT_ROWS_AT_ONCE:
        return _preview(batch, actor, table)
    said = {"mapping": batch.mapping, "answers": batch.answers, "row_count": count, "problem": ""}
    batch = IMPORT.carry("read", batch, actor=actor, **said)
    request_document(actor=actor, kind=READ, subject=batch)
    return batch


def _preview(
    batch: Import, actor: User, table: Table, say: Callable[[int], None] = lambda done: None
) -> Import:
    """Write the rows of the preview anew; what was set aside or taken stays so where it still can."""
    before = {
        number: (aside, taken)
        for number, aside, taken in batch.rows.values_list("number", "set_aside", "taken")
        if aside or taken
    }
    batch.rows.all().delete()
    rows = (_row(batch, one, before) for one in _examined(_resource(batch, actor), table, say))
    while chunk := list(islice(rows, BATCH)):
        ImportRow.objects.bulk_create(chunk)
    said = {"mapping": batch.mapping, "answers": batch.answers, "row_count": batch.row_count, "problem": ""}
    return IMPORT.carry("check", batch, actor=actor, **said)


def _row(batch: Import, one: Examined, before: Mapping[int, tuple[bool, bool]]) -> ImportRow:
    aside, taken = before.get(one.number, (False, False))
    verdict = one.verdict
    stuck = verdict in (Verdict.ERROR, Verdict.QUESTION)
    has_changes = bool(one.changes) and not stuck
    return ImportRow(
        batch=batch,
        number=one.number,
        verdict=verdict,
        title=one.title[:250],
        shown=one.shown,
        reasons=[*one.faults, *one.remarks],
        questions=[{"key": q.key, "words": q.words, "options": list(q.options)} for q in one.questions],
        changes=[[change.label, change.old, change.new] for change in one.changes],
        has_changes=has_changes,
        set_aside=aside and stuck,
        taken=taken and has_changes,
    )
