"""From the calendar to the closed session: plan, roll, board, close."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.choices import SessionState
from evaluations.exchange import SessionSheet
from evaluations.forms import SessionFilter
from evaluations.models import Item, LateMark, Session
from evaluations.queries.councils import is_chair
from evaluations.queries.files import files_due_on
from evaluations.queries.readers import items_with_open_sheets, may_read_results
from evaluations.queries.sessions import (
    Board,
    BoardRow,
    divided_items,
    items_for_after_tests,
    items_read_from_a_seat,
    items_without_quorum,
    late_marks,
    quorum_of,
    sheets_board,
    unscored_items,
    who_has_not_sent,
)
from evaluations.rules import Quorum
from evaluations.views.looks import board_status, seat_labels, session_status
from ocop.core import clock
from ocop.core.roles import OFFICERS, Level, Role
from ocop.law.queries import working_calendar
from ocop.law.rules import Criterion
from ocop.localities.territory import Territory
from ocop.ui.parts import Crumb, Fact, MoveLink, Status
from ocop.ui.templatetags.portal import dmy, dmyhm
from ocop.ui.views import ScopedDetailView, ScopedListView

SECRETARY = frozenset({Role.COUNCIL_SECRETARY})


class SessionList(ScopedListView):
    """The meetings of the councils in reach, the latest first."""

    model = Session
    title = gettext_lazy("Phiên họp")
    template_name = "evaluations/session_list.html"
    sheet_class = SessionSheet
    filter_form_class = SessionFilter
    lookups = {"state": "state", "council": "council", "year": "council__cycle__year"}
    sorts = {"held": ("-held_on", "-pk"), "council": ("council__name", "-held_on")}

    def filter_rows(self, rows: QuerySet, *, place: Territory | None = None, **chosen: Any) -> QuerySet:
        rows = super().filter_rows(rows, **chosen)
        return rows.filter(place.condition("council__place")) if place else rows

    def decorate_rows(self, rows: QuerySet) -> QuerySet:
        return rows.select_related("council__place").annotate(item_count=Count("items"))

    @property
    def lines(self) -> list[tuple[Session, Status]]:
        return [(session, session_status(session)) for session in self.rows]


class AboutSession:
    """Pages about one session."""

    model = Session

    def get_queryset(self) -> QuerySet[Session]:
        return super().get_queryset().select_related("council__place", "council__cycle", "closed_by")

    @property
    def officer(self) -> Role:
        return OFFICERS[Level(self.object.council.level)]

    @property
    def session_url(self) -> str:
        return reverse("evaluations:session-detail", args=[self.object.pk])

    way_out = session_url

    @property
    def session_name(self) -> str:
        return _("Phiên %(day)s") % {"day": dmy(self.object.held_on)}

    @property
    def over(self) -> str:
        return self.object.council.name

    @property
    def crumbs(self) -> Sequence[Crumb]:
        council = self.object.council
        return (
            Crumb(council.name, reverse("evaluations:council-detail", args=[council.pk])),
            Crumb(self.session_name, self.session_url),
            Crumb(self.title),
        )

    def get_success_url(self) -> str:
        return self.session_url


class SessionDetail(AboutSession, ScopedDetailView):
    """The agenda while it is planned, the secretary's board while it scores, the way to the results after
    that.

    The board tells who has sent, never what.
    """

    template_name = "evaluations/session_detail.html"
    fragment_template_name = "evaluations/parts/board.html"

    @property
    def title(self) -> str:
        return self.session_name

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return (*super().crumbs[:1], Crumb(self.title))

    @property
    def status(self) -> Status:
        return session_status(self.object)

    @property
    def facts(self) -> list[Fact]:
        session = self.object
        facts = [Fact(_("Ngày họp"), session.held_on), Fact(_("Nơi họp"), session.venue or "—")]
        if self.is_planned and (self.prepares or self.sits):
            facts.append(self.files)
        if session.closed_at:
            facts.append(Fact(_("Đóng phiên"), f"{dmy(session.closed_at)}, {session.closed_by}"))
        return facts

    @property
    def files(self) -> Fact:
        """Whether the files went out to the members, or until when they must."""
        session = self.object
        due = files_due_on(session, working_calendar())
        last = _("hạn %(day)s, %(days)s ngày làm việc trước phiên") % {
            "day": dmy(due),
            "days": session.council.files_days_before,
        }
        words = _("chưa gửi, đã quá hạn") if due < clock.today() else _("chưa gửi")
        if session.files_sent_at:
            words = _("đã gửi %(at)s") % {"at": dmyhm(session.files_sent_at)}
        return Fact(_("Hồ sơ cho thành viên"), words, note=last)

    @cached_property
    def is_planned(self) -> bool:
        return self.object.state == SessionState.PLANNED

    @cached_property
    def is_scoring(self) -> bool:
        return self.object.state == SessionState.SCORING

    @cached_property
    def is_closed(self) -> bool:
        return self.object.state == SessionState.CLOSED

    @cached_property
    def keeps(self) -> bool:
        return self.officer in self.held_roles

    @cached_property
    def leads(self) -> bool:
        return Role.COUNCIL_SECRETARY in self.held_roles

    @cached_property
    def chairs(self) -> bool:
        return self.sits and is_chair(self.request.user, self.object)

    @cached_property
    def prepares(self) -> bool:
        """Whether the reader makes products ready for the meeting."""
        return self.leads or self.keeps or Role.ADVISER in self.held_roles

    @cached_property
    def sits(self) -> bool:
        return Role.COUNCIL_MEMBER in self.held_roles

    @cached_property
    def items(self) -> list[Item]:
        rows = self.object.items.select_related(
            "dossier__producer", "dossier__commune", "dossier__criteria_set"
        )
        return list(rows.order_by("position"))

    @cached_property
    def readable(self) -> set[int]:
        """The products whose papers this reader opens through a seat."""
        return set(
            items_read_from_a_seat(self.request.user).filter(session=self.object).values_list("pk", flat=True)
        )

    @cached_property
    def with_sheets(self) -> set[int]:
        """The products whose sheets the reader may open."""
        return items_with_open_sheets(self.request.user, self.object)

    @cached_property
    def quorum(self) -> Quorum:
        return quorum_of(self.object)

    @cached_property
    def roll(self) -> list[tuple[Any, bool, Any]]:
        """Each seat with whether it is there, and since when if it came after the session opened."""
        rows = self.object.roll.select_related("seat__person").order_by("seat")
        opened = self.object.opened_at
        return [
            (row.seat, row.present, row.arrived_at if row.present and row.arrived_at > opened else None)
            for row in rows
        ]

    @property
    def absent(self) -> bool:
        return any(not present for _seat, present, _late in self.roll)

    @cached_property
    def board(self) -> Board:
        return sheets_board(self.object)

    @cached_property
    def seats(self) -> list[tuple[str, Any]]:
        """The seats of the board, each under the short name of its column."""
        return list(zip(seat_labels(len(self.board.seats)), self.board.seats, strict=True))

    @property
    def board_lines(self) -> list[tuple[BoardRow, Status, list[tuple[str, str]]]]:
        labels = [label for label, _seat in self.seats]
        return [
            (row, board_status(row), list(zip(labels, row.cells, strict=True))) for row in self.board.rows
        ]

    @cached_property
    def missing(self) -> list[tuple[str, int]]:
        return who_has_not_sent(self.object)

    @cached_property
    def frozen(self) -> list[Item]:
        return [row.item for row in self.board.rows if row.is_frozen]

    @property
    def divided(self) -> list[tuple[Item, list[Criterion]]]:
        """What the council is to talk about, for whoever scores it."""
        seen = [item for item in self.frozen if item.pk in self.readable] if self.sits else []
        return divided_items(seen) if seen else []

    @cached_property
    def thin(self) -> list[tuple[Item, Quorum]]:
        """Products for which too few members are left."""
        return items_without_quorum(self.object)

    @cached_property
    def orphans(self) -> list[Item]:
        return list(unscored_items(self.object))

    @property
    def is_blocked(self) -> bool:
        """Whether something stands in the way of closing."""
        return bool(self.missing or self.orphans or self.frozen or self.thin)

    @cached_property
    def late(self) -> list[LateMark]:
        """What came after the close: for the secretary."""
        return list(late_marks(self.object)) if self.is_closed and self.leads else []

    @cached_property
    def results_stay(self) -> bool:
        """Whether the reader still reads results of a session that is open again."""
        return may_read_results(self.request.user, self.object)

    @cached_property
    def has_scored_before(self) -> bool:
        """Whether products of an earlier meeting wait for their round after tests."""
        return items_for_after_tests(self.request.user, self.object).exists()

    @property
    def moves(self) -> list[MoveLink]:
        pk, moves = [self.object.pk], []
        if self.is_planned and self.keeps:
            url = reverse("evaluations:agenda-add", args=pk)
            moves.append(MoveLink(_("Thêm hồ sơ"), url, "plus", "secondary" if self.items else "primary"))
        if self.is_planned and self.keeps and self.has_scored_before:
            url = reverse("evaluations:agenda-after-tests", args=pk)
            moves.append(MoveLink(_("Thêm sản phẩm sau kiểm nghiệm"), url, "hourglass"))
        if self.is_planned and (self.keeps or self.leads) and self.items:
            url = reverse("evaluations:agenda-calibrate", args=pk)
            moves.append(MoveLink(_("Thêm sản phẩm tập chấm"), url, "scale"))
        if self.is_planned and (self.keeps or self.leads) and self.items:
            url = reverse("evaluations:session-files", args=pk)
            again = bool(self.object.files_sent_at)
            label = _("Báo lại hồ sơ") if again else _("Gửi hồ sơ cho thành viên")
            moves.append(MoveLink(label, url, "send"))
        if self.is_planned and (self.keeps or self.leads):
            url = reverse("evaluations:session-move", args=pk)
            moves.append(MoveLink(_("Đổi ngày họp, nơi họp"), url, "plan"))
        if self.is_scoring and self.leads and self.absent:
            url = reverse("evaluations:session-admit", args=pk)
            moves.append(MoveLink(_("Ghi người đến muộn"), url, "users"))
        if not self.is_closed and self.sits and self.items:
            url = reverse("evaluations:session-declare", args=pk)
            moves.append(MoveLink(_("Khai báo xung đột, đọc hồ sơ"), url, "eye"))
        if (self.leads or self.keeps) and self.items:
            url = reverse("evaluations:session-interests", args=pk)
            moves.append(MoveLink(_("Khai báo và việc đọc hồ sơ"), url, "users"))
        if not self.is_closed and (self.leads or self.keeps) and self.items:
            url = reverse("evaluations:session-paper", args=pk)
            moves.append(MoveLink(_("Phiếu giấy"), url, "print"))
        if self.is_planned and self.leads and self.items:
            url = reverse("evaluations:session-open", args=pk)
            moves.append(MoveLink(_("Điểm danh, mở phiên"), url, "users", "primary"))
        if self.is_scoring and self.sits:
            moves.append(MoveLink(_("Phiếu của tôi"), reverse("evaluations:sheet-list"), "edit", "primary"))
        if self.is_scoring and (self.chairs or self.leads) and not self.is_blocked:
            url = reverse("evaluations:session-close", args=pk)
            label = _("Đóng phiên") if self.chairs else _("Đóng phiên theo ý kiến Chủ tịch")
            moves.append(MoveLink(label, url, "lock", "primary"))
        if self.is_scoring and self.results_stay:
            moves.append(MoveLink(_("Kết quả đã chốt"), reverse("evaluations:results", args=pk), "report"))
        if self.is_closed:
            url = reverse("evaluations:results", args=pk)
            moves.append(MoveLink(_("Xem kết quả"), url, "report", "primary"))
        return moves
