from evaluations.models.afterwards import ExpiryReminder, RevocationCase
from evaluations.models.certificates import Certificate
from evaluations.models.councils import Council, MembersChange, Seat
from evaluations.models.decisions import Decision, DecisionLine, PastDecision
from evaluations.models.inspections import Finding, Inspection, InspectionPhoto
from evaluations.models.interests import Declaration
from evaluations.models.late import LateMark
from evaluations.models.local_rules import LocalRule
from evaluations.models.ministry import MinistryResult
from evaluations.models.misuse import MisuseReport
from evaluations.models.packs import Minutes, Pack, PackPaper
from evaluations.models.preparation import LabResult, SampleStep, SiteCheck, TeamReport
from evaluations.models.print_desk import Handover, PrintedSheet, PrintRun, Reprint
from evaluations.models.reopenings import FormerResult, Reopening
from evaluations.models.rounds import Spread
from evaluations.models.sessions import AgreedOption, Attendance, Grading, Item, Mark, Recusal, Session, Sheet
from evaluations.models.templates import CertificateTemplate
from evaluations.models.yearly import ProductYear

__all__ = [
    "AgreedOption",
    "Attendance",
    "Certificate",
    "CertificateTemplate",
    "Council",
    "Decision",
    "DecisionLine",
    "Declaration",
    "ExpiryReminder",
    "Finding",
    "FormerResult",
    "Grading",
    "Handover",
    "Inspection",
    "InspectionPhoto",
    "Item",
    "LabResult",
    "LateMark",
    "LocalRule",
    "Mark",
    "MembersChange",
    "MinistryResult",
    "Minutes",
    "MisuseReport",
    "Pack",
    "PackPaper",
    "PastDecision",
    "PrintRun",
    "PrintedSheet",
    "ProductYear",
    "Recusal",
    "Reopening",
    "Reprint",
    "RevocationCase",
    "SampleStep",
    "Seat",
    "Session",
    "Sheet",
    "SiteCheck",
    "Spread",
    "TeamReport",
]
