"""Waking the workers: after the commit, and never the fault of who asked."""

import pytest
from django.db import transaction

from ocop.core.jobs import enqueue


@pytest.fixture
def nudges(monkeypatch):
    seen = []
    monkeypatch.setattr("ocop.core.jobs._nudge", lambda task, ids: seen.append((task.name, ids)))
    return seen


@pytest.mark.django_db(transaction=True)
def test_worker_is_woken_only_after_the_commit(nudges):
    with transaction.atomic():
        enqueue("ui.forget_receipts", thing_id=1)
        assert nudges == []

    assert nudges == [("ui.forget_receipts", {"thing_id": 1})]


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_wakes_nobody(nudges):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        enqueue("ui.forget_receipts", thing_id=1)
        raise ZeroDivisionError

    assert nudges == []


@pytest.mark.django_db(transaction=True)
def test_broker_out_of_reach_is_no_fault_of_who_asked(monkeypatch, caplog):
    def unreachable(task, ids):
        raise ConnectionError("no broker")

    monkeypatch.setattr("ocop.core.jobs._nudge", unreachable)

    with transaction.atomic():
        enqueue("ui.forget_receipts", thing_id=1)

    assert "no broker" in caplog.text
