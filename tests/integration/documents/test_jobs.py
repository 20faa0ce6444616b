"""Jobs: asked for once, claimed once, begun anew where a worker was lost."""

from dataclasses import replace
from datetime import timedelta

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import DatabaseError, transaction
from django.http import Http404
from django.utils import timezone

from ocop.audit.models import Event
from ocop.core.errors import RuleViolation
from ocop.core.roles import Role
from ocop.documents.choices import JobState
from ocop.documents.kinds import DocumentKind, kinds
from ocop.documents.models import DocumentJob, IssuedDocument
from ocop.documents.services import claim, request_document, run_job, store_issued, sweep
from ocop.documents.services.jobs import MAX_FRUITLESS
from ocop.programme.models import Cycle
from tests.factories.accounts import make_officer
from tests.factories.places import make_place

pytestmark = pytest.mark.django_db


class Notebook:
    """A kind whose items are noted down; it can be told to fail at one of them."""

    def __init__(self) -> None:
        self.todo, self.done, self.fail_at = [1, 2, 3, 4, 5], [], None

    def pending(self, subject_id: int) -> list[int]:
        return [item for item in self.todo if item not in self.done]

    def make(self, items, job) -> None:
        for item in items:
            if item == self.fail_at:
                raise self.error
            self.done.append(item)

    error: Exception = RuntimeError("power cut")


@pytest.fixture
def province():
    return make_place("province", "Đồng Tháp", "82")


@pytest.fixture
def officer(province):
    return make_officer(Role.PROVINCE_OFFICER, province)


@pytest.fixture
def cycle(province, officer):
    return Cycle.objects.create(province=province, year=2026, opened_on="2026-01-05", opened_by=officer)


@pytest.fixture
def notebook(monkeypatch):
    notebook = Notebook()
    kind = DocumentKind(
        code="notes",
        title="Ghi chép",
        subject=Cycle,
        place_of=lambda cycle: cycle.province,
        pending=notebook.pending,
        make=notebook.make,
        done_url=lambda pk: "/",
        chunk=2,
    )
    monkeypatch.setitem(kinds(), "notes", kind)
    notebook.kind = kind
    return notebook


@pytest.fixture
def job(notebook, officer, cycle):
    return request_document(actor=officer, kind="notes", subject=cycle)


def test_a_job_is_asked_for_once_while_it_is_open(job, officer, cycle):
    again = request_document(actor=officer, kind="notes", subject=cycle)

    assert again == job
    assert (job.state, job.total) == (JobState.QUEUED, 5)
    assert [event.verb for event in Event.objects.all()] == ["document.request"]


def test_nobody_asks_for_what_they_do_not_reach(notebook, cycle):
    stranger = make_officer(Role.PROVINCE_OFFICER, make_place("province", "An Giang", "91"))

    with pytest.raises(Http404):
        request_document(actor=stranger, kind="notes", subject=cycle)


def test_a_job_is_done_to_its_end(job, notebook):
    run_job(job.pk)

    job.refresh_from_db()
    assert (job.state, job.done, job.total, notebook.done) == (JobState.DONE, 5, 5, [1, 2, 3, 4, 5])


def test_a_job_is_claimed_by_one(job):
    assert claim(job.pk) == job
    assert claim(job.pk) is None


def test_a_done_job_does_nothing_more(job, notebook):
    run_job(job.pk)
    notebook.todo.append(6)
    run_job(job.pk)

    assert notebook.done == [1, 2, 3, 4, 5]


def test_a_lost_job_is_freed_and_goes_on_with_what_is_left(job, notebook):
    claim(job.pk)
    notebook.done += [1, 2]
    assert sweep() == 0, "its worker may still live"
    DocumentJob.objects.update(heartbeat_at=timezone.now() - timedelta(minutes=5))

    assert sweep() == 1
    run_job(job.pk)

    job.refresh_from_db()
    assert (job.state, job.attempts, notebook.done) == (JobState.DONE, 2, [1, 2, 3, 4, 5])


def test_a_worker_whose_job_was_given_away_stops(job, notebook, monkeypatch):
    """The first worker was only slow: once another has the job, it must not write the end."""

    def make(items, running):
        DocumentJob.objects.filter(pk=job.pk).update(attempts=9)
        notebook.done.extend(items)

    kind = replace(notebook.kind, make=make)
    monkeypatch.setitem(kinds(), "notes", kind)

    run_job(job.pk)

    job.refresh_from_db()
    assert (job.state, notebook.done) == (JobState.RUNNING, [1, 2])


