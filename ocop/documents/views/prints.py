"""The files of a row that are made in the background: asked for, and taken."""

from __future__ import annotations

from typing import Any

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from ocop.core.downloads import kept_private
from ocop.documents.forms import ConfirmForm
from ocop.documents.models import DocumentJob
from ocop.documents.paper import Paper
from ocop.documents.printed import FORMATS, file_of
from ocop.ui.views import ScopedDetailView

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CONTENT_TYPES = {ending: content_type for ending, (_make, content_type) in FORMATS.items()} | {"xlsx": SHEET}


class MakesFiles:
    """Mixin in front of an `ActionView`: a button of a row's page; opening its address asks first. Then the
    page of the job is shown.
    """

    form_class = ConfirmForm
    template_name = "layouts/confirm.html"
    needs_key = False

    def allowed_roles(self) -> None:
        """Whoever reads the row."""
        return

    def request_files(self) -> DocumentJob:
        raise NotImplementedError

    def act(self) -> str:
        self.job = self.request_files()
        return ""

    def get_success_url(self) -> str:
        return reverse("documents:job-detail", args=[self.job.pk])


class PrintDownload(ScopedDetailView):
    """One file of a print, to those who reach it; the address ends with its format, a field of the print.

    A print holds all its files or none yet.
    """

    def file_stem(self) -> str:
        """What the file is called, without its ending."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        ending = self.kwargs["ending"]
        stored = getattr(self.object, ending, None) if ending in CONTENT_TYPES else None
        if not stored or not default_storage.exists(stored.name):
            raise Http404
        response = FileResponse(default_storage.open(stored.name), content_type=CONTENT_TYPES[ending])
        return kept_private(response, f"{self.file_stem()}.{ending}")


def paper_response(paper: Paper, kind: str) -> HttpResponse:
    """A paper as a file, made at this moment and kept nowhere. Raises `Http404` for an unknown kind."""
    if kind not in FORMATS:
        raise Http404
    file = file_of(paper, kind)
    return kept_private(HttpResponse(file.content, content_type=file.content_type), file.name, saved=True)
