"""Many files at once: each is taken or refused by itself.

With script each file is sent as soon as it is chosen, in a request and under a key of its own, and answered
in JSON; a resend under the same key has one effect. Without script the form sends all of them.
"""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Sum
from django.forms import Form
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ocop.core.errors import RuleViolation
from ocop.core.uploads import plain_name
from ocop.ui.parts import FileRow
from ocop.ui.templatetags.portal import megabytes
from ocop.ui.views import ActionView
from registrations import queries, services
from registrations.forms.evidence import DescribeForm
from registrations.forms.vault import ManyCitedForm, ManyPapersForm
from registrations.models import Evidence, Producer
from registrations.services.doors import WRITERS
from registrations.views.checklist import asked_kind
from registrations.views.dossiers import OneDossier
from registrations.views.parts import file_row
from registrations.views.producers import OneProducer
from registrations.views.vault import OnePaper

JUST_NOW = timedelta(hours=24)
"""How long a paper stays in the list of what was taken."""


class ManyFiles(ActionView):
    """The form for many files, and the list of those that were taken."""

    roles = WRITERS
    template_name = "registrations/uploads.html"
    title = gettext_lazy("Tải nhiều tệp")
    button = gettext_lazy("Tải lên")
    repeated = gettext_lazy("Tệp này đã được nhận.")
    row_version = None  # a file more says nothing against what others wrote meanwhile

    @property
    def producer(self) -> Producer:
        raise NotImplementedError

    def take(self, upload: UploadedFile, **fields: Any) -> Evidence:
        """Keep one file."""
        title = PurePath(plain_name(upload.name)).stem
        return services.attach_evidence(
            actor=self.request.user, producer=self.producer, upload=upload, title=title, **fields
        )

    def act(self, *, files: list[UploadedFile], **fields: Any) -> str:
        taken, refusals = 0, []
        for upload in files:
            try:
                with transaction.atomic():
                    self.take(upload, **fields)
                taken += 1
            except RuleViolation as refusal:
                named = "" if self.wants_json else f"{plain_name(upload.name)}: "  # else it stands beside
                refusals.append(f"{named}{refusal.message}")
        if not taken:
            raise RuleViolation(" ".join(refusals), field="files")
        if refusals:
            messages.warning(self.request, " ".join(refusals))
        return ngettext("Đã nhận %(count)s tệp.", "Đã nhận %(count)s tệp.", taken) % {"count": taken}

    @property
    def wants_json(self) -> bool:
        return self.request.headers.get("Accept") == "application/json"

    def done(self, said: str, location: str) -> HttpResponse:
        return JsonResponse({"said": said}) if self.wants_json else super().done(said, location)

    def already_done(self, location: str) -> HttpResponse:
        return (
            JsonResponse({"said": str(self.repeated)}) if self.wants_json else super().already_done(location)
        )

    def form_invalid(self, form: Form) -> HttpResponse:
        response = super().form_invalid(form)
        if not self.wants_json or response.status_code != HTTPStatus.UNPROCESSABLE_ENTITY:
            return response
        problem = " ".join(sentence for _id, _label, sentence in form.problems)
        return JsonResponse({"problem": problem}, status=HTTPStatus.UNPROCESSABLE_ENTITY)

    def get_success_url(self) -> str:
        return self.request.path

    @property
    def limits(self) -> str:
        """How much may be sent, said beforehand."""
        return _("PDF, JPEG, PNG, DOCX hoặc XLSX; mỗi tệp không quá %(most)s MB.") % {
            "most": settings.UPLOAD_MAX_BYTES // 2**20
        }

    @property
    def max_bytes(self) -> int:
        return settings.UPLOAD_MAX_BYTES

    @property
    def taken(self) -> list[FileRow]:
        """What this person handed in lately, so that a page opened again knows it; each leads to the form
        that says what it is.
        """
        mine = Evidence.objects.visible_to(self.request.user).filter(
            producer=self.producer,
            uploaded_by=self.request.user,
            uploaded_at__gte=timezone.now() - JUST_NOW,
            replaced_by__isnull=True,
        )
        return [
            file_row(paper, url=reverse("registrations:evidence-describe", args=[paper.pk]))
            for paper in mine.order_by("-uploaded_at", "-pk")[:50]
        ]


class ProducerUpload(OneProducer, ManyFiles):
    """Files into the vault, without a dossier."""

    form_class = ManyPapersForm
    get_success_url = ManyFiles.get_success_url

    @property
    def producer(self) -> Producer:
        return self.object

    @property
    def way_out(self) -> str:
        return reverse("registrations:producer-vault", args=[self.object.pk])


class DossierUpload(OneDossier, ManyFiles):
    """Files that the dossier cites at once."""

    form_class = ManyCitedForm
    get_success_url = ManyFiles.get_success_url

    @property
    def closed_because(self) -> str:
        return queries.why_not_write(self.writes_as, self.object)

    @property
    def producer(self) -> Producer:
        return self.object.producer

    @property
    def way_out(self) -> str:
        return reverse("registrations:dossier-evidence", args=[self.object.pk])

    def get_initial(self) -> dict[str, Any]:
        return {"kind": asked_kind(self.request)}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"criteria_set": self.object.criteria_set}

    def take(self, upload: UploadedFile, **fields: Any) -> Evidence:
        return super().take(upload, dossier=self.object, **fields)

    @property
    def limits(self) -> str:
        used = queries.evidence_of(self.object).aggregate(bytes=Sum("size"))["bytes"] or 0
        said = {"each": super().limits, "most": megabytes(settings.DOSSIER_QUOTA_BYTES)}
        if not used:
            return _("%(each)s Cả hồ sơ không quá %(most)s.") % said
        return _("%(each)s Hồ sơ đã dùng %(used)s trong %(most)s.") % (said | {"used": megabytes(used)})


class EvidenceDescribe(OnePaper, ActionView):
    """What a paper is, after its file was taken."""

    roles = WRITERS
    form_class = DescribeForm
    template_name = "registrations/form.html"
    title = gettext_lazy("Ghi thông tin giấy tờ")
    button = gettext_lazy("Lưu")
    prefill = True

    @property
    def closed_because(self) -> str:
        return queries.why_not_describe(self.object)

    def act(self, **fields: Any) -> str:
        services.describe_evidence(
            actor=self.request.user, evidence=self.object, version=self.submitted_version, **fields
        )
        return _("Đã lưu thông tin giấy tờ.")