def test_a_job_lost_too_often_is_given_up_in_words(job):
    DocumentJob.objects.update(
        state=JobState.RUNNING, fruitless=MAX_FRUITLESS, heartbeat_at=timezone.now() - timedelta(minutes=5)
    )

    sweep()

    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "Đã thử nhiều lần" in job.error


def test_a_job_that_gets_on_is_never_given_up_however_often_its_worker_is_lost(job, notebook):
    notebook.todo = list(range(20))
    notebook.error = SystemExit()  # what a killed worker leaves: a running job whose heartbeat stops
    for last in range(2, 20, 2):
        notebook.fail_at = last
        with pytest.raises(SystemExit):
            run_job(job.pk)
        DocumentJob.objects.update(heartbeat_at=timezone.now() - timedelta(minutes=5))
        assert sweep() == 1
    notebook.fail_at = None

    run_job(job.pk)

    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.DONE, 10)
    assert job.fruitless < MAX_FRUITLESS


def test_a_refusal_ends_the_job_with_its_sentence(job, notebook):
    notebook.fail_at, notebook.error = 3, RuleViolation("Tên quá dài.")

    run_job(job.pk)

    job.refresh_from_db()
    assert (job.state, job.error, notebook.done) == (JobState.FAILED, "Tên quá dài.", [1, 2])


def test_an_error_ends_the_job_and_is_raised_for_the_log(job, notebook):
    notebook.fail_at = 1

    with pytest.raises(RuntimeError):
        run_job(job.pk)

    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "báo quản trị" in job.error


def test_work_longer_than_a_task_may_run_is_handed_on(job, notebook, django_capture_on_commit_callbacks):
    notebook.fail_at, notebook.error = 3, SoftTimeLimitExceeded()

    with django_capture_on_commit_callbacks() as nudges:
        run_job(job.pk)

    job.refresh_from_db()
    assert (job.state, job.error, notebook.done, len(nudges)) == (JobState.QUEUED, "", [1, 2], 1)
    notebook.fail_at = None
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, notebook.done) == (JobState.DONE, [1, 2, 3, 4, 5])


def test_work_that_runs_out_of_time_again_and_again_is_given_up(job, notebook):
    notebook.fail_at, notebook.error = 1, SoftTimeLimitExceeded()

    for _turn in range(MAX_FRUITLESS):
        run_job(job.pk)

    job.refresh_from_db()
    assert (job.state, job.attempts, notebook.done) == (JobState.FAILED, MAX_FRUITLESS, [])
    assert "Đã thử nhiều lần" in job.error


def test_an_issued_paper_never_changes(province, officer):
    paper = store_issued(
        kind="certificates",
        place=province,
        number="1",
        label="Giấy",
        content=b"%PDF-1.7",
        template_version="v",
        issued_by=officer,
    )

    assert paper.file.read() == b"%PDF-1.7"
    with pytest.raises(DatabaseError), transaction.atomic():
        IssuedDocument.objects.filter(pk=paper.pk).update(sha256="0" * 64)


def test_the_waiting_page_shows_progress_and_strangers_see_nothing(client, job, officer):
    client.force_login(officer)
    page = client.get(f"/van-ban/viec/{job.pk}")
    client.force_login(make_officer(Role.PROVINCE_OFFICER, make_place("province", "An Giang", "91")))
    foreign = client.get(f"/van-ban/viec/{job.pk}")

    assert "Đã xong 0 trên 5" in page.content.decode()
    assert foreign.status_code == 404


def test_an_issued_paper_is_sent_privately(client, province, officer):
    paper = store_issued(
        kind="certificates",
        place=province,
        number="0001/2026/GCN",
        label="Giấy",
        content=b"%PDF-1.7",
        template_version="v",
        issued_by=officer,
    )
    client.force_login(officer)

    answer = client.get(f"/van-ban/da-cap/{paper.pk}")

    assert b"".join(answer.streaming_content) == b"%PDF-1.7"
    assert answer["Content-Disposition"] == 'inline; filename="0001-2026-GCN.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
