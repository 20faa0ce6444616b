"""The numbers of certificates, each with its fate; numbers held; certificates that take another number."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.exchange import CertificateNumberSheet
from evaluations.forms.print_desk import HoldForm, NumberFilter, ReissueForm
from evaluations.models import Certificate
from evaluations.queries.register import (
    FATES,
    BookAccount,
    accounts_of,
    certificate_numbers,
    fate_status,
    why_not_reissue,
    with_certificates,
)
from evaluations.rules.register import RESERVED
from evaluations.services import register as services
from evaluations.views.certificates import AboutCertificate, CertificateList, officer_of_issuer
from ocop.core import clock
from ocop.core.roles import CERTIFIERS
from ocop.core.text import search_key
from ocop.documents.models import NumberEntry
from ocop.documents.queries import issuers_kept_by
from ocop.ui.parts import Crumb, Fact, Pill, Status
from ocop.ui.views import ActionView, ScopedFormView, ScopedListView


class NumberRegister(ScopedListView):
    """Every number of every book in reach and what became of it; the books must add up."""

    model = NumberEntry
    title = gettext_lazy("Sổ số giấy chứng nhận")
    template_name = "evaluations/number_register.html"
    filter_form_class = NumberFilter
    sheet_class = CertificateNumberSheet
    sorts = {"number": ("book__year", "book__issuer__sort_key", "number")}
    default_sort = "-number"

    def get_queryset(self) -> QuerySet[NumberEntry]:
        return certificate_numbers(self.request.user)

    def filter_rows(self, rows: QuerySet, **chosen: Any) -> QuerySet:
        if fate := chosen.get("fate"):
            rows = rows.filter(fate=fate)
        if year := chosen.get("year"):
            rows = rows.filter(book__year=year)
        return rows

    def search_rows(self, rows: QuerySet, text: str) -> QuerySet:
        """A number by its digits, anything else by the words of the product or of what it was held for."""
        digits = text.strip().split("/")[0]
        if digits.isdecimal() and len(digits) < 8:
            return rows.filter(number=int(digits))
        found = Certificate.objects.visible_to(self.request.user)
        for word in search_key(text).split():
            found = found.filter(product__search_key__contains=word)
        return rows.filter(
            Q(pk__in=found.filter(number_entry__isnull=False).values("number_entry"))
            | Q(subject__icontains=text, state="reserved")
        )

    def decorate_rows(self, rows: QuerySet) -> QuerySet:
        return with_certificates(rows).select_related("book__issuer")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return _register(), Crumb(str(self.title))

    @property
    def lines(self) -> list[tuple[NumberEntry, Status, bool]]:
        """Each number with its fate, and whether it is held and the reader may use or spoil it by hand."""
        return [(row, fate_status(row.fate), self.may_hold and row.fate == RESERVED) for row in self.rows]

    @cached_property
    def may_hold(self) -> bool:
        return issuers_kept_by(self.request.user, CERTIFIERS).exists()

    @cached_property
    def year(self) -> int:
        """The year whose books are added up: the one asked for, else this one."""
        return self.filters.chosen.get("year") or clock.today().year

    @cached_property
    def accounts(self) -> list[tuple[BookAccount, list[tuple[str, int]]]]:
        return [
            (account, [(str(FATES[fate]), account.counts[fate]) for fate in FATES if fate in account.counts])
            for account in accounts_of(self.request.user, self.year)
        ]

    @property
    def pills(self) -> list[Pill]:
        here = self.request.GET.get("fate", "")
        rows = self.get_queryset()
        if year := self.filters.chosen.get("year"):
            rows = rows.filter(book__year=year)
        counts = dict(rows.values_list("fate").annotate(count=Count("pk")).order_by())
        shown = [name for name in FATES if counts.get(name) or name == here]
        everything = Pill(_("Tất cả"), self.address(fate=None), sum(counts.values()), is_current=not here)
        return [everything] + [
            Pill(str(FATES[name]), self.address(fate=name), counts.get(name, 0), is_current=here == name)
            for name in shown
        ]


class NumbersHold(ScopedFormView):
    roles = CERTIFIERS
    form_class = HoldForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Giữ số giấy chứng nhận")
    button = gettext_lazy("Giữ số")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return _register(), Crumb(str(NumberRegister.title), self.way_out), Crumb(str(self.title))

    @property
    def way_out(self) -> str:
        return reverse("evaluations:number-register")

    def get_success_url(self) -> str:
        return self.way_out

    def act(self, **cleaned: Any) -> str:
        held = services.hold_certificate_numbers(actor=self.request.user, **cleaned)
        numbers = f"{held[0].number:04d}" if len(held) == 1 else f"{held[0].number:04d}–{held[-1].number:04d}"
        return _("Đã giữ số %(numbers)s.") % {"numbers": numbers}


class CertificateReissue(AboutCertificate, ActionView):
    """Another number and another sheet for a certificate that was spoiled, lost or written wrongly."""

    form_class = ReissueForm
    template_name = "evaluations/certificate_reissue.html"
    title = gettext_lazy("Cấp lại số khác")
    button = gettext_lazy("Cấp lại")
    prefill = True
    repeated = gettext_lazy("Giấy đã được cấp lại.")

    @property
    def closed_because(self) -> str:
        return why_not_reissue(self.object)

    def allowed_roles(self) -> frozenset[str]:
        return officer_of_issuer(self.object)

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"note": "", "reason": ""}

    @property
    def is_handed(self) -> bool:
        return hasattr(self.object, "handover")

    @property
    def facts(self) -> list[Fact]:
        row = self.object
        return [
            Fact(_("Số giấy"), row.name),
            Fact(_("Hạng"), _("%(stars)s sao") % {"stars": row.stars}),
            Fact(_("Hiệu lực đến"), row.valid_until),
        ]

    def act(self, **cleaned: Any) -> str:
        self.new = services.reissue_certificate(
            actor=self.request.user, certificate=self.object, version=self.submitted_version, **cleaned
        )
        return _("Đã cấp lại với số %(number)s. Bản in đang được vẽ.") % {"number": self.new.number}

    def get_success_url(self) -> str:
        return reverse("evaluations:certificate-detail", args=[self.new.pk])


def _register() -> Crumb:
    return Crumb(str(CertificateList.title), reverse("evaluations:certificate-list"))
