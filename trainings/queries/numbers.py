"""Which letter of a class stands under a number of a document book."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ocop.documents.models import NumberEntry
from trainings.models import Invitation


def letter_under(entry: NumberEntry) -> str:
    """The invitation that has a number; nothing without one."""
    letters = Invitation.objects.filter(number=str(entry), dated_on__year=entry.book.year)
    letter = letters.filter(training__organiser=entry.book.issuer_id).select_related("training").first()
    return _("giấy mời lớp “%(title)s”") % {"title": letter.training.title} if letter else ""
