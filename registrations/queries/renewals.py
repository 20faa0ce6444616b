"""What a dossier for assessing again takes over from the one by which its product was recognised."""

from __future__ import annotations

from datetime import date

from registrations.choices import DossierState, RegistrationType
from registrations.models import Citation, Dossier, Evidence, Product
from registrations.queries.checklist import session_day_of


def last_recognised(product: Product) -> Dossier | None:
    rows = Dossier.objects.filter(product=product, state=DossierState.RECOGNISED)
    return rows.select_related("criteria_set").order_by("-handed_in_at", "-pk").first()


def newest_version(paper: Evidence) -> Evidence:
    """The paper that stands at the end of its replacements: itself where it was not replaced."""
    while paper.replaced_by:
        paper = paper.replaced_by
    return paper


def is_over(paper: Evidence, on: date) -> bool:
    return paper.expires_on is not None and paper.expires_on < on


def papers_to_replace(dossier: Dossier) -> list[Evidence]:
    """The papers of last time that a dossier for assessing again still waits for, in their newest version.

    Those that end before its session, and those that were replaced since and are not cited yet. A paper of
    the same kind that was handed in for this dossier does as well.
    """
    last = None
    if dossier.registration_type == RegistrationType.REASSESSMENT and dossier.product_id:
        last = last_recognised(dossier.product)
    if last is None:
        return []
    day = session_day_of(dossier).day
    cited = list(Evidence.objects.filter(citations__dossier=dossier).distinct())
    good = {paper.pk for paper in cited if not is_over(paper, day)}
    brought = {paper.kind for paper in cited if paper.pk in good and paper.uploaded_at >= dossier.created_at}
    former = Evidence.objects.filter(pk__in=Citation.objects.filter(dossier=last).values("evidence"))
    waiting = {}
    for paper in former.select_related("replaced_by").order_by("kind", "title", "pk"):
        newest = newest_version(paper)
        ended = is_over(paper, day) or is_over(newest, day)
        if ended and newest.pk not in good and newest.kind not in brought:
            waiting[newest.pk] = newest
    return list(waiting.values())
