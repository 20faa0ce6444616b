"""The calendar of working days and the limits of steps: the page of the administrators of provinces."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ocop.core import clock
from ocop.core.roles import Role
from ocop.law.models import WorkingDayException
from ocop.law.queries import exceptions_in, years_of_calendar
from ocop.programme.queries import provinces_run_by
from ocop.ui.forms import NoteForm
from ocop.ui.parts import Crumb, Fact, Pill, Status
from ocop.ui.views import ActionView, PortalView, ScopedFormView
from ocop.ui.writing import dmy
from registrations import queries, services
from registrations.forms import DayChangeForm, DayForm, LimitChangeForm, LimitForm
from registrations.models import StepLimit

YEAR = "nam"


def address(day: date) -> str:
    """The page of the year of a day."""
    return f"{reverse('registrations:calendar')}?{YEAR}={day.year}"


def statuses_of(row: WorkingDayException) -> list[Status]:
    """What a marked day is, and whether that is certain."""
    if row.is_cleared:
        return [Status("end", "minus", _("Đã bỏ"))]
    kind = Status("move", "doing", _("Làm bù")) if row.works else Status("good", "today", _("Nghỉ"))
    return [kind] if row.is_certain else [kind, Status("act", "warn", _("Chưa chắc chắn"))]


class WorkingCalendar(PortalView):
    """The marked days of a year, and how long the steps are for which no act says it."""

    roles = frozenset({Role.ADMINISTRATOR})
    title = gettext_lazy("Lịch làm việc và thời hạn")
    template_name = "registrations/calendar.html"

    @cached_property
    def year(self) -> int:
        asked = self.request.GET.get(YEAR, "")
        this = clock.today().year
        return int(asked) if asked in map(str, (*years_of_calendar(), this)) else this

    @property
    def years(self) -> list[Pill]:
        years = sorted({*years_of_calendar(), clock.today().year}, reverse=True)
        return [Pill(str(year), f"?{YEAR}={year}", is_current=year == self.year) for year in years]

    @cached_property
    def days(self) -> list[tuple[WorkingDayException, list[Status]]]:
        return [(row, statuses_of(row)) for row in exceptions_in(self.year)]

    @property
    def uncertain(self) -> int:
        return sum(not row.is_certain for row, _statuses in self.days)

    @cached_property
    def limits(self) -> list[tuple[StepLimit, bool]]:
        """Each limit, and whether it can still be changed."""
        return [
            (limit, not queries.why_not_change_limit(limit))
            for limit in queries.step_limits(self.request.user)
        ]

    @cached_property
    def may_change(self) -> bool:
        return provinces_run_by(self.request.user).exists()


class KeepsCalendar:
    """A form of those who look after a whole province."""

    roles = frozenset({Role.ADMINISTRATOR})
    template_name = "registrations/calendar_form.html"

    def check_role(self) -> None:
        super().check_role()
        if not provinces_run_by(self.request.user).exists():
            raise PermissionDenied

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(_("Lịch làm việc và thời hạn"), reverse("registrations:calendar")), Crumb(self.title)

    @property
    def way_out(self) -> str:
        return reverse("registrations:calendar")

    def get_success_url(self) -> str:
        return self.way_out


class CalendarDayNew(KeepsCalendar, ScopedFormView):
    form_class = DayForm
    title = gettext_lazy("Thêm ngày nghỉ, ngày làm bù")
    button = gettext_lazy("Thêm vào lịch")
    kept_on: date | None = None

    @property
    def way_out(self) -> str:
        return address(self.kept_on or clock.today())

    def act(self, *, day: date, **cleaned: Any) -> str:
        self.kept_on = day
        moved = services.keep_day(actor=self.request.user, day=day, **cleaned)
        return said(_("Đã ghi ngày %(day)s."), day, moved)


class OneDay(KeepsCalendar, ActionView):
    """A form about one marked day. The calendar is one for the country, so it has no reach of its own."""

    model = WorkingDayException

    def get_queryset(self) -> QuerySet[WorkingDayException]:
        return WorkingDayException.objects.all()

    def allowed_roles(self) -> None:
        """Whoever looks after a whole province; `KeepsCalendar` asks."""

    @property
    def way_out(self) -> str:
        return address(self.object.day)

    @property
    def facts(self) -> list[Fact]:
        return [Fact(_("Ngày"), dmy(self.object.day)), Fact(_("Trong lịch"), statuses_of(self.object)[0])]


class CalendarDayChange(OneDay):
    form_class = DayChangeForm
    title = gettext_lazy("Sửa ngày trong lịch")
    button = gettext_lazy("Lưu")

    def get_initial(self) -> dict[str, Any]:
        return {"name": self.object.name, "is_certain": self.object.is_certain}

    def act(self, **cleaned: Any) -> str:
        moved = services.keep_day(
            actor=self.request.user, day=self.object.day, version=self.submitted_version, **cleaned
        )
        return said(_("Đã ghi ngày %(day)s."), self.object.day, moved)


class CalendarDayRemove(OneDay):
    form_class = NoteForm
    title = gettext_lazy("Bỏ ngày khỏi lịch")
    button = gettext_lazy("Bỏ khỏi lịch")
    button_tone = "danger"
    template_name = "registrations/calendar_day_remove.html"

    def act(self, *, note: str) -> str:
        moved = services.remove_day(
            actor=self.request.user, row=self.object, version=self.submitted_version, note=note
        )
        return said(_("Đã bỏ ngày %(day)s khỏi lịch."), self.object.day, moved)


class StepLimitSet(KeepsCalendar, ScopedFormView):
    form_class = LimitForm
    title = gettext_lazy("Đặt thời hạn của bước")
    button = gettext_lazy("Đặt thời hạn")

    def get_initial(self) -> dict[str, Any]:
        return {"used_from": clock.today()}

    def act(self, **cleaned: Any) -> str:
        return told_of(services.set_step_limit(actor=self.request.user, **cleaned))


class StepLimitChange(KeepsCalendar, ActionView):
    """Another number of days for a limit that has not been in use before today."""

    model = StepLimit
    form_class = LimitChangeForm
    prefill = True
    title = gettext_lazy("Sửa thời hạn của bước")
    button = gettext_lazy("Lưu")

    @property
    def closed_because(self) -> str:
        return queries.why_not_change_limit(self.object)

    @property
    def facts(self) -> list[Fact]:
        limit = self.object
        return [
            Fact(_("Bước"), limit.get_term_display()),
            Fact(_("Tỉnh"), limit.province.name),
            Fact(_("Áp dụng từ ngày"), dmy(limit.used_from)),
        ]

    def act(self, **cleaned: Any) -> str:
        return told_of(
            services.change_step_limit(
                actor=self.request.user, limit=self.object, version=self.submitted_version, **cleaned
            )
        )


def told_of(limit: StepLimit) -> str:
    """What a limit says, in a sentence."""
    known = {"term": limit.get_term_display(), "day": dmy(limit.used_from), "days": limit.days}
    if limit.days is None:
        return _("Từ %(day)s: %(term)s không giới hạn ngày.") % known
    return _("Từ %(day)s: %(term)s trong %(days)s ngày làm việc.") % known


def said(deed: str, day: date, moved: int) -> str:
    """What was done to a day, and how many terms it moved."""
    counted = ngettext("Đã tính lại %(n)s hạn.", "Đã tính lại %(n)s hạn.", moved) % {"n": moved}
    return f"{deed % {'day': dmy(day)}} {counted if moved else _('Không có hạn nào phải tính lại.')}"
