"""The work in the background that loads a list: one item, as a whole or not at all."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ocop.documents.kinds import DocumentKind
from ocop.documents.models import DocumentJob
from ocop.imports import services
from ocop.imports.choices import ImportState
from ocop.imports.models import Import
from ocop.imports.workflow import LOAD


def _pending(batch_id: int) -> Sequence[int]:
    return [batch_id] if Import.objects.filter(pk=batch_id, state=ImportState.QUEUED).exists() else []


def _make(batch_ids: Sequence[int], job: DocumentJob) -> None:
    for batch_id in batch_ids:
        services.load_list(batch_id, job)


LOADING = DocumentKind(
    code=LOAD,
    title=_("Nạp danh sách"),
    subject=Import,
    place_of=lambda batch: batch.place,
    pending=_pending,
    make=_make,
    done_url=lambda batch_id: reverse("imports:import-detail", args=[batch_id]),
    size=lambda batch_id: Import.objects.values_list("row_count", flat=True).get(pk=batch_id),
)
