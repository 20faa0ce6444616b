"""Which work is under way; which mark a place prints, and who looks after it."""

from __future__ import annotations

from base64 import b64encode

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ocop.accounts.models import User
from ocop.core.errors import RuleViolation
from ocop.documents.models import OPEN, DocumentJob, ProvinceMark
from ocop.localities.models import Place
from ocop.programme.queries import provinces_run_by


def open_job(kind: str, subject_id: int) -> DocumentJob | None:
    """The job of a kind about one thing that waits or runs, if there is one."""
    return DocumentJob.objects.filter(kind=kind, subject_id=subject_id, state__in=OPEN).first()


def places_to_mark(person: User) -> QuerySet[Place]:
    """The provinces of today whose mark this administrator sets."""
    return provinces_run_by(person)


def marks_set_by(person: User) -> QuerySet[ProvinceMark]:
    """The marks this administrator looks after, by the dictionary."""
    marks = ProvinceMark.objects.filter(place__in=places_to_mark(person))
    return marks.select_related("place", "uploaded_by").order_by("place__sort_key", "pk")


def mark_for(place: Place) -> ProvinceMark | None:
    """The mark on the papers of an issuing place: its own, else that of the province it belongs to today."""
    province = ".".join(place.today_path.split(".")[:2]) + "."
    marks = ProvinceMark.objects.filter(place__path__in={place.path, province}).select_related("place")
    found = {mark.place.path: mark for mark in marks}
    return found.get(place.path) or found.get(province)


def picture_address(mark: ProvinceMark) -> str:
    """The picture as a data address, to be put into `src`. Raises `RuleViolation` where its file is gone."""
    try:
        with default_storage.open(mark.file.name) as file:
            return f"data:image/png;base64,{b64encode(file.read()).decode()}"
    except FileNotFoundError:
        raise RuleViolation(_("Tệp của biểu trưng không còn trong kho. Quản trị cổng hãy tải lại.")) from None
