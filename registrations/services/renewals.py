"""A dossier for assessing a product again, drafted from the one by which it was recognised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from ocop.accounts.models import User
from ocop.core import clock
from ocop.core.errors import refuse
from ocop.law.models import CriteriaSet
from ocop.law.queries import belongs_to, reasons_unusable
from ocop.programme.models import Cycle
from registrations.choices import RegistrationType
from registrations.models import (
    Citation,
    Dossier,
    Evidence,
    OrganisationProfile,
    Product,
    SelfAssessment,
    SelfScore,
)
from registrations.queries import regime_today
from registrations.queries.refusals import why_not_renew
from registrations.queries.renewals import is_over, last_recognised, newest_version
from registrations.services.doors import locked
from registrations.services.dossiers import start_dossier

CARRIED = (SelfAssessment, OrganisationProfile)
"""The contents that are taken over as they were; plans and changes are written anew."""


@dataclass(frozen=True, slots=True)
class Renewal:
    """The new draft, how many papers it cites, and the titles of those that must be replaced."""

    dossier: Dossier
    kept: int
    to_replace: tuple[str, ...]


@transaction.atomic
def renew_dossier(*, actor: User, product: Product, cycle: Cycle) -> Renewal:
    """Draft a reassessment from the last dossier that was recognised.

    Taken over are what the forms say, the criteria set where the regime of today has it (else the one of the
    same name), the self-scores of the same set, and every paper that is still good some weeks ahead
    (`SESSION_AHEAD_DAYS`), in its newest version. What has ended is named, not cited. Raises what
    `start_dossier` raises, and `RuleViolation` while another dossier of the product is open.
    """
    product = locked(product)
    refuse(why_not_renew(product))
    last = last_recognised(product)
    dossier = start_dossier(
        actor=actor,
        product=product,
        cycle=cycle,
        registration_type=RegistrationType.REASSESSMENT,
        criteria_set=_set_for(last, cycle) if last else None,
    )
    if last is None:
        return Renewal(dossier, 0, ())
    for content in CARRIED:
        _carry(content, last, dossier, actor)
    same_set = last.criteria_set_id is not None and dossier.criteria_set_id == last.criteria_set_id
    if same_set:
        scores = SelfScore.objects.filter(dossier=last)
        SelfScore.objects.bulk_create(
            SelfScore(
                dossier=dossier, criterion_id=row.criterion_id, option_id=row.option_id, words=row.words
            )
            for row in scores
        )
    return _with_papers(dossier, last, same_set=same_set)


def _set_for(last: Dossier, cycle: Cycle) -> CriteriaSet | None:
    """The set of last time if it is one of today's regime, else the only usable one of the same name."""
    regime, former = regime_today(cycle), last.criteria_set
    if former is None:
        return None
    named = CriteriaSet.objects.current().filter(name=former.name)
    found = [one for one in (former, *named) if belongs_to(one, regime) and not reasons_unusable(one)]
    return found[0] if found else None


def _carry(content: type, last: Dossier, dossier: Dossier, actor: User) -> None:
    row = content.objects.filter(dossier=last).first()
    if row is not None:
        said = {name: getattr(row, name) for name in content.EDITABLE}
        content.objects.create(dossier=dossier, written_by=actor, **said)


def _with_papers(dossier: Dossier, last: Dossier, *, same_set: bool) -> Renewal:
    """Cite what is still good; a paper that was replaced since counts by its newest version."""
    day = clock.today() + timedelta(days=settings.SESSION_AHEAD_DAYS)
    newest: dict[int, Evidence] = {}
    cited: set[tuple[int, int | None]] = set()
    ended: dict[int, str] = {}
    for citation in Citation.objects.filter(dossier=last).select_related("evidence").order_by("pk"):
        paper = newest.setdefault(citation.evidence_id, newest_version(citation.evidence))
        if is_over(paper, day):
            ended[paper.pk] = paper.title
        else:
            cited.add((paper.pk, citation.criterion_id if same_set else None))
    Citation.objects.bulk_create(
        Citation(dossier=dossier, evidence_id=paper, criterion_id=criterion)
        for paper, criterion in sorted(cited, key=lambda one: (one[0], one[1] or 0))
    )
    return Renewal(dossier, len({paper for paper, _criterion in cited}), tuple(ended.values()))
