"""A version taken along: its annex made into files, its lines as a sheet."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets import services
from budgets.documents import sheet_of
from budgets.models import Estimate, EstimatePrint
from budgets.views.estimates import OneEstimate
from ocop.core.downloads import kept_private
from ocop.core.text import search_key
from ocop.documents.models import DocumentJob
from ocop.documents.views.prints import SHEET, MakesFiles, PrintDownload
from ocop.ui.parts import Fact
from ocop.ui.views import ActionView, ScopedDetailView


class EstimateAnnex(MakesFiles, OneEstimate, ActionView):
    title = gettext_lazy("In phụ lục dự toán")
    button = gettext_lazy("Làm tệp PDF và Word")

    @property
    def facts(self) -> list[Fact]:
        return [Fact(_("Bản"), str(self.object)), Fact(_("Số dòng"), str(len(self.outline.rows)))]

    def request_files(self) -> DocumentJob:
        return services.print_annex(actor=self.request.user, estimate=self.object)


class EstimatePrintDownload(PrintDownload):
    model = EstimatePrint

    def get_queryset(self):
        return super().get_queryset().select_related("estimate__budget")

    def file_stem(self) -> str:
        return stem_of(self.object.estimate)


class EstimateSheet(OneEstimate, ScopedDetailView):
    """The lines as a sheet, made at this moment."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        services.note_sheet_taken(actor=request.user, estimate=self.object)
        made = HttpResponse(sheet_of(self.object), content_type=SHEET)
        return kept_private(made, f"{stem_of(self.object)}.xlsx")


def stem_of(estimate: Estimate) -> str:
    """What the files of a version are called."""
    return search_key(f"{estimate.budget.title} {_('bản')} {estimate.number}").replace(" ", "-")[:120]
