"""A new plan from an earlier one, and from what the portal holds today."""

from __future__ import annotations

from django.db import models

from budgets.choices import EstimateState
from budgets.models import Estimate
from ocop.accounts.models import User
from plans.models import (
    Plan,
    PlanActivity,
    PlanAim,
    PlanAnnex,
    PlanGround,
    PlanPhase,
    PlanReporting,
    PlanSection,
    PlanTask,
    SectionVersion,
    Target,
)
from plans.queries.people import plans_to_follow
from plans.rules.years import day_moved_on, moved_on
from plans.services.authority import last_position

PARTS = (PlanPhase, PlanGround, PlanSection, PlanAim, PlanActivity, PlanTask, PlanReporting, PlanAnnex)
DAYS = ("starts_on", "ends_on", "due_on")


def copy_plan(model: Plan, plan: Plan) -> None:
    """Write all parts of a plan into an empty one, the years of its texts and days moved on.

    Acts that ended are followed to the one that took their place. What a section says now is its first
    version, so that it can be read after somebody writes over it.
    """
    by = plan.first_year - model.first_year
    years = {"by": by, "first": model.first_year, "last": model.last_year}
    plan.recipients, plan.signer_title = model.recipients, model.signer_title
    plan.signer_name = model.signer_name
    plan.save(update_fields=["recipients", "signer_title", "signer_name"])
    for sort in PARTS:
        made: dict[int, models.Model] = {}
        rows = list(sort.objects.filter(plan=model).order_by("position", "pk"))
        rows.sort(key=lambda row: getattr(row, "parent_id", None) is not None)  # parents first
        for old, row in [(row.pk, row) for row in rows]:
            made[old] = _copied(row, plan, years, made)
    _keep_first_texts(plan)


def _keep_first_texts(plan: Plan) -> None:
    SectionVersion.objects.bulk_create(
        SectionVersion(
            section=section,
            number=section.version,
            title=section.title,
            text=section.text,
            saved_by=plan.created_by,
        )
        for section in plan.sections.exclude(text="")
    )


def _copied(row: models.Model, plan: Plan, years: dict, made: dict[int, models.Model]) -> models.Model:
    row.pk, row.plan, row.version = None, plan, 1
    row._state.adding = True
    if isinstance(row, PlanActivity):
        row.parent = made.get(row.parent_id)
    if isinstance(row, PlanSection):
        row.saved_at = row.saved_by = None
    if isinstance(row, PlanGround) and row.act:
        row.act = _in_force(row.act)
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if field.name in DAYS:
            setattr(row, field.name, day_moved_on(value, by=years["by"]))
        elif isinstance(value, str) and not field.choices:
            setattr(row, field.name, moved_on(value, **years))
    row.save()
    return row


def _in_force(act):
    """The act at the end of the chain of those that took each other's place."""
    seen = set()
    while act.replaced_by_id and act.pk not in seen:
        seen.add(act.pk)
        act = act.replaced_by
    return act


def take_current(actor: User, plan: Plan) -> None:
    """The estimate, the higher plan and the targets of the plan's years, where the portal holds them."""
    plan.estimate = newest_estimate(plan)
    plan.above = plans_to_follow(actor, plan).first()
    plan.save(update_fields=["estimate", "above"])
    take_targets(plan)


def take_targets(plan: Plan) -> None:
    """Aims follow the targets of the new years; a target that no aim counts becomes one, money apart: it
    stands in the estimate.
    """
    targets = {
        one.indicator_id: one
        for one in Target.objects.filter(
            unit=plan.unit_id, first_year=plan.first_year, last_year=plan.last_year, share=None
        )
        .exclude(indicator__unit_name="đồng")
        .select_related("indicator")
    }
    for aim in plan.aims.exclude(target=None).select_related("target"):
        aim.target = targets.pop(aim.target.indicator_id, None)
        if aim.target is not None:
            aim.minimum, aim.maximum = aim.target.minimum, aim.target.maximum
        aim.save(update_fields=["target", "minimum", "maximum"])
    last = last_position(plan.aims.all())
    PlanAim.objects.bulk_create(
        PlanAim(
            plan=plan,
            position=last + at,
            words=one.indicator.name,
            minimum=one.minimum,
            maximum=one.maximum,
            unit_name=one.indicator.unit_name,
            target=one,
        )
        for at, one in enumerate(sorted(targets.values(), key=lambda one: one.indicator.position), 1)
    )


def newest_estimate(plan: Plan) -> Estimate | None:
    """The version to take the money from: the approved one in force, else the newest being worked on."""
    versions = Estimate.objects.filter(
        budget__unit=plan.unit_id, budget__first_year=plan.first_year, budget__last_year=plan.last_year
    ).exclude(state=EstimateState.RETURNED)
    approved = versions.filter(state=EstimateState.APPROVED)
    return approved.order_by("-number").first() or versions.order_by("-number").first()
