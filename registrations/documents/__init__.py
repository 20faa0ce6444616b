"""The forms of a dossier as papers: one builder for each, printed as PDF or Word from the same value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ocop.accounts.models import User
from ocop.core.text import search_key
from ocop.documents.paper import Paper
from ocop.documents.renderers import paper_to_pdf, to_docx
from registrations import services
from registrations.documents.assessment import assessment_paper
from registrations.documents.organisation import organisation_paper
from registrations.documents.plan import plan_paper
from registrations.documents.registration import registration_paper
from registrations.documents.report import report_paper
from registrations.models import Dossier
from registrations.queries import PartForm, forms_of
from registrations.rules import Part

PAPERS: dict[Part, Callable[[Dossier, PartForm], Paper]] = {
    Part.FORM: registration_paper,
    Part.PLAN: plan_paper,
    Part.PROFILE: organisation_paper,
    Part.ASSESSMENT: assessment_paper,
    Part.REPORT: report_paper,
}
"""The builder of each form. What changed since recognition is printed within the self-assessment."""

FORMATS: dict[str, tuple[Callable[[Paper], bytes], str]] = {
    "pdf": (paper_to_pdf, "application/pdf"),
    "docx": (to_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}
"""How a paper can be made, and what the file is then."""


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """A file made at this moment; it is not kept."""

    name: str
    content_type: str
    content: bytes


def paper_of(dossier: Dossier, part: Part) -> Paper:
    """The paper of a form. Raises `KeyError` where the regime asks for no such form of this registration."""
    return PAPERS[part](dossier, forms_of(dossier)[part])


def print_form(*, actor: User, dossier: Dossier, part: Part, file_format: str) -> PrintedForm:
    """Make a form as "pdf" or "docx" and note who took it. The caller has checked the reader's reach.

    Raises `KeyError` for a form the dossier does not have or an unknown format, and `RenderFailed`.
    """
    make, content_type = FORMATS[file_format]
    paper = paper_of(dossier, part)
    content = make(paper)
    services.note_printed(actor=actor, dossier=dossier, part=part, file_format=file_format)
    name = search_key(f"{paper.name} {dossier.product_name}").replace(" ", "-")[:120]
    return PrintedForm(f"{name}.{file_format}", content_type, content)


def printable_parts(dossier: Dossier) -> list[PartForm]:
    """The forms that can be printed, in the order of filing."""
    return [form for part, form in forms_of(dossier).items() if part in PAPERS]
