"""Certificates under fire: workers killed at random moments, the broker emptied, every job run again.

Afterwards there are exactly as many certificates as were recognised: no gap, no double, each file as its hash
says. The suite runs a short version; the long one is

    CERTIFICATES=500 KILLS=20 script/test tests/integration/documents/test_worker_crash.py

Workers are processes of this test's own, on this run's throw-away PostgreSQL and Redis. Each is killed by the
id of the process group that was started here, once the system has confirmed that the group is ours.
"""

import hashlib
import os
import random
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
from ocop.documents.services import run_job
from tests.factories.certificates import signed_decision_with

pytestmark = [pytest.mark.postgres, pytest.mark.broker, pytest.mark.django_db(transaction=True)]

COUNT = int(os.environ.get("CERTIFICATES", "50"))
KILLS = int(os.environ.get("KILLS", "3"))
ROOT = Path(__file__).resolve().parents[3]
BROKER = os.environ.get("TEST_REDIS_URL", "")
DATABASES, FIRST_DATABASE = 16, 3
"""What a Redis has by default, and the first that is free: the run itself has 0, started portals 1 and 2."""
PATIENCE = 120.0 + COUNT


@pytest.fixture
def broker(worker_id: str) -> Iterator[str]:
    """A database of its own in the throw-away Redis, emptied before and after.

    Its own also beside the other processes of a run: they would empty it, and their workers take its tasks.
    """
    if not BROKER:
        pytest.skip("no Redis was given to this run")
    number = int(worker_id.removeprefix("gw")) if worker_id != "master" else 0
    assert number < DATABASES - FIRST_DATABASE, "more processes than Redis has databases"
    server = BROKER.rstrip("/").rsplit("/", 1)[0] if BROKER.count("/") > 2 else BROKER
    address = f"{server}/{FIRST_DATABASE + number}"
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


def queue(decision, officer, total: int = COUNT) -> DocumentJob:
    """A job as `request_document` writes it, a minute old: the next worker that starts will look for it."""
    job = DocumentJob.objects.create(
        kind=KIND,
        subject_id=decision.pk,
        label="Giấy chứng nhận",
        place=decision.place,
        requested_by=officer,
        total=total,
    )
    DocumentJob.objects.filter(pk=job.pk).update(requested_at=timezone.now() - timezone.timedelta(minutes=1))
    return job


def every_file() -> dict[str, str]:
    """The hash of each issued file, as its bytes have it now."""
    names = IssuedDocument.objects.values_list("file", flat=True)
    return {name: hashlib.sha256(default_storage.open(name).read()).hexdigest() for name in names}


def assert_whole(count: int) -> None:
    """As many numbers, certificates and files as lines; no gap, no double, each file as it was kept."""
    book = NumberBook.objects.get(series="GCN-OCOP")
    numbers = NumberEntry.objects.filter(book=book).order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, count + 1))
    assert book.last == count
    assert Certificate.objects.count() == DecisionLine.objects.count() == count
    papers = IssuedDocument.objects.filter(pk__in=Certificate.objects.values("paper"))
    assert papers.count() == IssuedDocument.objects.count() == count
    assert every_file() == dict(papers.values_list("file", "sha256"))


def test_a_killed_worker_is_lost_without_the_sweeper(cast, start_worker, settings, tmp_path):
    """The fault is real: with a sweeper that frees nothing, the job stays where it was."""
    settings.MEDIA_ROOT = tmp_path / "files"
    queue(signed_decision_with(cast, COUNT), cast.district_officer)
    worker = start_worker(lost_after=3600)
    assert wait_until(lambda: 5 <= printed() < COUNT), "the worker never got to work"
    kill(worker)
    done_before = printed()
    assert 0 < done_before < COUNT

    start_worker(lost_after=3600)

    assert not wait_until(lambda: printed() > done_before, seconds=8)


def test_workers_killed_at_random_moments_leave_no_gap(cast, start_worker, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    seed = os.environ.get("SEED") or str(time.time_ns())
    sys.stdout.write(f"SEED={seed}\n")  # shown when the test fails
    chance = random.Random(seed)  # noqa: S311 -- moments, not secrets
    job = queue(signed_decision_with(cast, COUNT), cast.district_officer)

    for moment in sorted(chance.sample(range(1, COUNT), KILLS)):
        worker = start_worker(lost_after=1)
        assert wait_until(lambda goal=moment: printed() >= goal)
        time.sleep(chance.uniform(0, 0.05))
        kill(worker)
    start_worker(lost_after=1)
    assert wait_until(lambda: DocumentJob.objects.get(pk=job.pk).state == JobState.DONE)

    job.refresh_from_db()
    assert job.attempts > 1
    assert_whole(COUNT)
    before = every_file()
    DocumentJob.objects.update(state=JobState.QUEUED)
    run_job(job.pk)
    assert_whole(COUNT)
    assert every_file() == before


def test_an_emptied_broker_is_filled_again_from_the_database(cast, start_worker, settings, tmp_path, broker):
    settings.MEDIA_ROOT = tmp_path / "files"
    for batch in range(5):
        decision = signed_decision_with(cast, COUNT // 5, name=f"Mứt {batch}")
        queue(decision, cast.district_officer, total=COUNT // 5)
    first = start_worker(lost_after=1)
    assert wait_until(lambda: printed() > COUNT // 5), "the worker never got to work"
    with redis.Redis.from_url(broker) as client:
        client.flushdb()
    waiting = DocumentJob.objects.filter(state=JobState.QUEUED)
    assert wait_until(lambda: not DocumentJob.objects.filter(state=JobState.RUNNING).exists())
    lost = waiting.count()
    assert lost and not wait_until(lambda: waiting.count() < lost, seconds=3), "nothing wakes the worker"
    kill(first)

    start_worker(lost_after=1)  # the sweeper looks at the start, and every half minute

    assert wait_until(lambda: DocumentJob.objects.filter(state=JobState.DONE).count() == 5)
    assert_whole(COUNT // 5 * 5)
