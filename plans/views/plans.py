"""The list of plans, beginning one, a plan as it is read and built, its settings."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.models import Estimate
from budgets.queries.versions import instead_of
from ocop.core.money import dotted, in_words
from ocop.core.roles import OFFICERS
from ocop.documents.models import IssuedDocument
from ocop.documents.queries import open_job
from ocop.ui.parts import Crumb, Fact, MoveLink, Status
from ocop.ui.templatetags.portal import dmy, dmyhm
from ocop.ui.views import ActionView, ScopedDetailView, ScopedFormView, ScopedListView
from plans import services
from plans.choices import PlanState
from plans.exchange import PlanListSheet
from plans.forms import ConfirmForm, PlanFilter, SettingsForm, StartForm
from plans.models import Plan, PlanPrint
from plans.queries.findings import Remark, remarks_on
from plans.queries.people import approvers_of, drafter_of, units_drafted_by, why_not_issue
from plans.queries.reading import Reading, reading_of
from plans.services.issuing import KIND
from plans.views.plan_looks import FindingLine, finding_line, plan_status
from plans.workflow import PLAN


class PlanList(ScopedListView):
    """The plans in reach, the issued ones of the places above among them."""

    model = Plan
    title = gettext_lazy("Kế hoạch")
    template_name = "plans/plan_list.html"
    filter_form_class = PlanFilter
    sheet_class = PlanListSheet
    search_in = ("search_key", "unit__search_key")
    sorts = {"year": ("-first_year", "unit__sort_key"), "unit": ("unit__sort_key", "-first_year")}

    def filter_rows(self, rows: QuerySet, **chosen: Any) -> QuerySet:
        if year := chosen.get("year"):
            rows = rows.filter(first_year__lte=year, last_year__gte=year)
        return rows.filter(**{name: chosen[name] for name in ("state", "kind") if name in chosen})

    def decorate_rows(self, rows: QuerySet) -> QuerySet:
        return rows.select_related("unit", "number_entry__book").with_successor()

    @property
    def lines(self) -> list[tuple[Plan, Status]]:
        return [(plan, plan_status(plan)) for plan in self.rows]

    @property
    def may_start(self) -> bool:
        return units_drafted_by(self.request.user).exists()


class PlanStart(ScopedFormView):
    roles = frozenset(OFFICERS.values())
    form_class = StartForm
    title = gettext_lazy("Soạn kế hoạch")
    button = gettext_lazy("Bắt đầu soạn")
    template_name = "plans/plan_form.html"

    @property
    def way_out(self) -> str:
        return reverse("plans:plan-list")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(_("Kế hoạch"), self.way_out), Crumb(self.title)

    def act(self, **cleaned: Any) -> str:
        self.object = services.start_plan(actor=self.request.user, **cleaned)
        return _("Đã mở kế hoạch. Hãy ghi từng phần.")


class OnePlan:
    """What every page about a plan shares."""

    model = Plan

    def get_queryset(self) -> QuerySet[Plan]:
        rows = super().get_queryset()
        return rows.with_successor().select_related(
            "unit", "estimate__budget__unit", "above", "previous", "replaces", "number_entry__book"
        )

    @property
    def plan(self) -> Plan:
        """The plan; pages about one of its rows say which."""
        return self.object

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return (
            Crumb(_("Kế hoạch"), reverse("plans:plan-list")),
            Crumb(self.plan.title, self.plan.get_absolute_url()),
            Crumb(self.title),
        )

    @property
    def status(self) -> Status:
        return plan_status(self.plan)

    @cached_property
    def reading(self) -> Reading:
        return reading_of(self.plan)

    @cached_property
    def remarks(self) -> list[Remark]:
        return remarks_on(self.plan)

    @property
    def is_drafter(self) -> bool:
        return drafter_of(self.plan.unit) in self.held_roles

    @property
    def edits(self) -> bool:
        """Whether this reader may write in it now."""
        return self.is_drafter and self.plan.is_draft

    @property
    def findings(self) -> list[FindingLine]:
        return [finding_line(self.plan, remark, edits=self.edits) for remark in self.remarks]

    @property
    def way_out(self) -> str:
        return self.plan.get_absolute_url()

    def get_success_url(self) -> str:
        return self.plan.get_absolute_url()


class PlanDetail(OnePlan, ScopedDetailView):
    """The plan in the order of its paper, with what is wrong with it, and every part a way to write it."""

    template_name = "plans/plan_detail.html"

    @property
    def title(self) -> str:
        return self.object.title

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(_("Kế hoạch"), reverse("plans:plan-list")), Crumb(self.title)

    @property
    def facts(self) -> list[Fact]:
        plan = self.object
        facts = [
            Fact(_("Loại"), plan.get_kind_display()),
            Fact(_("Đơn vị ban hành"), plan.unit.full_name),
            Fact(_("Năm"), plan.years),
        ]
        if plan.number_entry_id:
            facts.append(Fact(_("Số, ký hiệu"), f"{plan.number_entry}, {dmy(plan.dated_on)}"))
        elif plan.dated_on:
            facts.append(Fact(_("Ngày dự kiến"), dmy(plan.dated_on)))
        if plan.estimate_id:
            facts.append(self._money())
        others = (
            (_("Thực hiện"), plan.above),
            (_("Soạn từ"), plan.previous),
            (_("Thay thế"), plan.replaces),
        )
        for label, other in others:
            if other is not None:
                facts.append(Fact(label, other.title, url=self._url_of(other)))
        facts.append(Fact(_("Người ký"), f"{plan.signer_title} {plan.signer_name}".strip() or "—"))
        return facts

    def _money(self) -> Fact:
        total = self.reading.outline.total_vnd
        visible = Estimate.objects.visible_to(self.request.user).filter(pk=self.object.estimate_id).exists()
        url = self.object.estimate.get_absolute_url() if visible else ""
        return Fact(_("Kinh phí"), f"{dotted(total)} đồng", url=url, note=in_words(total))

    def _url_of(self, other: Plan) -> str:
        visible = Plan.objects.visible_to(self.request.user).filter(pk=other.pk).exists()
        return other.get_absolute_url() if visible else ""

    @property
    def successor(self) -> Plan | None:
        """The plan that took the place of this one."""
        rows = Plan.objects.visible_to(self.request.user).select_related("number_entry")
        return rows.filter(pk=self.object.successor).first() if self.object.successor else None

    @cached_property
    def issue_problem(self) -> str:
        """Why this reader, who is the leader, may not issue it."""
        waits = self.object.state == PlanState.SUBMITTED
        mine = waits and approvers_of(self.plan.unit) & self.held_roles
        return why_not_issue(self.request.user, self.object) if mine else ""

    @property
    def moves(self) -> list[MoveLink]:
        open_now = {move.name for move in PLAN.open_to(self.request.user, self.object)}
        pk, moves = [self.object.pk], []
        if "submit" in open_now:
            moves.append(
                MoveLink(_("Trình ban hành"), reverse("plans:plan-submit", args=pk), "send", "primary")
            )
            moves.append(MoveLink(_("Sửa thông tin chung"), reverse("plans:plan-change", args=pk), "edit"))
            moves.append(MoveLink(_("Bỏ kế hoạch này"), reverse("plans:plan-discard", args=pk), "bin"))
        if "issue" in open_now and not self.issue_problem:
            moves.append(MoveLink(_("Ban hành"), reverse("plans:plan-issue", args=pk), "seal", "primary"))
        if "return" in open_now:
            moves.append(MoveLink(_("Trả lại để sửa"), reverse("plans:plan-return", args=pk), "return"))
        return moves

    @cached_property
    def prints(self) -> list[PlanPrint]:
        rows = PlanPrint.objects.visible_to(self.request.user).filter(plan=self.object).exclude(pdf="")
        return list(rows.order_by("-pk")[:5])

    @property
    def print_lines(self) -> list[tuple[PlanPrint, str]]:
        words = {True: _("Bản ban hành"), False: _("Bản nháp")}
        return [(one, f"{words[one.is_final]}, {dmyhm(one.requested_at)}") for one in self.prints]

    @property
    def issued_url(self) -> str:
        """The paper in the archive, for whoever reaches it there."""
        document = self.object.issued_document_id
        seen = document and IssuedDocument.objects.visible_to(self.request.user).filter(pk=document).exists()
        return reverse("documents:issued-detail", args=[document]) if seen else ""

    @property
    def job(self):
        return open_job(KIND, self.object.pk)

    @property
    def may_print(self) -> bool:
        return self.object.issued_document_id is None and self.job is None


class PlanChange(OnePlan, ActionView):
    form_class = SettingsForm
    title = gettext_lazy("Thông tin chung của kế hoạch")
    button = gettext_lazy("Lưu")
    template_name = "plans/plan_form.html"
    prefill = True

    def allowed_roles(self) -> frozenset[str]:
        return frozenset({drafter_of(self.object.unit)})

    @property
    def closed_because(self) -> str:
        return "" if self.object.is_draft else _("Kế hoạch này không sửa được nữa.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"plan": self.object}

    def get_initial(self) -> dict[str, Any]:
        """An estimate that no longer stands gives way to the version in its place."""
        start, estimate = super().get_initial(), self.object.estimate
        return start | {"estimate": instead_of(estimate)} if estimate else start

    def act(self, **cleaned: Any) -> str:
        services.change_plan(
            actor=self.request.user, plan=self.object, version=self.submitted_version, **cleaned
        )
        return _("Đã lưu thông tin chung.")


class PlanDiscard(OnePlan, ActionView):
    form_class = ConfirmForm
    title = gettext_lazy("Bỏ kế hoạch")
    button = gettext_lazy("Bỏ kế hoạch này")
    button_tone = "danger"
    template_name = "layouts/confirm.html"

    def allowed_roles(self) -> frozenset[str]:
        return frozenset({drafter_of(self.object.unit)})

    @property
    def closed_because(self) -> str:
        return "" if self.object.is_draft else _("Chỉ bỏ được kế hoạch đang soạn.")

    @property
    def facts(self) -> list[Fact]:
        return [
            Fact(_("Kế hoạch"), self.object.title),
            Fact(_("Số mục sẽ mất"), str(len(self.reading.sections))),
            Fact(_("Số hoạt động sẽ mất"), str(len(self.reading.activities))),
        ]

    def act(self) -> str:
        services.discard_plan(actor=self.request.user, plan=self.object)
        return _("Đã bỏ kế hoạch.")

    def get_success_url(self) -> str:
        return reverse("plans:plan-list")
