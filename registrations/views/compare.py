"""Reading a dossier criterion by criterion, with the cited papers beside it, page by page."""

from __future__ import annotations

from functools import cached_property

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from ocop.core.downloads import kept_private
from ocop.documents.renderers.pages import CannotDraw, DrawnPage, draw_page
from ocop.ui.parts import Pill
from ocop.ui.views import ScopedDetailView
from registrations.models import Dossier, Evidence
from registrations.queries.compare import Reading, reading_of
from registrations.queries.files import EvidenceRow
from registrations.views.dossiers import OneDossier

PDF = "application/pdf"
PICTURES = frozenset({"image/jpeg", "image/png"})
CRITERION, PAPER, PAGE = "tieu-chi", "giay-to", "trang"
_ISOLATED = "default-src 'none'; frame-ancestors 'none'; sandbox"


def drawn_page(paper: Evidence, page: int) -> DrawnPage:
    """A page of a paper as a picture. Raises `CannotDraw`. The caller has checked the reader's reach."""
    if paper.content_type != PDF or not default_storage.exists(paper.file.name):
        raise CannotDraw
    return draw_page(default_storage.path(paper.file.name), sha256=paper.sha256, page=page)


def page_response(paper: Evidence, page: int) -> FileResponse:
    """The picture of a page. The caller has checked that the reader may have the paper."""
    try:
        drawn = drawn_page(paper, page)
    except CannotDraw:
        raise Http404(_("Trang này không hiển thị được.")) from None
    response = FileResponse(drawn.path.open("rb"), content_type="image/jpeg")
    response["Content-Security-Policy"] = _ISOLATED
    return kept_private(response)


class EvidencePage(View):
    """One page of a PDF as a picture, for whoever reaches the paper."""

    def get(self, request: HttpRequest, pk: int, page: int) -> HttpResponseBase:
        return page_response(get_object_or_404(Evidence.objects.visible_to(request.user), pk=pk), page)


class Comparing:
    """Criterion left, cited paper right; everything shown is in the address.

    Whoever builds a page on it says which dossier it is, and where its papers are had.
    """

    template_name = "registrations/dossier_compare.html"
    title = gettext_lazy("Đối chiếu minh chứng")
    back = gettext_lazy("Quay lại hồ sơ")

    @property
    def dossier(self) -> Dossier:
        raise NotImplementedError

    def stored(self, pk: int) -> Evidence:
        """The paper itself. Raises `Http404` where the reader may not have it."""
        raise NotImplementedError

    def url_of_page(self, pk: int, page: int) -> str:
        raise NotImplementedError

    def url_of_file(self, pk: int) -> str:
        raise NotImplementedError

    @cached_property
    def reading(self) -> Reading:
        return reading_of(self.dossier, self.request.GET.get(CRITERION, ""))

    def _number(self, name: str) -> int | None:
        text = self.request.GET.get(name, "")
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None

    @cached_property
    def paper(self) -> EvidenceRow | None:
        return self.reading.paper(self._number(PAPER))

    @cached_property
    def page_number(self) -> int:
        return max(1, self._number(PAGE) or 1)

    @cached_property
    def drawn(self) -> DrawnPage | None:
        """The page to show; None where the paper is no PDF or cannot be drawn."""
        if self.paper is None or self.paper.content_type != PDF:
            return None
        paper = self.stored(self.paper.pk)
        for page in (self.page_number, 1):
            try:
                drawn = drawn_page(paper, page)
            except CannotDraw:
                continue
            self.page_number = page
            return drawn
        return None

    @property
    def picture_url(self) -> str:
        """Where the picture on the right is had; empty where the paper has none."""
        if self.paper is None:
            return ""
        if self.paper.content_type in PICTURES:
            return self.download_url
        if self.drawn is None:
            return ""
        return self.url_of_page(self.paper.pk, self.page_number)

    @property
    def download_url(self) -> str:
        return self.url_of_file(self.paper.pk) if self.paper else ""

    @property
    def pages(self) -> int:
        return self.drawn.pages if self.drawn else 1

    def _address(self, code: str | None, *, paper: int | None = None, page: int | None = None) -> str:
        query = QueryDict(mutable=True)
        query.update(
            {CRITERION: code or ""} | ({PAPER: paper} if paper else {}) | ({PAGE: page} if page else {})
        )
        return f"?{query.urlencode()}"

    @property
    def before_url(self) -> str:
        return "" if self.reading.before is None else self._address(self.reading.before)

    @property
    def after_url(self) -> str:
        return "" if self.reading.after is None else self._address(self.reading.after)

    def _page_url(self, page: int) -> str:
        if not self.drawn or not 1 <= page <= self.pages:
            return ""
        return self._address(self.reading.code, paper=self.paper.pk, page=page) + "#giay-to"

    @property
    def page_before_url(self) -> str:
        return self._page_url(self.page_number - 1)

    @property
    def page_after_url(self) -> str:
        return self._page_url(self.page_number + 1)

    @property
    def papers(self) -> list[Pill]:
        """The papers of this stop as plain links."""
        return [
            Pill(
                row.title,
                self._address(self.reading.code, paper=row.pk) + "#giay-to",
                is_current=row.pk == self.paper.pk,
            )
            for row in self.reading.papers
        ]


class DossierCompare(Comparing, OneDossier, ScopedDetailView):
    """The dossier compared by whoever reaches it, and its papers."""

    @property
    def dossier(self) -> Dossier:
        return self.object

    def stored(self, pk: int) -> Evidence:
        return get_object_or_404(Evidence.objects.visible_to(self.request.user), pk=pk)

    def url_of_page(self, pk: int, page: int) -> str:
        return reverse("registrations:evidence-page", args=[pk, page])

    def url_of_file(self, pk: int) -> str:
        return reverse("registrations:evidence-download", args=[pk])
