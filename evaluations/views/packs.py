"""The pack of a closed session: minutes completed, papers made in one go, files to take."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations import services
from evaluations.choices import PackPaperKind, SessionState
from evaluations.documents.certificate_words import certificate_words
from evaluations.documents.pack import issue_paper
from evaluations.forms.packs import IssueForm, MinutesForm, PackForm
from evaluations.models import Certificate, Item, Pack, PackPaper
from evaluations.queries.packs import (
    acts_of,
    certificates_of,
    decision_of,
    drawn_certificates,
    is_out_of_date,
    minutes_of,
    newest_pack,
    refusals_of,
    replaced_papers,
    why_not_issue,
    why_not_write_minutes,
)
from evaluations.queries.preparation import lab_results_of
from evaluations.views.results import Closed
from evaluations.views.sessions import SECRETARY
from ocop.core import clock
from ocop.core.downloads import kept_private
from ocop.core.roles import OFFICERS, Level
from ocop.core.text import search_key
from ocop.documents.archives import Entry, archive_of
from ocop.documents.models import DocumentJob
from ocop.documents.printed import FORMATS
from ocop.documents.renderers import to_docx
from ocop.documents.views.prints import PrintDownload
from ocop.ui.parts import Crumb, Fact
from ocop.ui.templatetags.portal import dmyhm
from ocop.ui.views import ActionView, ScopedDetailView
from registrations.queries.files import evidence_of


class MinutesWrite(Closed, ActionView):
    form_class = MinutesForm
    template_name = "evaluations/minutes_write.html"
    title = gettext_lazy("Hoàn thiện biên bản")
    button = gettext_lazy("Ghi biên bản")

    def allowed_roles(self) -> frozenset[str]:
        return SECRETARY

    @property
    def closed_because(self) -> str:
        return why_not_write_minutes(self.object)

    @property
    def way_out(self) -> str:
        return reverse("evaluations:results", args=[self.object.pk])

    @cached_property
    def minutes(self):
        return minutes_of(self.object)

    def get_initial(self) -> dict[str, Any]:
        kept = self.minutes
        present = self.object.roll.filter(present=True).count()
        shown = (
            {"votes_for": present}
            if kept is None
            else {n: getattr(kept, n) for n in self.form_class.base_fields}
        )
        return super().get_initial() | shown

    @property
    def row_version(self) -> int | None:
        return self.minutes.version if self.minutes else 0

    def act(self, **cleaned: Any) -> str:
        version = self.submitted_version or None
        services.write_minutes(actor=self.request.user, session=self.object, version=version, **cleaned)
        return _("Đã ghi biên bản.")

    def get_success_url(self) -> str:
        return reverse("evaluations:pack-make", args=[self.object.pk])


class PackMake(Closed, ActionView):
    form_class = PackForm
    template_name = "evaluations/pack_make.html"
    title = gettext_lazy("Lập bộ văn bản")
    button = gettext_lazy("Lập cả bộ")

    def allowed_roles(self) -> frozenset[str]:
        return SECRETARY | {self.officer}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"held_on": self.object.held_on}

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"acts": list(acts_of(self.object))}

    @cached_property
    def minutes(self):
        return minutes_of(self.object)

    @property
    def keeps(self) -> bool:
        """Whether the reader writes the minutes: the council's secretary does, until they are issued."""
        if why_not_write_minutes(self.object):
            return False
        return bool(self.model.objects.roles_over(self.request.user, self.object) & SECRETARY)

    @cached_property
    def before(self) -> Pack | None:
        return newest_pack(self.object)

    def act(self, **cleaned: Any) -> str:
        _pack, self.job = services.make_pack(actor=self.request.user, session=self.object, **cleaned)
        return _("Đang lập bộ văn bản.")

    def get_success_url(self) -> str:
        return reverse("documents:job-detail", args=[self.job.pk])


