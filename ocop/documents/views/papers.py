"""How far a job is, and the file of an issued paper."""

from collections.abc import Sequence
from functools import cached_property

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ocop.documents.choices import JobState
from ocop.documents.kinds import kinds
from ocop.documents.models import DocumentJob, IssuedDocument
from ocop.ui.parts import Crumb, Status
from ocop.ui.views import ScopedDetailView

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


class IssuedDownload(ScopedDetailView):
    """The bytes of an issued paper, to those who reach it."""

    model = IssuedDocument

    @cached_property
    def file_name(self) -> str:
        number = self.object.number or self.object.kind
        return f"{number.replace('/', '-')}.pdf"

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if not default_storage.exists(self.object.file.name):
            raise Http404
        file = default_storage.open(self.object.file.name)
        response = FileResponse(file, filename=self.file_name, content_type="application/pdf")
        response["Cache-Control"] = "private, no-store"
        return response
