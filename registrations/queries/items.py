"""Everything a dossier says, item by item: what a correction can point at and a difference is told of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from ocop.law.choices import EvidenceKind
from ocop.law.queries import tree_of
from ocop.ui.writing import qty, vnd
from registrations.choices import HeldCertificate
from registrations.models import CommuneReport, Dossier, Evidence
from registrations.queries.contents import (
    CONTENTS,
    anchor_of_field,
    content_of,
    figures_of,
    forms_of,
    units_of,
)
from registrations.queries.dossiers import regime_for
from registrations.queries.files import evidence_of
from registrations.queries.parts import REPORT_FIELDS, report_of
from registrations.rules import CONTENT_FIELDS, FORM_FIELDS, Part

FORM_ITEMS = (*FORM_FIELDS, "legal_rep_position", "email", "registration_type")


@dataclass(frozen=True, slots=True)
class DossierItem:
    """One thing a dossier says. `key` names it within this dossier, `subject` in every dossier; `anchor` is
    where it stands on the page of its part. `mark` tells files apart that are called alike.
    """

    key: str
    subject: str
    label: str
    value: str
    part: Part
    anchor: str = ""
    mark: str = ""


def items_of(dossier: Dossier) -> list[DossierItem]:
    """All items of a dossier in the order of its parts."""
    return [
        *_set(dossier),
        *_form(dossier),
        *_contents(dossier),
        *_papers(dossier),
        *_scores(dossier),
        *_report(dossier),
    ]


def item_of(dossier: Dossier, key: str) -> DossierItem | None:
    """One item by its key; None where the dossier has none of that name."""
    return next((item for item in items_of(dossier) if item.key == key), None)


def to_keep(items: Iterable[DossierItem]) -> dict[str, list[str]]:
    """What items say, to be kept: key → label, value and, of a paper, the mark of its file."""
    return {item.key: [item.label, item.value, *filter(None, [item.mark])] for item in items}


def _set(dossier: Dossier) -> Iterator[DossierItem]:
    yield DossierItem("set", "set", _("Bộ tiêu chí"), str(dossier.criteria_set or ""), Part.SET)


def _form(dossier: Dossier) -> Iterator[DossierItem]:
    yield from _fields(dossier, FORM_ITEMS, Part.FORM)


def _report(dossier: Dossier) -> Iterator[DossierItem]:
    if regime_for(dossier).has_commune_report:
        yield from _fields(report_of(dossier) or CommuneReport(dossier=dossier), REPORT_FIELDS, Part.REPORT)


def _fields(row: models.Model, names: tuple[str, ...], part: Part) -> Iterator[DossierItem]:
    for name in names:
        field = row._meta.get_field(name)
        key, label = f"{part}.{name}", str(field.verbose_name).capitalize()
        yield DossierItem(key, key, label, written(row, name), part, anchor_of_field(part, name))


def _contents(dossier: Dossier) -> Iterator[DossierItem]:
    """The longer forms that the regime asks for: their fields, their years, their units."""
    for part in (part for part in forms_of(dossier) if part in CONTENTS):
        model = CONTENTS[part]
        yield from _fields(content_of(dossier, part) or model(dossier=dossier), model.EDITABLE, part)
        if part == Part.PROFILE:
            yield from _units(dossier)
        for when, is_plan in (("achieved", False), ("planned", True)):
            if when in CONTENT_FIELDS[part] or (part == Part.ASSESSMENT and is_plan):
                yield from _years(dossier, part, when, is_plan=is_plan)


def _years(dossier: Dossier, part: Part, when: str, *, is_plan: bool) -> Iterator[DossierItem]:
    label = _("Kế hoạch năm %(year)s") if is_plan else _("Kết quả năm %(year)s")
    for figure in figures_of(dossier, is_plan=is_plan):
        key = f"{part}.{when}_{figure.year}"
        output = "" if figure.output is None else f"{qty(figure.output)} {figure.output_unit}".strip()
        money = [
            _("%(what)s %(amount)s đồng") % {"what": what, "amount": vnd(amount)}
            for what, amount in (
                (_("doanh thu"), figure.revenue_vnd),
                (_("lợi nhuận"), figure.profit_vnd),
            )
            if amount is not None
        ]
        anchor = f"id_{when}_{figure.year}_output"
        yield DossierItem(key, key, label % {"year": figure.year}, _joined(output, *money), part, anchor)


def _units(dossier: Dossier) -> Iterator[DossierItem]:
    for n, unit in enumerate(units_of(dossier), 1):
        people = "" if unit.people is None else _("%(count)s người") % {"count": unit.people}
        key = f"{Part.PROFILE}.unit_{n}"
        value = _joined(unit.head, people, unit.duties)
        yield DossierItem(key, key, unit.name, value, Part.PROFILE, f"id_unit_{n}_name")


def _papers(dossier: Dossier) -> Iterator[DossierItem]:
    """The papers cited. A paper keeps its key when it is replaced by a newer one."""
    for paper in evidence_of(dossier).order_by("kind", "title", "pk"):
        ends = _("hết hạn %(day)s") % {"day": f"{paper.expires_on:%d/%m/%Y}"} if paper.expires_on else ""
        day = written(paper, "issued_on")
        value = _joined(paper.title, paper.number, paper.issuer, day, ends, paper.file_name)
        label = f"{EvidenceKind(paper.kind).label}: {paper.title}"
        key = f"{Part.EVIDENCE}.{_first_of(paper)}"
        subject, anchor = f"{Part.EVIDENCE}.{paper.kind}", f"giay-to-{paper.pk}"
        yield DossierItem(key, subject, label, value, Part.EVIDENCE, anchor, mark=paper.sha256)


def _first_of(paper: Evidence) -> int:
    """The paper at the start of the row of replacements."""
    while (older := Evidence.objects.filter(replaced_by=paper).first()) is not None:
        paper = older
    return paper.pk


def _scores(dossier: Dossier) -> Iterator[DossierItem]:
    if dossier.criteria_set is None:
        return
    claims = {
        code: (position, words)
        for code, position, words in dossier.self_scores.values_list(
            "criterion__code", "option__position", "words"
        )
    }
    for criterion in tree_of(dossier.criteria_set).criteria():
        position, words = claims.get(criterion.code, (None, ""))
        option = criterion.option(position)
        key = f"{Part.SCORES}.{criterion.code}"
        yield DossierItem(
            key,
            key,
            _("Tiêu chí %(code)s. %(name)s") % {"code": criterion.code, "name": criterion.name},
            _joined(option.label if option else "", words),
            Part.SCORES,
            anchor=f"tieu-chi-{criterion.code}",
        )


def written(row: models.Model, name: str) -> str:
    """A field as a person reads it; nothing for what is not filled in."""
    field, value = row._meta.get_field(name), getattr(row, name)
    if field.choices:
        return str(getattr(row, f"get_{name}_display")())
    if name.endswith("_vnd") and value is not None:
        return vnd(value)
    if name == "certificates":
        return ", ".join(str(tick.label) for tick in HeldCertificate if tick in value)
    return _written(value)


def _written(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return str(value)


def _joined(*words: str) -> str:
    return ", ".join(word for word in words if word)
