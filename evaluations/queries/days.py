"""When a dossier meets its council."""

from datetime import date

from evaluations.choices import SessionState
from evaluations.models import Item
from registrations.models import Dossier


def session_day(dossier: Dossier) -> date | None:
    """The day of the next session that has the dossier; None before it is on an agenda, and after."""
    waiting = Item.objects.filter(dossier=dossier, is_calibration=False).exclude(
        session__state=SessionState.CLOSED
    )
    return waiting.order_by("session__held_on").values_list("session__held_on", flat=True).first()
