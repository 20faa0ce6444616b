"""A meeting enters the calendar, and its end."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations import services
from evaluations.forms import ClosingForm, ConfirmForm, SessionForm
from evaluations.forms.sessions import SessionMoveForm
from evaluations.models import Council
from evaluations.queries.councils import is_chair
from evaluations.queries.files import earliest_day
from evaluations.queries.refusals import why_not_change_council, why_not_move
from evaluations.queries.results import count_agreed
from evaluations.queries.sessions import sheets_board
from evaluations.views.sessions import SECRETARY, AboutSession
from evaluations.workflow import SESSION
from ocop.core import clock
from ocop.core.roles import OFFICERS, Level, Role
from ocop.law.queries import working_calendar
from ocop.ui.forms import PortalForm
from ocop.ui.parts import Crumb, Fact
from ocop.ui.views import ActionView


class SessionPlan(ActionView):
    model = Council
    form_class = SessionForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Lên lịch phiên họp")
    button = gettext_lazy("Lưu phiên họp")

    def get_queryset(self) -> QuerySet[Council]:
        return super().get_queryset().select_related("place")

    def allowed_roles(self) -> frozenset[str]:
        return frozenset({Role.COUNCIL_SECRETARY, OFFICERS[Level(self.object.level)]})

    @property
    def way_out(self) -> str:
        return reverse("evaluations:council-detail", args=[self.object.pk])

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(self.object.name, self.way_out), Crumb(self.title)

    @property
    def closed_because(self) -> str:
        return why_not_change_council(self.object)

    def act(self, **cleaned: Any) -> str:
        self.planned = services.plan_session(actor=self.request.user, council=self.object, **cleaned)
        return _("Đã lên lịch phiên họp.")

    def get_success_url(self) -> str:
        return reverse("evaluations:session-detail", args=[self.planned.pk])


class SessionMove(AboutSession, ActionView):
    """Another day or another place for a planned meeting."""

    form_class = SessionMoveForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Đổi ngày họp, nơi họp")
    button = gettext_lazy("Lưu và báo Hội đồng")
    prefill = True
    repeated = gettext_lazy("Phiên họp đã được đổi.")

    def allowed_roles(self) -> frozenset[str]:
        return SECRETARY | {self.officer}

    @property
    def closed_because(self) -> str:
        return why_not_move(self.object)

    @property
    def facts(self) -> list[Fact]:
        earliest = earliest_day(self.object, working_calendar())
        days = self.object.council.files_days_before
        rule = _("hồ sơ tới thành viên trước %(days)s ngày làm việc") % {"days": days}
        return [Fact(_("Sớm nhất theo Quy chế"), earliest, note=rule)]

    def act(self, **cleaned: Any) -> str:
        session = services.move_session(
            actor=self.request.user, session=self.object, version=self.submitted_version, **cleaned
        )
        return _("Phiên nay họp ngày %(day)s. Mọi người giữ ghế đã được báo.") % {
            "day": f"{session.held_on:%d/%m/%Y}"
        }


class SessionClose(AboutSession, ActionView):
    """The chair closes; the secretary does so at the chair's word and writes it down."""

    template_name = "evaluations/session_close.html"
    title = gettext_lazy("Đóng phiên")
    button = gettext_lazy("Đóng phiên, mở kết quả")

    def allowed_roles(self) -> frozenset[str]:
        return SECRETARY | {Role.COUNCIL_MEMBER} if self.chairs else SECRETARY

    @cached_property
    def chairs(self) -> bool:
        return is_chair(self.request.user, self.object)

    def get_form_class(self) -> type[PortalForm]:
        return ConfirmForm if self.chairs else ClosingForm

    @property
    def closed_because(self) -> str:
        return SESSION.closed_because("close", self.object)

    @property
    def facts(self) -> list[Fact]:
        board = sheets_board(self.object)
        return [
            Fact(_("Phiên họp"), self.object.held_on),
            Fact(_("Sản phẩm"), str(len(board.rows))),
            Fact(_("Phiếu đã gửi"), f"{board.sent} / {board.expected}"),
            Fact(_("Mức tối thiểu đã ghi ý kiến chung"), "{} / {}".format(*count_agreed(self.object))),
        ]

    @property
    def hindrances(self) -> list[str]:
        return SESSION.hindrances("close", self.object)

    def act(self, *, note: str = "") -> str:
        services.close_session(
            actor=self.request.user, session=self.object, note=note, version=self.submitted_version
        )
        return _("Phiên đã đóng lúc %(time)s. Kết quả đã mở.") % {"time": _now()}

    def get_success_url(self) -> str:
        return reverse("evaluations:results", args=[self.object.pk])


def _now() -> str:
    return f"{timezone.now().astimezone(clock.HANOI):%H:%M}"
