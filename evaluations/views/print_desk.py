"""The print desk: runs, their proofs, what is printed again and what is handed over."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import Count, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.choices import CertificateState
from evaluations.documents.print_desk import handover_list, sheets_in_one_file
from evaluations.exchange import PrintRunSheet
from evaluations.forms import ConfirmForm
from evaluations.forms.print_desk import HandoverForm, RunFilter, RunForm
from evaluations.models import PrintedSheet, PrintRun
from evaluations.queries.print_desk import (
    decisions_to_print,
    in_force,
    run_status,
    sheets_of,
    sheets_on_list,
    to_hand_over,
    waiting_to_print,
    why_not_hand_over,
    why_not_reprint,
)
from evaluations.queries.register import fate_status
from evaluations.queries.run_money import run_money
from evaluations.rules import register as fates
from evaluations.rules.print_desk import RUN_AT_MOST
from evaluations.services import print_desk as services
from evaluations.views.certificates import CertificateList
from evaluations.workflow import PRINT_RUN
from ocop.core import clock
from ocop.core.downloads import kept_private
from ocop.core.roles import CERTIFIERS
from ocop.documents.choices import EntryState
from ocop.documents.views.prints import paper_response
from ocop.ui.forms import NoteForm
from ocop.ui.parts import Crumb, Fact, MoveLink, Status
from ocop.ui.templatetags.portal import dmy, dmyhm
from ocop.ui.views import ActionView, ScopedDetailView, ScopedFormView, ScopedListView


class PrintDesk(ScopedListView):
    """The runs, the newest first, and how many certificates wait for one."""

    model = PrintRun
    title = gettext_lazy("Bàn in giấy chứng nhận")
    template_name = "evaluations/print_desk.html"
    filter_form_class = RunFilter
    sheet_class = PrintRunSheet
    sorts = {"made": ("made_at",)}
    default_sort = "-made"

    def filter_rows(self, rows: QuerySet, **chosen: Any) -> QuerySet:
        return rows.filter(**chosen)

    def search_rows(self, rows: QuerySet, text: str) -> QuerySet:
        return rows.filter(sheets__certificate__number__icontains=text).distinct()

    def decorate_rows(self, rows: QuerySet) -> QuerySet:
        return rows.select_related("issuer", "made_by").annotate(sheet_count=Count("sheets"))

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return _register(), Crumb(str(self.title))

    @property
    def lines(self) -> list[tuple[PrintRun, Status]]:
        return [(row, run_status(row)) for row in self.rows]

    @cached_property
    def waiting(self) -> int:
        return waiting_to_print(self.request.user).count()


class PrintRunMake(ScopedFormView):
    roles = CERTIFIERS
    form_class = RunForm
    template_name = "evaluations/print_run_make.html"
    title = gettext_lazy("Lập đợt in")
    button = gettext_lazy("Lập đợt in")
    at_most = RUN_AT_MOST

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return _register(), Crumb(str(PrintDesk.title), self.way_out), Crumb(str(self.title))

    @property
    def way_out(self) -> str:
        return reverse("evaluations:print-desk")

    @cached_property
    def decisions(self) -> QuerySet:
        return decisions_to_print(self.request.user)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"decisions": self.decisions}

    def act(self, **cleaned: Any) -> str:
        self.object = services.make_print_run(actor=self.request.user, **cleaned)
        return _("Đã lập đợt in. Hãy in thử và xem các giấy có tên dài nhất trước.")

    def get_success_url(self) -> str:
        """On to binding the money of the run, for whoever has some to bind."""
        return run_money().binding_url(self.request.user, self.object) or self.object.get_absolute_url()


class AboutRun:
    model = PrintRun

    def get_queryset(self) -> QuerySet[PrintRun]:
        return super().get_queryset().select_related("issuer", "made_by", "closed_by")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        desk = Crumb(str(PrintDesk.title), reverse("evaluations:print-desk"))
        return (
            _register(),
            desk,
            Crumb(str(self.object), self.object.get_absolute_url()),
            Crumb(str(self.title)),
        )


class PrintRunDetail(ScopedListView):
    """One run: its sheets in the order of printing, the proofs at the head."""

    model = PrintedSheet
    template_name = "evaluations/print_run.html"
    paginate_by = 50
    sorts = {"position": ("position",)}

    @cached_property
    def object(self) -> PrintRun:
        rows = PrintRun.objects.visible_to(self.request.user).select_related("issuer", "made_by", "closed_by")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def check_role(self) -> None:
        """Raise `Http404` for a run outside reach."""
        self.held = PrintRun.objects.roles_over(self.request.user, self.object)

    @property
    def title(self) -> str:
        return str(self.object)

    @property
    def crumbs(self) -> Sequence[Crumb]:
        desk = Crumb(str(PrintDesk.title), reverse("evaluations:print-desk"))
        return _register(), desk, Crumb(self.title)

    def get_queryset(self) -> QuerySet[PrintedSheet]:
        return super().get_queryset().filter(run=self.object)

    def search_rows(self, rows: QuerySet, text: str) -> QuerySet:
        return rows.filter(certificate__number__icontains=text) | rows.filter(
            certificate__product_name__icontains=text
        )

    def decorate_rows(self, rows: QuerySet) -> QuerySet:
        rows = rows.select_related("certificate__handover", "certificate__number_entry")
        return rows.annotate(again=Count("reprints"))

    @property
    def status(self) -> Status:
        return run_status(self.object)

    @property
    def facts(self) -> list[Fact]:
        run = self.object
        facts = [
            Fact(_("Nơi cấp"), str(run.issuer)),
            Fact(_("Người lập"), f"{run.made_by}, {dmyhm(run.made_at)}"),
        ]
        if run.closed_by:
            facts.append(Fact(_("Kết thúc"), f"{run.closed_by}, {dmyhm(run.closed_at)}"))
        facts += run_money().facts(self.request.user, run)
        return [*facts, Fact(_("Lý do bỏ"), run.closing_note)] if run.closing_note else facts

    @property
    def lines(self) -> list[tuple[PrintedSheet, Status, int, bool]]:
        """Each sheet with how it stands, how often it was printed, and whether it may be printed again."""
        return [
            (sheet, _sheet_status(sheet), sheet.is_printed + sheet.again, self._may_reprint(sheet))
            for sheet in self.rows
        ]

    def _may_reprint(self, sheet: PrintedSheet) -> bool:
        return bool(self.held & CERTIFIERS) and not why_not_reprint(sheet)

    @property
    def moves(self) -> list[MoveLink]:
        if not self.held & CERTIFIERS:
            return []
        run, moves = self.object, []

        def link(label: str, name: str, icon: str, tone: str = "secondary") -> MoveLink:
            return MoveLink(label, reverse(f"evaluations:printrun-{name}", args=[run.pk]), icon, tone)

        url = run_money().binding_url(self.request.user, run)
        bind = [MoveLink(_("Giữ kinh phí in"), url, "budget")] if url else []
        if PRINT_RUN.open_to(self.request.user, run):
            return [
                link(_("Mở bản in thử (PDF)"), "proofs", "eye"),
                link(_("Bản in thử đạt"), "approve", "check", "primary"),
                *bind,
                link(_("Bỏ đợt in"), "discard", "bin", "danger"),
            ]
        if in_force(run).exists():
            moves.append(link(_("Tải cả đợt để in (PDF)"), "file", "print", "primary"))
        if sheets_on_list(run).exists() and not why_not_hand_over(run):
            url = reverse("evaluations:printrun-list", args=[run.pk, "pdf"])
            moves.append(MoveLink(_("Danh sách ký nhận (PDF)"), url, "download"))
            url = reverse("evaluations:printrun-list", args=[run.pk, "docx"])
            moves.append(MoveLink(_("Bản Word"), url, "file"))
        if to_hand_over(run).exists() and not why_not_hand_over(run):
            moves.append(link(_("Ghi đã giao"), "hand-over", "inbox"))
        return moves + bind


class PrintRunApprove(AboutRun, ActionView):
    roles = CERTIFIERS
    form_class = ConfirmForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Bản in thử đạt")
    button = gettext_lazy("Đạt, in cả đợt")
    repeated = gettext_lazy("Đợt in đã được duyệt.")

    @property
    def closed_because(self) -> str:
        return PRINT_RUN.closed_because("approve", self.object)

    @property
    def facts(self) -> list[Fact]:
        sheets = list(sheets_of(self.object))
        proofs = "; ".join(
            f"{s.certificate.number} {s.certificate.product_name}" for s in sheets if s.is_proof
        )
        return [Fact(_("Số giấy của đợt"), str(len(sheets))), Fact(_("Giấy in thử"), proofs)]

    def act(self) -> str:
        services.approve_print_run(actor=self.request.user, run=self.object, version=self.submitted_version)
        return _("Cả đợt đã tính là in một lần. Tải tệp để in.")


class PrintRunDiscard(AboutRun, ActionView):
    roles = CERTIFIERS
    form_class = NoteForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Bỏ đợt in")
    button = gettext_lazy("Bỏ đợt in")
    button_tone = "danger"

    @property
    def closed_because(self) -> str:
        return PRINT_RUN.closed_because("discard", self.object)

    def act(self, *, note: str) -> str:
        services.discard_print_run(
            actor=self.request.user, run=self.object, note=note, version=self.submitted_version
        )
        return _("Đã bỏ đợt in. Các giấy trở lại hàng chờ in.")


class SheetReprint(ActionView):
    """One more print under the same number, counted, with its reason."""

    model = PrintedSheet
    roles = CERTIFIERS
    form_class = NoteForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("In lại một giấy")
    button = gettext_lazy("Ghi và in lại")

    def get_queryset(self) -> QuerySet[PrintedSheet]:
        return super().get_queryset().select_related("certificate__handover", "run")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return _register(), Crumb(str(self.object.run), self.way_out), Crumb(str(self.title))

    @property
    def closed_because(self) -> str:
        return why_not_reprint(self.object)

    @property
    def facts(self) -> list[Fact]:
        row = self.object
        again = "; ".join(f"{dmy(one.at)}: {one.note}" for one in row.reprints.order_by("at", "pk"))
        facts = [
            Fact(_("Số giấy"), row.certificate.number),
            Fact(_("Sản phẩm"), row.certificate.product_name),
            Fact(_("Đã in"), _("%(n)s lần") % {"n": 1 + row.reprints.count()}),
        ]
        return [*facts, Fact(_("Các lần in lại"), again)] if again else facts

    def act(self, *, note: str) -> str:
        services.reprint_sheet(actor=self.request.user, sheet=self.object, note=note)
        return _("Đã ghi lần in lại. Tải giấy ở trang của giấy để in.")


class PrintRunHandOver(AboutRun, ActionView):
    roles = CERTIFIERS
    form_class = HandoverForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Ghi đã giao giấy")
    button = gettext_lazy("Ghi đã giao")

    @property
    def closed_because(self) -> str:
        if reason := why_not_hand_over(self.object):
            return reason
        return "" if to_hand_over(self.object).exists() else _("Không còn giấy nào của đợt chờ giao.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"sheets": to_hand_over(self.object)}

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"received_on": clock.today()}

    def act(self, **cleaned: Any) -> str:
        count = services.hand_over(actor=self.request.user, run=self.object, **cleaned)
        return _("Đã ghi giao %(n)s giấy.") % {"n": count}


class PrintRunProofs(AboutRun, ScopedDetailView):
    """The proofs in one file, the longest names first."""

    def sheets(self) -> QuerySet[PrintedSheet]:
        return sheets_of(self.object).filter(is_proof=True)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rows = list(self.sheets())
        if not rows:
            raise Http404
        response = FileResponse(
            sheets_in_one_file(rows),
            filename=f"dot-in-{self.object.pk}-{len(rows)}.pdf",
            content_type="application/pdf",
        )
        return kept_private(response)


class PrintRunFile(PrintRunProofs):
    """The sheets of a printed run in one file; none of a certificate that has lost its force since."""

    def sheets(self) -> QuerySet[PrintedSheet]:
        return in_force(self.object)


class PrintRunList(AboutRun, ScopedDetailView):
    """The list that owners sign when they receive their certificates, as PDF or Word file."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rows = list(sheets_on_list(self.object))
        return paper_response(handover_list(self.object, rows), kwargs["kind"])


def _sheet_status(sheet: PrintedSheet) -> Status:
    state = sheet.certificate.state
    if state == CertificateState.REVOKED:
        return fate_status(fates.REVOKED)
    if state == CertificateState.REPLACED:
        spoiled = sheet.certificate.number_entry.state == EntryState.SPOILED
        return fate_status(fates.SPOILED if spoiled else fates.REPLACED)
    if handed := getattr(sheet.certificate, "handover", None):
        return Status("good", "done", _("Đã giao %(day)s") % {"day": dmy(handed.received_on)})
    if sheet.certificate.last_day < clock.today():
        return Status("end", "clock", _("Giấy đã hết hiệu lực"))
    if sheet.is_printed:
        return Status("move", "print", _("Đã in"))
    return Status("act", "eye", _("In thử")) if sheet.is_proof else Status("wait", "print", _("Chờ in"))


def _register() -> Crumb:
    return Crumb(str(CertificateList.title), reverse("evaluations:certificate-list"))
