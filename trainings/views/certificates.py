"""Certificates of completion: issued for a class, taken along in one file."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.core.downloads import kept_private
from ocop.ui.parts import Fact
from ocop.ui.views import ScopedDetailView
from trainings import documents, services
from trainings.forms import CertifyForm
from trainings.models import CompletionCertificate
from trainings.queries.refusals import why_not_certify
from trainings.views.one_class import OfClass, OfOrganiser, OneClass


class ClassCertify(OfClass):
    """One job numbers and draws the certificates of everybody who completed the class."""

    form_class = CertifyForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Cấp giấy chứng nhận hoàn thành")
    button = gettext_lazy("Cấp giấy")

    @property
    def closed_because(self) -> str:
        return why_not_certify(self.object)

    @property
    def facts(self) -> list[Fact]:
        done = self.object.nominations.filter(completed=True, certificate__paper__isnull=True).count()
        return [
            Fact(_("Lớp"), self.object.title),
            Fact(_("Số giấy sẽ cấp"), str(done), note=_("số lấy liền nhau từ sổ của đơn vị tổ chức")),
        ]

    def act(self, **cleaned: Any) -> str:
        self.job = services.request_certificates(actor=self.request.user, training=self.object, **cleaned)
        return ""

    def get_success_url(self) -> str:
        return reverse("documents:job-detail", args=[self.job.pk])


class ClassCertificates(OfOrganiser, OneClass, ScopedDetailView):
    """All certificates of the class in one file, to be printed in one go."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = CompletionCertificate.objects.visible_to(request.user)
        if not rows.filter(nomination__training=self.object, paper__isnull=False).exists():
            raise Http404
        return as_file(
            documents.certificates_in_one(self.object),
            f"giay-chung-nhan-{self.object.code}.pdf",
            "application/pdf",
        )


def as_file(content: bytes, name: str, content_type: str) -> HttpResponse:
    return kept_private(HttpResponse(content, content_type=content_type), name, saved=True)
