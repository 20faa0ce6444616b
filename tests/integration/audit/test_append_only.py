"""What was recorded stays as it was recorded."""

import pytest
from django.db import DatabaseError, connection, transaction

from ocop.audit.models import Event
from ocop.audit.services import record

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return record(actor=None, verb="account.sign-in-failed", note="như đã ghi")


def test_an_event_cannot_be_changed(event):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(note="khác đi")

    assert Event.objects.get().note == "như đã ghi"


@pytest.mark.postgres
def test_an_event_cannot_be_taken_away(event):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.filter(pk=event.pk).delete()

    assert Event.objects.count() == 1


def test_the_trigger_stands_on_the_table(event):
    """Without it the first test could pass for another reason."""
    catalogue = {
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgname = 'audit_event_append_only'",
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_event'",
    }
    with connection.cursor() as cursor:
        cursor.execute(catalogue[connection.vendor])
        assert cursor.fetchall() == [("audit_event_append_only",)]
