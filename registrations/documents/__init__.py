"""The forms of ideas and dossiers as papers: one builder for each, for PDF and Word from the same value."""

from __future__ import annotations

from collections.abc import Callable

from ocop.accounts.models import User
from ocop.documents.paper import Paper
from ocop.documents.printed import PrintedFile, file_of
from registrations import services
from registrations.documents.assessment import assessment_paper
from registrations.documents.idea import idea_paper
from registrations.documents.organisation import organisation_paper
from registrations.documents.plan import plan_paper
from registrations.documents.registration import registration_paper
from registrations.documents.report import report_paper
from registrations.models import Dossier, Idea
from registrations.queries import PartForm, forms_of
from registrations.queries.contents import CONTENTS, content_of
from registrations.rules import Part

PAPERS: dict[Part, Callable[[Dossier, PartForm], Paper]] = {
    Part.FORM: registration_paper,
    Part.PLAN: plan_paper,
    Part.PROFILE: organisation_paper,
    Part.ASSESSMENT: assessment_paper,
    Part.REPORT: report_paper,
}
"""The builder of each form. What changed since recognition is printed within the self-assessment."""


def paper_of(dossier: Dossier, part: Part) -> Paper:
    """The paper of a form. Raises `KeyError` where the regime asks for no such form of this registration."""
    return PAPERS[part](dossier, forms_of(dossier)[part])


def print_form(*, actor: User, dossier: Dossier, part: Part, file_format: str) -> PrintedFile:
    """Make a form as "pdf" or "docx" and note who took it. The caller has checked the reader's reach.

    Raises `KeyError` for a form the dossier does not have or an unknown format, and `RenderFailed`.
    """
    paper = paper_of(dossier, part)
    made = file_of(paper, file_format, name=f"{paper.name} {dossier.product_name}")
    services.note_printed(actor=actor, dossier=dossier, part=part, file_format=file_format)
    return made


def print_idea(*, actor: User, idea: Idea, file_format: str) -> PrintedFile:
    """Make the form of an idea, as `print_form` does."""
    paper = idea_paper(idea)
    made = file_of(paper, file_format, name=f"{paper.name} {idea.product_name}")
    services.note_idea_printed(actor=actor, idea=idea, file_format=file_format)
    return made


def filed_forms(dossier: Dossier) -> list[PartForm]:
    """The printable forms that are written in the dossier, in the order of filing."""
    return [
        form
        for form in printable_parts(dossier)
        if form.part not in CONTENTS or content_of(dossier, form.part) is not None
    ]


def printable_parts(dossier: Dossier) -> list[PartForm]:
    """The forms that can be printed, in the order of filing."""
    return [form for part, form in forms_of(dossier).items() if part in PAPERS]
