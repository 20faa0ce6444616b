"""How the states of this app are shown; chosen here, beside the states, never in a template."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ocop.ui.parts import Status
from trainings.choices import ClassState, NominationState
from trainings.models import Nomination, TrainingClass

CLASS_LOOKS = {
    ClassState.PLANNED: ("draft", "edit"),
    ClassState.NOMINATING: ("wait", "hourglass"),
    ClassState.RUNNING: ("act", "today"),
    ClassState.CLOSED: ("good", "done"),
    ClassState.SETTLED: ("won", "check"),
    ClassState.CANCELLED: ("void", "minus"),
}
NOMINATION_LOOKS = {
    NominationState.SEATED: ("wait", "user"),
    NominationState.WAITING: ("move", "hourglass"),
    NominationState.CONFIRMED: ("good", "check"),
    NominationState.WITHDRAWN: ("void", "minus"),
}


def class_status(training: TrainingClass) -> Status:
    return Status(*CLASS_LOOKS[ClassState(training.state)], training.get_state_display())


def nomination_status(nomination: Nomination) -> Status:
    """Where somebody stands; once the class is over, whether they completed it."""
    if nomination.completed is None:
        return Status(*NOMINATION_LOOKS[NominationState(nomination.state)], nomination.get_state_display())
    words = {"present": nomination.present_count, "held": nomination.held_count}
    if nomination.completed:
        return Status("good", "done", _("Hoàn thành, dự %(present)s/%(held)s buổi") % words)
    return Status("bad", "minus", _("Chưa đủ, dự %(present)s/%(held)s buổi") % words)
