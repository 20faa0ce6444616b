"""Reports from the check page, and the cases that officers make of them."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.choices import MisuseState
from evaluations.exchange import MisuseSheet
from evaluations.forms.inspections import MisuseCaseForm, MisuseFilter
from evaluations.models import MisuseReport
from evaluations.queries.inspections import misuse_status
from evaluations.services import misuse as services
from evaluations.views.inspections import picture_response, register_crumb
from evaluations.workflow import MISUSE
from ocop.core import clock
from ocop.core.roles import CERTIFIERS
from ocop.ui.forms import NoteForm
from ocop.ui.parts import Crumb, Fact, MoveLink, Status
from ocop.ui.templatetags.portal import dmyhm
from ocop.ui.views import ActionView, ScopedDetailView, ScopedListView


class MisuseList(ScopedListView):
    model = MisuseReport
    title = gettext_lazy("Phản ánh của người dân")
    template_name = "evaluations/misuse_list.html"
    filter_form_class = MisuseFilter
    sheet_class = MisuseSheet
    search_in = ("certificate__product__search_key", "certificate__product__producer__search_key")
    sorts = {"reported": ("reported_at",)}
    default_sort = "-reported"

    def filter_rows(self, rows: QuerySet, **chosen: Any) -> QuerySet:
        return rows.filter(**chosen)

    def decorate_rows(self, rows: QuerySet) -> QuerySet:
        return rows.select_related("certificate__commune")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return register_crumb(), Crumb(str(self.title))

    @property
    def lines(self) -> list[tuple[MisuseReport, Status]]:
        return [(row, misuse_status(row)) for row in self.rows]


class AboutMisuse:
    model = MisuseReport

    def get_queryset(self) -> QuerySet[MisuseReport]:
        return super().get_queryset().select_related("certificate", "inspection", "closed_by")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        reports = Crumb(str(MisuseList.title), reverse("evaluations:misuse-list"))
        return register_crumb(), reports, Crumb(str(self.object), self.object.get_absolute_url())

    @property
    def facts(self) -> list[Fact]:
        row = self.object
        url = reverse("evaluations:certificate-detail", args=[row.certificate_id])
        facts = [
            Fact(_("Giấy chứng nhận"), row.certificate.name, url=url),
            Fact(_("Sản phẩm"), row.certificate.product_name),
            Fact(_("Việc"), row.get_kind_display()),
            Fact(_("Thấy ở đâu"), row.seen_at),
            Fact(_("Thấy gì"), row.words),
            Fact(_("Gửi lúc"), dmyhm(row.reported_at)),
        ]
        if row.contact and self.held_roles & CERTIFIERS:
            facts.append(Fact(_("Cách liên lạc"), row.contact))
        if row.closed_by:
            facts += [
                Fact(_("Kết quả"), row.closing_note),
                Fact(_("Người xử lý"), f"{row.closed_by}, {dmyhm(row.closed_at)}"),
            ]
        return facts


class MisuseDetail(AboutMisuse, ScopedDetailView):
    template_name = "evaluations/misuse_detail.html"

    @property
    def title(self) -> str:
        return self.object.get_kind_display()

    @property
    def status(self) -> Status:
        return misuse_status(self.object)

    @property
    def moves(self) -> list[MoveLink]:
        """To verify or dismiss a new report; to end a case, once it was seen to."""
        open_moves = {move.name for move in MISUSE.open_to(self.request.user, self.object)}
        pk, moves = [self.object.pk], []
        if "open" in open_moves:
            url = reverse("evaluations:misuse-open", args=pk)
            moves.append(MoveLink(_("Xác minh"), url, "search", "primary"))
        if open_moves & {"dismiss", "close"}:
            label = _("Không có cơ sở") if "dismiss" in open_moves else _("Kết thúc vụ việc")
            moves.append(MoveLink(label, reverse("evaluations:misuse-end", args=pk), "check"))
        return moves


class MisusePicture(AboutMisuse, ScopedDetailView):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return picture_response(self.object)


class MisuseOpen(AboutMisuse, ActionView):
    roles = CERTIFIERS
    form_class = MisuseCaseForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Xác minh phản ánh")
    button = gettext_lazy("Lập vụ việc và lịch xác minh")

    @property
    def closed_because(self) -> str:
        return MISUSE.closed_because("open", self.object)

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"planned_on": clock.today()}

    def act(self, **cleaned: Any) -> str:
        services.open_misuse_case(
            actor=self.request.user, report=self.object, version=self.submitted_version, **cleaned
        )
        return _("Đã lập vụ việc và lịch xác minh.")


class MisuseEnd(AboutMisuse, ActionView):
    roles = CERTIFIERS
    form_class = NoteForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Kết thúc phản ánh")
    button = gettext_lazy("Ghi kết quả")

    @property
    def closed_because(self) -> str:
        if self.object.state in (MisuseState.NEW, MisuseState.CASE):
            return ""
        return MISUSE.closed_because("close", self.object)

    def act(self, *, note: str) -> str:
        services.end_misuse(
            actor=self.request.user, report=self.object, note=note, version=self.submitted_version
        )
        return _("Đã ghi kết quả xử lý phản ánh.")
