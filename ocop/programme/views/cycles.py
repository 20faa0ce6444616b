"""The programme's years, and the import of criteria sets."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.core import clock
from ocop.core.errors import RuleViolation
from ocop.core.roles import Role
from ocop.law.models import CriteriaSet
from ocop.programme import services
from ocop.programme.exchange import CycleSheet
from ocop.programme.forms import CloseForm, CycleForm, SetImportForm, StepsForm
from ocop.programme.models import Cycle
from ocop.programme.queries import RUNNERS, may_run, path_of, provinces_run_by, year_of
from ocop.programme.queries.steps import Year, units_that_plan
from ocop.ui.parts import Crumb, Fact, MoveLink, Status, Step
from ocop.ui.templatetags.portal import dmy
from ocop.ui.views import ActionView, ScopedDetailView, ScopedFormView, ScopedListView

ADMINISTRATOR = (Role.ADMINISTRATOR,)


def status_of(cycle: Cycle) -> Status:
    if cycle.closed_on:
        return Status("end", "lock", _("Đã đóng"))
    return Status("good", "doing", _("Đang mở"))


class CycleList(ScopedListView):
    model = Cycle
    title = gettext_lazy("Chu trình OCOP")
    template_name = "programme/cycle_list.html"
    sheet_class = CycleSheet
    sorts = {"year": ("year", "province__sort_key")}
    default_sort = "-year"
    search_in = ("province__search_key",)

    def decorate_rows(self, rows):
        return rows.select_related("province", "regime")

    @property
    def lines(self) -> list[tuple[Cycle, Status]]:
        return [(cycle, status_of(cycle)) for cycle in self.rows]

    @cached_property
    def may_open(self) -> bool:
        return provinces_run_by(self.request.user).exists()


class OneCycle:
    model = Cycle

    def get_queryset(self):
        return super().get_queryset().select_related("province", "regime", "opened_by")

    @property
    def way_out(self) -> str:
        return reverse("programme:cycle-detail", args=[self.object.pk])

    def get_success_url(self) -> str:
        return self.way_out


class CycleDetail(OneCycle, ScopedDetailView):
    template_name = "programme/cycle_detail.html"

    @property
    def title(self) -> str:
        return str(self.object)

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(_("Chu trình OCOP"), reverse("programme:cycle-list")), Crumb(self.title)

    @property
    def steps(self) -> list[Step]:
        return self.year.steps

    @property
    def sentences(self) -> list[str]:
        return self.year.sentences

    @cached_property
    def year(self) -> Year:
        return year_of(self.object, on=clock.today(), path=path_of(self.request.user))

    @property
    def facts(self) -> list[Fact]:
        cycle = self.object
        facts = [
            Fact(_("Trạng thái"), status_of(cycle)),
            Fact(_("Quy định áp dụng"), str(cycle.regime or _("theo ngày nộp của từng hồ sơ"))),
            Fact(_("Lý do dùng quy định cũ"), cycle.regime_reason),
            Fact(_("Ngày mở"), dmy(cycle.opened_on)),
            Fact(_("Người mở"), str(cycle.opened_by)),
            Fact(_("Ngày đóng"), dmy(cycle.closed_on) if cycle.closed_on else ""),
        ]
        return [fact for fact in facts if fact.value]

    @property
    def moves(self) -> list[MoveLink]:
        cycle, person = self.object, self.request.user
        if cycle.closed_on:
            return []
        moves = []
        if units_that_plan(person, cycle).exists():
            url = reverse("programme:cycle-unit-steps", args=[cycle.pk])
            moves.append(MoveLink(_("Ngày các bước ở đơn vị"), url, "today"))
            url = reverse("programme:cycle-unit-copy", args=[cycle.pk])
            moves.append(MoveLink(_("Chép từ năm trước"), url, "history"))
        if may_run(person, cycle, roles=RUNNERS):
            url = reverse("programme:cycle-steps", args=[cycle.pk])
            moves.append(MoveLink(_("Đặt ngày các bước"), url, "edit", "primary"))
        if may_run(person, cycle):
            url = reverse("programme:cycle-close", args=[cycle.pk])
            moves.append(MoveLink(_("Đóng chu trình"), url, "lock", "danger"))
        return moves


class CycleOpen(ScopedFormView):
    roles = frozenset(ADMINISTRATOR)
    form_class = CycleForm
    template_name = "programme/cycle_form.html"
    title = gettext_lazy("Mở chu trình năm")
    button = gettext_lazy("Mở chu trình")

    def get_initial(self) -> dict[str, Any]:
        return {"year": clock.today().year}

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(_("Chu trình OCOP"), reverse("programme:cycle-list")), Crumb(self.title)

    @property
    def way_out(self) -> str:
        return reverse("programme:cycle-list")

    def act(self, **cleaned: Any) -> str:
        self.object = services.open_cycle(actor=self.request.user, **cleaned)
        return _("Đã mở %(cycle)s. Việc tiếp theo: đặt ngày các bước.") % {"cycle": self.object}

    def get_success_url(self) -> str:
        return reverse("programme:cycle-detail", args=[self.object.pk])


class RunsCycle(OneCycle, ActionView):
    """A form of those who hold an office over the whole province of the cycle."""

    runners: tuple[Role, ...] = ADMINISTRATOR
    roles = None

    def check_role(self) -> None:
        super().check_role()
        if not may_run(self.request.user, self.object, roles=self.runners):
            raise PermissionDenied

    @property
    def crumbs(self) -> Sequence[Crumb]:
        cycles = Crumb(_("Chu trình OCOP"), reverse("programme:cycle-list"))
        return cycles, Crumb(str(self.object), self.way_out), Crumb(self.title)


class CycleSteps(RunsCycle):
    runners = RUNNERS
    form_class = StepsForm
    template_name = "programme/cycle_form.html"
    title = gettext_lazy("Đặt ngày các bước")
    button = gettext_lazy("Lưu các ngày")

    def get_initial(self) -> dict[str, Any]:
        rows = self.object.steps.all()
        starts = {f"starts_{row.step}": row.starts_on for row in rows}
        return starts | {f"ends_{row.step}": row.ends_on for row in rows}

    def act(self, *, steps: dict) -> str:
        services.set_steps(
            actor=self.request.user, cycle=self.object, steps=steps, version=self.submitted_version
        )
        return _("Đã lưu ngày của các bước.")


class CycleClose(RunsCycle):
    form_class = CloseForm
    template_name = "programme/cycle_close.html"
    title = gettext_lazy("Đóng chu trình")
    button = gettext_lazy("Đóng chu trình")
    button_tone = "danger"

    @property
    def facts(self) -> list[Fact]:
        return [Fact(_("Chu trình"), str(self.object)), Fact(_("Ngày mở"), dmy(self.object.opened_on))]

    def act(self, *, note: str) -> str:
        services.close_cycle(
            actor=self.request.user, cycle=self.object, note=note, version=self.submitted_version
        )
        return _("Đã đóng %(cycle)s.") % {"cycle": self.object}


class CriteriaImport(ScopedFormView):
    """First the set is shown as it would be kept, with its problems; the second button keeps it."""

    roles = frozenset(ADMINISTRATOR)
    form_class = SetImportForm
    template_name = "programme/criteria_import.html"
    title = gettext_lazy("Nhập bộ tiêu chí")
    preview: CriteriaSet | None = None

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(_("Bộ tiêu chí"), reverse("law:set-list")), Crumb(self.title)

    def form_valid(self, form) -> HttpResponse:
        if "confirm" in self.request.POST:
            return super().form_valid(form)
        try:
            self.preview = services.preview_set(text=form.cleaned_data["text"])
        except RuleViolation as refusal:
            return self.refused(form, refusal)
        shown = self.form_class(user=self.request.user, initial={"text": form.cleaned_data["text"]})
        shown.form_key = self.form_key
        return self.render_to_response(self.get_context_data(form=shown))

    @property
    def facts(self) -> list[Fact]:
        """The set as it would be kept."""
        kept = self.preview
        complete = Status("good", "done", _("Đủ điểm, dùng chấm được"))
        incomplete = Status("bad", "warn", _("Chưa đủ, chỉ để đọc"))
        return [
            Fact(_("Mã bộ"), kept.code),
            Fact(_("Tên bộ"), kept.name),
            Fact(_("Quyết định"), kept.decision),
            Fact(_("Phiên bản"), str(kept.version)),
            Fact(_("Số tiêu chí"), str(kept.criterion_count)),
            Fact(_("Kiểm tra"), complete if kept.complete else incomplete),
        ]

    def act(self, *, text: str) -> str:
        self.object = services.bring_in_set(actor=self.request.user, text=text)
        return _("Đã nhập %(set)s, phiên bản %(version)s.") % {
            "set": self.object,
            "version": self.object.version,
        }

    def get_success_url(self) -> str:
        return reverse("law:set-detail", args=[self.object.pk])
