"""Dossiers that were given back with corrections, through the services that the portal itself uses."""

from ocop.accounts.models import User
from registrations import services
from registrations.choices import CorrectionReason
from registrations.models import Correction, Dossier
from tests.factories.registrations import fresh


def note(dossier: Dossier, *, actor: User, item: str = "form.phone", words: str = "Thiếu mã vùng.", **fields):
    """A reviewer's note on one item."""
    reason = fields.pop("reason", CorrectionReason.WRONG)
    return services.note_correction(
        actor=actor, dossier=dossier, item=item, reason=reason, words=words, **fields
    )


def returned_with(dossier: Dossier, *items: str, actor: User) -> tuple[Dossier, list[Correction]]:
    """A dossier given back with one correction on each of these items."""
    for item in items:
        note(dossier, actor=actor, item=item)
    services.return_dossier(actor=actor, dossier=fresh(dossier), note="")
    return fresh(dossier), list(dossier.returns.get(sent_again_at__isnull=True).corrections.order_by("pk"))
