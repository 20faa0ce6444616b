"""What a dossier says beyond its registration form: which forms it holds and what is known for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models

from ocop.law.choices import EvidenceKind, FormKind
from ocop.law.queries import rules_of
from ocop.law.rules import FiledForm
from registrations.choices import HeldCertificate
from registrations.models import (
    BusinessPlan,
    ChangeStatement,
    CommuneReport,
    Content,
    Dossier,
    Idea,
    OrganisationProfile,
    SelfAssessment,
    YearFigure,
)
from registrations.queries.dossiers import regime_for
from registrations.rules import CONTENT_FIELDS, Figure, Part, Unit, years_told

PART_OF = {
    FormKind.REGISTRATION: Part.FORM,
    FormKind.BUSINESS_PLAN: Part.PLAN,
    FormKind.ORGANISATION: Part.PROFILE,
    FormKind.CHANGES: Part.CHANGES,
    FormKind.SELF_ASSESSMENT: Part.ASSESSMENT,
    FormKind.COMMUNE_REPORT: Part.REPORT,
}
"""The part of a dossier that a form of the law is written as."""

CONTENTS: dict[Part, type[Content]] = {
    Part.PLAN: BusinessPlan,
    Part.PROFILE: OrganisationProfile,
    Part.CHANGES: ChangeStatement,
    Part.ASSESSMENT: SelfAssessment,
}

_TICKED_BY = {
    EvidenceKind.BUSINESS_REGISTRATION: HeldCertificate.BUSINESS_REGISTRATION,
    EvidenceKind.QUALITY_DECLARATION: HeldCertificate.QUALITY_DECLARATION,
    EvidenceKind.PRODUCTION_ELIGIBILITY: HeldCertificate.FOOD_SAFETY,
}
"""What a stored paper ticks on the self-assessment."""

_SAME_PRODUCER = (
    "rep_gender",
    "rep_ethnicity",
    "rep_disability",
    "rep_residence",
    "established_on",
    "history",
)
_SAME_PRODUCER += ("structure", "premises", "workers", "local_workers")
"""What is told of the producer and therefore holds for all its products."""


@dataclass(frozen=True, slots=True)
class PartForm:
    """The form of the law that stands behind a part of this dossier."""

    part: Part
    kind: FormKind
    number: str
    title: str
    required: bool

    @property
    def name(self) -> str:
        """What the part is called, with the number its decision gives it: “Báo cáo của xã (Mẫu số 03)”."""
        label = str(self.kind.label)
        return f"{label} ({self.number})" if self.number else label


def forms_of(dossier: Dossier) -> dict[Part, PartForm]:
    """The forms that the dossier's regime asks of this registration, in the order of filing."""
    asked = rules_of(regime_for(dossier)).forms_for(again=dossier.is_again, new_idea=dossier.is_new_idea)
    return {form.part: form for form in map(_part_form, asked)}


def _part_form(form: FiledForm) -> PartForm:
    kind = FormKind(form.kind)
    return PartForm(PART_OF[kind], kind, form.number, form.title, form.required)


def tells_new_ideas_apart(dossier: Dossier) -> bool:
    """Whether the regime has another registration form for an idea than for a product that exists."""
    forms = rules_of(regime_for(dossier)).forms
    return sum(form.kind == FormKind.REGISTRATION for form in forms) > 1


def content_of(dossier: Dossier, part: Part) -> Content | None:
    """What is written in a part; None before its first word."""
    return CONTENTS[part].objects.filter(dossier=dossier).first()


def is_gone_through(written: Content | CommuneReport | None) -> bool:
    """Whether somebody has saved a part here: the words of an idea alone are still to be looked at."""
    return written is not None and written.version > 0


def figures_of(dossier: Dossier, *, is_plan: bool) -> list[Figure]:
    """The figures achieved or planned, year by year."""
    rows = YearFigure.objects.filter(dossier=dossier, is_plan=is_plan).order_by("year")
    return [Figure(r.year, r.output, r.output_unit, r.revenue_vnd, r.profit_vnd) for r in rows]


def units_of(dossier: Dossier) -> list[Unit]:
    """The units of the organisation, in their order."""
    profile = OrganisationProfile.objects.filter(dossier=dossier).first()
    rows = profile.units.order_by("position") if profile else ()
    return [Unit(row.name, row.head, row.people, row.duties) for row in rows]


def values_of(dossier: Dossier, part: Part) -> dict[str, object]:
    """What is filled in of all that makes a part complete; nothing is None."""
    written = content_of(dossier, part)
    values = {name: getattr(written, name, None) for name in CONTENT_FIELDS[part]}
    for name, is_plan in (("achieved", False), ("planned", True)):
        if name in values:
            values[name] = _years_filled(dossier, is_plan=is_plan)
    return values


def _years_filled(dossier: Dossier, *, is_plan: bool) -> int | None:
    return (
        YearFigure.objects.filter(dossier=dossier, is_plan=is_plan, revenue_vnd__isnull=False).count() or None
    )


