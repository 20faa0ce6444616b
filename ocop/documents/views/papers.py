"""How far a job is; the archive of issued papers, their files, and their way to be signed and back."""

from collections.abc import Sequence
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ocop.core import clock
from ocop.core.downloads import kept_private
from ocop.core.errors import RuleViolation
from ocop.documents import services
from ocop.documents.choices import JobState
from ocop.documents.exchange import ArchiveSheet
from ocop.documents.forms import ArchiveFilter, ConfirmForm, SignedForm
from ocop.documents.kinds import kinds
from ocop.documents.models import DocumentJob, IssuedDocument, SignedCopy
from ocop.documents.queries import SIGNERS, has_training_key, kind_name, why_not_sign
from ocop.ui.parts import Crumb, Fact, Status
from ocop.ui.templatetags.portal import dmyhm
from ocop.ui.views import ActionView, ScopedDetailView, ScopedListView

STATUSES = {
    JobState.QUEUED: ("wait", "inbox"),
    JobState.RUNNING: ("move", "doing"),
    JobState.DONE: ("good", "done"),
    JobState.FAILED: ("bad", "error"),
}


class JobDetail(ScopedDetailView):
    """Progress of a job: a fragment asks again every second; without script a link does."""

    model = DocumentJob
    template_name = "documents/job_detail.html"
    fragment_template_name = "documents/parts/job.html"
    title = _("Việc đang làm")

    @property
    def status(self) -> Status:
        return Status(*STATUSES[self.object.state], self.object.get_state_display())

    @property
    def done_url(self) -> str:
        return kinds()[self.object.kind].done_url(self.object.subject_id)

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return (Crumb(str(_("Việc hôm nay")), reverse("today")), Crumb(self.object.label))


class Archive(ScopedListView):
    """Every issued paper in reach, found by number, day and text."""

    model = IssuedDocument
    title = _("Văn bản đã ban hành")
    template_name = "documents/archive.html"
    filter_form_class = ArchiveFilter
    sheet_class = ArchiveSheet
    sorts = {"issued": ("issued_at",), "number": ("number",)}
    default_sort = "-issued"

    def filter_rows(self, rows: QuerySet, **chosen: Any) -> QuerySet:
        if kind := chosen.get("kind"):
            rows = rows.filter(kind=kind)
        if since := chosen.get("since"):
            rows = rows.filter(issued_at__gte=clock.start_of(since))
        if until := chosen.get("until"):
            rows = rows.filter(issued_at__lt=clock.start_of(until + timedelta(days=1)))
        if signed := chosen.get("signed"):
            rows = rows.filter(signed_copy__isnull=signed == "no")
        return rows

    def decorate_rows(self, rows: QuerySet) -> QuerySet:
        return rows.select_related("place", "signed_copy", "replacement__newer")

    @property
    def lines(self) -> list[tuple[IssuedDocument, str, Status]]:
        return [(row, kind_name(row.kind), signing_status(row)) for row in self.rows]


def signing_status(document: IssuedDocument) -> Status:
    if getattr(document, "signed_copy", None):
        return Status("good", "lock", gettext("Đã ký số, đã khóa"))
    return Status("wait", "sign", gettext("Chưa có bản ký số"))


class AboutIssued:
    model = IssuedDocument

    def get_queryset(self) -> QuerySet[IssuedDocument]:
        rows = super().get_queryset()
        return rows.select_related(
            "place", "issued_by", "signed_copy__uploaded_by", "replacement__newer", "replaces__former"
        )

    @property
    def issued_url(self) -> str:
        return reverse("documents:issued-detail", args=[self.object.pk])

    way_out = issued_url

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return (
            Crumb(str(Archive.title), reverse("documents:archive")),
            Crumb(self.object.number or self.object.label, self.issued_url),
            Crumb(str(self.title)),
        )

    @property
    def newer(self) -> IssuedDocument | None:
        """The paper that took the place of this one."""
        replacement = getattr(self.object, "replacement", None)
        return replacement.newer if replacement else None

    @property
    def facts(self) -> list[Fact]:
        document = self.object
        facts = [
            Fact(gettext("Số, ký hiệu"), document.number or "—"),
            Fact(gettext("Loại"), kind_name(document.kind)),
            Fact(gettext("Nơi ban hành"), str(document.place)),
            Fact(gettext("Ban hành trên cổng"), f"{document.issued_by}, {dmyhm(document.issued_at)}"),
            Fact(gettext("Mã băm SHA-256"), document.sha256),
        ]
        if hasattr(document, "replaces"):
            former = document.replaces.former
            url = reverse("documents:issued-detail", args=[former.pk])
            facts.insert(1, Fact(gettext("Thay thế số"), former.number, url=url))
        return facts


