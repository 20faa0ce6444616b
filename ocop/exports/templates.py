"""The columns of a list that somebody wants to fill in and bring back."""

from django.utils.translation import gettext as _

from ocop.access.scope import scope_of
from ocop.accounts.models import User
from ocop.imports.kinds import ImportKind
from ocop.spreadsheets import cells
from ocop.spreadsheets.finder import Field
from ocop.spreadsheets.writer import Entry


def entries_of(kind: ImportKind, person: User) -> list[Entry]:
    """One entry for each column that the kind reads, with what this person may choose in it."""
    choices = kind.resource.choices(scope_of(person).only(*kind.roles))
    return [
        Entry(
            header=field.label,
            choices=choices.get(field.key, ()),
            hint=_hint(field),
            is_day=field.parse is cells.day,
        )
        for field in kind.resource.finder_fields()
    ]


def _hint(field: Field) -> str:
    return _("Phải điền.") if field.required else ""
