"""A worker killed in the middle of fifty certificates: afterwards there are exactly fifty, no gap, no double.

The worker is a process of this test's own, on this run's throw-away PostgreSQL and Redis. It is killed by
the id of the process group that was started here, once the system has confirmed that the group is ours.
"""

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import redis
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from evaluations.models import Certificate, DecisionLine
from evaluations.services.certificates import KIND
from ocop.documents.choices import JobState
from ocop.documents.models import DocumentJob, IssuedDocument, NumberBook, NumberEntry
from tests.factories.certificates import signed_decision_with

pytestmark = [pytest.mark.postgres, pytest.mark.broker, pytest.mark.django_db(transaction=True)]

COUNT = int(os.environ.get("CERTIFICATES", "50"))
ROOT = Path(__file__).resolve().parents[3]
BROKER = os.environ.get("TEST_REDIS_URL", "")
PATIENCE = 120.0 + COUNT


@pytest.fixture
def broker() -> Iterator[str]:
    """A database of its own in the throw-away Redis, emptied before and after."""
    if not BROKER:
        pytest.skip("no Redis was given to this run")
    address = f"{BROKER.rstrip('/').rsplit('/', 1)[0] if BROKER.count('/') > 2 else BROKER}/7"
    with redis.Redis.from_url(address) as client:
        client.flushdb()
        yield address
        client.flushdb()


@pytest.fixture
def start_worker(broker, tmp_path) -> Iterator[Callable[..., subprocess.Popen]]:
    started: list[subprocess.Popen] = []

    def start(*, lost_after: int) -> subprocess.Popen:
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "celery",
                "-A",
                "ocop",
                "worker",
                "--pool",
                "solo",
                "--loglevel",
                "WARNING",
            ],
            cwd=ROOT,
            env=os.environ | environment_of(broker, tmp_path, lost_after),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        kill(process)


def environment_of(broker: str, tmp_path: Path, lost_after: int) -> dict[str, str]:
    database = connection.settings_dict
    host = database["HOST"]
    place = (
        f"{database['USER']}:{database['PASSWORD']}@{'' if host.startswith('/') else host}:{database['PORT']}"
    )
    socket = f"?host={host}" if host.startswith("/") else ""
    return {
        "DJANGO_SETTINGS_MODULE": "ocop.settings",
        "SECRET_KEY": settings.SECRET_KEY,
        "DATABASE_URL": f"postgres://{place}/{database['NAME']}{socket}",
        "REDIS_URL": broker,
        "DATA_DIR": str(tmp_path),
        "DOCUMENT_JOB_LOST_AFTER": str(lost_after),
    }


def kill(process: subprocess.Popen) -> None:
    """Kill -9 the group of our own child; a process that is not ours is never touched."""
    if process.poll() is not None:
        return
    assert os.getpgid(process.pid) == process.pid, "not a group that this test started"
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(10)


def wait_until(what: Callable[[], bool], *, seconds: float = PATIENCE) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if what():
            return True
        time.sleep(0.05)
    return False


def printed() -> int:
    return Certificate.objects.filter(paper__isnull=False).count()


def queue(decision, officer) -> DocumentJob:
    """A job as `request_document` writes it, a minute old: the next worker that starts will look for it."""
    job = DocumentJob.objects.create(
        kind=KIND,
        subject_id=decision.pk,
        label="Giấy chứng nhận",
        place=decision.place,
        requested_by=officer,
        total=COUNT,
    )
    DocumentJob.objects.filter(pk=job.pk).update(requested_at=timezone.now() - timezone.timedelta(minutes=1))
    return job


def test_fifty_certificates_survive_a_killed_worker(cast, start_worker, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    decision = signed_decision_with(cast, COUNT)
    job = queue(decision, cast.district_officer)

    worker = start_worker(lost_after=3600)
    assert wait_until(lambda: 5 <= printed() < COUNT), "the worker never got to work"
    kill(worker)
    done_before = printed()
    assert 0 < done_before < COUNT

    unprotected = start_worker(lost_after=3600)  # a sweeper that frees nothing: the job stays lost
    assert not wait_until(lambda: printed() > done_before, seconds=8)
    kill(unprotected)

    start_worker(lost_after=1)
    assert wait_until(lambda: DocumentJob.objects.get(pk=job.pk).state == JobState.DONE)

    book = NumberBook.objects.get(series="GCN-OCOP")
    assert sorted(NumberEntry.objects.filter(book=book).values_list("number", flat=True)) == list(
        range(1, COUNT + 1)
    )
    assert book.last == COUNT
    assert Certificate.objects.count() == DecisionLine.objects.filter(decision=decision).count() == COUNT
    papers = IssuedDocument.objects.filter(pk__in=Certificate.objects.values("paper"))
    assert papers.count() == IssuedDocument.objects.count() == COUNT
    for paper in papers:
        with default_storage.open(paper.file.name) as file:
            assert hashlib.sha256(file.read()).hexdigest() == paper.sha256
