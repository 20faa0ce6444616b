"""Whom the portal tells what happened to a dossier."""

from __future__ import annotations

from ocop.accounts.models import User
from ocop.core import clock
from ocop.notifications.services import notify
from registrations.models import Dossier
from registrations.queries import commune_officers_of


def tell_commune(dossier: Dossier, text: str) -> None:
    """The commune's officers, and whoever acts for the producer."""
    notify(commune_officers_of(dossier), text, dossier.get_absolute_url())
    tell_producer(dossier, text)


def tell_producer(dossier: Dossier, text: str) -> None:
    """Whoever acts for the producer today."""
    held = dossier.producer.posts.held_on(clock.today())
    notify(User.objects.filter(pk__in=held.values("user"), is_active=True), text, dossier.get_absolute_url())
