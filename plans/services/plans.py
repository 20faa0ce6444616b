"""Plans: begun, empty or from an earlier one; their settings; thrown away while they are drafts."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ocop.accounts.models import User
from ocop.audit.services import record, snapshot
from ocop.core.errors import RuleViolation
from ocop.localities.models import Place
from ocop.notifications.services import settle
from plans.choices import AnnexKind, PlanKind, SectionKind
from plans.models import Plan, PlanAnnex, PlanSection
from plans.services.authority import locked_draft, refuse_stale, require_drafter_at
from plans.services.drafting import copy_plan, take_current

SECTIONS = (
    (1, SectionKind.TEXT, "MỤC ĐÍCH, YÊU CẦU"),
    (2, SectionKind.TEXT, "Mục đích"),
    (2, SectionKind.TEXT, "Yêu cầu"),
    (1, SectionKind.AIMS, "MỤC TIÊU"),
    (1, SectionKind.ACTIVITIES, "NỘI DUNG"),
    (1, SectionKind.FUNDING, "KINH PHÍ THỰC HIỆN"),
    (1, SectionKind.ORGANISATION, "TỔ CHỨC THỰC HIỆN"),
    (1, SectionKind.REPORTING, "CHẾ ĐỘ BÁO CÁO"),
)
"""What a plan that is begun empty starts with (documents.md §3); every section may be renamed or dropped."""

SETTINGS = (
    "kind",
    "title",
    "first_year",
    "last_year",
    "above",
    "replaces",
    "estimate",
    "opening",
    "recipients",
    "signer_title",
    "signer_name",
    "dated_on",
)
TRAIL = ("kind", "title", "first_year", "last_year", "dated_on")
"""Settings of which the trail keeps what they were."""


@transaction.atomic
def start_plan(
    *,
    actor: User,
    unit: Place,
    title: str,
    first_year: int,
    last_year: int,
    kind: str = PlanKind.YEAR,
    draft_from: Plan | None = None,
) -> Plan:
    """Begin the plan of a unit: with the sections that plans have, or with all that an earlier plan says,
    its years moved on. Estimate and higher plan are those of the new years, where there are any.

    Raises `NotAllowed` outside the actor's own units, `RuleViolation` for years in the wrong order, for
    several years of a plan for one, and for an earlier plan of another unit.
    """
    role = require_drafter_at(actor, unit)
    _refuse_years(kind, first_year, last_year)
    if draft_from is not None and draft_from.unit_id != unit.pk:
        raise RuleViolation(_("Chỉ soạn từ kế hoạch của cùng đơn vị."), field="draft_from")
    plan = Plan.objects.create(
        kind=kind,
        unit=unit,
        title=title,
        first_year=first_year,
        last_year=last_year,
        previous=draft_from,
        opening=opening_of(unit, title),
        created_by=actor,
    )
    if draft_from is not None:
        copy_plan(draft_from, plan)
    else:
        PlanSection.objects.bulk_create(
            PlanSection(plan=plan, position=at, level=level, kind=kind_, title=words)
            for at, (level, kind_, words) in enumerate(SECTIONS, 1)
        )
        PlanAnnex.objects.create(plan=plan, position=1, kind=AnnexKind.CALENDAR)
        PlanAnnex.objects.create(plan=plan, position=2, kind=AnnexKind.BUDGET)
    take_current(actor, plan)
    record(
        actor=actor,
        verb="plan.start",
        subject=plan,
        role=role,
        drafted_from=draft_from.pk if draft_from else None,
    )
    return plan


def opening_of(unit: Place, title: str) -> str:
    """“Ủy ban nhân dân tỉnh … ban hành Kế hoạch …, với nội dung như sau:”."""
    words = title[:1].lower() + title[1:]
    return _("Ủy ban nhân dân %(unit)s ban hành Kế hoạch %(title)s, với những nội dung sau:") % {
        "unit": unit.name_in_address,
        "title": words,
    }


@transaction.atomic
def change_plan(*, actor: User, plan: Plan, version: int | None = None, **settings: Any) -> Plan:
    """Write the settings of a draft (`SETTINGS`). Raises `NotAllowed`, `Stale`, and `RuleViolation` for years
    in the wrong order, for several years of a plan for one, for an estimate or a replaced plan of another
    unit, and once it was handed on.
    """
    plan = locked_draft(actor, plan.pk)
    refuse_stale(plan, version)
    _refuse_years(settings["kind"], settings["first_year"], settings["last_year"])
    estimate = settings.get("estimate")
    if estimate is not None and estimate.budget.unit_id != plan.unit_id:
        raise RuleViolation(_("Dự toán này của đơn vị khác."), field="estimate")
    replaces = settings.get("replaces")
    if replaces is not None and replaces.unit_id != plan.unit_id:
        raise RuleViolation(_("Chỉ thay kế hoạch của cùng đơn vị."), field="replaces")
    before = snapshot(plan, *TRAIL)
    for name in SETTINGS:
        setattr(plan, name, settings[name])
    plan.version += 1
    plan.save(update_fields=[*SETTINGS, "search_key", "version"])
    record(
        actor=actor,
        verb="plan.change",
        subject=plan,
        before=before,
        after=snapshot(plan, *TRAIL),
    )
    return plan


@transaction.atomic
def discard_plan(*, actor: User, plan: Plan) -> None:
    """Throw a draft away with all that stands in it."""
    plan = locked_draft(actor, plan.pk)
    if Plan.objects.filter(previous=plan).exists():
        raise RuleViolation(_("Kế hoạch khác đã soạn từ kế hoạch này nên không bỏ được."))
    record(actor=actor, verb="plan.discard", subject=plan)
    settle(plan.get_absolute_url())
    plan.delete()


def _refuse_years(kind: str, first_year: int, last_year: int) -> None:
    if last_year < first_year:
        raise RuleViolation(_("Năm cuối không trước năm đầu."), field="last_year")
    if kind == PlanKind.YEAR and last_year > first_year:
        raise RuleViolation(
            _("Kế hoạch năm chỉ cho một năm. Cho nhiều năm, hãy chọn loại “%(kind)s”.")
            % {"kind": PlanKind.PERIOD.label},
            field="last_year",
        )
