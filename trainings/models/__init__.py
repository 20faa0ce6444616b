from trainings.models.classes import ClassCost, ClassSession, Quota, Trainer, TrainingClass
from trainings.models.people import Attendance, Invitation, Nomination
from trainings.models.results import CompletionCertificate, Feedback, RollSheet

__all__ = [
    "Attendance",
    "ClassCost",
    "ClassSession",
    "CompletionCertificate",
    "Feedback",
    "Invitation",
    "Nomination",
    "Quota",
    "RollSheet",
    "Trainer",
    "TrainingClass",
]
