"""The files of a report: asked for, and taken."""

from __future__ import annotations

from typing import Any

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.core.text import search_key
from ocop.ui.parts import Fact
from ocop.ui.views import ActionView, ScopedDetailView
from plans import services
from plans.forms import ConfirmForm
from plans.models import ReportPrint
from plans.views.issuing import FILES
from plans.views.report_looks import period_words
from plans.views.reports import OneReport

REPORT_FORMATS = FILES | {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


class ReportMakeFiles(OneReport, ActionView):
    """A button of the report's page; opening its address asks first."""

    form_class = ConfirmForm
    title = gettext_lazy("In báo cáo")
    button = gettext_lazy("Làm tệp PDF, Word và bảng tính")
    template_name = "layouts/confirm.html"
    needs_key = False

    def allowed_roles(self) -> None:
        """Whoever reads the report."""
        return

    @property
    def facts(self) -> list[Fact]:
        return [Fact(_("Báo cáo"), period_words(self.object)), Fact(_("Đơn vị"), str(self.object.unit))]

    def act(self) -> str:
        self.job = services.print_report(actor=self.request.user, report=self.object)
        return ""

    def get_success_url(self) -> str:
        return reverse("documents:job-detail", args=[self.job.pk])


class ReportPrintDownload(ScopedDetailView):
    """One file of a print, to those who reach the report."""

    model = ReportPrint

    def get_queryset(self):
        return super().get_queryset().select_related("report__unit")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        ending = self.kwargs["ending"]
        if ending not in REPORT_FORMATS or not self.object.pdf:
            raise Http404
        stored = getattr(self.object, ending).name
        if not default_storage.exists(stored):
            raise Http404
        response = FileResponse(default_storage.open(stored), content_type=REPORT_FORMATS[ending])
        name = search_key(str(self.object.report)).replace(" ", "-")[:120]
        response["Content-Disposition"] = content_disposition_header(ending != "pdf", f"{name}.{ending}")
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "private, no-store"
        return response
