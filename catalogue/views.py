"""The open pages: is this certificate good, and which products hold one."""

import hashlib
import json
from base64 import b64encode
from collections.abc import Sequence
from functools import cached_property
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.forms import ProductFilter, ReportForm
from catalogue.queries import (
    FROM_PAPER,
    CheckPage,
    addresses_today,
    certificate_with_code,
    certificate_with_token,
    certificates_in_force,
    check_page,
    completion_page,
    completion_with_code,
    completion_with_token,
    extended_codes,
    of_places,
    places_of,
    rankings_of,
    void_codes,
)
from evaluations.models import Certificate
from evaluations.services.misuse import report_misuse
from ocop.core import clock
from ocop.core.errors import RuleViolation
from ocop.documents.slips import public_key, sign
from ocop.ui.parts import Crumb, Fact, Status, Step
from ocop.ui.templatetags.portal import dmy
from ocop.ui.throttle import Throttle
from ocop.ui.views import PortalView, ScopedListView

GUESSES = Throttle("check", limit=20, seconds=600)
"""Codes and tokens that do not exist, from one address. A token that does exist is always answered."""
REPORTS = Throttle("report", limit=5, seconds=3600)
"""Reports from one address, whether they were taken or not."""

PRINTED_AT_MOST = 2000


@login_not_required
@require_safe
def check(request: HttpRequest, token: str) -> HttpResponse:
    """What a phone shows that scanned the QR code of a certificate."""
    if certificate := certificate_with_token(token):
        return verdict(request, certificate)
    if completion := completion_with_token(token):
        return shown(request, completion_page(completion))
    return not_found(request)


@login_not_required
@csrf_exempt  # nothing is written and nobody is known, so there is nothing to forge
@require_http_methods(["GET", "HEAD", "POST"])
def check_code(request: HttpRequest) -> HttpResponse:
    """The same for whoever types the short code printed under the QR code."""
    typed = (request.POST if request.method == "POST" else request.GET).get("ma", "").strip()[:40]
    if not typed:
        return quiet(render(request, "catalogue/check_form.html", {"title": _("Kiểm tra giấy chứng nhận")}))
    if GUESSES.is_spent(request):
        return too_many(request)
    if certificate := certificate_with_code(typed):
        return verdict(request, certificate)
    if completion := completion_with_code(typed):
        return shown(request, completion_page(completion))
    return not_found(request, typed)


@login_not_required
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """The page that checks the signed slip of a QR code without a network; a phone keeps it."""
    context = {
        "title": _("Kiểm tra khi không có mạng"),
        "key": json.dumps(public_key()),
        "scope": reverse("catalogue:offline").rpartition("/")[0] + "/",
    }
    return quiet(render(request, "catalogue/offline.html", context))


