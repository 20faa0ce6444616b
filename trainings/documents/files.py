"""The invitation of a class as it is kept, and what its lists are as files."""

from __future__ import annotations

from ocop.documents.renderers import PAPER, paper_to_pdf, template_version
from trainings.documents.invitation import issued_invitation
from trainings.models import TrainingClass

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw_invitation(training: TrainingClass, **issue) -> tuple[bytes, str, str]:
    """The invitation as it is kept: its bytes, the version of the template, its words for the archive."""
    paper = issued_invitation(training, **issue)
    return paper_to_pdf(paper), template_version(PAPER), paper.words
