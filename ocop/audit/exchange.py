"""The trail as a sheet."""

from ocop.audit.models import Event
from ocop.audit.words import role_words, words_for
from ocop.spreadsheets.sheets import ListSheet, column


class EventSheet(ListSheet):
    """One line for each event."""

    at = column("Lúc", "at")
    actor = column("Người làm", needs=("actor__full_name", "actor__username"))
    role = column("Với vai trò", needs=("role",))
    deed = column("Việc", needs=("verb",))
    subject = column("Về", "subject_label")
    note = column("Ghi chú", "note")

    def dehydrate_actor(self, event: Event) -> str:
        return str(event.actor or "Cổng OCOP")

    def dehydrate_role(self, event: Event) -> str:
        return role_words(event.role)

    def dehydrate_deed(self, event: Event) -> str:
        return words_for(event.verb)
