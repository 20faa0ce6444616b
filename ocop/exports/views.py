"""The door by which every list leaves as a sheet."""

from functools import cached_property
from io import BytesIO
from typing import IO, Any

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from ocop.core import clock
from ocop.core.downloads import kept_private
from ocop.core.text import search_key
from ocop.exports import services
from ocop.exports.models import ListExport
from ocop.exports.templates import entries_of
from ocop.imports.kinds import ImportKind, kinds
from ocop.spreadsheets.writer import write_template
from ocop.ui.views import PortalView, ScopedDetailView

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class TakeList(View):
    """POST: the list at `route` under the filters of this address, as the reader sees it."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, route: str) -> HttpResponseBase:
        query = request.GET.urlencode()
        export = services.take_list(actor=request.user, route=route, query=query)
        if services.takes_long(export):
            job = services.make_in_background(actor=request.user, export=export)
            return redirect("documents:job-detail", pk=job.pk)
        return sheet_response(services.sheet_at_once(export), export)


class EntryTemplate(PortalView):
    """An empty list to fill in: the columns of a kind, with drop-downs of what the reader may choose."""

    @cached_property
    def kind(self) -> ImportKind:
        try:
            return kinds()[self.kwargs["kind"]]
        except KeyError:
            raise Http404 from None

    def check_role(self) -> None:
        self.roles = self.kind.roles
        super().check_role()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        target = BytesIO()
        write_template(target, entries_of(self.kind, request.user), name=str(self.kind.title))
        target.seek(0)
        name = f"mau-{search_key(str(self.kind.title)).replace(' ', '-')}.xlsx"
        return FileResponse(target, as_attachment=True, filename=name, content_type=XLSX)


class ExportDownload(ScopedDetailView):
    """The file of a long list, to who asked for it."""

    model = ListExport
    title = _("Bảng tính")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        name = self.object.file.name
        if not name or not default_storage.exists(name):
            raise Http404
        return sheet_response(default_storage.open(name), self.object)


def sheet_response(file: IO[bytes], export: ListExport) -> HttpResponse:
    name = f"{search_key(export.title).replace(' ', '-')}-{clock.hanoi_date(export.requested_at):%Y%m%d}.xlsx"
    return kept_private(FileResponse(file, as_attachment=True, filename=name, content_type=XLSX))
