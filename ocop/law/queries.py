"""Asking the law: which regime, which sets, which tree, which working day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from time import monotonic

from django.db.models import Q, QuerySet

from ocop.core.text import search_key
from ocop.law import rules
from ocop.law.choices import HintSource
from ocop.law.models import (
    CompanySizeLimit,
    CriteriaSet,
    Criterion,
    EvidenceEffort,
    EvidenceHint,
    LegalAct,
    Regime,
    Section,
    WorkingDayException,
)
from ocop.law.rules import Effort, RegimeRules, SetTree, SizeLimit
from ocop.law.rules.citations import Flaw, KnownAct, cited_in, flaws_of
from ocop.law.rules.groups import GroupNames

SHIPPED_SETS = Path(__file__).with_name("data") / "criteria"
"""The criteria sets that the portal brings, one document each."""


def regime_on(day: date) -> Regime:
    """The regime that takes in dossiers on a day. Raises `Regime.DoesNotExist` before 21/8/2019."""
    return Regime.objects.taking_in_on(day).get()


def rules_of(regime: Regime) -> RegimeRules:
    """The regime as a plain value, kept once read until it is loaded anew."""
    return _rules(regime.pk, regime.loaded_at)


@lru_cache(maxsize=20)
def _rules(pk: int, _loaded_at: datetime) -> RegimeRules:
    regime = Regime.objects.prefetch_related("powers", "deadlines", "forms").get(pk=pk)
    powers = sorted(regime.powers.all(), key=lambda power: power.pk)
    return RegimeRules(
        code=regime.code,
        powers=tuple(rules.Power(p.level, rules.Task(p.task), p.stars, p.floor) for p in powers),
        bands=tuple(rules.Band(int(star), Decimal(floor)) for star, floor in sorted(regime.bands.items())),
        deadlines={d.name: rules.Deadline(d.name, d.days, d.kind) for d in regime.deadlines.all()},
        validity_months=regime.validity_months,
        product_code_pattern=regime.product_code_pattern,
        product_code_keeper=regime.product_code_keeper,
        receipt_pattern=regime.receipt_pattern,
        has_commune_report=regime.has_commune_report,
        has_self_assessment=regime.has_self_assessment,
        sample_count=regime.sample_count,
        code_system=regime.code_system,
        rounds=tuple(
            rules.Round(
                r["level"], r["number"], _day_of_year(r["requests_before"]), _day_of_year(r["results_before"])
            )
            for r in regime.rounds
        ),
        forms=tuple(
            rules.FiledForm(rules.FormKind(f.kind), f.title, f.number, rules.When(f.when), f.required)
            for f in sorted(regime.forms.all(), key=lambda form: form.position)
        ),
    )


def _day_of_year(text: str) -> tuple[int, int]:
    month, day = text.split("-")
    return int(month), int(day)


VERBS = ("ban hành", "quy định", "sửa đổi", "về", "hướng dẫn", "phê duyệt", "thành lập", "công bố", "bãi bỏ")
"""How the title of an act begins where it needs no “về” before it."""


def citation_of(act: LegalAct) -> str:
    """An act as a paper cites it: “Quyết định số 26/2026/QĐ-TTg ngày 22 tháng 5 năm 2026 của Thủ tướng Chính
    phủ ban hành …”.
    """
    month = f"{act.issued_on.month:02d}" if act.issued_on.month <= 2 else str(act.issued_on.month)
    day = f"ngày {act.issued_on.day:02d} tháng {month} năm {act.issued_on.year}"
    title = act.title[:1].lower() + act.title[1:]
    if title and not title.startswith(VERBS):
        title = f"về {title}"
    return f"{act.get_kind_display()} số {act.number} {day} của {act.issuer} {title}".strip()


def act_rows(text: str, *, ended: bool | None, on: date) -> QuerySet[LegalAct]:
    """The registry of acts, the newest first: found by number, title or issuer, whatever case and marks."""
    rows = LegalAct.objects.select_related("replaced_by").order_by("-issued_on", "-pk")
    if ended is not None:
        over = Q(in_force_to__isnull=False, in_force_to__lt=on)
        rows = rows.filter(over) if ended else rows.exclude(over)
    words = search_key(text).split()
    if not words:
        return rows
    found = [
        act.pk
        for act in rows
        if all(word in search_key(f"{act.number} {act.title} {act.issuer}") for word in words)
    ]
    return rows.filter(pk__in=found)


def citation_flaws(text: str, *, on: date) -> list[Flaw]:
    """What is wrong with the acts that a text of a day cites: unknown, of another day, ended, not yet in
    force.
    """
    cited = cited_in(text)
    return flaws_of(cited, known_acts(one.number for one in cited), on=on)


def known_acts(numbers: Iterable[str]) -> dict[str, list[KnownAct]]:
    """What the registry knows of these numbers, by number, the oldest act first."""
    known: dict[str, list[KnownAct]] = {}
    acts = LegalAct.objects.filter(number__in=set(numbers)).select_related("replaced_by")
    for act in acts.order_by("issued_on"):
        known.setdefault(act.number, []).append(
            KnownAct(
                number=act.number,
                issued_on=act.issued_on,
                in_force_from=act.in_force_from,
                in_force_to=act.in_force_to,
                replaced_by=act.replaced_by.number if act.replaced_by else "",
            )
        )
    return known


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

    @property
    def set_count(self) -> int:
        return sum(len(subgroup.sets) for subgroup in self.subgroups)


def groups_for(regime: Regime) -> list[Group]:
    """The product list of a regime: group → subgroup → sets."""
    groups: dict[tuple[str, str], dict[str, list[CriteriaSet]]] = {}
    for row in sets_for(regime):
        groups.setdefault((row.group, row.group_name), {}).setdefault(row.subgroup_name, []).append(row)
    return [
        Group(code, name, tuple(Subgroup(sub, tuple(sets)) for sub, sets in subgroups.items()))
        for (code, name), subgroups in groups.items()
    ]


def versions_of(criteria_set: CriteriaSet) -> QuerySet[CriteriaSet]:
    """All versions of a set, the newest first."""
    return CriteriaSet.objects.filter(code=criteria_set.code).order_by("-version")


def shipped_document(code: str) -> Path | None:
    """The YAML document that the portal brings for a set of this code, as an example to write another by."""
    return next((path for path in SHIPPED_SETS.glob("*.yaml") if path.stem == code.lower()), None)


def belongs_to(criteria_set: CriteriaSet, regime: Regime) -> bool:
    """Whether the set is one of the decision that the regime scores by."""
    return criteria_set.code.startswith(f"{regime.criteria_prefix}-")


def reasons_unusable(criteria_set: CriteriaSet) -> list[str]:
    """Why a set cannot be used for scoring; empty when it can."""
    return [] if criteria_set.complete else list(criteria_set.problems)


def tree_of(criteria_set: CriteriaSet) -> SetTree:
    """The set as a plain tree, its rows' keys included. A version never changes, so it is kept once read."""
    return _tree(criteria_set.pk, criteria_set.digest, criteria_set.imported_at)


