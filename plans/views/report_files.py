"""The files of a report: asked for, and taken."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.core.text import search_key
from ocop.documents.models import DocumentJob
from ocop.documents.views.prints import MakesFiles, PrintDownload
from ocop.ui.parts import Fact
from ocop.ui.views import ActionView
from plans import services
from plans.models import ReportPrint
from plans.views.report_looks import period_words
from plans.views.reports import OneReport


class ReportMakeFiles(MakesFiles, OneReport, ActionView):
    title = gettext_lazy("In báo cáo")
    button = gettext_lazy("Làm tệp PDF, Word và bảng tính")

    @property
    def facts(self) -> list[Fact]:
        return [Fact(_("Báo cáo"), period_words(self.object)), Fact(_("Đơn vị"), str(self.object.unit))]

    def request_files(self) -> DocumentJob:
        return services.print_report(actor=self.request.user, report=self.object)


class ReportPrintDownload(PrintDownload):
    model = ReportPrint

    def get_queryset(self):
        return super().get_queryset().select_related("report__unit")

    def file_stem(self) -> str:
        return search_key(str(self.object.report)).replace(" ", "-")[:120]
