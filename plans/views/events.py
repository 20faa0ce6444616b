"""Activities: the list, one of them, and what is done with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.models import Allotment
from budgets.views.binding import BindsMoney
from ocop.accounts.models import User
from ocop.core import clock
from ocop.ui.forms import NoteForm
from ocop.ui.parts import Crumb, Fact, MoveLink, Pill, Status
from ocop.ui.templatetags.portal import dmy, vnd
from ocop.ui.views import ActionView, ScopedDetailView, ScopedFormView, ScopedListView
from plans import services
from plans.choices import EventKind, EventState
from plans.exchange import EventSheet
from plans.forms import EventChangeForm, EventCloseForm, EventCorrectForm, EventFilter, EventForm
from plans.models import ProgrammeEvent
from plans.queries.events import (
    ENTERERS,
    PURPOSES,
    ceilings_for,
    costs_of,
    is_late,
    kind_paid_by,
    late_events,
    why_not_bind,
)
from plans.services.events import EventContent

LIST_CRUMB = gettext_lazy("Hoạt động")


def event_status(event: ProgrammeEvent) -> Status:
    if is_late(event, clock.today()):
        return Status("bad", "warn", _("Quá ngày, chưa ghi kết quả"))
    match EventState(event.state):
        case EventState.PLANNED:
            return Status("move", "plan", _("Theo kế hoạch"))
        case EventState.DONE:
            return Status("good", "done", _("Đã thực hiện"))
        case _:
            return Status("void", "ban", _("Đã hủy"))


class EventList(ScopedListView):
    model = ProgrammeEvent
    title = gettext_lazy("Hoạt động ngoài lớp tập huấn")
    template_name = "plans/event_list.html"
    filter_form_class = EventFilter
    sheet_class = EventSheet
    lookups = {"kind": "kind", "state": "state"}
    search_in = ("unit__search_key",)
    sorts = {"starts": ("-starts_on",), "unit": ("unit__path", "-starts_on")}

    def filter_rows(self, rows: QuerySet, **chosen: Any) -> QuerySet:
        rows = super().filter_rows(rows, **chosen)
        return late_events(rows, clock.today()) if self.request.GET.get("muc") == "tre" else rows

    def decorate_rows(self, rows: QuerySet) -> QuerySet:
        return rows.select_related("unit")

    @property
    def pills(self) -> list[Pill]:
        asked, today = self.request.GET.get("muc", ""), clock.today()
        late = late_events(self.get_queryset(), today).count()
        return [
            Pill(_("Tất cả"), self.address(muc=None, page=None), is_current=asked != "tre"),
            Pill(
                _("Chưa ghi kết quả"),
                self.address(muc="tre", page=None),
                late,
                is_current=asked == "tre",
                urgency="late" if late else "",
            ),
        ]

    @property
    def lines(self) -> list[tuple[ProgrammeEvent, Status]]:
        return [(event, event_status(event)) for event in self.rows]

    @property
    def may_plan(self) -> bool:
        return bool(set(ENTERERS) & {post.role for post in self.request.user.posts()})


class OneEvent:
    model = ProgrammeEvent
    roles = frozenset(ENTERERS)
    template_name = "plans/form.html"

    def get_queryset(self) -> QuerySet[ProgrammeEvent]:
        rows = super().get_queryset()
        return rows.select_related("unit", "ceiling__line", "ceiling__source", "closed_by", "entered_by")

    @property
    def closed_because(self) -> str:
        if self.object.is_planned:
            return ""
        return _("Hoạt động này %(state)s nên không sửa được nữa.") % {
            "state": self.object.get_state_display().lower()
        }

    @property
    def crumbs(self) -> Sequence[Crumb]:
        event = self.object
        return (
            Crumb(str(LIST_CRUMB), reverse("plans:event-list")),
            Crumb(event.name, event.get_absolute_url()),
            Crumb(str(self.title)),
        )


def _costs(person: User, event: ProgrammeEvent) -> list[Fact]:
    return [
        Fact(
            _("Kinh phí"),
            _("giữ %(n)s đồng") % {"n": vnd(one.bound_vnd)},
            note=_("đã chi %(n)s đồng") % {"n": vnd(one.paid_vnd)},
            url=one.get_absolute_url(),
        )
        for one in costs_of(person, event)
    ]


class EventDetail(OneEvent, ScopedDetailView):
    template_name = "plans/event_detail.html"
    roles = None

    @property
    def title(self) -> str:
        return self.object.name

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(str(LIST_CRUMB), reverse("plans:event-list")), Crumb(self.title)

    @property
    def facts(self) -> list[Fact]:
        event = self.object
        amount = f"{vnd(event.quantity)} {event.quantity_unit}".strip() if event.quantity is not None else ""
        facts = [
            Fact(_("Trạng thái"), event_status(event)),
            Fact(_("Loại"), event.get_kind_display()),
            Fact(_("Nội dung"), event.content),
            Fact(_("Đối tượng"), event.audience),
            Fact(_("Số lượng"), amount),
            Fact(_("Thời gian"), f"{dmy(event.starts_on)} – {dmy(event.ends_on)}"),
            Fact(_("Chủ trì"), event.lead),
            Fact(_("Phối hợp"), event.joint),
            Fact(_("Dòng dự toán"), *self.paid_from),
            *_costs(self.request.user, event),
        ]
        return [fact for fact in facts if fact.value]

    @property
    def paid_from(self) -> tuple[str, str]:
        """The approved line and its address, for readers of its budget."""
        ceiling = self.object.ceiling
        if ceiling is None:
            return "", ""
        seen = type(ceiling).objects.visible_to(self.request.user).filter(pk=ceiling.pk).exists()
        return str(ceiling), ceiling.get_absolute_url() if seen else ""

    @property
    def outcome(self) -> list[Fact]:
        event = self.object
        if event.is_planned:
            return []
        facts = [
            Fact(_("Ngày"), dmy(event.closed_on)),
            Fact(_("Số lượng đạt"), vnd(event.result_quantity) if event.result_quantity is not None else ""),
            Fact(_("Kết quả, lý do"), event.result),
            Fact(_("Người ghi"), str(event.closed_by)),
        ]
        return [fact for fact in facts if fact.value]

    @property
    def moves(self) -> list[MoveLink]:
        if not self.held_roles & set(ENTERERS):
            return []
        pk = [self.object.pk]
        bind = MoveLink(_("Giữ kinh phí"), reverse("plans:event-bind", args=pk), "budget")
        if not self.object.is_planned:
            correct = MoveLink(_("Sửa kết quả"), reverse("plans:event-correct", args=pk), "edit")
            is_done = self.object.state == EventState.DONE
            return [*([correct] if is_done else []), *([] if why_not_bind(self.object) else [bind])]
        return [
            MoveLink(_("Ghi kết quả"), reverse("plans:event-close", args=pk), "done", "primary"),
            bind,
            MoveLink(_("Sửa"), reverse("plans:event-change", args=pk), "edit"),
            MoveLink(_("Hủy hoạt động"), reverse("plans:event-cancel", args=pk), "ban", "danger"),
        ]


class EventBind(BindsMoney, OneEvent, ActionView):
    title = gettext_lazy("Giữ kinh phí cho hoạt động")

    @property
    def row_version(self) -> None:
        return None

    @property
    def why_not_bind(self) -> str:
        return why_not_bind(self.object)

    @property
    def day(self) -> date:
        return self.object.starts_on

    def is_likely(self, rows: QuerySet[Allotment]) -> QuerySet[Allotment]:
        """Of the line that the plan names, else of one that pays for such things."""
        if self.object.ceiling_id:
            return rows.filter(ceiling=self.object.ceiling_id)
        return rows.filter(ceiling__line__purpose=PURPOSES[EventKind(self.object.kind)])

    @property
    def facts(self) -> list[Fact]:
        return [Fact(_("Hoạt động"), self.object.name), *_costs(self.request.user, self.object)]

    def act(self, **cleaned: Any) -> str:
        services.bind_event_cost(actor=self.request.user, event=self.object, **cleaned)
        return _("Đã giữ %(n)s đồng cho hoạt động.") % {"n": vnd(cleaned["amount_vnd"])}


class EventAdd(ScopedFormView):
    roles = frozenset(ENTERERS)
    form_class = EventForm
    title = gettext_lazy("Ghi hoạt động")
    button = gettext_lazy("Ghi hoạt động")
    template_name = "plans/form.html"
    way_out = "/ke-hoach/hoat-dong/"

    def get_initial(self) -> dict[str, Any]:
        """From the page of a budget line (`?dong=`) with what that says."""
        asked = self.request.GET.get("dong", "")
        known = asked.isascii() and asked.isdecimal() and len(asked) < 19
        line = ceilings_for(self.request.user).filter(pk=asked).first() if known else None
        if line is None:
            return super().get_initial()
        kind = kind_paid_by(line)
        start = {"ceiling": line.pk, "unit": line.budget.unit_id, "lead": line.line.executor}
        return super().get_initial() | start | ({"kind": kind} if kind else {})

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(str(LIST_CRUMB), reverse("plans:event-list")), Crumb(str(self.title))

    def act(self, **cleaned: Any) -> str:
        self.object = services.plan_event(actor=self.request.user, **cleaned)
        return _("Đã ghi hoạt động.")


class EventChange(OneEvent, ActionView):
    form_class = EventChangeForm
    title = gettext_lazy("Sửa hoạt động")
    button = gettext_lazy("Lưu hoạt động")
    prefill = True

    def act(self, *, content: EventContent) -> str:
        services.change_event(
            actor=self.request.user, event=self.object, content=content, version=self.submitted_version
        )
        return _("Đã lưu hoạt động.")


class EventClose(OneEvent, ActionView):
    form_class = EventCloseForm
    title = gettext_lazy("Ghi kết quả")
    button = gettext_lazy("Ghi kết quả")

    def act(self, **cleaned: Any) -> str:
        services.close_event(
            actor=self.request.user, event=self.object, version=self.submitted_version, **cleaned
        )
        return _("Đã ghi kết quả.")


class EventCorrect(OneEvent, ActionView):
    """A result that was written down wrongly; what stood there stays in the trail."""

    form_class = EventCorrectForm
    title = gettext_lazy("Sửa kết quả")
    button = gettext_lazy("Lưu kết quả")
    prefill = True

    @property
    def closed_because(self) -> str:
        return "" if self.object.state == EventState.DONE else _("Hoạt động này chưa ghi kết quả.")

    def act(self, **cleaned: Any) -> str:
        services.correct_event_result(
            actor=self.request.user, event=self.object, version=self.submitted_version, **cleaned
        )
        return _("Đã sửa kết quả.")


class EventCancel(OneEvent, ActionView):
    form_class = NoteForm
    title = gettext_lazy("Hủy hoạt động")
    button = gettext_lazy("Hủy hoạt động")
    button_tone = "danger"
    template_name = "layouts/confirm.html"

    @property
    def facts(self) -> list[Fact]:
        return [Fact(_("Hoạt động"), self.object.name), Fact(_("Đơn vị"), str(self.object.unit))]

    def act(self, *, note: str) -> str:
        services.cancel_event(
            actor=self.request.user, event=self.object, note=note, version=self.submitted_version
        )
        return _("Đã hủy hoạt động.")
