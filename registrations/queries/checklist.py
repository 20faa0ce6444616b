"""Which papers a dossier needs by its criteria set, which are there, and which end before the session."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from ocop.core import clock
from ocop.law.choices import EvidenceKind, HintSource
from ocop.law.queries import tree_of, wanted_kinds
from ocop.programme.choices import Step
from registrations.models import Dossier, Evidence
from registrations.queries.files import evidence_of
from registrations.queries.parts import marks_of
from registrations.rules import NEEDED_EVIDENCE


class Standing(StrEnum):
    """How a kind of paper stands in a dossier."""

    THERE = "there"
    ENDS = "ends"
    MISSING = "missing"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class ChecklistRow:
    """A kind of paper, the criteria that ask for it, and how it stands.

    It is required where every dossier cites it, or where a claimed option with points rests on it. `by_act`
    says that the evidence table of the act names the paper; else it is the portal's reading. `in_vault` says
    that the producer has a good one that the dossier does not cite.
    """

    kind: EvidenceKind
    criteria: tuple[str, ...]
    required: bool
    by_act: bool
    standing: Standing
    in_vault: bool


@dataclass(frozen=True, slots=True)
class SessionDay:
    """The day for which papers must be good, and where it comes from."""

    day: date
    source: str


def session_day_of(dossier: Dossier) -> SessionDay:
    """The day of the dossier's session; before it has one, the end of the cycle's assessment; else some weeks
    ahead. Which session it is, an upper app knows: `SESSION_DAY_SOURCE`.
    """
    if day := import_string(settings.SESSION_DAY_SOURCE)(dossier):
        return SessionDay(day, _("ngày họp đã xếp"))
    step = dossier.cycle.steps.filter(step=Step.ASSESS, ends_on__gte=clock.today()).first()
    if step is not None:
        return SessionDay(step.ends_on, _("ngày cuối của bước đánh giá trong chu trình"))
    ahead = clock.today() + timedelta(days=settings.SESSION_AHEAD_DAYS)
    return SessionDay(ahead, _("dự kiến, chưa xếp phiên"))


def checklist_of(dossier: Dossier, *, on: date) -> list[ChecklistRow]:
    """The kinds of paper in the order of the act's table; those nobody asks for are left out."""
    asking, by_act = _asking(dossier)
    claimed = _claimed(dossier)
    cited = list(evidence_of(dossier))
    vault = Evidence.objects.filter(producer=dossier.producer_id, replaced_by__isnull=True)
    spare = [paper for paper in vault if paper not in cited]
    rows = []
    for kind in EvidenceKind:
        codes = asking.get(kind, ())
        if not codes and kind not in NEEDED_EVIDENCE:
            continue
        required = kind in NEEDED_EVIDENCE or any(code in claimed for code in codes)
        rows.append(
            ChecklistRow(
                kind=kind,
                criteria=tuple(codes),
                required=required,
                by_act=kind in by_act or kind in NEEDED_EVIDENCE,
                standing=_standing([p for p in cited if p.kind == kind], required, on),
                in_vault=any(paper.kind == kind and _is_good(paper, on) for paper in spare),
            )
        )
    return rows


def _asking(dossier: Dossier) -> tuple[dict[str, list[str]], set[str]]:
    """Kind → codes of the criteria whose hints mean it; and the kinds that the act's table names."""
    asking: dict[str, list[str]] = {}
    by_act: set[str] = set()
    if not dossier.criteria_set:
        return asking, by_act
    known = wanted_kinds()
    for criterion in tree_of(dossier.criteria_set).criteria():
        for hint in criterion.evidence:
            wanted = known.get(hint)
            for kind in wanted.kinds if wanted else ():
                if criterion.code not in asking.setdefault(kind, []):
                    asking[kind].append(criterion.code)
                if wanted.sure == HintSource.ACT:
                    by_act.add(kind)
    return asking, by_act


def _claimed(dossier: Dossier) -> set[str]:
    """The criteria on which an option with points is claimed."""
    if not dossier.criteria_set:
        return set()
    tree, marks = tree_of(dossier.criteria_set), marks_of(dossier)
    options = {code: tree.criterion(code).option(position) for code, position in marks.items()}
    return {code for code, option in options.items() if option and option.points}


def _standing(papers: Iterable[Evidence], required: bool, on: date) -> Standing:
    papers = list(papers)
    if any(_is_good(paper, on) for paper in papers):
        return Standing.THERE
    if papers:
        return Standing.ENDS
    return Standing.MISSING if required else Standing.NOT_ASKED


def _is_good(paper: Evidence, on: date) -> bool:
    return paper.expires_on is None or paper.expires_on >= on
