"""The papers of a producer: how good they are, who cites them, and which took the place of which."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from ocop.accounts.models import User
from registrations.choices import PaperState
from registrations.models import Citation, Dossier, Evidence
from registrations.models.dossiers import HERE_TO_WRITE

EXPIRES_SOON = 60
"""Days before its end from which a paper is shown as ending."""


def papers_in_state(papers: QuerySet[Evidence], state: str, *, on: date) -> QuerySet[Evidence]:
    """The papers that are in this state on a day."""
    soon = on + timedelta(days=EXPIRES_SOON)
    in_state = {
        PaperState.REPLACED: Q(replaced_by__isnull=False),
        PaperState.GOOD: Q(expires_on__isnull=True) | Q(expires_on__gt=soon),
        PaperState.ENDING: Q(expires_on__gte=on, expires_on__lte=soon),
        PaperState.ENDED: Q(expires_on__lt=on),
    }
    found = papers.filter(in_state[PaperState(state)])
    return found if state == PaperState.REPLACED else found.filter(replaced_by__isnull=True)


def search_papers(papers: QuerySet[Evidence], text: str) -> QuerySet[Evidence]:
    """The papers whose name, number or issuer holds every word."""
    for word in text.split():
        papers = papers.filter(
            Q(title__icontains=word) | Q(number__icontains=word) | Q(issuer__icontains=word)
        )
    return papers


@dataclass(frozen=True, slots=True)
class Use:
    """A dossier that cites a paper, the codes of the criteria, and whether it can still be written."""

    dossier: Dossier
    criteria: tuple[str, ...]
    is_open: bool


def uses_of(papers: Iterable[Evidence], *, person: User) -> dict[int, list[Use]]:
    """Paper → the dossiers within a person's reach that cite it, the newest first; two queries for any number
    of papers.
    """
    keys = [paper.pk for paper in papers]
    seen = Dossier.objects.visible_to(person).filter(citations__evidence__in=keys).distinct()
    dossiers = {dossier.pk: dossier for dossier in seen}
    rows = Citation.objects.filter(evidence__in=keys, dossier__in=list(dossiers))
    cited: dict[int, dict[int, list[str]]] = {}
    for paper, dossier, code in rows.order_by("-dossier", "criterion__position", "pk").values_list(
        "evidence", "dossier", "criterion__code"
    ):
        cited.setdefault(paper, {}).setdefault(dossier, []).extend([code] if code else [])
    return {
        paper: [
            Use(dossiers[pk], tuple(codes), dossiers[pk].state in HERE_TO_WRITE) for pk, codes in uses.items()
        ]
        for paper, uses in cited.items()
    }


def versions_of(paper: Evidence) -> list[Evidence]:
    """The paper with all that it replaced and that replaced it, the newest first."""
    papers = Evidence.objects.filter(producer=paper.producer_id).select_related("uploaded_by")
    rows = {row.pk: row for row in papers}
    before = {row.replaced_by_id: row for row in rows.values() if row.replaced_by_id}
    newest = rows[paper.pk]
    while newest.replaced_by_id:
        newest = rows[newest.replaced_by_id]
    chain = [newest]
    while older := before.get(chain[-1].pk):
        chain.append(older)
    return chain
