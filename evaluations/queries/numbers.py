"""Which decision or other paper of a council's session stands under a number of a document book."""

from __future__ import annotations

from django.utils.translation import gettext as _

from evaluations.choices import DecisionState
from evaluations.models import Decision, PackPaper
from ocop.documents.models import NumberEntry
from ocop.documents.signs import number_in


def paper_under(entry: NumberEntry) -> str:
    """The signed decision, or the issued paper of a session, that has a number; nothing without one."""
    issuer, number = entry.book.issuer, number_in(str(entry))
    signed = Decision.objects.filter(place=issuer, number_year=entry.book.year)
    for written in signed.exclude(state=DecisionState.DRAFT).values_list("number", flat=True):
        if number_in(written) == number:
            return _("quyết định %(number)s") % {"number": written}
    if entry.dated_on is None:
        return ""
    paper = PackPaper.objects.filter(
        pack__session__council__place=issuer,
        issued__number=str(entry),
        pack__session__held_on__lte=entry.dated_on,
        issued__issued_at__date__gte=entry.dated_on,
    ).first()
    return f"“{paper}”" if paper else ""