class PackDetail(ScopedDetailView):
    """Every paper of a pack with its two files."""

    model = Pack
    template_name = "evaluations/pack_detail.html"
    title = gettext_lazy("Bộ văn bản của phiên")

    def get_queryset(self):
        return super().get_queryset().select_related("session__council__place", "made_by")

    @property
    def is_open_again(self) -> bool:
        return self.object.session.state != SessionState.CLOSED

    @property
    def session_url(self) -> str:
        """The results of the session, which do not exist while it is open again."""
        name = "session-detail" if self.is_open_again else "results"
        return reverse(f"evaluations:{name}", args=[self.object.session_id])

    @property
    def crumbs(self) -> Sequence[Crumb]:
        before = _("Phiên họp") if self.is_open_again else _("Kết quả chấm")
        return Crumb(before, self.session_url), Crumb(str(self.title))

    @cached_property
    def papers(self) -> list[PackPaper]:
        rows = self.object.papers.exclude(kind=PackPaperKind.FORM)
        return list(rows.select_related("number_entry__book", "issued").order_by("position"))

    @property
    def lines(self) -> list[tuple[PackPaper, str, PackPaper | None]]:
        """Each paper with the address where this reader issues it now, and the issued one it replaces."""
        refusals, replaced = refusals_of(self.object), replaced_papers(self.object)
        return [
            (
                paper,
                reverse("evaluations:packpaper-issue", args=[paper.pk])
                if self.may_make and paper.pdf and not refusals[paper.pk]
                else "",
                replaced.get((paper.kind, paper.item_id)),
            )
            for paper in self.papers
        ]

    @cached_property
    def forms(self) -> list[PackPaper]:
        """The forms of the dossiers that go to the next level."""
        return list(self.object.papers.filter(kind=PackPaperKind.FORM).order_by("position"))

    @property
    def facts(self) -> list[Fact]:
        pack = self.object
        return [
            Fact(_("Phiên"), str(pack.session), url=self.session_url),
            Fact(_("Lần lập"), str(pack.revision)),
            Fact(_("Người lập"), f"{pack.made_by}, {dmyhm(pack.made_at)}"),
            Fact(_("Quyết định"), pack.figures["decision_number"] or _("chưa ký")),
            Fact(_("Số văn bản"), str(len(self.papers))),
        ]

    @cached_property
    def job(self) -> DocumentJob | None:
        jobs = DocumentJob.objects.visible_to(self.request.user)
        jobs = jobs.filter(kind=services.PACK_KIND, subject_id=self.object.pk)
        return jobs.order_by("-pk").first()

    @cached_property
    def certificates(self) -> list[Certificate]:
        """Those of the decision, once they are drawn."""
        return list(certificates_of(self.object, self.request.user))

    @property
    def certificates_elsewhere(self) -> int:
        """How many the issuing office keeps that this reader does not reach: the secretary reaches none."""
        return drawn_certificates(self.object).count() - len(self.certificates)

    @property
    def is_whole(self) -> bool:
        return all(paper.pdf for paper in (*self.papers, *self.forms))

    @cached_property
    def is_newest(self) -> bool:
        return newest_pack(self.object.session) == self.object

    @cached_property
    def is_out_of_date(self) -> bool:
        return self.is_newest and is_out_of_date(self.object)

    @cached_property
    def may_make(self) -> bool:
        return bool(self.held_roles & (SECRETARY | {OFFICERS[Level(self.object.session.council.level)]}))

    @property
    def make_url(self) -> str:
        return reverse("evaluations:pack-make", args=[self.object.session_id])