def name_of_field(part: Part, name: str) -> str:
    """What a field is called in a sentence about it."""
    named = {"achieved": "doanh thu, lợi nhuận các năm", "planned": "doanh thu, lợi nhuận dự kiến"}
    return named.get(name) or str(_model_of(part)._meta.get_field(name).verbose_name)


def anchor_of_field(part: Part, name: str) -> str:
    """Where a field stands on the page of its part; of what is ticked, its first choice."""
    field = _model_of(part)._meta.get_field(name)
    return f"id_{name}_0" if field.choices or isinstance(field, models.JSONField) else f"id_{name}"


def _model_of(part: Part) -> type[models.Model]:
    return {Part.FORM: Dossier, Part.REPORT: CommuneReport}.get(part) or CONTENTS[part]


def draft_of(dossier: Dossier, part: Part) -> dict[str, Any]:
    """What the form of a part starts with: what is written; before that is gone through, what is known."""
    names, row = CONTENTS[part].EDITABLE, content_of(dossier, part)
    written = {name: getattr(row, name) for name in names} if row else {}
    if is_gone_through(row):
        return written
    known = told_by_idea(dossier, part) | _of_producer(dossier, part)
    known |= _of_earlier(dossier, part) | _of_sibling(dossier, names)
    return _filled(known, names) | _filled(written, names)


def _filled(values: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: values[name] for name in names if values.get(name) not in (None, "", [])}


_FROM_IDEA = {
    Part.PLAN: {"product_plan": "description", "materials": "local_strength", "risks": "needs"},
    Part.ASSESSMENT: {
        "description": "description",
        "material_area": "local_strength",
        "production_plan": "needs",
    },
    Part.REPORT: {"local_materials": "local_strength", "idea_origin": "description"},
}
"""Where the words of an idea go in the dossier it becomes.

The fields that take its strength ask for the same; needs stand among plans and risks, where they are named.
"""


def told_by_idea(dossier: Dossier, part: Part) -> dict[str, str]:
    """What was said when the idea of this dossier was collected, by the fields of a part."""
    idea = Idea.objects.filter(dossier=dossier).first()
    told = {name: _words_of(idea, what) for name, what in _FROM_IDEA.get(part, {}).items()} if idea else {}
    return {name: words for name, words in told.items() if words}


def _words_of(idea: Idea, name: str) -> str:
    words: str = getattr(idea, name)
    if not words or name != "needs":
        return words
    label = str(Idea._meta.get_field(name).verbose_name)
    return f"{label[:1].upper()}{label[1:]}: {words}"


def _of_producer(dossier: Dossier, part: Part) -> dict[str, Any]:
    product, known = dossier.product, {"established_on": dossier.producer.registered_on}
    if described := "\n".join(filter(None, (product.description, product.packaging))):
        known["description"] = described
    if part == Part.ASSESSMENT:
        kinds = set(dossier.citations.values_list("evidence__kind", flat=True))
        known["certificates"] = [tick.value for kind, tick in _TICKED_BY.items() if kind in kinds]
    return known


def _of_sibling(dossier: Dossier, names: tuple[str, ...]) -> dict[str, Any]:
    """What another dossier of the producer tells of the producer."""
    known: dict[str, Any] = {}
    for model in (OrganisationProfile, SelfAssessment):
        latest = model.objects.filter(dossier__producer=dossier.producer).exclude(dossier=dossier)
        row = latest.order_by("pk").last()
        wanted = [name for name in _SAME_PRODUCER if name in names and hasattr(row, name)]
        known |= {name: value for name in wanted if (value := getattr(row, name)) not in (None, "")}
    return known


def _of_earlier(dossier: Dossier, part: Part) -> dict[str, Any]:
    """What the last dossier of the same product says in this part."""
    model = CONTENTS[part]
    if model is ChangeStatement:
        return {}
    row = (
        model.objects.filter(dossier__product=dossier.product).exclude(dossier=dossier).order_by("pk").last()
    )
    return {name: getattr(row, name) for name in model.EDITABLE} if row else {}


def figures_to_write(dossier: Dossier) -> tuple[list[Figure], list[Figure]]:
    """The years of the form, achieved and planned, with what is known of each."""
    achieved, planned = years_told(dossier.cycle.year)
    done = {f.year: f for f in figures_of(dossier, is_plan=False)} or _figures_before(dossier)
    plans = {f.year: f for f in figures_of(dossier, is_plan=True)}
    return [done.get(year, Figure(year)) for year in achieved], [plans.get(y, Figure(y)) for y in planned]


def _figures_before(dossier: Dossier) -> dict[int, Figure]:
    earlier = Dossier.objects.filter(product=dossier.product, year_figures__is_plan=False)
    last = earlier.exclude(pk=dossier.pk).order_by("pk").last()
    return {f.year: f for f in figures_of(last, is_plan=False)} if last else {}
