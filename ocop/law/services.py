"""Bringing law into the portal: criteria sets from their documents, acts and regimes from the shipped
data.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import yaml
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ocop.core.errors import RuleViolation
from ocop.law.models import (
    CompanySizeLimit,
    CriteriaSet,
    Criterion,
    Deadline,
    EvidenceEffort,
    EvidenceHint,
    KnockOut,
    LegalAct,
    Option,
    Regime,
    RegimeForm,
    RegimePower,
    Section,
    WorkingDayException,
)
from ocop.law.rules.reading import SetError, SetHead, problems_of, read_head, read_tree
from ocop.law.rules.sheets import SetTree

SAFE_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader in C where it is built in: five times as fast."""

DEEPEST = 20
"""Levels of nesting; a set has eight."""

MAX_DOCUMENT = 300_000
"""Bytes; the longest shipped set has about 21,000."""


def read_document(text: str) -> tuple[SetHead, SetTree, str]:
    """A set's head, its tree and the digest of what it says. Nothing is kept.

    Raises `RuleViolation` with the place that is wrong.
    """
    document = _parsed(text)
    try:
        return read_head(document), read_tree(document), digest_of(document)
    except SetError as error:
        said = str(error)
        raise RuleViolation(said[:1].upper() + said[1:], field="text") from None
    except ValueError:  # a number of thousands of digits
        raise RuleViolation(_("Tệp có một số dài quá mức đọc được."), field="text") from None


@transaction.atomic
def import_criteria_set(*, text: str) -> CriteriaSet:
    """Keep a set as the newest version of its code; what equals the newest version changes nothing.

    An earlier wording brought again becomes the newest version. A set that does not add up is kept too,
    marked incomplete with its problems, and cannot be used for scoring. A version that is kept never
    changes. The caller records the event. Raises `RuleViolation` where the document cannot be read.
    """
    head, tree, digest = read_document(text)
    latest = _newest(head.code)
    if latest is not None and latest.digest == digest:
        return latest
    try:
        with transaction.atomic():
            return _keep(head, tree, digest, version=latest.version + 1 if latest else 1)
    except IntegrityError:
        raise RuleViolation(_("Bộ này vừa được nhập ở nơi khác. Hãy xem lại."), field="text") from None


@transaction.atomic
def load_criteria_set(*, text: str) -> CriteriaSet:
    """Keep a shipped set unless this very content was kept before: later wordings are not undone."""
    head, tree, digest = read_document(text)
    latest = _newest(head.code)
    known = CriteriaSet.objects.filter(code=head.code, digest=digest).order_by("-version").first()
    return known or _keep(head, tree, digest, version=latest.version + 1 if latest else 1)


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
    """One regime with its powers, deadlines and forms, as the shipped data has it."""
    fields = dict(row)
    fields.setdefault("rounds", [])
    fields.setdefault("subjects_article", "")
    powers, deadlines, forms = fields.pop("powers"), fields.pop("deadlines"), fields.pop("forms")
    cited = [acts[key] for key in fields.pop("acts")]
    fields["bands"] = {str(star): floor for star, floor in fields["bands"].items()}
    code = fields.pop("code")
    regime, _made = Regime.objects.update_or_create(code=code, defaults=fields)
    regime.acts.set(cited)
    regime.powers.all().delete()
    RegimePower.objects.bulk_create(RegimePower(regime=regime, **power) for power in powers)
    regime.deadlines.all().delete()
    Deadline.objects.bulk_create(Deadline(regime=regime, **term) for term in deadlines)
    regime.forms.all().delete()
    RegimeForm.objects.bulk_create(
        RegimeForm(regime=regime, position=n, **form) for n, form in enumerate(forms, 1)
    )
    return regime


@transaction.atomic
def load_size_limits(rows: Iterable[dict[str, Any]], acts: dict[str, LegalAct]) -> None:
    """The table of company sizes, act by act."""
    CompanySizeLimit.objects.bulk_create(
        [CompanySizeLimit(**row | {"act": acts[row["act"]]}) for row in rows],
        update_conflicts=True,
        unique_fields=["act", "size", "sector"],
        update_fields=["employees", "revenue_vnd", "capital_vnd"],
    )


