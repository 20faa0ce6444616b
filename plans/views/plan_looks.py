"""How plans and findings are shown, and which page puts a finding right."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from ocop.ui.parts import Status
from plans.choices import PlanState
from plans.models import Plan
from plans.queries.findings import Remark
from plans.rules.linter import Spot


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding as a line of a page."""

    status: Status
    sentence: str
    url: str


def plan_status(plan: Plan) -> Status:
    """Asked for `with_successor`, a plan says as well that another took its place."""
    match PlanState(plan.state):
        case PlanState.DRAFT:
            return Status("draft", "edit", _("Đang soạn"))
        case PlanState.SUBMITTED:
            return Status("wait", "inbox", _("Chờ ban hành"))
        case PlanState.ISSUED if getattr(plan, "successor", None):
            return Status("void", "ban", _("Đã thay"))
        case PlanState.ISSUED:
            return Status("won", "seal", _("Đã ban hành"))


def finding_line(plan: Plan, remark: Remark, *, edits: bool, page: str = "") -> FindingLine:
    """With a link to the form that mends it, or to its place on the page of the plan for whoever only reads;
    `page` is the address of that page where the line stands on another.
    """
    if remark.finding.blocks:
        status = Status("bad", "error", _("Phải sửa"))
    else:
        status = Status("act", "warn", _("Nên xem lại"))
    spot = remark.finding.spot
    return FindingLine(status, remark.sentence, _form_of(plan, spot) if edits else page + anchor_of(spot))


def anchor_of(spot: Spot) -> str:
    return f"#{spot.part}-{spot.key}" if spot.key else f"#{spot.part}"


def _form_of(plan: Plan, spot: Spot) -> str:
    if spot.part == "sections" and spot.key:
        return reverse("plans:section-write", args=[spot.key])
    if spot.part == "estimate":
        return plan.estimate.get_absolute_url()
    if spot.part == "plan":
        return reverse("plans:plan-change", args=[plan.pk])
    if spot.key:
        return reverse("plans:part-change", args=[spot.part, spot.key])
    return reverse("plans:plan-part-add", args=[plan.pk, spot.part])
