"""The products of a session: put on its agenda, ordered, agreed on, taken off."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations import services
from evaluations.choices import SessionState
from evaluations.forms import (
    AfterTestsForm,
    AgendaForm,
    AgreedForm,
    CalibrationForm,
    ConfirmForm,
    RecusalForm,
    RemovalForm,
)
from evaluations.models import Item
from evaluations.queries.refusals import why_not_agree, why_not_change_agenda, why_not_recuse, why_not_remove
from evaluations.queries.results import agreed_marks, criteria_to_agree
from evaluations.queries.sessions import (
    dossiers_for_agenda,
    dossiers_for_calibration,
    items_for_after_tests,
)
from evaluations.queries.sheets import sheet_for
from evaluations.views.sessions import SECRETARY, AboutSession
from ocop.core.roles import OFFICERS, Level, Role
from ocop.law.queries import tree_of
from ocop.ui.parts import Crumb, Fact
from ocop.ui.templatetags.portal import dmy
from ocop.ui.views import ActionView

AGENDA_PAGE = 50


class AgendaAdd(AboutSession, ActionView):
    """Accepted dossiers to put on the agenda, searched and paged."""

    form_class = AgendaForm
    template_name = "evaluations/agenda_add.html"
    title = gettext_lazy("Thêm hồ sơ vào phiên")

    @property
    def closed_because(self) -> str:
        return why_not_change_agenda(self.object)

    def allowed_roles(self) -> frozenset[str]:
        return frozenset({self.officer})

    @property
    def text(self) -> str:
        return self.request.GET.get("q", "").strip()[:100]

    @cached_property
    def waiting(self) -> QuerySet:
        return dossiers_for_agenda(self.request.user, self.object, self.text)

    @cached_property
    def dossiers(self) -> Page:
        return Paginator(self.waiting, AGENDA_PAGE).get_page(self.request.GET.get("page"))

    @property
    def ticked(self) -> set[str]:
        return set(self.request.POST.getlist("dossiers"))

    @property
    def lines(self) -> list[tuple[Any, bool]]:
        return [(dossier, str(dossier.pk) in self.ticked) for dossier in self.dossiers]

    def get_form_kwargs(self) -> dict[str, Any]:
        rows = dossiers_for_agenda(self.request.user, self.object)
        return super().get_form_kwargs() | {"rows": rows}

    def act(self, *, dossiers: QuerySet) -> str:
        items = services.add_dossiers_to_session(
            actor=self.request.user, session=self.object, dossiers=dossiers
        )
        return _("Đã đưa %(count)s hồ sơ vào phiên.") % {"count": len(items)}


class AboutItem:
    """Pages about one product of a session."""

    model = Item

    def get_queryset(self) -> QuerySet[Item]:
        return (
            super()
            .get_queryset()
            .select_related(
                "session__council__place", "dossier__commune", "dossier__criteria_set", "dossier__producer"
            )
        )

    @property
    def session_url(self) -> str:
        return reverse("evaluations:session-detail", args=[self.object.session_id])

    way_out = session_url

    @property
    def officer(self) -> Role:
        return OFFICERS[Level(self.object.level)]

    @property
    def crumbs(self) -> Sequence[Crumb]:
        day = dmy(self.object.session.held_on)
        return Crumb(_("Phiên %(day)s") % {"day": day}, self.session_url), Crumb(self.title)

    @property
    def facts(self) -> list[Fact]:
        dossier = self.object.dossier
        return [
            Fact(_("Sản phẩm"), dossier.product_name),
            Fact(_("Chủ thể"), dossier.organisation_name),
            Fact(_("Địa bàn"), str(dossier.commune)),
        ]

    def get_success_url(self) -> str:
        return self.session_url


class AgendaCalibrate(AboutSession, ActionView):
    """A product of before at the head of the agenda, to bring the members together."""

    form_class = CalibrationForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Thêm sản phẩm tập chấm")
    button = gettext_lazy("Đưa lên đầu phiên")

    def allowed_roles(self) -> frozenset[str]:
        return frozenset({self.officer, Role.COUNCIL_SECRETARY})

    @property
    def closed_because(self) -> str:
        return why_not_change_agenda(self.object)

    @property
    def facts(self) -> list[Fact]:
        return [Fact(_("Tập chấm"), _("mọi người chấm như thật; kết quả không được tính"))]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"rows": dossiers_for_calibration(self.request.user, self.object)}

    def act(self, *, dossier: Any) -> str:
        services.add_calibration(actor=self.request.user, session=self.object, dossier=dossier)
        return _("Đã đưa “%(product)s” lên đầu phiên để tập chấm.") % {"product": dossier.product_name}


class AgendaAfterTests(AboutSession, ActionView):
    """Products of an earlier meeting, to be scored once more after tests or checks (1048/QĐ-TTg)."""

    form_class = AfterTestsForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Thêm sản phẩm sau kiểm nghiệm")
    button = gettext_lazy("Đưa vào phiên")

    def allowed_roles(self) -> frozenset[str]:
        return frozenset({self.officer})

    @cached_property
    def scored_before(self) -> QuerySet[Item]:
        return items_for_after_tests(self.request.user, self.object)

    @property
    def closed_because(self) -> str:
        if reason := why_not_change_agenda(self.object):
            return reason
        if self.scored_before.exists():
            return ""
        return _("Không có sản phẩm nào của Hội đồng này chờ vòng sau kiểm nghiệm.")

    @property
    def facts(self) -> list[Fact]:
        return [
            Fact(_("Phiên"), self.object.held_on),
            Fact(_("Vòng sau kiểm nghiệm"), _("kết quả vòng trước giữ nguyên, để bên cạnh")),
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"rows": self.scored_before}

    def act(self, *, items: QuerySet) -> str:
        made = services.add_after_tests(actor=self.request.user, session=self.object, items=items)
        return _("Đã đưa %(count)s sản phẩm vào phiên.") % {"count": len(made)}


class AgendaArrange(AboutSession, ActionView):
    """The whole agenda in an order in which groups and owners alternate."""

    form_class = ConfirmForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Xếp xen kẽ")
    button = gettext_lazy("Xếp xen kẽ ngành và chủ thể")
    needs_key = False

    def allowed_roles(self) -> frozenset[str]:
        return frozenset({self.officer, Role.COUNCIL_SECRETARY})

    @property
    def closed_because(self) -> str:
        return why_not_change_agenda(self.object)

    def act(self) -> str:
        services.arrange_agenda(actor=self.request.user, session=self.object)
        return _("Đã xếp chương trình: ngành và chủ thể xen kẽ nhau.")


class ItemRemove(AboutItem, ActionView):
    form_class = RemovalForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Đưa sản phẩm ra khỏi phiên")
    button = gettext_lazy("Đưa ra khỏi phiên")
    button_tone = "danger"

    @property
    def closed_because(self) -> str:
        return why_not_remove(self.object)

    def allowed_roles(self) -> frozenset[str]:
        return frozenset({self.officer})

    def act(self, *, note: str) -> str:
        services.remove_item(actor=self.request.user, item=self.object, note=note)
        return _("Đã đưa “%(product)s” ra khỏi phiên.") % {"product": self.object.dossier.product_name}


class ItemMove(AboutItem, ActionView):
    """One place up or down in the agenda; the address says which."""

    form_class = ConfirmForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Đổi thứ tự")
    button = gettext_lazy("Đổi thứ tự")
    needs_key = False
    up = True

    @property
    def closed_because(self) -> str:
        return why_not_change_agenda(self.object.session)

    def allowed_roles(self) -> frozenset[str]:
        return frozenset({self.officer, Role.COUNCIL_SECRETARY})

    def act(self) -> str:
        services.move_item(actor=self.request.user, item=self.object, up=self.up)
        return ""


class ItemAgree(AboutItem, ActionView):
    """The council's common view on the criteria that carry a minimum, before the session closes: without
    any hint of what the sheets say.
    """

    roles = SECRETARY
    form_class = AgreedForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Ý kiến chung về các mức tối thiểu")
    button = gettext_lazy("Lưu ý kiến chung")

    @property
    def closed_because(self) -> str:
        return why_not_agree(self.object)

    @property
    def way_out(self) -> str:
        name = "evaluations:results" if self.is_closed else "evaluations:session-detail"
        return reverse(name, args=[self.object.session_id])

    @cached_property
    def is_closed(self) -> bool:
        return self.object.session.state == SessionState.CLOSED

    @cached_property
    def criteria(self) -> list[Any]:
        return criteria_to_agree(tree_of(self.object.dossier.criteria_set))

    def get_form_kwargs(self) -> dict[str, Any]:
        keep = "" if self.is_closed else _("Chưa ghi: lấy mức nhiều phiếu chọn khi đóng phiên")
        return super().get_form_kwargs() | {"criteria": self.criteria, "keep": keep}

    def get_initial(self) -> dict[str, str]:
        recorded = agreed_marks(self.object)
        return {
            f"c-{c.pk}": str(recorded[c.code]) if recorded[c.code] else "none"
            for c in self.criteria
            if c.code in recorded
        }

    @property
    def row_version(self) -> int | None:
        grading = getattr(self.object, "grading", None)
        return grading.version if grading else None

    def act(self, *, options: dict[str, int | None]) -> str:
        services.record_agreed_options(
            actor=self.request.user, item=self.object, options=options, version=self.submitted_version
        )
        return _("Đã ghi ý kiến chung của Hội đồng.")

    def get_success_url(self) -> str:
        return self.way_out


class ItemRecuse(AboutItem, ActionView):
    """A member stays out of one product; from then on its papers are closed to them."""

    roles = frozenset({Role.COUNCIL_MEMBER})
    form_class = RecusalForm
    template_name = "evaluations/item_recuse.html"
    title = gettext_lazy("Xin không chấm sản phẩm này")
    button = gettext_lazy("Xin không chấm")
    button_tone = "danger"

    @property
    def closed_because(self) -> str:
        return why_not_recuse(self.request.user, self.object)

    @property
    def way_out(self) -> str:
        sheet = sheet_for(self.request.user, self.object)
        return reverse("evaluations:sheet-detail", args=[sheet.pk]) if sheet else self.session_url

    def act(self, *, ground: str) -> str:
        services.declare_recusal(actor=self.request.user, item=self.object, ground=ground)
        return _("Đã ghi: bạn không chấm “%(product)s”.") % {"product": self.object.dossier.product_name}
