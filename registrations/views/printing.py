"""The forms of ideas and dossiers as files."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from ocop.core.downloads import kept_private
from ocop.documents.printed import PrintedFile
from ocop.documents.renderers import RenderFailed
from ocop.ui.views import ScopedDetailView
from registrations import documents
from registrations.rules import Part
from registrations.views.dossiers import OneDossier
from registrations.views.ideas import OneIdea


class _Print(ScopedDetailView):
    """A form made at this moment, to whoever may read the row."""

    def made(self, file_format: str) -> PrintedFile:
        """The form as a file. Raises `KeyError` or `ValueError` for what there is not, and `RenderFailed`."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            made = self.made(self.kwargs["kind"])
        except (KeyError, ValueError):
            raise Http404 from None
        except RenderFailed as failure:
            messages.error(request, failure.message)
            return HttpResponseRedirect(self.object.get_absolute_url())
        response = HttpResponse(made.content, content_type=made.content_type)
        return kept_private(response, made.name, saved=True)


class DossierPrint(OneDossier, _Print):
    """One form of a dossier."""

    def made(self, file_format: str) -> PrintedFile:
        return documents.print_form(
            actor=self.request.user,
            dossier=self.object,
            part=Part(self.kwargs["part"]),
            file_format=file_format,
        )


class IdeaPrint(OneIdea, _Print):
    """The form of an idea."""

    def made(self, file_format: str) -> PrintedFile:
        return documents.print_idea(actor=self.request.user, idea=self.object, file_format=file_format)
