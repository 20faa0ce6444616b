"""Papers: what a dossier cites, handing in, replacing, and reading them."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from ocop.core.downloads import kept_private
from ocop.ui.parts import FileRow, TaskGroup
from ocop.ui.views import ActionView, ScopedDetailView
from registrations import queries, services
from registrations.forms import AttachForm, CiteForm, ConfirmForm, PaperForm, ReplaceForm
from registrations.models import Citation, Consent, Dossier, Evidence
from registrations.queries.checklist import SessionDay, session_day_of
from registrations.queries.renewals import is_over, papers_to_replace
from registrations.services.doors import WRITERS
from registrations.views.checklist import KIND, asked_kind, checklist_groups
from registrations.views.dossiers import OneDossier
from registrations.views.parts import file_row
from registrations.views.producers import OneProducer
from registrations.views.writing import AmongParts, Writing

SHOWN_IN_THE_BROWSER = frozenset({"application/pdf", "image/jpeg", "image/png"})
POLICIES = {"application/pdf": "default-src 'none'; frame-ancestors 'none'"}
ISOLATED = "default-src 'none'; frame-ancestors 'none'; sandbox"
"""What a stored file may do in a browser: nothing. Readers of PDF need to run outside a sandbox."""


def evidence_response(paper: Evidence | Consent) -> FileResponse:
    """The bytes of a paper. The caller has checked that the reader may have them."""
    if not default_storage.exists(paper.file.name):
        raise Http404(_("Tệp này không còn trong kho."))
    inline = paper.content_type in SHOWN_IN_THE_BROWSER
    response = FileResponse(
        default_storage.open(paper.file.name),
        as_attachment=not inline,
        filename=paper.file_name,
        content_type=paper.content_type,
    )
    response["Content-Security-Policy"] = POLICIES.get(paper.content_type, ISOLATED)
    return kept_private(response)


class EvidenceDownload(View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        return evidence_response(get_object_or_404(Evidence.objects.visible_to(request.user), pk=pk))


class DossierEvidence(AmongParts, ScopedDetailView):
    """The papers a dossier cites, criterion by criterion."""

    part = "dossier-evidence"
    template_name = "registrations/dossier_evidence.html"
    title = gettext_lazy("Minh chứng")

    @property
    def citations(self) -> list[tuple[Citation, FileRow, str, str]]:
        """Each citation with its file, where to replace the file, and where to take the citation back."""
        cited = self.object.citations.select_related("evidence", "criterion")
        rows = cited.order_by("evidence__kind", "evidence__title", "evidence", "criterion__position", "pk")
        return [(row, file_row(row.evidence), *self._addresses(row)) for row in rows]

    def _addresses(self, row: Citation) -> tuple[str, str]:
        if not self.may_write:
            return "", ""
        back = f"?ho-so={self.object.pk}"
        return (
            reverse("registrations:evidence-replace", args=[row.evidence_id]) + back,
            reverse("registrations:evidence-uncite", args=[self.object.pk, row.pk]),
        )

    @property
    def wanted(self) -> list[str]:
        """Which papers must be there and are not."""
        return [lack.sentence for lack in queries.missing_parts_of(self.object) if lack.part == "evidence"]

    @cached_property
    def to_replace(self) -> list[tuple[Evidence, str, bool]]:
        """The papers of the last recognition that have ended, each with where to hand in a newer one and
        whether that one is there already and only to be cited.
        """
        if not self.may_write:
            return []
        day, rows = self.session_day.day, []
        for paper in papers_to_replace(self.object):
            is_there = not is_over(paper, day)
            if is_there:
                url = reverse("registrations:evidence-cite", args=[self.object.pk])
                rows.append((paper, f"{url}?{KIND}={paper.kind}", is_there))
            else:
                url = reverse("registrations:evidence-replace", args=[paper.pk])
                rows.append((paper, f"{url}?ho-so={self.object.pk}", is_there))
        return rows

    @property
    def checklist(self) -> list[TaskGroup]:
        """Which kinds of paper the criteria set asks for, and how they stand."""
        return checklist_groups(self.object, may_write=self.may_write)

    @property
    def session_day(self) -> SessionDay:
        return session_day_of(self.object)


class _BackToEvidence:
    next_part = None

    @property
    def way_out(self) -> str:
        return reverse("registrations:dossier-evidence", args=[self.object.pk])


class EvidenceAttach(_BackToEvidence, Writing):
    part = "dossier-evidence"
    form_class = AttachForm
    template_name = "registrations/dossier_form.html"
    title = gettext_lazy("Tải minh chứng")
    button = gettext_lazy("Tải lên")

    def get_initial(self) -> dict[str, Any]:
        return {"kind": asked_kind(self.request)}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "criteria_set": self.object.criteria_set,
            "producer": self.object.producer,
            "dossier": self.object,
        }

    def act(self, **fields: Any) -> str:
        paper = services.attach_evidence(
            actor=self.request.user, producer=self.object.producer, dossier=self.object, **fields
        )
        return _("Đã nhận “%(paper)s”.") % {"paper": paper}


class EvidenceCite(_BackToEvidence, Writing):
    part = "dossier-evidence"
    form_class = CiteForm
    template_name = "registrations/dossier_form.html"
    title = gettext_lazy("Dùng giấy tờ đã có")
    button = gettext_lazy("Đưa vào hồ sơ")

    @property
    def closed_because(self) -> str:
        none = "" if self.papers.exists() else _("Chủ thể chưa có giấy tờ nào. Hãy tải giấy tờ lên trước.")
        return super().closed_because or none

    @property
    def papers(self) -> QuerySet[Evidence]:
        papers = Evidence.objects.visible_to(self.request.user)
        return papers.filter(producer=self.object.producer, replaced_by__isnull=True)

    def get_initial(self) -> dict[str, Any]:
        """The newest paper of the kind that the address asks for."""
        return {"evidence": self.papers.filter(kind=asked_kind(self.request)).order_by("-pk").first()}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "criteria_set": self.object.criteria_set,
            "producer": self.object.producer,
        }

    def act(self, **fields: Any) -> str:
        services.cite(actor=self.request.user, dossier=self.object, **fields)
        return _("Đã đưa “%(paper)s” vào hồ sơ.") % {"paper": fields["evidence"]}


class EvidenceUncite(_BackToEvidence, OneDossier, ActionView):
    roles = WRITERS
    form_class = ConfirmForm
    template_name = "registrations/confirm.html"
    title = gettext_lazy("Bỏ minh chứng khỏi hồ sơ")
    button = gettext_lazy("Bỏ khỏi hồ sơ")
    lead = gettext_lazy("Tệp vẫn được giữ trong giấy tờ của chủ thể; hồ sơ không dẫn tới tệp này nữa.")

    @property
    def closed_because(self) -> str:
        return queries.why_not_write(self.writes_as, self.object)

    @property
    def citation(self) -> Citation:
        return get_object_or_404(self.object.citations.select_related("evidence"), pk=self.kwargs["citation"])

    def _load_row(self) -> Any:
        super()._load_row()
        if self.request.method == "GET":
            return self.citation
        return self.object

    def act(self) -> str:
        services.uncite(actor=self.request.user, dossier=self.object, citation=self.citation)
        return _("Đã bỏ minh chứng khỏi hồ sơ.")


class EvidenceReplace(ActionView):
    model = Evidence
    roles = WRITERS
    form_class = ReplaceForm
    template_name = "registrations/form.html"
    title = gettext_lazy("Thay bằng bản mới")
    button = gettext_lazy("Thay tệp")
    prefill = True

    @property
    def closed_because(self) -> str:
        return queries.why_not_replace(self.object)

    def get_queryset(self):
        return super().get_queryset().select_related("producer")

    @property
    def way_out(self) -> str:
        """Back to the dossier one came from, when it is one's own; else to the producer."""
        asked = self.request.GET.get("ho-so", "")
        mine = Dossier.objects.visible_to(self.request.user).filter(producer=self.object.producer)
        if asked.isdecimal() and len(asked) < 12 and mine.filter(pk=asked).exists():
            return reverse("registrations:dossier-evidence", args=[asked])
        return self.object.producer.get_absolute_url()

    def get_success_url(self) -> str:
        return self.way_out

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"old": self.object}

    def act(self, **fields: Any) -> str:
        paper = services.replace_evidence(actor=self.request.user, evidence=self.object, **fields)
        return _("Đã thay “%(paper)s” bằng bản mới.") % {"paper": paper}


class EvidenceKeep(OneProducer, ActionView):
    """A paper of a producer that no dossier cites yet."""

    roles = WRITERS
    form_class = PaperForm
    template_name = "registrations/form.html"
    title = gettext_lazy("Tải giấy tờ")
    button = gettext_lazy("Tải lên")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"producer": self.object}

    def act(self, **fields: Any) -> str:
        paper = services.attach_evidence(actor=self.request.user, producer=self.object, **fields)
        return _("Đã nhận “%(paper)s”.") % {"paper": paper}
