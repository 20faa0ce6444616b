"""Corrections: noted while a dossier is reviewed, given back with it, answered, settled."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core.errors import RuleViolation
from ocop.core.text import clean_lines
from registrations.choices import CorrectionReason
from registrations.models import Correction, Dossier, Return
from registrations.queries.corrections import (
    asked_for,
    asked_last,
    may_review,
    noted_on,
    reviewer_of,
    reviewing_level,
)
from registrations.queries.items import item_of, items_of, to_keep
from registrations.services.doors import dossier_to_write, locked


@transaction.atomic
def note_correction(*, actor: User, dossier: Dossier, item: str, reason: str, words: str) -> Correction:
    """Note on one item of a dossier under review what is to be put right; nobody is told yet.

    Raises `RuleViolation` unless the actor reviews the dossier now and the dossier has this item.
    """
    dossier = _under_review(actor, dossier)
    target = item_of(dossier, item)
    if target is None:
        raise RuleViolation(_("Hồ sơ không có mục này."), field="item")
    if not clean_lines(words):
        raise RuleViolation(_("Hãy ghi cần sửa gì."), field="words")
    correction = Correction.objects.create(
        dossier=dossier,
        level=reviewing_level(dossier),
        item=target.key,
        subject=target.subject,
        label=target.label[:300],
        reason=CorrectionReason(reason),
        words=clean_lines(words),
        noted_by=actor,
    )
    record(
        actor=actor,
        verb="dossier.note_correction",
        subject=dossier,
        role=reviewer_of(dossier),
        after={"item": target.key, "reason": correction.reason},
    )
    return correction


@transaction.atomic
def drop_correction(*, actor: User, correction: Correction) -> None:
    """Take back a note that was not given back yet. Raises `RuleViolation` afterwards."""
    dossier = _under_review(actor, correction.dossier)
    note = noted_on(dossier).filter(pk=correction.pk).first()
    if note is None:
        raise RuleViolation(_("Yêu cầu này đã gửi đi nên không bỏ được."))
    note.delete()
    record(
        actor=actor,
        verb="dossier.drop_correction",
        subject=dossier,
        role=reviewer_of(dossier),
        before={"item": note.item, "reason": note.reason},
    )


def _under_review(actor: User, dossier: Dossier) -> Dossier:
    dossier = locked(dossier)
    if reviewer_of(dossier) is None:
        raise RuleViolation(
            _("Hồ sơ đang “%(state)s” nên không ghi yêu cầu sửa được.")
            % {"state": dossier.get_state_display()}
        )
    if not may_review(actor, dossier):
        raise RuleViolation(_("Bạn không có thẩm quyền với “%(thing)s”.") % {"thing": dossier})
    return dossier


@transaction.atomic
def answer_correction(
    *, actor: User, correction: Correction, answer: str = "", version: int | None = None
) -> Correction:
    """Say that what was asked for is put right; `answer` may say how. Answering again replaces the words.

    Raises `Stale`, and `RuleViolation` unless the actor may write the dossier now and its last return asks
    for this.
    """
    dossier, role = dossier_to_write(actor, correction.dossier)
    correction = locked(_asked(asked_last(dossier), correction), version)
    correction.answer, correction.version = clean_lines(answer), correction.version + 1
    correction.answered_at, correction.answered_by = timezone.now(), actor
    correction.save(update_fields=["answer", "answered_at", "answered_by", "version"])
    record(
        actor=actor,
        verb="dossier.answer_correction",
        subject=dossier,
        role=role,
        after={"item": correction.item},
    )
    return correction


@transaction.atomic
def settle_correction(*, actor: User, correction: Correction) -> Correction:
    """The reviewer finds right what was answered to her own level. What is still wrong is noted anew."""
    dossier = _under_review(actor, correction.dossier)
    correction = _asked(asked_for(dossier), correction)
    if correction.level != reviewing_level(dossier):
        raise RuleViolation(_("Cấp đã yêu cầu sửa mục này mới xác nhận là đạt."))
    if correction.answered_at is None:
        raise RuleViolation(_("Mục này chưa được trả lời."))
    correction.settled_at, correction.settled_by = timezone.now(), actor
    correction.save(update_fields=["settled_at", "settled_by"])
    record(
        actor=actor,
        verb="dossier.settle_correction",
        subject=dossier,
        role=reviewer_of(dossier),
        after={"item": correction.item},
    )
    return correction


def _asked(asked: QuerySet[Correction], correction: Correction) -> Correction:
    found = asked.filter(pk=correction.pk).first()
    if found is None:
        raise RuleViolation(_("Yêu cầu này thuộc một lần trả lại trước."))
    return found


def reason_to_return(dossier: Dossier, note: str) -> str:
    """The reason of a return in words: the note, else how many items are to be put right."""
    if note.strip():
        return note
    count = noted_on(dossier).count()
    if not count:
        return ""
    return ngettext("Cần sửa %(n)s mục.", "Cần sửa %(n)s mục.", count) % {"n": count}


def open_return(dossier: Dossier, *, actor: User, note: str) -> Return:
    """Keep what the dossier holds as it is given back, with the corrections noted on it: part of a move."""
    returned = Return.objects.create(
        dossier=dossier,
        number=dossier.returns.count() + 1,
        level=reviewing_level(dossier),
        note=note,
        contents=to_keep(items_of(dossier)),
        returned_by=actor,
    )
    noted_on(dossier).update(returned=returned)
    return returned


def close_return(dossier: Dossier) -> None:
    """The dossier goes up again: the open return is answered. Part of a move."""
    dossier.returns.filter(sent_again_at__isnull=True).update(sent_again_at=timezone.now())