class PaperIssue(ActionView):
    """Give one paper its number and day and put it into the archive, to be signed."""

    model = PackPaper
    form_class = IssueForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Ban hành văn bản")
    button = gettext_lazy("Ban hành")
    button_tone = "primary"

    def get_queryset(self):
        rows = super().get_queryset()
        return rows.select_related("pack__session__council__place", "number_entry__book", "item")

    def allowed_roles(self) -> frozenset[str]:
        return SECRETARY | {OFFICERS[Level(self.object.pack.session.council.level)]}

    @property
    def closed_because(self) -> str:
        return why_not_issue(self.object)

    @property
    def way_out(self) -> str:
        return reverse("evaluations:pack-detail", args=[self.object.pack_id])

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(str(PackDetail.title), self.way_out), Crumb(str(self.title))

    @cached_property
    def decision(self):
        return decision_of(self.object.pack.session) if self.object.kind == PackPaperKind.DECISION else None

    @property
    def facts(self) -> list[Fact]:
        row = self.object
        number = self.decision.number if self.decision else row.number_entry
        facts = [Fact(_("Văn bản"), row.label)]
        return [*facts, Fact(_("Số, ký hiệu"), str(number))] if number else facts

    def get_form_kwargs(self) -> dict[str, Any]:
        asks = self.object.kind in (PackPaperKind.LETTER, PackPaperKind.SUBMISSION)
        return super().get_form_kwargs() | {"asks_number": asks}

    def get_initial(self) -> dict[str, Any]:
        row = self.object
        day = row.pack.session.held_on if row.kind == PackPaperKind.MINUTES else clock.today()
        return super().get_initial() | {"dated_on": self.decision.decided_on if self.decision else day}

    def act(self, **cleaned: Any) -> str:
        self.document = issue_paper(actor=self.request.user, row=self.object, **cleaned)
        return _("Đã ban hành văn bản số %(number)s.") % {"number": self.document.number}

    def get_success_url(self) -> str:
        return self.way_out


class PackDownload(ScopedDetailView):
    """All files of a pack in one archive; it does not exist before every paper is made.

    What goes to the next level lies in a folder of its own: for each product its forms and the papers it
    cites. Whoever reaches a pack may read these dossiers: an office above the commune, or the council's
    chair and secretary.
    """

    model = Pack

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.object.papers.filter(pdf="").exists():
            raise Http404
        response = StreamingHttpResponse(archive_of(self._entries()), content_type="application/zip")
        name = f"bo-van-ban-{self.object.session_id}-lan-{self.object.revision}.zip"
        return kept_private(response, name)

    def _entries(self) -> Iterator[Entry]:
        papers = list(self.object.papers.select_related("item__dossier").order_by("position"))
        for paper in papers:
            folder = f"{folder_of(paper.item)}/" if paper.kind == PackPaperKind.FORM else ""
            for ending in FORMATS:
                stored = getattr(paper, ending).name
                yield Entry(f"{folder}{stem_of(paper)}.{ending}", partial(default_storage.open, stored))
        for item in {paper.item: None for paper in papers if paper.kind == PackPaperKind.FORM}:
            for at, cited in enumerate(evidence_of(item.dossier), 1):
                name = f"{at:02d}-{slug(cited.title)}{Path(cited.file.name).suffix}"
                opened = partial(default_storage.open, cited.file.name)
                yield Entry(f"{folder_of(item)}/minh-chung/{name}", opened)
            for at, test in enumerate(lab_results_of(item), 1):
                name = f"{at:02d}-{slug(test.number)}{Path(test.file.name).suffix}"
                opened = partial(default_storage.open, test.file.name)
                yield Entry(f"{folder_of(item)}/kiem-nghiem/{name}", opened)
        for certificate in certificates_of(self.object, self.request.user):
            stem = f"giay-chung-nhan/{certificate.number.replace('/', '-')}"
            yield Entry(f"{stem}.pdf", partial(default_storage.open, certificate.paper.file.name))
            yield Entry(f"{stem}.docx", partial(words_file, certificate))


class PackPaperDownload(PrintDownload):
    model = PackPaper

    def file_stem(self) -> str:
        return stem_of(self.object)


def stem_of(paper: PackPaper) -> str:
    """What the files of a paper are called."""
    return f"{paper.position:02d}-{slug(paper.label)}"


def folder_of(item: Item) -> str:
    """Where the papers of a product lie that go to the next level."""
    return f"ho-so-gui-cap-tren/{item.position:02d}-{slug(item.dossier.product_name)}"


def slug(text: str) -> str:
    return search_key(text).replace(" ", "-")[:80].strip("-")


def words_file(certificate: Certificate) -> io.BytesIO:
    return io.BytesIO(to_docx(certificate_words(certificate)))
