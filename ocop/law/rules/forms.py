"""The forms of the owner's dossier: which of them a regime asks for, of which registration."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FormKind(StrEnum):
    """What a form is about, whatever number its decision gives it."""

    REGISTRATION = "registration"
    BUSINESS_PLAN = "business_plan"
    ORGANISATION = "organisation"
    SELF_ASSESSMENT = "self_assessment"
    CHANGES = "changes"
    COMMUNE_REPORT = "commune_report"


class When(StrEnum):
    """Of which registrations a form is asked."""

    ALWAYS = ""
    NEW_IDEA = "new_idea"
    EXISTING = "existing"
    AGAIN = "again"


@dataclass(frozen=True, slots=True)
class FiledForm:
    """One form of a regime. `number` is what its decision calls it (“Mẫu số 02”), empty where it has none."""

    kind: FormKind
    title: str
    number: str = ""
    when: When = When.ALWAYS
    required: bool = True

    def is_asked(self, *, again: bool, new_idea: bool) -> bool:
        """Whether the form belongs to a registration: `again` for an upgrade or a reassessment."""
        return {
            When.ALWAYS: True,
            When.NEW_IDEA: new_idea and not again,
            When.EXISTING: again or not new_idea,
            When.AGAIN: again,
        }[self.when]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})" if self.number else self.title
