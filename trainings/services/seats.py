"""Seats filled in the order of the queue, with the class under its lock."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ocop.accounts.models import User
from ocop.notifications.services import notify
from trainings.models import Nomination, TrainingClass
from trainings.queries.people import people_told
from trainings.queries.seats import next_to_seat
from trainings.workflow import NOMINATION


def fill_seats(
    *, actor: User, training: TrainingClass, just_named: frozenset[int] = frozenset()
) -> list[Nomination]:
    """Give every free seat to whose turn it is; who moves up from the waiting list is told.

    The caller holds the lock of the class. `just_named` are people who were never told that they wait.
    """
    seated = []
    for pk in next_to_seat(training):
        one = Nomination.objects.select_related("unit", "user", "producer", "training").get(pk=pk)
        seated.append(NOMINATION.carry("seat", one, actor=actor))
        if pk not in just_named:
            notify(
                people_told(one),
                _moved_up(training),
                training.get_absolute_url(),
            )
    change_taken(training, len(seated))
    return seated


def _moved_up(training: TrainingClass) -> str:
    said = _("Đã có chỗ trong lớp “%(title)s”: hãy xác nhận dự.") % {"title": training.title}
    if not training.invitation_number:
        return said
    return said + " " + _("Đơn vị tổ chức sẽ gửi giấy mời bổ sung.")


def change_taken(training: TrainingClass, by: int) -> None:
    """Keep the counter that the database holds within the seats. The caller holds the lock of the class."""
    if by:
        training.seats_taken += by
        training.save(update_fields=["seats_taken"])
