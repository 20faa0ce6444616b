"""Councils and their seats."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations import services
from evaluations.choices import SeatRole
from evaluations.exchange import CouncilSheet
from evaluations.forms import (
    CouncilFilter,
    CouncilForm,
    DayForm,
    SeatEndForm,
    SeatForm,
)
from evaluations.forms.councils import FEWEST_MEMBERS, MOST_MEMBERS
from evaluations.models import Council, MembersChange, Seat, Session
from evaluations.queries.councils import SEAT_ORDER
from evaluations.queries.refusals import (
    why_not_change_council,
    why_not_change_procedure,
    why_not_dissolve,
    why_not_end,
)
from evaluations.views.looks import session_status
from ocop.core import clock
from ocop.core.roles import OFFICERS, Level, Role
from ocop.ui import drafts
from ocop.ui.parts import Crumb, Fact, MoveLink, Status
from ocop.ui.templatetags.portal import dmy
from ocop.ui.templatetags.portal import points as decimal
from ocop.ui.views import ActionView, ScopedDetailView, ScopedFormView, ScopedListView

KEEPERS = frozenset({Role.DISTRICT_OFFICER, Role.PROVINCE_OFFICER})


class CouncilList(ScopedListView):
    """The councils in reach, the newest first."""

    model = Council
    title = gettext_lazy("Hội đồng")
    template_name = "evaluations/council_list.html"
    sheet_class = CouncilSheet
    filter_form_class = CouncilFilter
    lookups = {"level": "level", "cycle": "cycle"}
    sorts = {"decided": ("-decided_on",), "name": ("name",)}

    def search_rows(self, rows: QuerySet, text: str) -> QuerySet:
        return rows.filter(name__icontains=text) | rows.filter(decision_number__icontains=text)

    def decorate_rows(self, rows: QuerySet) -> QuerySet:
        seats = Count("seats", distinct=True)
        return rows.select_related("place", "cycle__province").annotate(
            seat_count=seats, session_count=Count("sessions", distinct=True)
        )

    @property
    def may_create(self) -> bool:
        return any(post.role in KEEPERS for post in self.request.user.posts())

    @property
    def lines(self) -> list[tuple[Council, Status]]:
        return [(council, council_status(council)) for council in self.rows]


def council_status(council: Council) -> Status:
    if council.dissolved_on and council.dissolved_on < clock.today():
        return Status("end", "lock", _("Đã kết thúc"))
    return Status("good", "done", _("Đang hoạt động"))


class AboutCouncil:
    """Pages about one council; what changes it is for the officer of its level."""

    model = Council

    def get_queryset(self) -> QuerySet[Council]:
        return super().get_queryset().select_related("place", "cycle__province")

    def allowed_roles(self) -> frozenset[str] | None:
        return frozenset({OFFICERS[Level(self.object.level)]})

    @property
    def council_url(self) -> str:
        return reverse("evaluations:council-detail", args=[self.object.pk])

    way_out = council_url

    @property
    def crumbs(self) -> Sequence[Crumb]:
        councils = Crumb(_("Hội đồng"), reverse("evaluations:council-list"))
        return councils, Crumb(self.object.name, self.council_url), Crumb(self.title)

    def get_success_url(self) -> str:
        return self.council_url


class CouncilDetail(AboutCouncil, ScopedDetailView):
    template_name = "evaluations/council_detail.html"

    def allowed_roles(self) -> None:
        return None

    @property
    def title(self) -> str:
        return self.object.name

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(_("Hội đồng"), reverse("evaluations:council-list")), Crumb(self.title)

    @property
    def status(self) -> Status:
        return council_status(self.object)

    @property
    def facts(self) -> list[Fact]:
        council = self.object
        facts = [
            Fact(_("Cấp"), council.get_level_display()),
            Fact(_("Địa bàn"), str(council.place)),
            Fact(_("Chu trình"), str(council.cycle)),
            Fact(_("Quyết định thành lập"), council.decision_number),
            Fact(_("Ngày quyết định"), council.decided_on),
        ]
        if council.authority:
            facts.append(Fact(_("Cơ quan ban hành"), council.authority))
        return [*facts, Fact(_("Kết thúc"), council.dissolved_on)] if council.dissolved_on else facts

    @property
    def procedure(self) -> list[Fact]:
        """What the Quy chế says, point by point."""
        council = self.object
        spread = _("%(points)s điểm") % {"points": council.max_spread}
        days = _("%(days)s ngày làm việc") % {"days": council.files_days_before}
        return [
            Fact(
                _("Có mặt tối thiểu"),
                _("%(share)s%%, có Chủ tịch") % {"share": decimal(council.quorum_share * 100)},
            ),
            Fact(_("Cách tính điểm"), council.get_aggregation_display()),
            Fact(
                _("Hai phiếu chênh nhau nhiều nhất"),
                _("không quy định") if council.max_spread is None else spread,
            ),
            Fact(_("Số vòng chấm tối đa"), str(council.max_rounds)),
            Fact(_("Gửi hồ sơ trước phiên họp"), days),
            Fact(_("Xem phiếu sau khi đóng phiên"), council.get_sheets_shown_display()),
            Fact(_("Mở kết quả ra ngoài Hội đồng"), council.get_results_shown_display()),
            Fact(_("Thành viên đến muộn"), council.get_late_members_display()),
        ]

    @cached_property
    def changes(self) -> list[MembersChange]:
        """The later decisions on members, the newest first, each with who left and who joined."""
        rows = self.object.changes.prefetch_related("left__person", "joined__person")
        return list(rows.order_by("-effective_on", "-pk"))

    @cached_property
    def keeps(self) -> bool:
        return OFFICERS[Level(self.object.level)] in self.held_roles

    @cached_property
    def seats(self) -> list[tuple[Seat, Status, str]]:
        rows = self.object.seats.select_related("person").order_by(SEAT_ORDER, "starts_on", "pk")
        return [(seat, seat_status(seat), self._end_url(seat)) for seat in rows]

    def _end_url(self, seat: Seat) -> str:
        open_yet = self.keeps and seat.ends_on is None
        return reverse("evaluations:seat-end", args=[seat.pk]) if open_yet else ""

    @cached_property
    def sessions(self) -> list[tuple[Session, Status]]:
        rows = self.object.sessions.annotate(item_count=Count("items")).order_by("-held_on", "-pk")
        return [(session, session_status(session)) for session in rows]

    @property
    def moves(self) -> list[MoveLink]:
        pk, moves = [self.object.pk], []
        if self.held_roles & {Role.COUNCIL_SECRETARY, Role.COUNCIL_MEMBER}:
            url = reverse("evaluations:council-severity", args=pk)
            moves.append(MoveLink(_("Độ nghiêm của phiếu chấm"), url, "scale"))
        if why_not_change_council(self.object):
            return moves
        if self.keeps or Role.COUNCIL_SECRETARY in self.held_roles:
            url = reverse("evaluations:session-plan", args=pk)
            moves.append(MoveLink(_("Lên lịch phiên họp"), url, "plus", "primary"))
        if self.keeps:
            url = reverse("evaluations:council-change", args=pk)
            moves.append(MoveLink(_("Thay đổi thành viên theo quyết định"), url, "users"))
            moves.append(MoveLink(_("Thêm ghế"), reverse("evaluations:seat-add", args=pk), "user"))
            if not why_not_change_procedure(self.object):
                url = reverse("evaluations:council-procedure", args=pk)
                moves.append(MoveLink(_("Sửa Quy chế"), url, "edit"))
            if not self.object.dissolved_on:
                moves.append(
                    MoveLink(_("Kết thúc Hội đồng"), reverse("evaluations:council-dissolve", args=pk))
                )
        return moves


def seat_status(seat: Seat) -> Status:
    if seat.ends_on and seat.ends_on < clock.today():
        return Status("end", "lock", _("Đến %(day)s") % {"day": dmy(seat.ends_on)})
    if seat.role == SeatRole.SECRETARY and not seat.scores:
        return Status("move", "edit", _("Thư ký, không chấm"))
    if seat.role == SeatRole.ADVISER:
        return Status("move", "search", _("Thẩm tra hồ sơ"))
    return Status("good", "done", _("Chấm điểm")) if seat.scores else Status("end", "minus", _("Không chấm"))


class CouncilCreate(ScopedFormView):
    """A decision with as many seats as it lists."""

    roles = KEEPERS
    form_class = CouncilForm
    template_name = "evaluations/council_create.html"
    title = gettext_lazy("Lập Hội đồng")
    button = gettext_lazy("Lưu Hội đồng")

    @cached_property
    def members(self) -> int:
        """For how many members the form has room: one more after each press of “one more”."""
        draft = drafts.draft_of(self.request.user, self.request.path)
        kept = draft.contents.get("members", [""])[0] if draft else ""
        asked = self.request.POST.get("members", kept)
        known = asked.isascii() and asked.isdecimal() and len(asked) < 4
        return min(max(int(asked), FEWEST_MEMBERS), MOST_MEMBERS) if known else FEWEST_MEMBERS

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """“One more” keeps what is typed and opens the page again with room for another member."""
        if "more" not in request.POST:
            return super().post(request, *args, **kwargs)
        typed, number = request.POST.copy(), min(self.members + 1, MOST_MEMBERS)
        typed["members"] = str(number)
        drafts.keep(request.user.pk, request.path, typed)
        return HttpResponseRedirect(f"{request.path}#id_member_{number}")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"members": self.members}

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(_("Hội đồng"), self.way_out), Crumb(self.title)

    @property
    def way_out(self) -> str:
        return reverse("evaluations:council-list")

    def act(self, **cleaned: Any) -> str:
        self.object = services.create_council(actor=self.request.user, **cleaned)
        return _("Đã lập Hội đồng với %(count)s ghế.") % {"count": len(cleaned["seats"])}

    def get_success_url(self) -> str:
        return reverse("evaluations:council-detail", args=[self.object.pk])


class SeatAdd(AboutCouncil, ActionView):
    form_class = SeatForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Thêm ghế")
    button = gettext_lazy("Thêm ghế")

    @property
    def closed_because(self) -> str:
        return why_not_change_council(self.object)

    def act(self, **cleaned: Any) -> str:
        seat = services.add_seat(actor=self.request.user, council=self.object, **cleaned)
        return _("Đã thêm: %(seat)s.") % {"seat": seat}


class CouncilDissolve(AboutCouncil, ActionView):
    form_class = DayForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Kết thúc Hội đồng")
    button = gettext_lazy("Kết thúc Hội đồng")
    button_tone = "danger"

    @property
    def closed_because(self) -> str:
        return why_not_dissolve(self.object)

    @property
    def facts(self) -> list[Fact]:
        return [Fact(_("Hội đồng"), self.object.name)]

    def act(self, **cleaned: Any) -> str:
        services.dissolve_council(
            actor=self.request.user, council=self.object, version=self.submitted_version, **cleaned
        )
        return _("Đã ghi ngày kết thúc của Hội đồng.")


class SeatEnd(ActionView):
    model = Seat
    form_class = SeatEndForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Kết thúc ghế")
    button = gettext_lazy("Kết thúc ghế")
    button_tone = "danger"

    @property
    def closed_because(self) -> str:
        return why_not_end(self.object)

    def get_queryset(self) -> QuerySet[Seat]:
        return super().get_queryset().select_related("council__place", "person")

    def allowed_roles(self) -> frozenset[str]:
        return frozenset({OFFICERS[Level(self.object.council.level)]})

    @property
    def way_out(self) -> str:
        return reverse("evaluations:council-detail", args=[self.object.council_id])

    def get_success_url(self) -> str:
        return self.way_out

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(self.object.council.name, self.way_out), Crumb(self.title)

    @property
    def facts(self) -> list[Fact]:
        return [
            Fact(_("Người giữ ghế"), str(self.object.person)),
            Fact(_("Vai trò"), self.object.get_role_display()),
        ]

    def act(self, **cleaned: Any) -> str:
        services.end_seat(actor=self.request.user, seat=self.object, **cleaned)
        return _("Đã ghi ngày kết thúc ghế.")
