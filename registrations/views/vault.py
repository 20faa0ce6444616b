"""The vault of a producer: all of its papers, and each paper with its history."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.core import clock
from ocop.ui.parts import Crumb, Fact, FileRow, MoveLink
from ocop.ui.templatetags.portal import dmy, dmyhm, megabytes
from ocop.ui.views import ActionView, ScopedDetailView, ScopedListView
from registrations import services
from registrations.forms import ConfirmForm
from registrations.forms.vault import VaultFilter
from registrations.models import Evidence, Producer
from registrations.queries.vault import Use, papers_in_state, search_papers, uses_of, versions_of
from registrations.services.doors import WRITERS
from registrations.views.parts import file_row, paper_status


class ProducerVault(ScopedListView):
    """All papers of a producer that the reader reaches; replaced ones only where they are asked for."""

    model = Evidence
    title = gettext_lazy("Kho giấy tờ")
    template_name = "registrations/producer_vault.html"
    filter_form_class = VaultFilter
    lookups = {"kind": "kind"}
    sorts = {
        "kind": ("kind", "title"),
        "title": ("title",),
        "expires": ("expires_on",),
        "new": ("-uploaded_at",),
    }

    @cached_property
    def producer(self) -> Producer:
        return get_object_or_404(Producer.objects.visible_to(self.request.user), pk=self.kwargs["pk"])

    def check_role(self) -> None:
        """Raise `Http404` for a producer out of reach."""
        super().check_role()
        self.producer  # noqa: B018 -- read for its 404

    @property
    def crumbs(self) -> Sequence[Crumb]:
        producers = Crumb(_("Chủ thể"), reverse("registrations:producer-list"))
        return producers, Crumb(self.producer.name, self.producer.get_absolute_url()), Crumb(str(self.title))

    def get_queryset(self) -> QuerySet[Evidence]:
        return super().get_queryset().filter(producer=self.producer)

    def filter_rows(self, rows: QuerySet, *, state: str = "", **chosen: Any) -> QuerySet:
        rows = super().filter_rows(rows, **chosen)
        if state:
            return papers_in_state(rows, state, on=clock.today())
        return rows.filter(replaced_by__isnull=True)

    def search_rows(self, rows: QuerySet, text: str) -> QuerySet:
        return search_papers(rows, text)

    @property
    def lines(self) -> list[tuple[Evidence, FileRow, list[Use]]]:
        papers = list(self.rows)
        uses = uses_of(papers, person=self.request.user)
        return [(paper, file_row(paper, url=_page_of(paper)), uses.get(paper.pk, [])) for paper in papers]

    @property
    def may_add(self) -> bool:
        return bool(WRITERS & Producer.objects.roles_over(self.request.user, self.producer))


def _page_of(paper: Evidence) -> str:
    return reverse("registrations:evidence-detail", args=[paper.pk])


class OnePaper:
    """Pages about one paper."""

    model = Evidence

    def get_queryset(self) -> QuerySet[Evidence]:
        return super().get_queryset().select_related("producer__commune", "replaced_by", "uploaded_by")

    @property
    def way_out(self) -> str:
        return _page_of(self.object)

    def get_success_url(self) -> str:
        return self.way_out

    @property
    def vault_url(self) -> str:
        """The vault, for whoever reaches the producer."""
        producers = Producer.objects.visible_to(self.request.user).filter(pk=self.object.producer_id)
        return reverse("registrations:producer-vault", args=[self.object.producer_id]) if producers else ""

    @property
    def crumbs(self) -> Sequence[Crumb]:
        vault = [Crumb(_("Kho giấy tờ"), self.vault_url)] if self.vault_url else []
        return (*vault, Crumb(str(self.title)))

    @cached_property
    def uses(self) -> list[Use]:
        return uses_of([self.object], person=self.request.user).get(self.object.pk, [])


class EvidenceDetail(OnePaper, ScopedDetailView):
    """A paper, where it is cited, and its earlier and later versions."""

    template_name = "registrations/evidence_detail.html"

    @property
    def title(self) -> str:
        return self.object.title

    @property
    def status(self):
        return paper_status(self.object)

    @property
    def facts(self) -> list[Fact]:
        paper = self.object
        lines = (
            (_("Chủ thể"), paper.producer.name),
            (_("Số"), paper.number),
            (_("Nơi cấp"), paper.issuer),
            (_("Ngày cấp"), dmy(paper.issued_on) if paper.issued_on else ""),
            (_("Hết hạn ngày"), dmy(paper.expires_on) if paper.expires_on else ""),
            (_("Tệp"), f"{paper.file_name}, {megabytes(paper.size)}"),
            (_("Tải lên"), f"{dmyhm(paper.uploaded_at)}, {paper.uploaded_by}"),
        )
        return [Fact(label, value) for label, value in lines if value]

    @property
    def versions(self) -> list[FileRow]:
        """All versions within the reader's reach, the newest first; nothing where there is only this one."""
        chain = versions_of(self.object)
        seen = Evidence.objects.visible_to(self.request.user).filter(pk__in=[row.pk for row in chain])
        reached = set(seen.values_list("pk", flat=True))
        rows = [file_row(row, url=_page_of(row)) for row in chain if row.pk in reached]
        return rows if len(rows) > 1 else []

    @property
    def may_write(self) -> bool:
        return bool(WRITERS & self.held_roles)

    @property
    def moves(self) -> list[MoveLink]:
        if not self.may_write:
            return []
        pk = [self.object.pk]
        if not self.object.replaced_by_id:
            url = reverse("registrations:evidence-replace", args=pk)
            return [MoveLink(_("Thay bằng bản mới"), url, "refresh", "primary")]
        if any(use.is_open for use in self.uses):
            url = reverse("registrations:evidence-follow", args=pk)
            return [MoveLink(_("Dùng bản mới trong hồ sơ đang viết"), url, "refresh", "primary")]
        return []


class EvidenceFollow(OnePaper, ActionView):
    """Dossiers still being written cite the newest version from now on."""

    roles = WRITERS
    form_class = ConfirmForm
    template_name = "registrations/confirm.html"
    title = gettext_lazy("Dùng bản mới trong hồ sơ đang viết")
    button = gettext_lazy("Dùng bản mới")
    lead = gettext_lazy("Hồ sơ đã nộp giữ nguyên bản đã nộp.")

    def act(self) -> str:
        moved = services.follow_replacement(actor=self.request.user, evidence=self.object)
        return _("Đã đưa bản mới vào %(count)s chỗ dẫn.") % {"count": moved}
