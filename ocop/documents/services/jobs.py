"""Work in the background: asked for, claimed, done a chunk at a time, freed when its worker was lost."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from time import monotonic

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, IntegrityError, connection, connections, models, transaction
from django.db.models import F, Q
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from ocop.audit.services import record
from ocop.core.errors import RuleViolation
from ocop.core.jobs import enqueue
from ocop.documents.choices import JobState
from ocop.documents.kinds import DocumentKind, kinds
from ocop.documents.models import DocumentJob
from ocop.documents.queries import open_job

log = logging.getLogger(__name__)
MAX_FRUITLESS = 5
"""Attempts in a row without an item done, after which a job is given up."""

NUDGE_AGAIN_AFTER = timedelta(seconds=10)
PULSE_EVERY = 1.0
"""Seconds between two signs of life of one transaction."""
_PULSE = (
    "UPDATE documents_documentjob SET heartbeat_at = %s, done = LEAST(%s, total)"
    " WHERE id = %s AND attempts = %s AND state = %s"
)


def request_document(*, actor, kind: str, subject: models.Model) -> DocumentJob:
    """Ask for the work of a kind about `subject`; asked twice while it is open, it is the same job.

    Raises `Http404` outside the actor's reach, `KeyError` for a kind that `DOCUMENT_KINDS` does not have.
    """
    sort = kinds()[kind]
    if not sort.subject.objects.visible_to(actor).filter(pk=subject.pk).exists():
        raise Http404
    if job := open_job(sort.code, subject.pk):
        return job
    try:
        with transaction.atomic():
            job = DocumentJob.objects.create(
                kind=sort.code,
                subject_id=subject.pk,
                label=f"{sort.title}: {subject}"[:300],
                place=sort.place_of(subject),
                requested_by=actor,
                total=_size(sort, subject.pk) or len(sort.pending(subject.pk)),
            )
            record(actor=actor, verb="document.request", subject=job, kind=sort.code)
            enqueue("documents.run", job_id=job.pk)
            return job
    except IntegrityError:  # somebody asked at the same moment
        if job := open_job(sort.code, subject.pk):
            return job
        raise


def claim(job_id: int) -> DocumentJob | None:
    """Take a queued job; None when another process has it. One UPDATE decides."""
    now = timezone.now()
    taken = DocumentJob.objects.filter(pk=job_id, state=JobState.QUEUED).update(
        state=JobState.RUNNING,
        heartbeat_at=now,
        attempts=F("attempts") + 1,
        fruitless=F("fruitless") + 1,
        error="",
    )
    return DocumentJob.objects.select_related("requested_by").get(pk=job_id) if taken else None


def run_job(job_id: int) -> None:
    """Do a job to its end. Killed in the middle and run again, it goes on with what is still to do."""
    job = claim(job_id)
    if job is None:
        return
    kind = kinds()[job.kind]
    try:
        pending = list(kind.pending(job.subject_id))
        size = _size(kind, job.subject_id)
        total = size or max(job.total, len(pending))
        while pending:
            if not _beat(job, done=0 if size else total - len(pending), total=total):
                return
            kind.make(pending[: kind.chunk], job)
            pending = pending[kind.chunk :]
        _finish(job, state=JobState.DONE, done=total, total=total)
    except SoftTimeLimitExceeded:  # long work, not lost work: the next task goes on from here
        _hand_on(job)
    except RuleViolation as refusal:
        _finish(job, state=JobState.FAILED, error=refusal.message)
    except Exception:
        log.exception("document job %s failed", job.pk)
        _finish(job, state=JobState.FAILED, error=_("Có lỗi khi làm. Hãy thử lại hoặc báo quản trị."))
        raise


@contextmanager
def pulse(job: DocumentJob) -> Iterator[Callable[[int], None]]:
    """A function that says how far a job is while its work sits in one transaction, at most once a second.

    It writes on a connection of its own, so that the progress can be seen and the sweeper knows that the
    worker lives. The embedded database has one writer: there nothing is said until the work is done.
    """
    if connection.vendor != "postgresql":
        yield lambda done: None
        return
    beside, said_at = connections.create_connection(DEFAULT_DB_ALIAS), 0.0

    def say(done: int) -> None:
        nonlocal said_at
        if monotonic() - said_at < PULSE_EVERY:
            return
        said_at = monotonic()
        with beside.cursor() as cursor:
            cursor.execute(_PULSE, [timezone.now(), done, job.pk, job.attempts, JobState.RUNNING])

    try:
        yield say
    finally:
        beside.close()


def sweep() -> int:
    """Free jobs whose worker no longer says that it lives, and nudge those that wait; how many were freed.

    A job that was lost again and again without getting anything done is given up, with a sentence.
    """
    now = timezone.now()
    silent = Q(heartbeat_at__lt=now - timedelta(seconds=settings.DOCUMENT_JOB_LOST_AFTER))
    lost = DocumentJob.objects.filter(silent, state=JobState.RUNNING)
    lost.filter(fruitless__gte=MAX_FRUITLESS).update(
        state=JobState.FAILED, finished_at=now, error=_given_up()
    )
    freed = lost.update(state=JobState.QUEUED)
    waiting = DocumentJob.objects.filter(state=JobState.QUEUED)
    late = Q(requested_at__lt=now - NUDGE_AGAIN_AFTER) | Q(heartbeat_at__isnull=False)
    for job_id in waiting.filter(late).values_list("pk", flat=True)[:100]:
        enqueue("documents.run", job_id=job_id)
    return freed


def _size(kind: DocumentKind, subject_id: int) -> int:
    return kind.size(subject_id) if kind.size else 0


def _hand_on(job: DocumentJob) -> None:
    """Queue a job again whose task has used up its time; one that has done so too often is given up."""
    if job.fruitless >= MAX_FRUITLESS:
        _finish(job, state=JobState.FAILED, error=_given_up())
    elif _held(job).update(state=JobState.QUEUED):
        enqueue("documents.run", job_id=job.pk)


def _given_up() -> str:
    return _("Đã thử nhiều lần mà không xong. Hãy báo quản trị.")


def _held(job: DocumentJob):
    """The row of a running job, as long as it was not given to another worker."""
    return DocumentJob.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)


def _beat(job: DocumentJob, *, done: int, total: int) -> bool:
    """Say that the worker lives and how far it is; False when the job was taken away meanwhile."""
    if done > job.done:
        job.done, job.fruitless = done, 0
    told = {"heartbeat_at": timezone.now(), "done": done, "total": total, "fruitless": job.fruitless}
    return bool(_held(job).update(**told))


def _finish(job: DocumentJob, *, state: str, **fields) -> None:
    _held(job).update(state=state, finished_at=timezone.now(), **fields)
