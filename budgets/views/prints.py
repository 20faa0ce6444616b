"""A version taken along: its annex made into files, its lines as a sheet."""

from __future__ import annotations

from typing import Any

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets import services
from budgets.documents import sheet_of
from budgets.forms import ConfirmForm
from budgets.models import Estimate, EstimatePrint
from budgets.views.estimates import OneEstimate
from ocop.core.text import search_key
from ocop.ui.parts import Fact
from ocop.ui.views import ActionView, ScopedDetailView

FILES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class EstimateAnnex(OneEstimate, ActionView):
    """A button of the version's page; opening its address asks first."""

    form_class = ConfirmForm
    title = gettext_lazy("In phụ lục dự toán")
    button = gettext_lazy("Làm tệp PDF và Word")
    template_name = "layouts/confirm.html"
    needs_key = False

    def allowed_roles(self) -> None:
        """Whoever reads the version."""
        return

    @property
    def facts(self) -> list[Fact]:
        return [Fact(_("Bản"), str(self.object)), Fact(_("Số dòng"), str(len(self.outline.rows)))]

    def act(self) -> str:
        self.job = services.print_annex(actor=self.request.user, estimate=self.object)
        return ""

    def get_success_url(self) -> str:
        return reverse("documents:job-detail", args=[self.job.pk])


class EstimatePrintDownload(ScopedDetailView):
    """One file of a print, to those who reach the version."""

    model = EstimatePrint

    def get_queryset(self):
        return super().get_queryset().select_related("estimate__budget")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        ending = self.kwargs["ending"]
        if ending not in FILES or not self.object.pdf:
            raise Http404
        stored = getattr(self.object, ending).name
        if not default_storage.exists(stored):
            raise Http404
        response = FileResponse(default_storage.open(stored), content_type=FILES[ending])
        return _kept_private(response, self.object.estimate, ending)


class EstimateSheet(OneEstimate, ScopedDetailView):
    """The lines as a sheet, made at this moment."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        services.note_sheet_taken(actor=request.user, estimate=self.object)
        return _kept_private(HttpResponse(sheet_of(self.object), content_type=SHEET), self.object, "xlsx")


def _kept_private(response, estimate: Estimate, ending: str):
    name = search_key(f"{estimate.budget.title} {_('bản')} {estimate.number}").replace(" ", "-")[:120]
    response["Content-Disposition"] = content_disposition_header(ending != "pdf", f"{name}.{ending}")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
