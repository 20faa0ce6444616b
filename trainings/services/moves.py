"""A class opened for nominations, begun, closed, opened again, called off."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets.services import release
from ocop.accounts.models import User
from ocop.core.errors import RuleViolation
from ocop.notifications.services import notify
from trainings import rules
from trainings.models import Nomination, TrainingClass
from trainings.queries.people import offices_to_invite, people_told
from trainings.queries.roll import roll_of
from trainings.services.authority import locked
from trainings.workflow import CLASS


@transaction.atomic
def open_nominations(*, actor: User, training: TrainingClass, version: int | None = None) -> TrainingClass:
    """Let the units name people; their officers are told until when."""
    locked(training.pk)
    training = CLASS.fire("open", training, actor=actor, version=version)
    notify(
        offices_to_invite(training),
        _("Lớp “%(title)s” nhận danh sách cử đi học đến hết ngày %(day)s.")
        % {"title": training.title, "day": f"{training.nominate_until:%d/%m/%Y}"},
        training.get_absolute_url(),
    )
    return training


@transaction.atomic
def start_class(*, actor: User, training: TrainingClass, version: int | None = None) -> TrainingClass:
    """The class begins: days, trainers and quotas stand, the roll may be called."""
    locked(training.pk)
    return CLASS.fire("start", training, actor=actor, version=version)


@transaction.atomic
def close_class(*, actor: User, training: TrainingClass, version: int | None = None) -> TrainingClass:
    """The class is over: who was there at enough half-days has completed it.

    Raises `MoveRefused` while a half-day is still to come or its roll was not called.
    """
    locked(training.pk)
    now = timezone.now()
    training = CLASS.fire("close", training, actor=actor, version=version, closed_at=now, closed_by=actor)
    _sessions, lines = roll_of(training)
    for line in lines:
        Nomination.objects.filter(pk=line.nomination.pk).update(
            present_count=line.present,
            held_count=line.held,
            completed=rules.present_enough(line.present, line.held, training.threshold_percent),
        )
    return training


@transaction.atomic
def reopen_class(
    *, actor: User, training: TrainingClass, note: str, version: int | None = None
) -> TrainingClass:
    """Back to the roll, to correct it; results are worked out anew at the next closing."""
    locked(training.pk)
    training = CLASS.fire(
        "reopen", training, actor=actor, note=note, version=version, closed_at=None, closed_by=None
    )
    training.nominations.update(present_count=None, held_count=None, completed=None)
    return training


@transaction.atomic
def cancel_class(
    *, actor: User, training: TrainingClass, note: str, version: int | None = None
) -> TrainingClass:
    """Call a class off: bound money is freed, everybody named is told.

    Raises `RuleViolation` where something was paid already.
    """
    locked(training.pk)
    costs = list(training.costs.select_related("commitment").order_by("pk"))
    if any(cost.commitment.paid_vnd for cost in costs):
        raise RuleViolation(_("Lớp đã có khoản chi nên không hủy được."))
    training = CLASS.fire("cancel", training, actor=actor, note=note, version=version)
    for cost in costs:
        if cost.commitment.unpaid_vnd:
            release(
                actor=actor,
                commitment=cost.commitment,
                amount_vnd=cost.commitment.unpaid_vnd,
                note=_("Hủy lớp %(code)s") % {"code": training.code},
            )
    for one in training.nominations.alive().select_related("unit", "user", "producer"):
        notify(
            people_told(one),
            _("Lớp “%(title)s” đã hủy.") % {"title": training.title},
            training.get_absolute_url(),
        )
    return training
