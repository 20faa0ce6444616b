"""A dossier read criterion by criterion: what is claimed, and the papers cited for it."""

from __future__ import annotations

from dataclasses import dataclass

from ocop.law.queries import tree_of
from ocop.law.rules import Criterion
from registrations.models import Dossier
from registrations.queries.files import DossierFile, EvidenceRow, FiledCriterion, dossier_file

WHOLE = ""
"""Stands for the dossier as a whole among the codes of its criteria."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One stop of the reading. `criterion` and `claim` are None for the dossier as a whole.

    `before` and `after` are the codes of the neighbouring stops, None at either end.
    """

    code: str
    criterion: Criterion | None
    claim: FiledCriterion | None
    papers: tuple[EvidenceRow, ...]
    position: int
    stops: int
    before: str | None
    after: str | None
    file: DossierFile

    def paper(self, pk: int | None) -> EvidenceRow | None:
        """The paper asked for when it is one of this stop, else the first."""
        return next((row for row in self.papers if row.pk == pk), next(iter(self.papers), None))


def reading_of(dossier: Dossier, code: str) -> Reading:
    """The stop of this code, or the first for a code the set does not have. The caller has checked reach."""
    file = dossier_file(dossier)
    criteria = {c.code: c for c in tree_of(dossier.criteria_set).criteria()} if dossier.criteria_set else {}
    codes = [WHOLE, *criteria]
    at = codes.index(code) if code in codes else 0
    code = codes[at]
    return Reading(
        code=code,
        criterion=criteria.get(code),
        claim=next((claim for claim in file.criteria if claim.code == code), None),
        papers=file.evidence_for(code) if code else file.general_evidence,
        position=at + 1,
        stops=len(codes),
        before=codes[at - 1] if at else None,
        after=codes[at + 1] if at + 1 < len(codes) else None,
        file=file,
    )
