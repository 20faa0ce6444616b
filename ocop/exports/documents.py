"""The work in the background that makes the sheet of a long list."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ocop.documents.kinds import DocumentKind
from ocop.documents.models import DocumentJob
from ocop.exports import services
from ocop.exports.models import ListExport


def _pending(export_id: int) -> Sequence[int]:
    return [export_id] if ListExport.objects.filter(pk=export_id, file="").exists() else []


def _make(export_ids: Sequence[int], job: DocumentJob) -> None:
    for export_id in export_ids:
        services.store_sheet(export_id, job)


LISTS = DocumentKind(
    code=services.KIND,
    title=_("Bảng tính"),
    subject=ListExport,
    place_of=lambda export: export.place,
    pending=_pending,
    make=_make,
    done_url=lambda export_id: reverse("exports:download", args=[export_id]),
    size=lambda export_id: ListExport.objects.values_list("row_count", flat=True).get(pk=export_id),
)