@login_not_required
@require_safe
def offline_worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps the page; its text changes with the files it names, and then it is taken anew."""
    files = [static(name) for name in ("css/check.css", "js/offline.js", "img/mark.svg")]
    context = {
        "page": reverse("catalogue:offline"),
        "list": reverse("catalogue:void-list"),
        "files": files,
        "version": hashlib.sha256("".join(files).encode()).hexdigest()[:12],
    }
    answer = render(request, "catalogue/offline_worker.js", context, content_type="text/javascript")
    answer["Cache-Control"] = "no-cache"
    return answer


@login_not_required
@require_safe
def void_list(request: HttpRequest) -> JsonResponse:
    """Short codes that hold no longer before their day has come, and those that hold longer, dated and
    signed.
    """
    at, codes = f"{timezone.now():%Y-%m-%dT%H:%M:%SZ}", void_codes(clock.today())
    longer = [f"{code}:{last:%Y-%m-%d}" for code, last in extended_codes(clock.today()).items()]
    signature = b64encode(sign(f"{at}|{','.join(codes)}|{','.join(longer)}".encode())).decode()
    return quiet(JsonResponse({"at": at, "codes": codes, "longer": longer, "signature": signature}))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, token: str) -> HttpResponse:
    """Tell the officers that a certificate or its mark is in wrong use; who tells it stays unknown."""
    certificate = certificate_with_token(token)
    if certificate is None:
        return not_found(request)
    if REPORTS.is_spent(request):
        return too_many_reports(request)
    if request.method != "POST":
        return report_page(request, certificate, ReportForm(user=request.user))
    REPORTS.count(request)
    form = ReportForm(request.POST, request.FILES, user=request.user)
    if form.is_valid():
        try:
            report_misuse(certificate=certificate, **form.cleaned_data)
        except RuleViolation as refusal:
            form.add_error("upload" if refusal.field == "upload" else None, refusal.message)
        else:
            title = {"title": _("Đã nhận phản ánh"), "token": token}
            return quiet(render(request, "catalogue/report_taken.html", title))
    return report_page(request, certificate, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def report_page(
    request: HttpRequest, certificate: Certificate, form: ReportForm, *, status: int = HTTPStatus.OK
) -> HttpResponse:
    context = {"title": _("Phản ánh về giấy này"), "certificate": certificate, "form": form}
    return quiet(render(request, "catalogue/report.html", context, status=status))


def too_many_reports(request: HttpRequest) -> HttpResponse:
    context = {"title": _("Hãy đợi một lát"), "minutes": REPORTS.seconds // 60, "is_report": True}
    response = render(request, "catalogue/check_wait.html", context, status=HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = str(REPORTS.seconds)
    return quiet(response)


def verdict(request: HttpRequest, certificate: Certificate) -> HttpResponse:
    return shown(request, check_page(certificate, day=clock.today()), token=certificate.token)


def shown(request: HttpRequest, page: CheckPage, *, token: str = "") -> HttpResponse:
    """What stands there; with a token of a certificate, where its wrong use is reported."""
    context = {"page": page, "now": timezone.now(), "token": token}
    return quiet(render(request, "catalogue/check.html", context))


def not_found(request: HttpRequest, typed: str = "") -> HttpResponse:
    """No such certificate: what to look at again, and whom to ask. Counts as a guess."""
    if GUESSES.is_spent(request):
        return too_many(request)
    GUESSES.count(request)
    context = {"title": _("Không tìm thấy giấy chứng nhận"), "typed": typed}
    return quiet(render(request, "catalogue/check_missing.html", context, status=HTTPStatus.NOT_FOUND))


def too_many(request: HttpRequest) -> HttpResponse:
    context = {"title": _("Hãy đợi một lát"), "minutes": GUESSES.seconds // 60}
    response = render(request, "catalogue/check_wait.html", context, status=HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = str(GUESSES.seconds)
    return quiet(response)


def quiet(response: HttpResponse) -> HttpResponse:
    """Kept by no search engine and by no cache on the way; no other site learns the address. With
    "no-referrer" browsers would send the report's form as from nowhere, and it would be refused as forged.
    """
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "same-origin"
    return response


@method_decorator(login_not_required, name="dispatch")
class ProductList(ScopedListView):
    """The recognised products whose certificate is in force today."""

    model = Certificate
    title = gettext_lazy("Sản phẩm OCOP đã được công nhận")
    filter_form_class = ProductFilter
    search_in = ("product__search_key", "product__producer__search_key")
    sorts = {
        "name": ("product__sort_key",),
        "producer": ("product__producer__sort_key",),
        "stars": ("stars", "product__sort_key"),
        "until": ("valid_until",),
    }

    @property
    def is_print(self) -> bool:
        return self.request.GET.get("ban") == "in"

    def get_template_names(self) -> list[str]:
        return ["catalogue/product_print.html" if self.is_print else "catalogue/product_list.html"]

    @property
    def paginate_by(self) -> int:
        return PRINTED_AT_MOST if self.is_print else 25

    def get_queryset(self) -> QuerySet[Certificate]:
        return certificates_in_force(clock.today())

    def filter_rows(self, rows: QuerySet, **chosen: Any) -> QuerySet:
        if stars := chosen.get("stars"):
            rows = rows.filter(stars=stars)
        if place := chosen.get("place"):
            rows = of_places(rows, place)
        return rows

    def decorate_rows(self, rows: QuerySet) -> QuerySet:
        return rows.select_related("commune", "past_decision")

    @cached_property
    def lines(self) -> list[tuple[Certificate, str]]:
        """Each certificate with the address of today."""
        addresses = addresses_today(self.rows)
        return [(certificate, addresses[certificate.pk]) for certificate in self.rows]

    @property
    def today(self) -> str:
        return dmy(clock.today())

    @property
    def print_url(self) -> str:
        return self.address(ban="in")

    @property
    def way_back(self) -> str:
        return self.address(ban=None)


@method_decorator(login_not_required, name="dispatch")
class ProductDetail(PortalView):
    """One recognised product, as anybody may see it."""

    template_name = "catalogue/product_detail.html"

    @cached_property
    def certificate(self) -> Certificate:
        rows = certificates_in_force(clock.today()).select_related("product", "commune")
        return get_object_or_404(rows, product__pk=self.kwargs["pk"])

    def check_role(self) -> None:
        """Raise `Http404` unless the product holds a certificate today. No role is needed."""
        self._load_certificate()

    def _load_certificate(self) -> Certificate:
        return self.certificate

    @property
    def title(self) -> str:
        return self.certificate.product_name

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return ()

    @cached_property
    def places(self) -> tuple[str, str]:
        return places_of(self.certificate)

    @property
    def made_at(self) -> str:
        then, now = self.places
        return now or then

    @property
    def status(self) -> Status:
        until = {"day": dmy(self.certificate.last_day)}
        return Status("good", "done", _("Giấy chứng nhận còn hiệu lực đến %(day)s") % until)

    @property
    def facts(self) -> list[Fact]:
        certificate, (then, now) = self.certificate, self.places
        facts = [
            Fact(_("Chủ thể"), certificate.producer_name),
            Fact(
                _("Nơi làm ra"),
                now or then,
                note=_("lúc cấp giấy: %(place)s") % {"place": then} if now else "",
            ),
            Fact(_("Quy cách"), certificate.product.packaging),
            Fact(_("Mã sản phẩm"), certificate.product_code),
            Fact(_("Số giấy"), certificate.number),
            Fact(_("Nguồn"), FROM_PAPER if certificate.is_of_record else ""),
        ]
        return [fact for fact in facts if fact.value]

    @property
    def rankings(self) -> list[Step]:
        return rankings_of(self.certificate.product_id)
