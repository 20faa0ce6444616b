"""The producer confirms what a dossier says; the commune keeps what the producer has signed."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from ocop.core import clock
from ocop.core.roles import Role
from ocop.ui.views import ActionView
from registrations import queries, services
from registrations.forms.consents import ConsentForm, ReadForm
from registrations.models import Consent
from registrations.views.consent_card import ConsentCard, consent_card
from registrations.views.dossiers import OneDossier
from registrations.views.evidence import evidence_response
from registrations.views.moves import WrittenOut
from registrations.views.people import REPRESENTATIVE
from registrations.views.producers import OFFICER


class _Consenting(OneDossier, ActionView):
    row_version = None  # the fingerprint of what was read says more than the version

    @property
    def closed_because(self) -> str:
        return queries.why_not_consent(self.object)

    @cached_property
    def consent(self) -> ConsentCard:
        return consent_card(self.object, self.request.user)


class DossierConfirm(WrittenOut, _Consenting):
    """The representative reads everything that was typed and confirms it."""

    form_class = ReadForm
    template_name = "registrations/dossier_confirm.html"
    title = gettext_lazy("Tôi xác nhận nội dung hồ sơ")
    button = title
    with_report = False

    def allowed_roles(self) -> frozenset[Role]:
        return REPRESENTATIVE if queries.represents(self.request.user, self.object.producer) else frozenset()

    def get_initial(self) -> dict[str, Any]:
        return {"read": queries.consent_standing(self.object).digest}

    def act(self, *, read: str) -> str:
        services.confirm_contents(actor=self.request.user, dossier=self.object, read=read)
        return _("Đã xác nhận nội dung hồ sơ.")


class DossierConsent(_Consenting):
    """The officer keeps the photo of the signed summary."""

    roles = OFFICER
    form_class = ConsentForm
    template_name = "registrations/dossier_consent.html"
    title = gettext_lazy("Lưu bản có chữ ký của chủ thể")
    button = gettext_lazy("Lưu")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"dossier": self.object}

    def get_initial(self) -> dict[str, Any]:
        return {"given_by_name": self.object.legal_rep_name, "given_on": clock.today()}

    def act(self, *, upload: UploadedFile, code: str, given_by_name: str, given_on: date) -> str:
        services.keep_signed_summary(
            actor=self.request.user,
            dossier=self.object,
            upload=upload,
            code=code,
            given_by_name=given_by_name,
            given_on=given_on,
        )
        return _("Đã lưu bản có chữ ký.")


class ConsentDownload(View):
    """The signed summary, to whoever reaches the dossier."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        consent = get_object_or_404(Consent.objects.visible_to(request.user), pk=pk)
        if not consent.file:
            raise Http404
        return evidence_response(consent)
