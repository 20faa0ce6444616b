"""Bringing law into the portal: criteria sets from their documents, acts and regimes from the shipped
data.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any

import yaml
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ocop.core.errors import RuleViolation
from ocop.law.models import (
    CriteriaSet,
    Criterion,
    Deadline,
    KnockOut,
    LegalAct,
    Option,
    Regime,
    RegimePower,
    Section,
)
from ocop.law.rules.reading import SetError, problems_of, read_tree
from ocop.law.rules.sheets import SetTree

MAX_DOCUMENT = 300_000
"""Bytes; the longest shipped set has about 21,000."""


def read_document(text: str) -> tuple[dict[str, Any], SetTree]:
    """The parsed document of a set and its tree. Raises `RuleViolation` with the place that is wrong."""
    if len(text.encode()) > MAX_DOCUMENT:
        raise RuleViolation(_("Tệp quá lớn cho một bộ tiêu chí."), field="text")
    try:
        document = yaml.load(text, Loader=_PlainLoader)  # noqa: S506 -- a SafeLoader without aliases
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        where = getattr(error, "problem_mark", None)
        line = f", dòng {where.line + 1}" if where else ""
        raise RuleViolation(_("Không đọc được tệp YAML") + line + ".", field="text") from None
    if not isinstance(document, dict):
        raise RuleViolation(_("Tệp không phải một bộ tiêu chí."), field="text")
    try:
        return document, read_tree(document)
    except SetError as error:
        raise RuleViolation(str(error), field="text") from None


@transaction.atomic
def import_criteria_set(*, text: str) -> CriteriaSet:
    """Keep a set as the newest version of its code; the same content again changes nothing.

    A set that does not add up is kept too, marked incomplete with its problems, and cannot be used for
    scoring. The caller records the event. Raises `RuleViolation` where the document cannot be read.
    """
    document, tree = read_document(text)
    digest = digest_of(document)
    list(CriteriaSet.objects.select_for_update().filter(code=tree.code))
    if known := CriteriaSet.objects.filter(code=tree.code, digest=digest).first():
        return known
    latest = CriteriaSet.objects.filter(code=tree.code).order_by("-version").first()
    problems = [*(str(p) for p in document.get("problems") or ()), *problems_of(tree)]
    kept = CriteriaSet.objects.create(
        code=tree.code,
        version=latest.version + 1 if latest else 1,
        decision=str(document.get("decision") or ""),
        number=_whole(document, "number"),
        name=tree.name,
        name_en=str(document.get("name_en") or ""),
        group=str(document.get("group") or ""),
        group_name=str(document.get("group_vi") or ""),
        subgroup_name=str(document.get("subgroup_vi") or ""),
        lead_agencies=document.get("lead_agencies") or [],
        effective_from=_day(document, "effective_from"),
        effective_to=_day(document, "effective_to") if document.get("effective_to") else None,
        parts={part: str(points) for part, points in tree.parts.items()},
        complete=bool(document.get("complete", True)) and not problems,
        problems=problems,
        doubts=[str(doubt) for doubt in document.get("doubts") or ()],
        source=str(document.get("source") or ""),
        digest=digest,
    )
    _write_tree(kept, tree)
    return kept


def mark_used(criteria_set: CriteriaSet) -> None:
    """Freeze a set from its first use on; later wordings become new versions."""
    CriteriaSet.objects.filter(pk=criteria_set.pk, frozen_at__isnull=True).update(frozen_at=timezone.now())


@transaction.atomic
def load_acts(rows: list[dict[str, Any]]) -> dict[str, LegalAct]:
    """The acts of the shipped data by their keys; written anew where they differ."""
    acts = {}
    for row in rows:
        fields = {name: value for name, value in row.items() if name != "key"}
        identity = {name: fields.pop(name) for name in ("issuer", "number", "issued_on")}
        acts[row["key"]] = LegalAct.objects.update_or_create(**identity, defaults=fields)[0]
    return acts


@transaction.atomic
def load_regime(row: dict[str, Any], acts: dict[str, LegalAct]) -> Regime:
    """One regime with its powers and deadlines, as the shipped data has it."""
    fields = dict(row)
    powers, deadlines = fields.pop("powers"), fields.pop("deadlines")
    cited = [acts[key] for key in fields.pop("acts")]
    fields["bands"] = {str(star): floor for star, floor in fields["bands"].items()}
    code = fields.pop("code")
    regime, _made = Regime.objects.update_or_create(code=code, defaults=fields)
    regime.acts.set(cited)
    regime.powers.all().delete()
    RegimePower.objects.bulk_create(RegimePower(regime=regime, **power) for power in powers)
    regime.deadlines.all().delete()
    Deadline.objects.bulk_create(Deadline(regime=regime, **term) for term in deadlines)
    return regime


def digest_of(document: dict[str, Any]) -> str:
    """SHA-256 of what the document says, whatever its spacing and comments."""
    return hashlib.sha256(json.dumps(document, sort_keys=True, default=str).encode()).hexdigest()


def _write_tree(kept: CriteriaSet, tree: SetTree) -> None:
    sections = Section.objects.bulk_create(
        Section(criteria_set=kept, code=s.code, part=s.part, position=n, name=s.name, max_points=s.max_points)
        for n, s in enumerate(tree.sections, 1)
    )
    pairs = [(row, c) for row, s in zip(sections, tree.sections, strict=True) for c in s.criteria]
    criteria = Criterion.objects.bulk_create(
        Criterion(
            section=row,
            code=c.code,
            position=n,
            name=c.name,
            subgroup=c.subgroup,
            max_points=c.max_points,
            applies_if=c.applies_if,
            any_option_needed_for_star=c.any_option_needed_for_star,
            variants=dict(c.variants or {}),
            evidence=list(c.evidence),
            notes=list(c.notes),
        )
        for n, (row, c) in enumerate(pairs, 1)
    )
    Option.objects.bulk_create(
        Option(
            criterion=row,
            position=o.position,
            label=o.label,
            points=o.points,
            variant=o.variant,
            min_for_star=o.min_for_star,
        )
        for row, (_section, c) in zip(criteria, pairs, strict=True)
        for o in c.options
    )
    rules = [(None, rule) for rule in tree.knock_outs]
    rules += [(row, rule) for row, (_s, c) in zip(criteria, pairs, strict=True) for rule in c.knock_outs]
    KnockOut.objects.bulk_create(
        KnockOut(criteria_set=kept, criterion=row, position=n, effect=rule.effect, rule=rule.rule)
        for n, (row, rule) in enumerate(rules, 1)
    )


def _day(document: dict[str, Any], name: str) -> date:
    value = document.get(name)
    if not isinstance(value, date):
        raise RuleViolation(f"“{name}” phải là ngày dạng 2026-05-22.", field="text")
    return value


def _whole(document: dict[str, Any], name: str) -> int:
    value = document.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 1000:
        raise RuleViolation(f"“{name}” phải là một số nguyên dương.", field="text")
    return value


class _PlainLoader(yaml.SafeLoader):
    """Safe YAML without aliases, so that a small text cannot unfold into a large one."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.composer.ComposerError(None, None, "no aliases here", self.peek_event().start_mark)
        return super().compose_node(parent, index)