class IssuedDetail(AboutIssued, ScopedDetailView):
    """One paper: its file to export, its signed copy once there is one."""

    template_name = "documents/issued_detail.html"

    @property
    def title(self) -> str:
        return self.object.label

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(str(Archive.title), reverse("documents:archive")), Crumb(self.title)

    @property
    def status(self) -> Status:
        return signing_status(self.object)

    @property
    def copy(self) -> SignedCopy | None:
        return getattr(self.object, "signed_copy", None)

    @property
    def signed_facts(self) -> list[Fact]:
        copy = self.copy
        return [
            Fact(gettext("Người ký"), copy.signer),
            Fact(gettext("Nơi cấp chứng thư số"), copy.certified_by),
            Fact(gettext("Lúc ký, theo máy người ký"), dmyhm(copy.signed_at)),
            Fact(gettext("Nhận về"), f"{copy.uploaded_by}, {dmyhm(copy.uploaded_at)}"),
            Fact(gettext("Mã băm SHA-256"), copy.sha256),
        ]

    @cached_property
    def may_sign(self) -> bool:
        return bool(self.held_roles & SIGNERS)

    @property
    def may_train(self) -> bool:
        return self.may_sign and has_training_key()


class SignedUpload(AboutIssued, ActionView):
    form_class = SignedForm
    roles = SIGNERS
    template_name = "documents/signed_upload.html"
    title = _("Nhận bản ký số")

    @property
    def closed_because(self) -> str:
        return why_not_sign(self.object)

    def act(self, *, upload) -> str:
        copy = services.take_signed_copy(actor=self.request.user, document=self.object, upload=upload)
        return gettext("Chữ ký của %(signer)s đã được kiểm tra. Văn bản đã khóa.") % {"signer": copy.signer}

    def get_success_url(self) -> str:
        return self.issued_url


class TrainingCopy(AboutIssued, ActionView):
    """A copy to practise with: marked on every page, signed by the training key, not kept."""

    form_class = ConfirmForm
    roles = SIGNERS
    template_name = "layouts/confirm.html"
    title = _("Ký thử để tập huấn")
    button = _("Tải bản ký thử")
    button_tone = "primary"
    needs_key = False

    @property
    def closed_because(self) -> str:
        return "" if has_training_key() else gettext("Cổng chưa có khóa ký tập huấn.")

    def form_valid(self, form) -> HttpResponseBase:
        try:
            content = services.training_copy(actor=self.request.user, document=self.object)
        except RuleViolation as refusal:
            return self.refused(form, refusal)
        response = HttpResponse(content, content_type="application/pdf")
        return kept_private(response, f"tap-huan-{file_name_of(self.object)}", saved=True)


class SignedDownload(ScopedDetailView):
    """The signed file, to those who reach its paper."""

    model = SignedCopy

    def get_queryset(self) -> QuerySet[SignedCopy]:
        return super().get_queryset().select_related("document")

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        return private_pdf(self.object.file, f"da-ky-{file_name_of(self.object.document)}")


class IssuedDownload(ScopedDetailView):
    """The bytes of an issued paper, to those who reach it."""

    model = IssuedDocument

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        return private_pdf(self.object.file, file_name_of(self.object))


def file_name_of(document: IssuedDocument) -> str:
    return f"{(document.number or document.kind).replace('/', '-')}.pdf"


def private_pdf(file, name: str) -> HttpResponseBase:
    if not default_storage.exists(file.name):
        raise Http404
    return kept_private(
        FileResponse(default_storage.open(file.name), filename=name, content_type="application/pdf")
    )
