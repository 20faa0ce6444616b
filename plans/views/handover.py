"""The handover file of a unit, on the page and as a paper."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.core import clock
from ocop.core.downloads import kept_private
from ocop.documents.renderers import RenderFailed
from ocop.localities.models import Place
from ocop.ui.parts import Crumb, Fact, MoveLink
from ocop.ui.views import ScopedDetailView
from plans import documents
from plans.queries import handover
from plans.queries.handover import handover_of, units_to_hand_over


class OneUnit:
    model = Place

    def get_queryset(self) -> QuerySet[Place]:
        return units_to_hand_over(self.request.user)

    def check_role(self) -> None:
        """The queryset holds only what this person may read, so that reach and role are one question."""
        self._load_row()

    @cached_property
    def file(self) -> handover.Handover:
        return handover_of(self.object, self.request.user, on=clock.today())


class Handover(OneUnit, ScopedDetailView):
    template_name = "plans/handover.html"
    title = gettext_lazy("Tập bàn giao")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(_("Bộ máy"), reverse("programme:body-list")), Crumb(str(self.title))

    @property
    def facts(self) -> list[Fact]:
        officer = self.file.officer
        named = f"{officer.full_name}, {officer.phone}".rstrip(", ") if officer else _("chưa có")
        papers_at = [Fact(_("Hồ sơ giấy"), where, note=body) for body, where in self.file.papers_at]
        return [
            Fact(_("Cán bộ phụ trách"), named),
            Fact(_("Hồ sơ đang xử lý"), str(len(self.file.dossiers))),
            *(papers_at or [Fact(_("Hồ sơ giấy"), _("chưa ghi nơi lưu"))]),
        ]

    @property
    def moves(self) -> list[MoveLink]:
        return [
            MoveLink(label, reverse("plans:handover-print", args=[self.object.pk, ending]), "download")
            for ending, label in (("pdf", _("Tải PDF")), ("docx", _("Tải Word")))
        ]


class HandoverPrint(OneUnit, ScopedDetailView):
    """The file as a paper to sign; the address ends with its format."""

    def get(self, request, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            made = documents.print_handover(actor=request.user, file=self.file, file_format=kwargs["ending"])
        except KeyError:
            raise Http404 from None
        except RenderFailed as failure:
            messages.error(request, failure.message)
            return HttpResponseRedirect(reverse("plans:handover", args=[self.object.pk]))
        response = HttpResponse(made.content, content_type=made.content_type)
        return kept_private(response, made.name, saved=True)