@transaction.atomic
def load_efforts(rows: Iterable[dict[str, Any]]) -> None:
    """How hard evidence is to come by; a row an administrator corrected stays as it is."""
    EvidenceEffort.objects.bulk_create([EvidenceEffort(**row) for row in rows], ignore_conflicts=True)


@transaction.atomic
def load_hints(rows: Iterable[dict[str, Any]]) -> None:
    """Which kinds of paper hints mean; a row an administrator corrected stays as it is."""
    EvidenceHint.objects.bulk_create([EvidenceHint(**row) for row in rows], ignore_conflicts=True)


@transaction.atomic
def load_holidays(rows: Iterable[dict[str, Any]]) -> None:
    """Days off and swapped days of the shipped data; a day an administrator corrected stays as it is."""
    WorkingDayException.objects.bulk_create(
        [
            WorkingDayException(
                day=row["day"],
                works=row.get("works", False),
                name=row["name"],
                is_certain=row.get("certain", True),
            )
            for row in rows
        ],
        ignore_conflicts=True,
    )


def digest_of(document: dict[str, Any]) -> str:
    """SHA-256 of what the document says, whatever its spacing and comments."""
    plain = json.dumps(_with_text_keys(document), sort_keys=True, default=str)
    return hashlib.sha256(plain.encode()).hexdigest()


def _refuse_tricks(text: str) -> None:
    """Aliases unfold a small text into a large one, and no set nests deeply. Raises `yaml.YAMLError`."""
    depth = 0
    for event in yaml.parse(text, Loader=SAFE_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or depth > DEEPEST:
            raise yaml.YAMLError("aliases or deep nesting")


def _with_text_keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _with_text_keys(item) for key, item in value.items()}
    return [_with_text_keys(item) for item in value] if isinstance(value, list) else value


def _parsed(text: str) -> dict[str, Any]:
    if len(text.encode()) > MAX_DOCUMENT:
        raise RuleViolation(_("Tệp quá lớn cho một bộ tiêu chí."), field="text")
    try:
        _refuse_tricks(text)
        document = yaml.load(text, Loader=SAFE_LOADER)  # noqa: S506 -- both are safe loaders
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        where = getattr(error, "problem_mark", None)
        line = f", dòng {where.line + 1}" if where else ""
        raise RuleViolation(_("Không đọc được tệp YAML") + line + ".", field="text") from None
    if not isinstance(document, dict):
        raise RuleViolation(_("Tệp không phải một bộ tiêu chí."), field="text")
    return document


def _newest(code: str) -> CriteriaSet | None:
    """The newest version of a set, its versions locked so that two imports do not take one number."""
    versions = CriteriaSet.objects.select_for_update().filter(code=code).order_by("-version")
    return next(iter(versions), None)


def _keep(head: SetHead, tree: SetTree, digest: str, *, version: int) -> CriteriaSet:
    problems = [*head.problems, *problems_of(tree)]
    if not head.complete and not problems:
        problems = [_("Bộ này được ghi là chưa đủ (complete: false).")]
    kept = CriteriaSet.objects.create(
        code=head.code,
        version=version,
        decision=head.decision,
        number=head.number,
        name=head.name,
        name_en=head.name_en,
        group=head.group,
        group_name=head.group_name,
        subgroup_name=head.subgroup_name,
        lead_agencies=list(head.lead_agencies),
        effective_from=head.effective_from,
        effective_to=head.effective_to,
        parts=[asdict(part) | {"max_points": str(part.max_points)} for part in tree.parts],
        complete=not problems,
        problems=problems,
        doubts=list(head.doubts),
        source=head.source,
        digest=digest,
    )
    _write_tree(kept, tree)
    return kept


def _write_tree(kept: CriteriaSet, tree: SetTree) -> None:
    sections = Section.objects.bulk_create(
        Section(
            criteria_set=kept,
            code=s.code,
            part=s.part,
            position=n,
            name=s.name,
            name_en=s.name_en,
            max_points=s.max_points,
        )
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
        KnockOut(
            criteria_set=kept, criterion=row, position=n, effect=rule.effect, rule=rule.rule, when=rule.when
        )
        for n, (row, rule) in enumerate(rules, 1)
    )
