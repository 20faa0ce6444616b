"""The work in the background on a list, one item each: its preview, and its loading as a whole."""

from collections.abc import Callable, Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ocop.documents.kinds import DocumentKind
from ocop.documents.models import DocumentJob
from ocop.imports import services
from ocop.imports.choices import ImportState
from ocop.imports.models import Import
from ocop.imports.workflow import LOAD, READ


def _kind(
    code: str, title: str, state: ImportState, service: Callable[[int, DocumentJob], None]
) -> DocumentKind:
    """Work that a service does on the one list that is in this state."""

    def make(batch_ids: Sequence[int], job: DocumentJob) -> None:
        for batch_id in batch_ids:
            service(batch_id, job)

    return DocumentKind(
        code=code,
        title=title,
        subject=Import,
        place_of=lambda batch: batch.place,
        pending=lambda batch_id: list(
            Import.objects.filter(pk=batch_id, state=state).values_list("pk", flat=True)
        ),
        make=make,
        done_url=lambda batch_id: reverse("imports:import-detail", args=[batch_id]),
        size=lambda batch_id: Import.objects.values_list("row_count", flat=True).get(pk=batch_id),
    )


READING = _kind(READ, _("Xem trước danh sách"), ImportState.READING, services.read_list)
LOADING = _kind(LOAD, _("Nạp danh sách"), ImportState.QUEUED, services.load_list)
