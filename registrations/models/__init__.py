from registrations.models.dossiers import CommuneReport, Dossier, SelfScore
from registrations.models.evidence import Citation, Evidence
from registrations.models.ideas import Idea
from registrations.models.producers import Producer, ProducerPost, Product

__all__ = [
    "Citation",
    "CommuneReport",
    "Dossier",
    "Evidence",
    "Idea",
    "Producer",
    "ProducerPost",
    "Product",
    "SelfScore",
]
