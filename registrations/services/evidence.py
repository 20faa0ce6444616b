"""Papers: handed in, replaced, cited."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from secrets import token_hex
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from ocop.accounts.models import User
from ocop.audit.services import record, snapshot
from ocop.core.errors import RuleViolation, refuse, refuse_first
from ocop.core.uploads import CheckedFile, check_upload
from ocop.documents.services.papers import write_whole
from ocop.law.models import Criterion
from registrations.models import Citation, Consent, Dossier, Evidence, Producer
from registrations.models.dossiers import HERE_TO_WRITE
from registrations.queries import why_not_describe, why_not_replace
from registrations.queries.faults import (
    faults_of_paper,
    file_in_use,
    no_room,
    no_room_to_follow,
    not_newer,
)
from registrations.queries.renewals import newest_version
from registrations.services.doors import dossier_to_write, locked, refuse_without


@transaction.atomic
def attach_evidence(
    *,
    actor: User,
    producer: Producer,
    upload: UploadedFile,
    kind: str,
    title: str,
    number: str = "",
    issuer: str = "",
    issued_on: date | None = None,
    expires_on: date | None = None,
    dossier: Dossier | None = None,
    criteria: Sequence[Criterion] = (),
) -> Evidence:
    """Keep a paper of a producer, and cite it at once when a dossier is named, as `cite` does.

    Raises `RuleViolation` where the file is not believed or is there already (field `upload`), where the
    dossier is full or closed, for a day of issue to come, and outside the actor's reach.
    """
    producer = locked(producer)
    role = refuse_without(actor, producer)
    if dossier is not None:
        dossier, role = _dossier_of(actor, producer, dossier)
    refuse_first(faults_of_paper(issued_on, expires_on))
    file = check_upload(upload, name=upload.name, max_bytes=settings.UPLOAD_MAX_BYTES)
    refuse_first(file_in_use(producer, file))
    if dossier is not None:
        refuse_first(no_room(dossier, file.size))
    paper = Evidence(
        producer=producer,
        kind=kind,
        title=title,
        number=number,
        issuer=issuer,
        issued_on=issued_on,
        expires_on=expires_on,
        uploaded_by=actor,
    )
    keep_file(paper, file, folder="evidence")
    if dossier is not None:
        _cite(dossier, paper, criteria)
    record(
        actor=actor,
        verb="evidence.attach",
        subject=paper,
        role=role,
        after=snapshot(paper, "kind", "issued_on", "expires_on", "size", "sha256"),
        dossier=dossier.pk if dossier else None,
        criteria=[criterion.code for criterion in criteria],
    )
    return paper


@transaction.atomic
def replace_evidence(
    *, actor: User, evidence: Evidence, upload: UploadedFile, follows: bool = True, **changes: Any
) -> Evidence:
    """A newer file in the place of an older one, which is kept.

    Where it is asked for (`follows`), dossiers that can still be written cite the newer one from now on;
    those that went up keep what was judged. Raises `RuleViolation` for a paper that was replaced before,
    for the very same file, and where a dossier that would follow becomes too full.
    """
    producer = locked(evidence.producer)
    old = locked(evidence)
    role = refuse_without(actor, old)
    refuse(why_not_replace(old))
    file = check_upload(upload, name=upload.name, max_bytes=settings.UPLOAD_MAX_BYTES)
    refuse_first(not_newer(old, file))
    fields = {name: getattr(old, name) for name in ("kind", "title", "number", "issuer", "issued_on")}
    paper = Evidence(producer=producer, uploaded_by=actor, **(fields | changes))
    refuse_first(faults_of_paper(paper.issued_on, paper.expires_on))
    if follows:
        refuse_first(no_room_to_follow(old, file.size))
    keep_file(paper, file, folder="evidence")
    old.replaced_by = paper
    old.save(update_fields=["replaced_by"])
    moved = _follow(old) if follows else 0
    record(
        actor=actor,
        verb="evidence.replace",
        subject=paper,
        role=role,
        before=snapshot(old, "size", "sha256", "expires_on"),
        after=snapshot(paper, "size", "sha256", "expires_on"),
        replaces=old.pk,
        citations=moved,
    )
    return paper


@transaction.atomic
def follow_replacement(*, actor: User, evidence: Evidence) -> int:
    """Dossiers that can still be written cite the newest version of a paper; returns how many citations
    moved. Raises `RuleViolation` for a paper that was not replaced.
    """
    locked(evidence.producer)
    old = locked(evidence)
    role = refuse_without(actor, old)
    if not old.replaced_by_id:
        raise RuleViolation(_("Giấy tờ này chưa có bản mới."))
    refuse_first(no_room_to_follow(old, newest_version(old).size))
    moved = _follow(old)
    record(actor=actor, verb="evidence.follow", subject=old, role=role, citations=moved)
    return moved


def _follow(old: Evidence) -> int:
    """Move the citations of open dossiers to the newest version; one that cites both keeps one of them."""
    newest = newest_version(old)
    cited = list(Citation.objects.filter(evidence=old, dossier__state__in=HERE_TO_WRITE).order_by("pk"))
    for citation in cited:
        _move(citation, newest)
    return len(cited)


def _move(citation: Citation, newer: Evidence) -> None:
    there = Citation.objects.filter(
        dossier=citation.dossier_id, evidence=newer, criterion=citation.criterion_id
    )
    if there.exists():
        citation.delete()
    else:
        citation.evidence = newer
        citation.save(update_fields=["evidence"])


@transaction.atomic
def describe_evidence(
    *, actor: User, evidence: Evidence, version: int | None = None, **fields: Any
) -> Evidence:
    """Say what a paper is: kind, title, number, issuer and dates. Its file stays.

    Raises `Stale`, and `RuleViolation` once a dossier that went up cites it, and for a paper that was
    replaced.
    """
    paper = locked(evidence, version)
    role = refuse_without(actor, paper)
    refuse(why_not_describe(paper))
    before = snapshot(paper, *fields)
    for name, value in fields.items():
        setattr(paper, name, value)
    refuse_first(faults_of_paper(paper.issued_on, paper.expires_on))
    paper.version += 1
    paper.save(update_fields=[*fields, "version"])
    record(
        actor=actor,
        verb="evidence.update",
        subject=paper,
        role=role,
        before=before,
        after=snapshot(paper, *fields),
    )
    return paper


def cite_newest(dossier: Dossier) -> None:
    """A dossier that is open again cites the newest version of every paper that was replaced meanwhile.

    Part of giving a dossier back; the caller holds it.
    """
    while old := dossier.citations.filter(evidence__replaced_by__isnull=False).first():
        _move(old, old.evidence.replaced_by)


@transaction.atomic
def cite(*, actor: User, dossier: Dossier, evidence: Evidence, criteria: Sequence[Criterion] = ()) -> None:
    """Cite a paper of the same producer, for these criteria, or without any for the dossier as a whole; twice
    is once.
    """
    dossier, role = _dossier_of(actor, evidence.producer, dossier)
    if evidence.replaced_by_id:
        raise RuleViolation(_("Giấy tờ này đã được thay bằng bản khác; hãy dẫn bản mới."))
    if not dossier.citations.filter(evidence=evidence).exists():
        refuse_first(no_room(dossier, evidence.size))
    _cite(dossier, evidence, criteria)
    record(
        actor=actor,
        verb="evidence.cite",
        subject=evidence,
        role=role,
        dossier=dossier.pk,
        criteria=[criterion.code for criterion in criteria],
    )


@transaction.atomic
def uncite(*, actor: User, dossier: Dossier, citation: Citation) -> None:
    """Take a paper out of a dossier, or away from one of its criteria. The paper itself is kept."""
    dossier, role = dossier_to_write(actor, dossier)
    gone = (
        Citation.objects.filter(pk=citation.pk, dossier=dossier)
        .select_related("evidence", "criterion")
        .first()
    )
    if gone is None:
        raise RuleViolation(_("Giấy tờ này không còn trong hồ sơ."))
    paper, code = gone.evidence, gone.criterion.code if gone.criterion else ""
    gone.delete()
    record(actor=actor, verb="evidence.uncite", subject=paper, role=role, dossier=dossier.pk, criterion=code)


def _dossier_of(actor: User, producer: Producer, dossier: Dossier):
    dossier, role = dossier_to_write(actor, dossier)
    if dossier.producer_id != producer.pk:
        raise RuleViolation(_("Giấy tờ này của chủ thể khác."))
    return dossier, role


def keep_file(paper: Evidence | Consent, file: CheckedFile, *, folder: str) -> None:
    """Write the file, then its row. A file whose row is refused goes again; one left over is litter, never
    a paper.
    """
    name = f"{folder}/{token_hex(1)}/{token_hex(16)}.{file.extension}"
    write_whole(name, file.pieces())
    paper.file.name = name
    paper.file_name, paper.content_type = file.name, file.content_type
    paper.size, paper.sha256 = file.size, file.sha256
    try:
        with transaction.atomic():
            paper.save()
    except BaseException:
        default_storage.delete(name)
        raise


def _cite(dossier: Dossier, paper: Evidence, criteria: Sequence[Criterion]) -> None:
    for criterion in criteria or [None]:
        if criterion is not None and criterion.section.criteria_set_id != dossier.criteria_set_id:
            raise RuleViolation(_("Tiêu chí này không thuộc bộ tiêu chí của hồ sơ."))
        Citation.objects.get_or_create(dossier=dossier, evidence=paper, criterion=criterion)
