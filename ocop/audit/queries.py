"""Reading the audit trail of one thing."""

from django.contrib.contenttypes.models import ContentType
from django.db import models

from ocop.audit.models import Event


def history_of(row: models.Model) -> models.QuerySet[Event]:
    """The events about `row`, oldest first. The caller has checked that the reader reaches the row."""
    kind = ContentType.objects.get_for_model(row)
    return (
        Event.objects.filter(subject_type=kind, subject_id=row.pk)
        .select_related("actor")
        .order_by("at", "pk")
    )
