"""A worker killed while it loads a list: nothing of it is there, and the next worker loads all of it once."""

from functools import partial

import pytest
from django.db import connection, transaction
from django.utils import timezone

from ocop.documents.choices import JobState
from ocop.documents.models import DocumentJob
from ocop.imports import services
from ocop.imports.choices import ImportState
from registrations.models import Dossier, Producer, Product
from tests.integration.documents.test_worker_crash import broker, kill, start_worker, wait_until

__all__ = ["broker", "start_worker"]

pytestmark = [pytest.mark.postgres, pytest.mark.broker, pytest.mark.django_db(transaction=True)]
COUNT = 3_000


def somebody_waits(cursor) -> bool:
    """Whether a writer stands before the table of dossiers; its producers and products are written."""
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = %s::regclass"
    cursor.execute(waiting, [Dossier._meta.db_table])
    return cursor.fetchone()[0] > 0


def test_a_list_survives_a_killed_worker_whole(cast, bring_in, start_worker, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.IMPORT_ROWS_AT_ONCE = COUNT
    rows = [
        (f"Mứt {n}", f"HTX Mứt số {n}", "xã Mỹ Hiệp", f"14{n:08d}", "", "") for n in range(100, 100 + COUNT)
    ]
    batch = bring_in(rows)
    before = (Producer.objects.count(), Product.objects.count(), Dossier.objects.count())
    job = services.confirm_list(actor=cast.officer, batch=batch)
    DocumentJob.objects.filter(pk=job.pk).update(requested_at=timezone.now() - timezone.timedelta(minutes=1))

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {Dossier._meta.db_table} IN EXCLUSIVE MODE")
        worker = start_worker(lost_after=3600)
        assert wait_until(partial(somebody_waits, cursor)), "the worker never came to write dossiers"
        kill(worker)
    batch.refresh_from_db()
    assert batch.state == ImportState.QUEUED
    assert (Producer.objects.count(), Product.objects.count(), Dossier.objects.count()) == before

    start_worker(lost_after=1)
    assert wait_until(lambda: DocumentJob.objects.get(pk=job.pk).state == JobState.DONE)

    batch.refresh_from_db()
    assert batch.state == ImportState.LOADED
    grown = (Producer.objects.count(), Product.objects.count(), Dossier.objects.count())
    assert grown == tuple(count + COUNT for count in before)
    assert DocumentJob.objects.get(pk=job.pk).attempts == 2
