"""Reading producers, products, dossiers and their papers."""

from registrations.queries.dossiers import (
    PlaceUnknown,
    chain_of,
    commune_under,
    dossier_rows,
    dossiers_waiting_for,
    holder_of,
    officers_with,
    regime_for,
    status_of,
)
from registrations.queries.files import (
    DossierFile,
    EvidenceRow,
    FiledCriterion,
    dossier_file,
    evidence_of,
)
from registrations.queries.parts import MissingPart, filing_of, missing_parts_of, parts_of, worth_a_look
from registrations.queries.producers import producer_posts, producer_rows, product_rows

__all__ = [
    "DossierFile",
    "EvidenceRow",
    "FiledCriterion",
    "MissingPart",
    "PlaceUnknown",
    "chain_of",
    "commune_under",
    "dossier_file",
    "dossier_rows",
    "dossiers_waiting_for",
    "evidence_of",
    "filing_of",
    "holder_of",
    "missing_parts_of",
    "officers_with",
    "parts_of",
    "producer_posts",
    "producer_rows",
    "product_rows",
    "regime_for",
    "status_of",
    "worth_a_look",
]
