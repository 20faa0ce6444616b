"""After recognition: the plan of visits, the checklist on a phone, pictures, and what is to be put right."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.files.storage import default_storage
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.forms import Form
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    QueryDict,
)
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.exchange import InspectionSheet
from evaluations.forms.inspections import (
    ANSWERS,
    FINDINGS,
    MOST_FINDINGS,
    FixForm,
    InspectionFilter,
    InspectionForm,
    InspectionPlanFilter,
    InspectionPlanForm,
    PhotoForm,
)
from evaluations.models import Certificate, Finding, Inspection, InspectionPhoto
from evaluations.queries.inspections import (
    STANDS,
    certificates_to_inspect,
    communes_of,
    finding_status,
    inspection_status,
    misuse_status,
    narrowed_to_inspect,
    reports_of,
    standing,
    with_findings,
)
from evaluations.queries.local_rules import checklist_at
from evaluations.rules.inspections import PARTS, Question, failed
from evaluations.services import inspections as services
from evaluations.views.certificates import CertificateList
from evaluations.workflow import FINDING, INSPECTION
from ocop.core import clock
from ocop.core.downloads import kept_private
from ocop.core.roles import CERTIFIERS, Role
from ocop.ui import drafts
from ocop.ui.fields import is_key
from ocop.ui.listing import PAGE
from ocop.ui.parts import Crumb, Fact, Pill, Status
from ocop.ui.templatetags.portal import dmyhm
from ocop.ui.views import ActionView, ScopedDetailView, ScopedFormView, ScopedListView

PLAN_PAGE = 50
"""How many products a page of the plan shows."""

MOST_PLANNED = 500
"""How many products one plan takes: the portal reads no more than a thousand fields of a form."""

ISOLATED = "default-src 'none'; frame-ancestors 'none'; sandbox"


RULE_READERS = CERTIFIERS | {
    Role.ADMINISTRATOR,
    Role.COMMUNE_OFFICER,
    Role.AUDITOR,
    Role.DISTRICT_LEADER,
    Role.PROVINCE_LEADER,
}
"""Who reads what a province lays down for visits."""


class InspectionList(ScopedListView):
    """The plan and what came of it."""

    model = Inspection
    title = gettext_lazy("Kiểm tra sau công nhận")
    template_name = "evaluations/inspection_list.html"
    filter_form_class = InspectionFilter
    sheet_class = InspectionSheet
    search_in = ("certificate__product__search_key", "certificate__product__producer__search_key")
    sorts = {"planned": ("planned_on",), "product": ("certificate__product__sort_key",)}
    default_sort = "-planned"

    def filter_rows(self, rows: QuerySet, **chosen: Any) -> QuerySet:
        rows = standing(rows, chosen.get("stands", ""))
        return rows.filter(planned_on__year=chosen["year"]) if chosen.get("year") else rows

    def decorate_rows(self, rows: QuerySet) -> QuerySet:
        return with_findings(rows).select_related("certificate__commune")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return register_crumb(), Crumb(str(self.title))

    @property
    def reads_rules(self) -> bool:
        return any(post.role in RULE_READERS for post in self.request.user.posts())

    @property
    def lines(self) -> list[tuple[Inspection, Status]]:
        today = clock.today()
        return [(row, inspection_status(row, today)) for row in self.rows]

    @property
    def pills(self) -> list[Pill]:
        here, rows = self.request.GET.get("stands", ""), self.get_queryset()
        return [
            Pill(
                str(label),
                self.address(stands=name or None),
                standing(rows, name).count(),
                is_current=here == name,
                urgency="due" if name == "open" else "",
            )
            for name, label in {"": _("Tất cả"), **STANDS}.items()
        ]

    @property
    def may_plan(self) -> bool:
        return bool(CERTIFIERS & {post.role for post in self.request.user.posts()})


class InspectionPlan(ScopedFormView):
    """Products are ticked across filters and pages: every button of the page sends the whole form, which is
    kept, and the filter stands in the address.
    """

    roles = CERTIFIERS
    form_class = InspectionPlanForm
    template_name = "evaluations/inspection_plan.html"
    title = gettext_lazy("Lập lịch kiểm tra")
    button = gettext_lazy("Lập lịch")
    autosaves = True

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return register_crumb(), Crumb(str(InspectionList.title), self.way_out), Crumb(str(self.title))

    @property
    def way_out(self) -> str:
        return reverse("evaluations:inspection-list")

    def get_success_url(self) -> str:
        return self.way_out

    @property
    def draft_path(self) -> str:
        """A filter makes no other plan."""
        return self.request.path

    @cached_property
    def waiting(self) -> QuerySet[Certificate]:
        return certificates_to_inspect(self.request.user, clock.today())

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"certificates": self.waiting}

    def get_form(self, form_class: type[Form] | None = None) -> Form:
        """Whoever only filtered knows what they ticked: nothing is told of a draft."""
        form = super().get_form(form_class)
        if self.request.GET:
            form.draft = None
        return form

    @cached_property
    def filters(self) -> InspectionPlanFilter:
        asked, communes = self.request.GET, communes_of(self.waiting)
        return InspectionPlanFilter(asked, user=self.request.user, communes=communes)

    @cached_property
    def found(self) -> QuerySet[Certificate]:
        return narrowed_to_inspect(self.waiting, clock.today(), **self.filters.chosen)

    @cached_property
    def shown(self) -> Page:
        found = self.found.select_related("commune")
        return Paginator(found, PLAN_PAGE).get_page(self.request.GET.get(PAGE))

    @cached_property
    def picked(self) -> list[Certificate]:
        """All that are ticked, on this page and elsewhere, in the order of the list."""
        keys = [key for key in self.get_form()["certificates"].value() or () if is_key(str(key))]
        return list(self.waiting.filter(pk__in=keys).select_related("commune"))

    @property
    def lines(self) -> list[tuple[Certificate, bool]]:
        ticked = {row.pk for row in self.picked}
        return [(row, row.pk in ticked) for row in self.shown]

    @cached_property
    def picked_elsewhere(self) -> list[Certificate]:
        here = {row.pk for row in self.shown}
        return [row for row in self.picked if row.pk not in here]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """“Plan” plans; every other button keeps what is typed and ticked and opens the page again."""
        if not (press := request.POST.get("press", "")):
            return super().post(request, *args, **kwargs)
        names, typed = tuple(self.filters.fields), request.POST.copy()
        picked = self._picked_after(press)
        if len(picked) > MOST_PLANNED:
            told = _(
                "Một đợt nhận nhiều nhất %(most)s sản phẩm: đã chọn %(most)s trong %(n)s, "
                "hãy lập đợt nữa cho số còn lại."
            )
            messages.warning(request, told % {"most": MOST_PLANNED, "n": len(picked)})
        typed.setlist("certificates", [str(key) for key in picked[:MOST_PLANNED]])
        for name in (*names, "press"):
            typed.pop(name, None)
        drafts.keep(request.user.pk, self.draft_path, typed)
        return HttpResponseRedirect(f"{request.path}?{self._query_after(press, names)}#products")

    def _query_after(self, press: str, names: Sequence[str]) -> str:
        """Filter and page after a press; what is typed into the filter counts only once it is asked for."""
        asked = {"filter": self.request.POST, "clear": {}}.get(press, self.request.GET)
        page = "1" if press in ("filter", "clear") else self.request.GET.get(PAGE, "1")
        if press.startswith("page-"):
            page = press.removeprefix("page-")
        query = QueryDict(mutable=True)
        query.update({name: asked[name] for name in names if asked.get(name)} | {PAGE: page})
        return query.urlencode()

    def _picked_after(self, press: str) -> list[int]:
        """The ticks after a press; “all found” goes by the filter by which the list was drawn."""
        if press == "none":
            return []
        ticked = {int(key) for key in self.request.POST.getlist("certificates") if is_key(key)}
        if press == "shown":
            ticked |= {row.pk for row in self.shown}
        if press == "found":
            ticked |= set(self.found.values_list("pk", flat=True))
        return list(self.waiting.filter(pk__in=ticked).values_list("pk", flat=True))

    def act(self, **cleaned: Any) -> str:
        made = services.plan_inspections(actor=self.request.user, **cleaned)
        return _("Đã lập lịch %(n)s lần kiểm tra.") % {"n": len(made)}


class AboutInspection:
    model = Inspection

    def get_queryset(self) -> QuerySet[Inspection]:
        return (
            super().get_queryset().select_related("certificate__commune", "planned_by", "done_by", "asked_by")
        )

    @property
    def crumbs(self) -> Sequence[Crumb]:
        visits = Crumb(str(InspectionList.title), reverse("evaluations:inspection-list"))
        return (
            register_crumb(),
            visits,
            Crumb(self.object.certificate.product_name, self.object.get_absolute_url()),
        )


class InspectionDetail(AboutInspection, ScopedDetailView):
    template_name = "evaluations/inspection_detail.html"

    @property
    def title(self) -> str:
        return self.object.certificate.product_name

    @cached_property
    def is_keeper(self) -> bool:
        return bool(self.held_roles & CERTIFIERS)

    @property
    def may_record(self) -> bool:
        return self.is_keeper and not INSPECTION.closed_because("record", self.object)

    @cached_property
    def status(self) -> Status:
        row = with_findings(Inspection.objects.visible_to(self.request.user)).get(pk=self.object.pk)
        return inspection_status(row, clock.today())

    @property
    def facts(self) -> list[Fact]:
        row = self.object
        url = reverse("evaluations:certificate-detail", args=[row.certificate_id])
        facts = [
            Fact(_("Giấy chứng nhận"), row.certificate.name, url=url),
            Fact(_("Chủ thể"), row.certificate.producer_name),
            Fact(_("Loại"), row.get_kind_display()),
            Fact(_("Theo kế hoạch số"), row.plan),
            Fact(_("Ngày dự kiến"), row.planned_on),
            Fact(_("Người đi kiểm tra"), row.people),
        ]
        if row.done_by:
            facts += [
                Fact(_("Ngày kiểm tra"), row.visited_on),
                Fact(_("Kết luận"), row.conclusion),
                Fact(_("Người ghi"), f"{row.done_by}, {dmyhm(row.done_at)}"),
            ]
        return [fact for fact in facts if fact.value]

    @property
    def checklist(self) -> list[tuple[str, list[tuple[str, str, bool]]]]:
        """Each content with its questions, the answers in words, and whether it was answered with no."""
        words, answers, asked = dict(ANSWERS), self.object.answers, self.object.checklist
        if not answers:
            return []
        no = failed(asked, answers)
        return [
            (
                _(name),
                [
                    (_(one.words), str(words.get(answers.get(one.code), "—")), one in no)
                    for one in asked
                    if one.part == part
                ],
            )
            for part, name in PARTS.items()
        ]

    @property
    def findings(self) -> list[tuple[Finding, Status, bool]]:
        today = clock.today()
        rows = self.object.findings.select_related("closed_by").order_by("fix_by", "pk")
        return [
            (row, finding_status(row, today), self.is_keeper and not FINDING.closed_because("fix", row))
            for row in rows
        ]

    @property
    def photos(self) -> QuerySet[InspectionPhoto]:
        return self.object.photos.order_by("pk")

    @property
    def reports(self) -> list[tuple[Any, Status]]:
        if not self.is_keeper:
            return []
        return [(report, misuse_status(report)) for report in reports_of(self.object)]


class InspectionRecord(AboutInspection, ActionView):
    roles = CERTIFIERS
    form_class = InspectionForm
    template_name = "evaluations/inspection_record.html"
    title = gettext_lazy("Ghi kết quả kiểm tra")
    button = gettext_lazy("Ghi kết quả")

    @property
    def closed_because(self) -> str:
        return INSPECTION.closed_because("record", self.object)

    @cached_property
    def checklist(self) -> tuple[Question, ...]:
        return checklist_at(self.object.certificate.commune)

    @cached_property
    def findings(self) -> int:
        """How many findings the form takes: one more after each press of “one more”."""
        draft = drafts.draft_of(self.request.user, self.request.path)
        kept = draft.contents.get("findings", [""])[0] if draft else ""
        asked = self.request.POST.get("findings", kept)
        known = asked.isascii() and asked.isdecimal() and len(asked) < 4
        return min(max(int(asked), FINDINGS), MOST_FINDINGS) if known else FINDINGS

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """“One more” keeps what is typed and opens the page again with room for another finding."""
        if "more" not in request.POST:
            return super().post(request, *args, **kwargs)
        typed, number = request.POST.copy(), min(self.findings + 1, MOST_FINDINGS)
        typed["findings"] = str(number)
        drafts.keep(request.user.pk, request.path, typed)
        return HttpResponseRedirect(f"{request.path}#id_finding_{number}")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"checklist": self.checklist, "findings": self.findings}

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"visited_on": clock.today()}

    @property
    def facts(self) -> list[Fact]:
        return [
            Fact(_("Sản phẩm"), self.object.certificate.product_name),
            Fact(_("Chủ thể"), self.object.certificate.producer_name),
        ]

    def act(self, **cleaned: Any) -> str:
        services.record_inspection(
            actor=self.request.user, inspection=self.object, version=self.submitted_version, **cleaned
        )
        return _("Đã ghi kết quả kiểm tra.")


class InspectionPhotoAdd(AboutInspection, ActionView):
    roles = CERTIFIERS
    form_class = PhotoForm
    template_name = "evaluations/inspection_photo.html"
    title = gettext_lazy("Thêm ảnh")
    button = gettext_lazy("Thêm ảnh")

    def act(self, **cleaned: Any) -> str:
        services.add_photo(actor=self.request.user, inspection=self.object, **cleaned)
        return _("Đã thêm ảnh.")


class PhotoPicture(ScopedDetailView):
    """One picture of a visit."""

    model = InspectionPhoto

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return picture_response(self.object)


class FindingFix(ActionView):
    model = Finding
    roles = CERTIFIERS
    form_class = FixForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Xác nhận đã khắc phục")
    button = gettext_lazy("Đã khắc phục")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        visits = Crumb(str(InspectionList.title), reverse("evaluations:inspection-list"))
        return register_crumb(), visits, Crumb(str(self.title))

    @property
    def closed_because(self) -> str:
        return FINDING.closed_because("fix", self.object)

    @property
    def facts(self) -> list[Fact]:
        return [Fact(_("Điều chưa đạt"), self.object.words), Fact(_("Hạn khắc phục"), self.object.fix_by)]

    def act(self, *, note: str) -> str:
        services.fix_finding(
            actor=self.request.user, finding=self.object, note=note, version=self.submitted_version
        )
        return _("Đã xác nhận khắc phục.")


def picture_response(row: Any) -> FileResponse:
    """A picture that was handed in; in a browser it may do nothing. Raises `Http404` where it is gone."""
    if not row.file or not default_storage.exists(row.file.name):
        raise Http404
    response = FileResponse(default_storage.open(row.file.name), content_type=row.content_type)
    response["Content-Security-Policy"] = ISOLATED
    return kept_private(response)


def register_crumb() -> Crumb:
    return Crumb(str(CertificateList.title), reverse("evaluations:certificate-list"))
