from trainings.models.classes import ClassCost, ClassSession, Quota, Trainer, TrainingClass
from trainings.models.people import Attendance, Nomination
from trainings.models.results import CompletionCertificate, Feedback, RollSheet

__all__ = [
    "Attendance",
    "ClassCost",
    "ClassSession",
    "CompletionCertificate",
    "Feedback",
    "Nomination",
    "Quota",
    "RollSheet",
    "Trainer",
    "TrainingClass",
]
