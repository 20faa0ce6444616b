"""The dossier of a product on the agenda, read by the members of the council through their seats."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from evaluations.models import Item
from evaluations.queries.sessions import items_read_from_a_seat
from evaluations.queries.sheets import sheet_for
from evaluations.views.agenda import AboutItem
from ocop.ui.views import ScopedDetailView
from registrations.models import Dossier, Evidence
from registrations.queries import evidence_of
from registrations.views.compare import Comparing, page_response
from registrations.views.evidence import evidence_response


class FromASeat(AboutItem):
    """What a member stays out of, and what no council of hers has on an agenda, answers 404."""

    def get_queryset(self) -> QuerySet[Item]:
        readable = items_read_from_a_seat(self.request.user)
        return super().get_queryset().filter(pk__in=readable.values("pk"))

    @property
    def dossier(self) -> Dossier:
        return self.object.dossier

    def stored(self, pk: int) -> Evidence:
        """A paper that the dossier cites. Raises `Http404` for every other."""
        return get_object_or_404(evidence_of(self.dossier), pk=pk)


class ItemCompare(FromASeat, Comparing, ScopedDetailView):
    """Criterion left, cited paper right."""

    @property
    def way_out(self) -> str:
        """Back to one's own sheet, at the criterion; to the session for whoever has none."""
        sheet = sheet_for(self.request.user, self.object)
        if sheet is None:
            return self.session_url
        criterion = self.reading.criterion
        place = f"#c-{criterion.pk}" if criterion else ""
        return reverse("evaluations:sheet-detail", args=[sheet.pk]) + place

    @property
    def back(self) -> str:
        return _("Quay lại phiên họp") if self.way_out == self.session_url else _("Quay lại phiếu của tôi")

    def url_of_page(self, pk: int, page: int) -> str:
        return reverse("evaluations:item-paper-page", args=[self.object.pk, pk, page])

    def url_of_file(self, pk: int) -> str:
        return reverse("evaluations:item-paper", args=[self.object.pk, pk])


class ItemPaper(FromASeat, ScopedDetailView):
    """A paper the dossier cites, as a file."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return evidence_response(self.stored(kwargs["evidence"]))


class ItemPaperPage(FromASeat, ScopedDetailView):
    """One page of a paper as a picture."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return page_response(self.stored(kwargs["evidence"]), kwargs["page"])
