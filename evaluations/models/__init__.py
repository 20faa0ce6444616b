from evaluations.models.afterwards import ExpiryReminder, RevocationCase
from evaluations.models.certificates import Certificate
from evaluations.models.councils import Council, MembersChange, Seat
from evaluations.models.decisions import Decision, DecisionLine, PastDecision
from evaluations.models.ministry import MinistryResult
from evaluations.models.packs import Minutes, Pack, PackPaper
from evaluations.models.reopenings import FormerResult, Reopening
from evaluations.models.sessions import AgreedOption, Attendance, Grading, Item, Mark, Recusal, Session, Sheet

__all__ = [
    "AgreedOption",
    "Attendance",
    "Certificate",
    "Council",
    "Decision",
    "DecisionLine",
    "ExpiryReminder",
    "FormerResult",
    "Grading",
    "Item",
    "Mark",
    "MembersChange",
    "MinistryResult",
    "Minutes",
    "Pack",
    "PackPaper",
    "PastDecision",
    "Recusal",
    "Reopening",
    "RevocationCase",
    "Seat",
    "Session",
    "Sheet",
]
