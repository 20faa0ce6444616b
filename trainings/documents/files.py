"""The papers of a class as files, made at this moment; none is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ocop.core.text import search_key
from ocop.documents.paper import Paper
from ocop.documents.renderers import PAPER, paper_to_pdf, template_version, to_docx
from trainings.documents.invitation import issued_invitation
from trainings.models import TrainingClass

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS: dict[str, tuple[Callable[[Paper], bytes], str]] = {
    "pdf": (paper_to_pdf, "application/pdf"),
    "docx": (to_docx, WORD),
}


@dataclass(frozen=True, slots=True)
class MadeFile:
    name: str
    content_type: str
    content: bytes


def file_of(paper: Paper, ending: str) -> MadeFile:
    """A paper as "pdf" or "docx". Raises `KeyError` for another ending, and `RenderFailed`."""
    make, content_type = FORMATS[ending]
    return MadeFile(f"{search_key(paper.name).replace(' ', '-')[:120]}.{ending}", content_type, make(paper))


def draw_invitation(training: TrainingClass, **issue) -> tuple[bytes, str, str]:
    """The invitation as it is kept: its bytes, the version of the template, its words for the archive."""
    paper = issued_invitation(training, **issue)
    return paper_to_pdf(paper), template_version(PAPER), paper.words
