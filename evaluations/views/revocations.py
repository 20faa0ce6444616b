"""Ending a certificate before its day: the conclusion, the decision, and the list of cases."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations import services
from evaluations.choices import CaseState
from evaluations.documents.revocation import revocation_decision
from evaluations.exchange import RevocationSheet
from evaluations.forms import CaseFilter, ConclusionForm, RevokeForm
from evaluations.forms.decisions import signing_today
from evaluations.models import Certificate, RevocationCase
from evaluations.queries.revocations import case_status, open_case_of, why_not_conclude
from evaluations.views.certificates import AboutCertificate
from evaluations.views.looks import facts_of_case
from evaluations.workflow import CERTIFICATE, conclude_at
from ocop.core import clock
from ocop.documents.views.prints import paper_response
from ocop.ui.forms import NoteForm
from ocop.ui.parts import Fact, Status
from ocop.ui.templatetags.portal import dmy
from ocop.ui.views import ActionView, ScopedDetailView, ScopedListView


class RevocationList(ScopedListView):
    """Conclusions on certificates, those that wait for a decision first."""

    model = RevocationCase
    title = gettext_lazy("Thu hồi giấy chứng nhận")
    template_name = "evaluations/revocation_list.html"
    filter_form_class = CaseFilter
    sheet_class = RevocationSheet
    search_in = ("certificate__product__search_key", "certificate__product__producer__search_key")
    sorts = {"due": ("closed_at", "due_on"), "concluded": ("-concluded_on",)}

    def filter_rows(self, rows: QuerySet, **chosen: Any) -> QuerySet:
        return rows.filter(**chosen)

    def decorate_rows(self, rows: QuerySet) -> QuerySet:
        return rows.select_related("certificate__issuer", "certificate__past_decision")

    @property
    def lines(self) -> list[tuple[RevocationCase, Status]]:
        today = clock.today()
        return [(row, case_status(row, today)) for row in self.rows]


def facts_of(certificate: Certificate) -> list[Fact]:
    """Which certificate it is about."""
    return [
        Fact(_("Số giấy"), certificate.name),
        Fact(_("Sản phẩm"), certificate.product_name),
        Fact(_("Chủ thể"), certificate.producer_name),
        Fact(_("Hiệu lực đến"), certificate.valid_until),
    ]


class CertificateConclude(AboutCertificate, ActionView):
    """An officer records a conclusion; the term to decide runs from its day."""

    form_class = ConclusionForm
    template_name = "evaluations/certificate_conclude.html"
    title = gettext_lazy("Ghi kết luận thu hồi")
    button = gettext_lazy("Ghi kết luận")
    repeated = gettext_lazy("Kết luận đã được ghi.")

    @property
    def closed_because(self) -> str:
        return why_not_conclude(self.object)

    def allowed_roles(self) -> frozenset[str]:
        return conclude_at(self.object)

    @property
    def facts(self) -> list[Fact]:
        return facts_of(self.object)

    def act(self, **cleaned: Any) -> str:
        case = services.record_conclusion(actor=self.request.user, certificate=self.object, **cleaned)
        if case.due_on:
            return _("Đã ghi kết luận. Hạn ra quyết định: %(day)s.") % {"day": dmy(case.due_on)}
        return _("Đã ghi kết luận.")


class RevocationPaper(AboutCertificate, ScopedDetailView):
    """The decision on the last conclusion, as PDF or Word file; a draft until it is decided."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rows = RevocationCase.objects.visible_to(request.user).filter(certificate=self.object)
        case = rows.exclude(state=CaseState.DROPPED).order_by("-pk").first()
        if case is None:
            raise Http404
        case.certificate = self.object
        return paper_response(revocation_decision(case), kwargs["kind"])


class OnACase(AboutCertificate, ActionView):
    """A leader decides on the open conclusion of a certificate."""

    @property
    def closed_because(self) -> str:
        if reason := CERTIFICATE.closed_because("revoke", self.object):
            return reason
        if open_case_of(self.object) is None:
            return _("Chưa có kết luận nào để thu hồi: chuyên viên OCOP ghi kết luận trước.")
        return ""

    def allowed_roles(self) -> frozenset[str]:
        return CERTIFICATE.move("revoke").roles_for(self.object)

    @property
    def facts(self) -> list[Fact]:
        case = open_case_of(self.object)
        return facts_of(self.object) + (facts_of_case(case) if case else [])


class CertificateRevoke(OnACase):
    form_class = RevokeForm
    template_name = "evaluations/certificate_revoke.html"
    title = gettext_lazy("Thu hồi giấy chứng nhận")
    button = gettext_lazy("Thu hồi giấy này")
    button_tone = "danger"
    repeated = gettext_lazy("Giấy chứng nhận đã được thu hồi.")

    def get_initial(self) -> dict[str, Any]:
        leaders = self.held_roles & self.allowed_roles()
        return super().get_initial() | signing_today(self.request.user, next(iter(leaders), ""))

    def act(self, **cleaned: Any) -> str:
        services.revoke_certificate(
            actor=self.request.user, certificate=self.object, version=self.submitted_version, **cleaned
        )
        return _("Đã thu hồi giấy chứng nhận %(number)s.") % {"number": self.object.name}


class CertificateKeep(OnACase):
    """The conclusion does not lead to revocation, and why."""

    form_class = NoteForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Không thu hồi giấy chứng nhận")
    button = gettext_lazy("Giữ giấy còn hiệu lực")
    repeated = gettext_lazy("Kết luận đã được xử lý.")

    def act(self, *, note: str) -> str:
        services.drop_case(actor=self.request.user, case=open_case_of(self.object), note=note)
        return _("Giấy vẫn còn hiệu lực. Lý do đã được ghi.")
