"""The forms of a dossier as files, and where they are offered."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import content_disposition_header

from ocop.documents.renderers import RenderFailed
from ocop.ui.views import ScopedDetailView
from registrations import documents
from registrations.rules import Part
from registrations.views.dossiers import OneDossier


class DossierPrint(OneDossier, ScopedDetailView):
    """One form of the dossier, made at this moment, to whoever may read the dossier."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            made = documents.print_form(
                actor=request.user,
                dossier=self.object,
                part=Part(self.kwargs["part"]),
                file_format=self.kwargs["kind"],
            )
        except (KeyError, ValueError):
            raise Http404 from None
        except RenderFailed as failure:
            messages.error(request, failure.message)
            return HttpResponseRedirect(self.object.get_absolute_url())
        response = HttpResponse(made.content, content_type=made.content_type)
        response["Content-Disposition"] = content_disposition_header(True, made.name)
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "private, no-store"
        return response
