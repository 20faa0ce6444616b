"""Who may: the question every service of this app asks first, with the class under its lock."""

from __future__ import annotations

from django.utils.translation import gettext as _

from budgets.services.authority import NotAllowed, refuse_stale, require_over
from ocop.accounts.models import User
from ocop.core.errors import refuse
from ocop.core.roles import Role
from ocop.localities.models import Place
from trainings.models import TrainingClass
from trainings.queries.people import organised_by, organiser_of
from trainings.queries.refusals import why_not_change

__all__ = ["NotAllowed", "locked", "locked_to_change", "refuse_stale", "require_organiser", "require_place"]


def locked(pk: int) -> TrainingClass:
    """The class under its lock: whoever takes a seat, calls the roll or closes it waits here."""
    rows = TrainingClass.objects.select_for_update(of=("self",)).select_related("organiser")
    return rows.get(pk=pk)


def require_organiser(actor: User, training: TrainingClass) -> Role:
    """The role under which somebody runs the class. Raises `NotAllowed`."""
    return require_over(actor, training, {organiser_of(training)})


def require_place(actor: User, organiser: Place) -> None:
    """Raise `NotAllowed` unless the actor holds classes in the name of exactly this place."""
    if not organised_by(actor).filter(pk=organiser.pk).exists():
        raise NotAllowed(_("Bạn không tổ chức lớp của %(unit)s.") % {"unit": organiser.name_in_address})


def locked_to_change(actor: User, pk: int) -> TrainingClass:
    """A class that may still be changed, under its lock, for its organiser. Raises `RuleViolation`."""
    training = locked(pk)
    require_organiser(actor, training)
    refuse(why_not_change(training))
    return training
