"""The renewal run: certificates near their end, letters about them, and the dossier to assess one again."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from evaluations.documents.expiry_letters import expiry_letter, expiry_letter_to_commune
from evaluations.exchange import RenewalSheet
from evaluations.forms import RenewalFilter, RenewForm
from evaluations.models import Certificate
from evaluations.queries.certificates import find_in
from evaluations.queries.renewals import (
    DRAFTERS,
    STANDS,
    filing_of,
    renewal_run,
    run_status,
    standing_in_run,
)
from evaluations.views.certificates import AboutCertificate
from ocop.core import clock
from ocop.core.roles import Role
from ocop.documents.views.prints import paper_response
from ocop.law.queries import regime_on, rules_of
from ocop.localities.models import Place
from ocop.programme.queries import cycles_for
from ocop.ui.parts import Fact, Pill, Status
from ocop.ui.views import ActionView, ScopedDetailView, ScopedListView
from registrations import services as registrations
from registrations.queries import why_not_renew

OFFICE = frozenset({Role.COMMUNE_OFFICER, Role.DISTRICT_OFFICER, Role.PROVINCE_OFFICER})
"""Who writes letters about certificates that end."""


class RenewalRun(ScopedListView):
    """Certificates that end soon, by commune, with the window in which their owners file again."""

    model = Certificate
    title = gettext_lazy("Đánh giá lại giấy sắp hết hạn")
    template_name = "evaluations/renewal_run.html"
    filter_form_class = RenewalFilter
    sheet_class = RenewalSheet
    sorts = {
        "until": ("valid_until",),
        "commune": ("commune__sort_key", "valid_until"),
        "product": ("product__sort_key",),
    }

    def get_queryset(self) -> QuerySet[Certificate]:
        return renewal_run(self.request.user, clock.today())

    def filter_rows(self, rows: QuerySet, **chosen: Any) -> QuerySet:
        rows = standing_in_run(rows, chosen.get("stands", ""), clock.today())
        if text := chosen.get("place"):
            found = Place.objects.search(text).values_list("path", flat=True)[:50]
            paths = [path for path in found if path.count(".") > 1]
            rows = (
                rows.filter(commune__in=Place.objects.filter(today_path__in=paths)) if paths else rows.none()
            )
        return rows

    def search_rows(self, rows: QuerySet, text: str) -> QuerySet:
        return find_in(rows, text)

    def decorate_rows(self, rows: QuerySet) -> QuerySet:
        return rows.select_related("commune", "past_decision")

    @cached_property
    def lines(self) -> list[tuple[Certificate, Status, str, int]]:
        """Each certificate with how it stands, the window to file, and the days that are left."""
        today = clock.today()
        regime = rules_of(regime_on(today))
        return [
            (
                row,
                run_status(row, today, regime),
                filing_of(row, today, regime).in_words,
                (row.valid_until - today).days,
            )
            for row in self.rows
        ]

    @property
    def pills(self) -> list[Pill]:
        here, today, rows = self.request.GET.get("stands", ""), clock.today(), self.get_queryset()
        words = {"": _("Tất cả"), **STANDS}
        return [
            Pill(
                str(label),
                self.address(stands=name or None),
                standing_in_run(rows, name, today).count(),
                is_current=here == name,
                urgency="late" if name == "late" else "due" if name == "open" else "",
            )
            for name, label in words.items()
        ]

    @property
    def writes_letters(self) -> bool:
        return any(post.role in OFFICE for post in self.request.user.posts())

    @property
    def drafts(self) -> bool:
        return any(post.role in DRAFTERS for post in self.request.user.posts())


class CertificateLetter(AboutCertificate, ScopedDetailView):
    """The letter to one owner, as PDF or Word file."""

    def check_role(self) -> None:
        """Raise `Http404` for whoever writes no such letters and for a certificate that does not end soon."""
        held = Certificate.objects.roles_over(self.request.user, self.object)
        if (
            not held & OFFICE
            or not renewal_run(self.request.user, clock.today()).filter(pk=self.object.pk).exists()
        ):
            raise Http404

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.check_role()
        return paper_response(expiry_letter(self.object), kwargs["kind"])


class CommuneLetter(CertificateLetter):
    """The letter to the commune of a certificate, with all that end there and were not filed again."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.check_role()
        commune = self.object.commune
        rows = renewal_run(request.user, clock.today()).filter(
            commune__today_path=commune.today_path, renewal__isnull=True, valid_until__gte=clock.today()
        )
        listed = list(rows.select_related("issuer", "commune", "past_decision").order_by("valid_until", "pk"))
        today = Place.objects.get(path=commune.today_path)
        return paper_response(expiry_letter_to_commune(today, listed or [self.object]), kwargs["kind"])


class CertificateRenew(AboutCertificate, ActionView):
    """Draft the dossier of a reassessment from the last one."""

    form_class = RenewForm
    template_name = "evaluations/certificate_renew.html"
    title = gettext_lazy("Soạn hồ sơ đánh giá lại")
    button = gettext_lazy("Soạn hồ sơ từ lần trước")
    roles = DRAFTERS
    repeated = gettext_lazy("Hồ sơ đã được soạn.")
    success_url = ""

    @property
    def closed_because(self) -> str:
        return why_not_renew(self.object.product)

    def get_form_kwargs(self) -> dict[str, Any]:
        producer = self.object.product.producer
        return super().get_form_kwargs() | {"cycles": cycles_for(producer.commune, clock.today())}

    @property
    def facts(self) -> Sequence[Fact]:
        row, filing = self.object, filing_of(self.object, clock.today())
        return [
            Fact(_("Sản phẩm"), row.product_name),
            Fact(_("Giấy hiện có"), row.name),
            Fact(_("Hiệu lực đến"), row.valid_until),
            Fact(_("Thời gian nộp hồ sơ"), filing.in_words, note=str(STANDS[filing.stands])),
        ]

    def act(self, *, cycle: Any) -> str:
        made = registrations.renew_dossier(actor=self.request.user, product=self.object.product, cycle=cycle)
        self.success_url = made.dossier.get_absolute_url()
        kept = ngettext(
            "Đã soạn hồ sơ, giữ %(n)s giấy tờ còn dùng được.",
            "Đã soạn hồ sơ, giữ %(n)s giấy tờ còn dùng được.",
            made.kept,
        ) % {"n": made.kept}
        if not made.to_replace:
            return kept
        return f"{kept} {_('Cần thay: %(papers)s.') % {'papers': '; '.join(made.to_replace)}}"

    def get_success_url(self) -> str:
        return self.success_url or reverse("evaluations:certificate-detail", args=[self.object.pk])
