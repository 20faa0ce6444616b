"""The invitation of a class as it is kept, and what its lists are as files."""

from __future__ import annotations

from ocop.documents.renderers import PAPER, paper_to_pdf, template_version, to_docx
from trainings.documents.invitation import invitation_paper
from trainings.models import TrainingClass
from trainings.queries.letters import NextLetter

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw_invitation(training: TrainingClass, letter: NextLetter, **issue) -> tuple[bytes, bytes, str, str]:
    """The letter as it is kept: its PDF and its Word file, the version of the template, its words for the
    archive.
    """
    paper = invitation_paper(training, letter, **issue)
    return paper_to_pdf(paper), to_docx(paper), template_version(PAPER), paper.words
