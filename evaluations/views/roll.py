"""The roll of a meeting: scanned by members, confirmed by the secretary."""

from functools import cached_property
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations import services
from evaluations.choices import SessionState
from evaluations.forms import CheckInForm, LatecomerForm, RollForm
from evaluations.queries.councils import seats_on
from evaluations.queries.preparation import not_ready
from evaluations.queries.refusals import why_not_admit, why_not_open
from evaluations.queries.sessions import absent_seats, quorum_so_far
from evaluations.rules import Quorum
from evaluations.views.sessions import SECRETARY, AboutSession
from evaluations.workflow import SESSION
from ocop.core.codes import code_as_svg
from ocop.core.roles import Role
from ocop.ui.parts import Fact
from ocop.ui.views import ActionView


class SessionOpen(AboutSession, ActionView):
    """The roll, by a code that members scan and by hand: without the quorum of the Quy chế the session does
    not open.
    """

    roles = SECRETARY
    form_class = RollForm
    template_name = "evaluations/session_open.html"
    fragment_template_name = "evaluations/parts/roll.html"
    title = gettext_lazy("Điểm danh, mở phiên")
    button = gettext_lazy("Mở phiên chấm")

    @property
    def closed_because(self) -> str:
        return SESSION.closed_because("open", self.object) or why_not_open(self.object)

    @cached_property
    def seats(self) -> list[Any]:
        return list(seats_on(self.object.council, self.object.held_on))

    @property
    def facts(self) -> list[Fact]:
        session = self.object
        least = Quorum(0, len(self.seats), session.council.quorum_share, chair_present=False).least_percent
        return [
            Fact(_("Phiên họp"), session.held_on),
            Fact(_("Sản phẩm"), str(session.items.count())),
            Fact(
                _("Cần có mặt"), _("từ %(least)s%%, có Chủ tịch") % {"least": f"{least:f}".replace(".", ",")}
            ),
        ]

    @property
    def not_ready(self) -> list[str]:
        return not_ready(self.object)

    @cached_property
    def quorum(self) -> Quorum:
        return quorum_so_far(self.object, self.seats, self.here)

    @cached_property
    def arrived(self) -> dict[int, Any]:
        rows = self.object.roll.filter(present=True)
        return dict(rows.values_list("seat", "arrived_at"))

    @cached_property
    def here(self) -> set[int]:
        """Who would be present if the session opened now: ticked on the page, whether by the code or by hand,
        or scanned since it was drawn.
        """
        sent = self.request.POST if self.request.method == "POST" else self.request.GET
        if "shown" not in sent:
            return set(self.arrived)
        ticked, shown = sent.getlist("present"), sent["shown"].split(",")
        fresh = [key for key in self.ticked if key not in shown]
        return {seat.pk for seat in self.seats if str(seat.pk) in {*ticked, *fresh}}

    @property
    def ticked(self) -> list[str]:
        """Who scanned, as the form names them."""
        return [str(key) for key in self.arrived]

    @property
    def newly(self) -> list[str]:
        """Who scanned since the page that asks for its fragment was drawn: their boxes get a tick."""
        shown = self.request.GET.get("shown")
        return [] if shown is None else [key for key in self.ticked if key not in shown.split(",")]

    @property
    def roll(self) -> list[tuple[Any, Any, bool]]:
        """Each seat with the time at which its holder scanned the code, and whether they count as present."""
        return [(seat, self.arrived.get(seat.pk), seat.pk in self.here) for seat in self.seats]

    @property
    def code(self) -> str:
        """The code for the screen of the meeting, drawn."""
        path = reverse("evaluations:session-check-in", args=[self.object.pk])
        return code_as_svg(f"{settings.SITE_URL}{path}?ma={quote(services.roll_code(self.object))}")

    @property
    def code_seconds(self) -> int:
        return settings.ROLL_CODE_SECONDS

    @property
    def roll_url(self) -> str:
        return self.request.path

    def get_initial(self) -> dict[str, Any]:
        return {"present": self.ticked, "shown": ",".join(self.ticked)}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"seats": self.seats}

    def act(self, *, present: list[Any], shown: list[int]) -> str:
        services.open_session(
            actor=self.request.user,
            session=self.object,
            present=present,
            shown=shown,
            version=self.submitted_version,
        )
        return _("Phiên đã mở. Các thành viên có mặt đã nhận phiếu.")


class SessionAdmit(AboutSession, ActionView):
    """Somebody came after the session opened: what they still score follows from the Quy chế."""

    roles = SECRETARY
    form_class = LatecomerForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Ghi người đến muộn")
    button = gettext_lazy("Ghi có mặt từ bây giờ")

    @property
    def row_version(self) -> None:
        return None

    @property
    def closed_because(self) -> str:
        if reason := why_not_admit(self.object):
            return reason
        return "" if absent_seats(self.object) else _("Mọi người giữ ghế đều có mặt.")

    @property
    def facts(self) -> list[Fact]:
        council = self.object.council
        return [
            Fact(_("Phiên họp"), self.object.held_on),
            Fact(_("Theo Quy chế"), council.get_late_members_display()),
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"seats": absent_seats(self.object)}

    def act(self, *, seat: Any) -> str:
        items = services.admit_latecomer(actor=self.request.user, session=self.object, seat=seat)
        known = {"person": seat.person, "count": len(items)}
        if not items:
            return _("Đã ghi %(person)s có mặt; không còn sản phẩm nào được chấm theo Quy chế.") % known
        return _("Đã ghi %(person)s có mặt, nhận %(count)s phiếu.") % known


class SessionCheckIn(AboutSession, ActionView):
    """What a member's phone opens from the code on the screen: one button says “I am here”."""

    roles = frozenset({Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY})
    form_class = CheckInForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Điểm danh")
    button = gettext_lazy("Tôi có mặt")

    @property
    def row_version(self) -> None:
        return None

    @property
    def closed_because(self) -> str:
        return "" if self.object.state == SessionState.PLANNED else _("Phiên đã mở: hãy báo Thư ký.")

    @property
    def facts(self) -> list[Fact]:
        return [Fact(_("Hội đồng"), self.over), Fact(_("Ngày họp"), self.object.held_on)]

    def get_initial(self) -> dict[str, str]:
        return {"code": self.request.GET.get("ma", "")}

    def act(self, *, code: str) -> str:
        services.check_in(actor=self.request.user, session=self.object, code=code)
        return _("Đã ghi: bạn có mặt.")
