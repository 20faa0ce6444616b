"""Asking the law: which regime, which sets, which tree, which working day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from django.db.models import QuerySet

from ocop.law import rules
from ocop.law.models import CriteriaSet, Criterion, Regime, Section, WorkingDayException
from ocop.law.rules import RegimeRules, SetTree


def regime_on(day: date) -> Regime:
    """The regime that takes in dossiers on a day. Raises `Regime.DoesNotExist` before 21/8/2019."""
    return Regime.objects.taking_in_on(day).get()


def rules_of(regime: Regime) -> RegimeRules:
    """The regime as a plain value: two short queries, or one when they were prefetched."""
    return RegimeRules(
        code=regime.code,
        powers=tuple(
            rules.Power(p.level, rules.Task(p.task), p.stars, p.floor)
            for p in sorted(regime.powers.all(), key=lambda power: power.pk)
        ),
        bands=tuple(rules.Band(int(star), Decimal(floor)) for star, floor in sorted(regime.bands.items())),
        deadlines={d.name: rules.Deadline(d.name, d.days, d.kind) for d in regime.deadlines.all()},
        validity_months=regime.validity_months,
        product_code_pattern=regime.product_code_pattern,
        product_code_keeper=regime.product_code_keeper,
        receipt_pattern=regime.receipt_pattern,
        has_commune_report=regime.has_commune_report,
        sample_count=regime.sample_count,
        code_system=regime.code_system,
    )


def sets_for(regime: Regime) -> QuerySet[CriteriaSet]:
    """The newest sets of the regime's decision in the order of its list; incomplete ones too."""
    return (
        CriteriaSet.objects.current()
        .filter(code__startswith=f"{regime.criteria_prefix}-")
        .order_by("number", "pk")
    )


@dataclass(frozen=True, slots=True)
class Subgroup:
    name: str
    sets: tuple[CriteriaSet, ...]


@dataclass(frozen=True, slots=True)
class Group:
    code: str
    name: str
    subgroups: tuple[Subgroup, ...]


def groups_for(regime: Regime) -> list[Group]:
    """The product list of a regime: group → subgroup → sets."""
    groups: dict[tuple[str, str], dict[str, list[CriteriaSet]]] = {}
    for row in sets_for(regime):
        groups.setdefault((row.group, row.group_name), {}).setdefault(row.subgroup_name, []).append(row)
    return [
        Group(code, name, tuple(Subgroup(sub, tuple(sets)) for sub, sets in subgroups.items()))
        for (code, name), subgroups in groups.items()
    ]


def belongs_to(criteria_set: CriteriaSet, regime: Regime) -> bool:
    """Whether the set is one of the decision that the regime scores by."""
    return criteria_set.code.startswith(f"{regime.criteria_prefix}-")


def reasons_unusable(criteria_set: CriteriaSet) -> list[str]:
    """Why a set cannot be used for scoring; empty when it can."""
    return [] if criteria_set.complete else list(criteria_set.problems)


def tree_of(criteria_set: CriteriaSet) -> SetTree:
    """The set as a plain tree, its rows' keys included. A version never changes, so it is kept once read."""
    return _tree(criteria_set.pk, criteria_set.digest)


@lru_cache(maxsize=200)
def _tree(pk: int, digest: str) -> SetTree:
    criteria_set = CriteriaSet.objects.get(pk=pk)
    sections = Section.objects.filter(criteria_set=criteria_set).order_by("position")
    criteria: dict[int, list[Criterion]] = {}
    rows = Criterion.objects.filter(section__criteria_set=criteria_set).order_by("position")
    for row in rows.prefetch_related("options", "knock_outs"):
        criteria.setdefault(row.section_id, []).append(row)
    head = criteria_set.knock_outs.filter(criterion__isnull=True).order_by("position")
    return SetTree(
        code=criteria_set.code,
        name=criteria_set.name,
        parts={part: Decimal(points) for part, points in criteria_set.parts.items()},
        sections=tuple(
            rules.Section(
                s.code, s.part, s.name, s.max_points, tuple(_criterion(row) for row in criteria.get(s.pk, ()))
            )
            for s in sections
        ),
        knock_outs=tuple(rules.KnockOut(k.effect, k.rule, k.pk) for k in head),
    )


def _criterion(row: Criterion) -> rules.Criterion:
    return rules.Criterion(
        code=row.code,
        name=row.name,
        max_points=row.max_points,
        options=tuple(
            rules.Option(o.position, o.label, o.points, o.variant, o.min_for_star, o.pk)
            for o in sorted(row.options.all(), key=lambda option: option.position)
        ),
        applies_if=row.applies_if,
        any_option_needed_for_star=row.any_option_needed_for_star,
        variants=row.variants,
        evidence=tuple(row.evidence),
        knock_outs=tuple(rules.KnockOut(k.effect, k.rule, k.pk) for k in row.knock_outs.all()),
        notes=tuple(row.notes),
        subgroup=row.subgroup,
        pk=row.pk,
    )


def calendar_between(start: date, end: date) -> dict[date, bool]:
    """Holidays (False) and swapped working days (True) of a period."""
    rows = WorkingDayException.objects.filter(day__gte=start, day__lte=end)
    return dict(rows.values_list("day", "works"))


def due_on(regime: Regime, name: str, start: date) -> date | None:
    """The last day of a named term that began on `start`, or None where the regime sets no such term."""
    term = rules_of(regime).deadlines.get(name)
    if term is None:
        return None
    if term.kind == "days":
        return start + timedelta(days=term.days)
    calendar = calendar_between(start, start + timedelta(days=4 * term.days + 30))
    return rules.add_working_days(start, term.days, calendar)
