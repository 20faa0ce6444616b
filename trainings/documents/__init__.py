from trainings.documents.calendar import calendar_of
from trainings.documents.certificates import COMPLETION, certificates_in_one
from trainings.documents.files import SHEET, draw_invitation
from trainings.documents.invitation import invitation_draft
from trainings.documents.papers import feedback_paper, result_paper, roll_paper, roll_sheet

__all__ = [
    "COMPLETION",
    "SHEET",
    "calendar_of",
    "certificates_in_one",
    "draw_invitation",
    "feedback_paper",
    "invitation_draft",
    "result_paper",
    "roll_paper",
    "roll_sheet",
]
