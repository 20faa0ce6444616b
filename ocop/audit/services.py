"""The only door to the audit trail."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models

from ocop.audit.context import request_id
from ocop.audit.models import Event
from ocop.core.text import search_key


def record(
    *,
    actor,
    verb: str,
    subject: models.Model | None = None,
    role: str = "",
    place=None,
    before: Any = None,
    after: Any = None,
    note: str = "",
    **detail: Any,
) -> Event:
    """Write one event in the caller's transaction.

    `verb` is `thing.deed` (`dossier.return`). `place` is the `Place` the deed belongs to; by default the
    subject's `audit_place`, where it has one. `before` and `after` are a state or a mapping of the fields
    that changed. Detail carries no secrets and no identity numbers.
    """
    place = place or getattr(subject, "audit_place", None)
    person = actor if actor is not None and actor.is_authenticated else None
    label = str(subject)[:200] if subject is not None else ""
    return Event.objects.create(
        actor=person,
        actor_key=search_key(str(person))[:160] if person else "",
        role=role,
        verb=verb,
        subject_type=ContentType.objects.get_for_model(subject) if subject is not None else None,
        subject_id=subject.pk if subject is not None else None,
        subject_label=label,
        subject_key=search_key(label)[:200],
        place_path=getattr(place, "path", ""),
        today_path=getattr(place, "today_path", ""),
        before=_named(before),
        after=_named(after),
        detail=detail,
        note=note,
        request_id=request_id.get(),
    )


def snapshot(row: models.Model, *fields: str) -> dict[str, Any]:
    """The named fields of a row as plain values, to be kept before and after a change."""
    return {field: _plain(getattr(row, row._meta.get_field(field).attname)) for field in fields}


def _named(value: Any) -> dict[str, Any]:
    if value is None:
        return {}
    return value if isinstance(value, dict) else {"state": str(value)}


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int | str) else str(value)
