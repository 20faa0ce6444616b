"""One version: read, written, handed on, appraised, returned, approved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import uuid4

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from budgets.choices import OPEN_STATES, EstimateState, Verdict
from budgets.forms import ApproveForm, ReturnReasonForm
from budgets.models import Budget, Estimate, EstimatePrint, LineComment
from budgets.queries.carrying import Recall, recalls_for
from budgets.queries.outline import Outline, OutlineRow, outline_of
from budgets.queries.people import APPRAISER, approvers_of, drafter_of, why_not_judge
from budgets.queries.refusals import below_given, unfinished_in
from budgets.queries.versions import ChangedLine, Comparison, comparison_of, said_before, sent_back
from budgets.queries.work import estimates_waiting_for
from budgets.services.prints import ANNEX
from budgets.views.looks import change_status, estimate_status, norm_status, verdict_status
from budgets.workflow import ESTIMATE
from ocop.core.money import in_words, short
from ocop.documents.models import DocumentJob
from ocop.documents.queries import open_job
from ocop.ui import drafts
from ocop.ui.forms import PortalForm
from ocop.ui.parts import Bar, Crumb, Fact, MoveLink, Status
from ocop.ui.templatetags.portal import dmy, dmyhm
from ocop.ui.views import ScopedDetailView

WAITING_SHOWN, PRINTS_SHOWN = 5, 3


ShownLine = tuple[OutlineRow, Status | None, list[tuple[LineComment, Status]]]
"""A line with its standing to the norm and what was said to it."""


@dataclass(frozen=True, slots=True)
class Block:
    """A row of the first tier and those beneath it, which a phone folds away."""

    lines: list[ShownLine]

    @property
    def inside(self) -> int:
        return len(self.lines) - 1


class OneEstimate:
    """What every page about a version shares."""

    model = Estimate

    def get_queryset(self) -> QuerySet[Estimate]:
        return super().get_queryset().select_related("budget__unit", "budget__current", "previous")

    @property
    def estimate(self) -> Estimate:
        """The version; pages about one of its lines say which."""
        return self.object

    @property
    def budget(self) -> Budget:
        return self.estimate.budget

    @cached_property
    def outline(self) -> Outline:
        return outline_of(self.estimate)

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return (
            Crumb(_("Dự toán"), reverse("budgets:budget-list")),
            Crumb(self.budget.title, self.budget.get_absolute_url()),
            Crumb(_("Bản %(n)s") % {"n": self.estimate.number}, self.estimate.get_absolute_url()),
            Crumb(self.title),
        )

    @property
    def status(self) -> Status:
        return estimate_status(self.estimate)

    @property
    def total_words(self) -> str:
        return in_words(self.outline.total_vnd)

    @property
    def lines(self) -> list[ShownLine]:
        """Each line with its standing to the norm and what was said to it, in a draft that follows a returned
        version to the line there.
        """
        before = said_before(self.estimate)
        return [
            (
                row,
                norm_status(row),
                [(said, verdict_status(said)) for said in (*before.get(row.line.thread, ()), *row.comments)],
            )
            for row in self.outline.rows
        ]

    @property
    def blocks(self) -> list[Block]:
        """The lines by rows of the first tier."""
        blocks: list[list[ShownLine]] = []
        for line in self.lines:
            if line[0].placed.parent is None:
                blocks.append([])
            blocks[-1].append(line)
        return [Block(block) for block in blocks]

    @property
    def sent_back(self) -> Estimate | None:
        """The returned version that this draft is to put right."""
        return sent_back(self.estimate)

    @cached_property
    def unfinished(self) -> list[str]:
        return [str(sentence) for sentence in unfinished_in(self.outline)]

    @property
    def below_given(self) -> list[str]:
        """What of an open version would not be approved, since the money is given out."""
        return [] if self.estimate.state not in OPEN_STATES else list(below_given(self.outline))

    @cached_property
    def recalls(self) -> list[Recall]:
        """What the decision on an open version would take back from the units of the earlier year."""
        return [] if self.estimate.state not in OPEN_STATES else recalls_for(self.estimate)

    @property
    def over_norm(self) -> list[OutlineRow]:
        return [row for row in self.outline.leaves if row.is_over or row.is_of_excess]

    @property
    def over_with_reason(self) -> list[OutlineRow]:
        return [row for row in self.over_norm if row.line.over_reason]

    @property
    def source_bars(self) -> list[Bar]:
        return _bars((source.short_name, amount) for source, amount in self.outline.by_source)

    @property
    def block_bars(self) -> list[Bar]:
        return _bars(
            (f"{row.placed.number} {row.line.content}"[:60], row.placed.amount_vnd)
            for row in self.outline.blocks
        )

    @property
    def is_drafter(self) -> bool:
        return drafter_of(self.budget.unit) in self.held_roles

    @property
    def is_appraiser(self) -> bool:
        return APPRAISER in self.held_roles

    @cached_property
    def is_approver(self) -> bool:
        return bool(approvers_of(self.budget.unit) & self.held_roles)

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()


def _bars(amounts) -> list[Bar]:
    pairs = list(amounts)
    most = max((amount for _label, amount in pairs), default=0) or 1
    return [Bar(label, amount * 100 // most, short(amount)) for label, amount in pairs]


class EstimateDetail(OneEstimate, ScopedDetailView):
    """The version as it is read by everybody, with what this reader may do next. For the leader it is the one
    page to decide on: what waits, what changed, sums as pictures, and the form to approve.
    """

    template_name = "budgets/estimate_detail.html"

    @property
    def title(self) -> str:
        return self.budget.title

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return (*super().crumbs[:2], Crumb(_("Bản %(n)s") % {"n": self.object.number}))

    @property
    def facts(self) -> list[Fact]:
        one = self.object
        facts = [
            Fact(_("Đơn vị"), self.budget.unit.full_name),
            Fact(_("Bản"), f"{one.number}, {one.get_kind_display().lower()}"),
            Fact(_("Người lập"), f"{one.created_by}, {dmy(one.created_at)}"),
        ]
        if one.basis:
            facts.append(Fact(_("Căn cứ"), one.basis))
        if one.reason:
            facts.append(Fact(_("Lý do"), one.reason))
        if one.appraised_at:
            facts.append(
                Fact(_("Thẩm định"), f"{one.appraised_by}, {dmy(one.appraised_at)}", note=one.appraisal)
            )
        if one.returned_at:
            facts.append(
                Fact(_("Trả lại"), f"{one.returned_by}, {dmy(one.returned_at)}", note=one.return_reason)
            )
        if one.approved_at:
            facts.append(Fact(_("Quyết định"), f"{one.decision_number}, {dmy(one.decided_on)}"))
            facts.append(Fact(_("Người phê duyệt"), str(one.approved_by)))
        return facts

    def get_queryset(self) -> QuerySet[Estimate]:
        people = ("created_by", "appraised_by", "returned_by", "approved_by")
        return super().get_queryset().select_related(*people)

    @property
    def compare_url(self) -> str:
        return reverse("budgets:estimate-compare", args=[self.object.pk]) if self.object.previous_id else ""

    @cached_property
    def judge_problem(self) -> str:
        """Why this reader, who holds the role, may not judge this version."""
        judges = self.object.state in (EstimateState.APPRAISING, EstimateState.APPRAISED)
        mine = self.is_approver if self.object.state == EstimateState.APPRAISED else self.is_appraiser
        return why_not_judge(self.request.user, self.object) if judges and mine else ""

    @cached_property
    def may_comment(self) -> bool:
        return self.object.state == EstimateState.APPRAISING and self.is_appraiser and not self.judge_problem

    @cached_property
    def may_approve(self) -> bool:
        return self.object.state == EstimateState.APPRAISED and self.is_approver and not self.judge_problem

    @cached_property
    def may_return(self) -> bool:
        return self.may_approve or self.may_comment

    @cached_property
    def job(self) -> DocumentJob | None:
        """The annex that is being made."""
        return open_job(ANNEX, self.object.pk)

    @cached_property
    def prints(self) -> list[tuple[EstimatePrint, str]]:
        """The latest annexes, each with when it was made, and whether the version has changed since."""
        rows = EstimatePrint.objects.visible_to(self.request.user).filter(estimate=self.object)
        return [(one, self._print_words(one)) for one in rows.exclude(pdf="").order_by("-pk")[:PRINTS_SHOWN]]

    def _print_words(self, one: EstimatePrint) -> str:
        made = _("Lúc %(at)s") % {"at": dmyhm(one.requested_at)}
        if one.estimate_version == self.object.version:
            return made
        return _("%(made)s, bản đã đổi sau đó") % {"made": made}

    @property
    def approve_form(self) -> ApproveForm:
        """On this page already, so that the leader approves with one press."""
        return self._ready(ApproveForm(user=self.request.user))

    @property
    def return_form(self) -> ReturnReasonForm:
        """On this page too: the lines are ticked where they stand."""
        form = self._ready(ReturnReasonForm(user=self.request.user))
        form.draft_token = drafts.token_for(self.request.user)
        form.draft_path = reverse("budgets:estimate-return", args=[self.object.pk])
        return form

    def _ready(self, form: PortalForm) -> PortalForm:
        """A form for an address other than this page's: with a key and the version it is opened at."""
        form.form_key, form.version = uuid4(), self.object.version
        return form

    @cached_property
    def comparison(self) -> Comparison | None:
        """What changed since the version before, for whoever judges this one."""
        before = self.object.previous
        return comparison_of(before, self.outline) if before and self.may_return else None

    @property
    def changed(self) -> list[tuple[ChangedLine, Status, OutlineRow | None]]:
        """Every line that changed, with its row in this version; None where it was dropped."""
        here = {row.line.thread: row for row in self.outline.rows}
        return [(line, change_status(line), here.get(line.change.thread)) for line in self.comparison.changed]

    @cached_property
    def also_waiting(self) -> list[Estimate]:
        """What else waits for whoever judges this version."""
        if not self.may_return:
            return []
        return list(estimates_waiting_for(self.request.user).exclude(pk=self.object.pk)[:WAITING_SHOWN])

    @property
    def to_look_at(self) -> list[OutlineRow]:
        """The lines above their norm or not held to it, and those to which the appraiser objects."""
        return [
            row
            for row in self.outline.rows
            if row.needs_reason or any(said.verdict != Verdict.AGREE for said in row.comments)
        ]

    @property
    def moves(self) -> list[MoveLink]:
        open_now = {move.name for move in ESTIMATE.open_to(self.request.user, self.object)}
        pk, moves = [self.object.pk], []
        if "submit" in open_now:
            moves.append(MoveLink(_("Sửa các dòng"), reverse("budgets:estimate-edit", args=pk), "edit"))
            moves.append(
                MoveLink(_("Gửi thẩm định"), reverse("budgets:estimate-submit", args=pk), "send", "primary")
            )
            moves.append(MoveLink(_("Bỏ bản này"), reverse("budgets:estimate-discard", args=pk), "bin"))
        if self.judge_problem:
            return moves
        if "appraise" in open_now:
            url = reverse("budgets:estimate-appraise", args=pk)
            moves.append(MoveLink(_("Trình phê duyệt"), url, "send", "primary"))
        if "return" in open_now and not self.may_return:
            moves.append(MoveLink(_("Trả lại"), reverse("budgets:estimate-return", args=pk), "return"))
        return moves


class EstimateEdit(OneEstimate, ScopedDetailView):
    """The editor: every line with a link to write it. What is open for writing is a page of `lines`."""

    template_name = "budgets/editor.html"
    form = None
    open_at: int | None = None
    """The line behind which (or in whose place) the form stands."""

    def allowed_roles(self) -> frozenset[str]:
        return frozenset({drafter_of(self.budget.unit)})

    @property
    def title(self) -> str:
        return _("Sửa dự toán, bản %(n)s") % {"n": self.object.number}

    def get(self, request, *args: Any, **kwargs: Any):
        if not self.object.is_draft:
            from django.shortcuts import redirect  # noqa: PLC0415 -- one use

            return redirect(self.object)
        return super().get(request, *args, **kwargs)
