from registrations.models.clocks import StepClock, StepLimit, StepReminder
from registrations.models.consents import Consent
from registrations.models.contents import (
    BusinessPlan,
    ChangeStatement,
    Content,
    OrganisationProfile,
    OrganisationUnit,
    SelfAssessment,
    YearFigure,
)
from registrations.models.corrections import Correction, Return
from registrations.models.dossiers import CommuneReport, Dossier, SelfScore
from registrations.models.evidence import Citation, Evidence
from registrations.models.ideas import Idea
from registrations.models.producers import Producer, ProducerPost, Product

__all__ = [
    "BusinessPlan",
    "ChangeStatement",
    "Citation",
    "CommuneReport",
    "Consent",
    "Content",
    "Correction",
    "Dossier",
    "Evidence",
    "Idea",
    "OrganisationProfile",
    "OrganisationUnit",
    "Producer",
    "ProducerPost",
    "Product",
    "Return",
    "SelfAssessment",
    "SelfScore",
    "StepClock",
    "StepLimit",
    "StepReminder",
    "YearFigure",
]