@lru_cache(maxsize=200)
def _tree(pk: int, _digest: str, _imported_at: datetime) -> SetTree:
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
        parts=tuple(
            rules.Part(**part | {"max_points": Decimal(part["max_points"])}) for part in criteria_set.parts
        ),
        sections=tuple(
            rules.Section(
                code=s.code,
                part=s.part,
                name=s.name,
                max_points=s.max_points,
                criteria=tuple(_criterion(row) for row in criteria.get(s.pk, ())),
                name_en=s.name_en,
            )
            for s in sections
        ),
        knock_outs=tuple(rules.KnockOut(k.effect, k.rule, k.pk, k.when) for k in head),
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
        knock_outs=tuple(
            rules.KnockOut(k.effect, k.rule, k.pk, k.when)
            for k in sorted(row.knock_outs.all(), key=lambda rule: rule.position)
        ),
        notes=tuple(row.notes),
        subgroup=row.subgroup,
        pk=row.pk,
    )


def size_limits_on(day: date) -> tuple[SizeLimit, ...]:
    """The table of company sizes in force on a day; empty before the first one."""
    rows = CompanySizeLimit.objects.filter(act__in_force_from__lte=day).exclude(act__in_force_to__lt=day)
    return tuple(
        SizeLimit(row.size, row.sector, row.employees, row.revenue_vnd, row.capital_vnd)
        for row in rows.order_by("pk")
    )


def efforts_on(day: date) -> tuple[Effort, ...]:
    """How hard kinds of evidence are to come by, as the coach weighs them on a day."""
    rows = EvidenceEffort.objects.filter(used_from__lte=day).exclude(used_to__lt=day)
    return tuple(Effort(row.word, row.weight) for row in rows.order_by("pk"))


@dataclass(frozen=True, slots=True)
class WantedKinds:
    """The kinds of paper a hint means, and how sure that is."""

    kinds: tuple[str, ...]
    sure: HintSource


def wanted_kinds() -> dict[str, WantedKinds]:
    """Hint → kinds, for every hint that is known."""
    rows = EvidenceHint.objects.order_by("pk")
    return {row.hint: WantedKinds(tuple(row.kinds), HintSource(row.sure)) for row in rows}


def product_groups() -> dict[str, str]:
    """The groups of products that criteria sets were made for, by their codes: what filters offer.

    Every process keeps them for a minute; sets are only ever added.
    """
    return _groups(int(monotonic() // KEPT_SECONDS))


def group_names(regime: Regime | None = None) -> GroupNames:
    """How the groups of a regime's product list, or of all of them, are called."""
    sets = CriteriaSet.objects.all() if regime is None else sets_for(regime)
    rows = sets.values_list("group", "group_name", "subgroup_name").order_by().distinct()
    return GroupNames.of((name, code) for code, *names in rows for name in names)


KEPT_SECONDS = 60


@lru_cache(maxsize=1)
def _groups(_minute: int) -> dict[str, str]:
    named = CriteriaSet.objects.order_by("group").values_list("group", "group_name")
    return dict(named.distinct())


def working_calendar() -> dict[date, bool]:
    """Every day that is other than its weekday says; some twenty a year."""
    return dict(WorkingDayException.objects.values_list("day", "works"))


def exceptions_in(year: int) -> QuerySet[WorkingDayException]:
    """The days of a year that were marked, those cleared since too."""
    return WorkingDayException.objects.filter(day__year=year).order_by("day")


def years_of_calendar() -> list[int]:
    """The years of which days are marked, in order."""
    days = WorkingDayException.objects.dates("day", "year")
    return [day.year for day in days]


def unclear_days() -> list[date]:
    """The first days on which no regime takes in dossiers, or more than one does, since the first regime."""
    periods = list(Regime.objects.order_by("takes_in_from").values_list("takes_in_from", "takes_in_to"))
    return [
        later
        for (_start, end), (later, _end) in pairwise(periods)
        if end is None or later != end + timedelta(days=1)
    ]
