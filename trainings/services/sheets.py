"""A paper roll brought in: kept as it was read, looked at, written as a whole."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core.errors import RuleViolation
from trainings.choices import ClassState, MarkSource
from trainings.models import Nomination, RollSheet, TrainingClass
from trainings.queries.sheets import reading_of, roll_in
from trainings.services.authority import locked, require_organiser
from trainings.services.roll import take_roll


@transaction.atomic
def upload_roll(*, actor: User, training: TrainingClass, upload: UploadedFile) -> RollSheet:
    """Keep the rows of a paper roll to be looked at. Raises `RuleViolation` (field `upload`)."""
    require_organiser(actor, training)
    columns, rows = roll_in(upload.file, upload.name, year=training.first_on.year)
    if not rows:
        raise RuleViolation(_("Bảng không có dòng nào."), field="upload")
    sheet = RollSheet.objects.create(
        training=training, name=upload.name[:200], columns=columns, rows=rows, uploaded_by=actor
    )
    record(actor=actor, verb="class.roll-upload", subject=training, name=sheet.name, rows=len(rows))
    return sheet


@transaction.atomic
def apply_roll(*, actor: User, sheet: RollSheet) -> int:
    """Write the rows and half-days that can be taken; how many half-days were written.

    Who stands on the paper without a tick was not there, unless they scanned the code; who does not stand on
    it stays as they were. Rows and columns with a problem are left out, as the page says. Raises
    `RuleViolation` for a sheet written before, for one of which nothing can be taken, and when the class does
    not run.
    """
    locked(sheet.training_id)
    sheet = RollSheet.objects.select_related("training__organiser").get(pk=sheet.pk)
    require_organiser(actor, sheet.training)
    if sheet.applied_at:
        raise RuleViolation(_("Bảng này đã được nhập."))
    reading = reading_of(sheet)
    if not reading.taken or not reading.good_columns:
        raise RuleViolation(_("Không có dòng nào hoặc buổi nào nhập được."))
    if sheet.training.state != ClassState.RUNNING:
        raise RuleViolation(_("Chỉ nhập điểm danh khi lớp đang học."))
    on_paper = {line.trainee for line in reading.taken}
    for at, column in reading.good_columns:
        session = sheet.training.sessions.get(day=column.day, half=column.half.value)
        ticked = {line.trainee for line in reading.taken if at in line.present}
        kept = session.roll.filter(present=True).exclude(nomination__in=on_paper)
        keys = ticked | set(kept.values_list("nomination", flat=True))
        take_roll(
            actor=actor,
            session=session,
            present=list(Nomination.objects.filter(pk__in=keys)),
            note=_("Theo bảng điểm danh giấy “%(name)s”") % {"name": sheet.name},
            source=MarkSource.PAPER,
        )
    sheet.applied_at, sheet.applied_by = timezone.now(), actor
    sheet.save(update_fields=["applied_at", "applied_by"])
    record(
        actor=actor,
        verb="class.roll-import",
        subject=sheet.training,
        name=sheet.name,
        rows=len(reading.taken),
        set_aside=len(reading.set_aside),
    )
    return len(reading.good_columns)
