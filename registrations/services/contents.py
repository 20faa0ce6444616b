"""Writing what a dossier says beyond its registration form: plan, organisation, self-assessment, changes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core.errors import RuleViolation, refuse_first
from ocop.core.roles import Role
from registrations.choices import HeldCertificate
from registrations.models import (
    BusinessPlan,
    ChangeStatement,
    Content,
    Dossier,
    OrganisationProfile,
    OrganisationUnit,
    SelfAssessment,
    YearFigure,
)
from registrations.queries.contents import CONTENTS, content_of, forms_of
from registrations.queries.faults import faults_of_figures, faults_of_founding, faults_of_workforce
from registrations.rules import Figure, Part, Unit
from registrations.services.doors import dossier_to_write

PRINTED = "dossier.print"
"""The verb of taking a printed form home: told in the trail, not in the history of the dossier."""


@transaction.atomic
def write_self_assessment(
    *,
    actor: User,
    dossier: Dossier,
    version: int | None = None,
    achieved: Iterable[Figure] = (),
    planned: Iterable[Figure] = (),
    **fields: Any,
) -> SelfAssessment:
    """Write parts I, II and IV of the self-assessment (Mẫu số 02, 26/2026/QĐ-TTg); amounts in whole đồng.

    Raises `Stale`, and `RuleViolation` where the regime has no such report, for a founding day to come and
    for a profit above the revenue.
    """
    dossier, role = dossier_to_write(actor, dossier, version)
    unknown = set(fields.get("certificates", ())) - set(HeldCertificate.values)
    if unknown:
        raise RuleViolation(_("Giấy tờ này không có trong mẫu. Hãy tải lại trang."), field="certificates")
    report = _fill(actor, dossier, Part.ASSESSMENT, fields)
    _write_figures(dossier, achieved, is_plan=False)
    _write_figures(dossier, planned, is_plan=True)
    _note(actor, dossier, role, "dossier.self_assessment", report)
    return report


@transaction.atomic
def write_business_plan(
    *,
    actor: User,
    dossier: Dossier,
    version: int | None = None,
    planned: Iterable[Figure] = (),
    **fields: Any,
) -> BusinessPlan:
    """Write the business plan (Biểu số 03, 1048/QĐ-TTg); amounts in whole đồng. Raises as
    `write_self_assessment` does.
    """
    dossier, role = dossier_to_write(actor, dossier, version)
    plan = _fill(actor, dossier, Part.PLAN, fields)
    _write_figures(dossier, planned, is_plan=True)
    _note(actor, dossier, role, "dossier.business_plan", plan)
    return plan


@transaction.atomic
def write_organisation_profile(
    *, actor: User, dossier: Dossier, version: int | None = None, units: Iterable[Unit] = (), **fields: Any
) -> OrganisationProfile:
    """Write who the organisation is and who does what in it (Biểu số 04, 1048/QĐ-TTg).

    Raises as `write_self_assessment` does, and for more local workers than workers.
    """
    dossier, role = dossier_to_write(actor, dossier, version)
    refuse_first(faults_of_workforce(fields.get("workers"), fields.get("local_workers")))
    profile = _fill(actor, dossier, Part.PROFILE, fields)
    profile.units.all().delete()
    OrganisationUnit.objects.bulk_create(
        OrganisationUnit(
            profile=profile,
            position=n,
            name=unit.name,
            head=unit.head,
            people=unit.people,
            duties=unit.duties,
        )
        for n, unit in enumerate(units, 1)
    )
    _note(actor, dossier, role, "dossier.organisation", profile)
    return profile


@transaction.atomic
def write_changes(
    *, actor: User, dossier: Dossier, version: int | None = None, **fields: Any
) -> ChangeStatement:
    """Write what changed since the product was recognised (upgrade and reassessment, 26/2026/QĐ-TTg).

    Raises `Stale`, and `RuleViolation` for a first registration.
    """
    dossier, role = dossier_to_write(actor, dossier, version)
    changes = _fill(actor, dossier, Part.CHANGES, fields)
    _note(actor, dossier, role, "dossier.changes", changes)
    return changes


def _fill(actor: User, dossier: Dossier, part: Part, fields: dict[str, Any]) -> Any:
    if part not in forms_of(dossier):
        raise RuleViolation(_("Hồ sơ này không có phần đó theo quy định áp dụng."))
    model = CONTENTS[part]
    content = content_of(dossier, part) or model(dossier=dossier, version=0)
    for name, value in fields.items():
        if name not in model.EDITABLE:
            raise TypeError(f"not a field of this form: {name}")
        setattr(content, name, value)
    refuse_first(faults_of_founding(getattr(content, "established_on", None)))
    content.written_by = actor
    content.version += 1
    content.save()
    return content


def _write_figures(dossier: Dossier, figures: Iterable[Figure], *, is_plan: bool) -> None:
    """Write the years anew that are told; a year left empty goes."""
    figures = tuple(figures)
    refuse_first(faults_of_figures(figures, is_plan=is_plan))
    for figure in figures:
        rows = YearFigure.objects.filter(dossier=dossier, year=figure.year, is_plan=is_plan)
        if figure.is_empty:
            rows.delete()
            continue
        YearFigure.objects.update_or_create(
            dossier=dossier,
            year=figure.year,
            is_plan=is_plan,
            defaults={
                "output": figure.output,
                "output_unit": figure.output_unit,
                "revenue_vnd": figure.revenue_vnd,
                "profit_vnd": figure.profit_vnd,
            },
        )


def _note(actor: User, dossier: Dossier, role: Role, verb: str, content: Content) -> None:
    """One more version of the dossier, and the event: that it was written; what was tells of persons."""
    dossier.version += 1
    dossier.save(update_fields=["version"])
    record(actor=actor, verb=verb, subject=dossier, role=role, after={"version": content.version})


@transaction.atomic
def note_printed(*, actor: User, dossier: Dossier, part: Part, file_format: str) -> None:
    """Note who took which form of a dossier home."""
    record(actor=actor, verb=PRINTED, subject=dossier, part=str(part), file_format=file_format)
