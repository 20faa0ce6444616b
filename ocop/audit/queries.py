"""Reading the audit trail: of one thing, and of a span of days."""

from datetime import date, datetime, time, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import QuerySet

from ocop.audit.models import Event
from ocop.core.clock import HANOI


def history_of(row: models.Model) -> QuerySet[Event]:
    """The events about `row`, oldest first. The caller has checked that the reader reaches the row."""
    kind = ContentType.objects.get_for_model(row)
    return (
        Event.objects.filter(subject_type=kind, subject_id=row.pk)
        .select_related("actor")
        .order_by("at", "pk")
    )


def events_found(
    events: QuerySet[Event], *, since: date | None = None, until: date | None = None
) -> QuerySet[Event]:
    """The events of a span of Hà Nội days, both included."""
    if since:
        events = events.filter(at__gte=_midnight(since))
    if until:
        events = events.filter(at__lt=_midnight(until + timedelta(days=1)))
    return events


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=HANOI)
