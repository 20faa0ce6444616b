from evaluations.models.afterwards import ExpiryReminder, RevocationCase
from evaluations.models.certificates import Certificate
from evaluations.models.councils import Council, MembersChange, Seat
from evaluations.models.decisions import Decision, DecisionLine, PastDecision
from evaluations.models.interests import Declaration
from evaluations.models.late import LateMark
from evaluations.models.ministry import MinistryResult
from evaluations.models.packs import Minutes, Pack, PackPaper
from evaluations.models.preparation import SampleStep, SiteCheck, TeamReport
from evaluations.models.print_desk import Handover, PrintedSheet, PrintRun, Reprint
from evaluations.models.reopenings import FormerResult, Reopening
from evaluations.models.rounds import Spread
from evaluations.models.sessions import AgreedOption, Attendance, Grading, Item, Mark, Recusal, Session, Sheet
from evaluations.models.templates import CertificateTemplate

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
    "FormerResult",
    "Grading",
    "Handover",
    "Item",
    "LateMark",
    "Mark",
    "MembersChange",
    "MinistryResult",
    "Minutes",
    "Pack",
    "PackPaper",
    "PastDecision",
    "PrintRun",
    "PrintedSheet",
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
