"""Who is on the list of a class, and at which half-days they were."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ocop.accounts.models import User
from ocop.core import clock
from ocop.core.text import spoken_key
from registrations.models import ProducerPost
from trainings import rules
from trainings.choices import HOLDS_A_SEAT
from trainings.models import Attendance, ClassSession, Nomination, TrainingClass


@dataclass(frozen=True, slots=True)
class RollLine:
    """A trainee with a mark for every half-day (None where the roll was not called) and the sum so far."""

    nomination: Nomination
    marks: tuple[bool | None, ...]
    held: int
    percent_wanted: int

    @property
    def present(self) -> int:
        return sum(mark is True for mark in self.marks)

    @property
    def is_enough(self) -> bool:
        return rules.present_enough(self.present, self.held, self.percent_wanted)


def nomination_of(person: User, training: TrainingClass) -> Nomination | None:
    """The place on the list that a signed-in person answers for: their own account, else the name they bear
    among those of a producer they act for, else the only one of that producer.
    """
    rows = Nomination.objects.filter(training=training, state__in=HOLDS_A_SEAT)
    if own := rows.filter(user=person).first():
        return own
    posts = ProducerPost.objects.filter(user=person).held_on(clock.today())
    sent = list(rows.filter(user__isnull=True, producer__in=posts.values("producer")).order_by("order"))
    named = [one for one in sent if spoken_key(one.full_name) == spoken_key(person.full_name)]
    return next(iter(named), sent[0] if len(sent) == 1 else None)


def roll_of(training: TrainingClass) -> tuple[list[ClassSession], list[RollLine]]:
    """The half-days in order and every trainee with their marks, in three queries. A half-day counts as held
    once its roll was called.
    """
    sessions = list(training.sessions.order_by("day", "half"))
    held = sum(one.roll_taken_at is not None for one in sessions)
    marks: dict[int, dict[int, bool]] = {}
    rows = Attendance.objects.filter(session__training=training)
    for nomination, session, present in rows.values_list("nomination", "session", "present"):
        marks.setdefault(nomination, {})[session] = present
    people = training.nominations.filter(state__in=HOLDS_A_SEAT).select_related(
        "unit", "producer", "certificate"
    )
    lines = [
        RollLine(
            one,
            tuple(_mark(session, marks.get(one.pk, {})) for session in sessions),
            held,
            training.threshold_percent,
        )
        for one in people.order_by("unit__sort_key", "order")
    ]
    return sessions, lines


def _mark(session: ClassSession, of_one: dict[int, bool]) -> bool | None:
    """Scanned before the roll was closed counts; not on a closed roll means absent."""
    if session.pk in of_one:
        return of_one[session.pk]
    return False if session.roll_taken_at else None


def session_title(session: ClassSession) -> str:
    """“Sáng 06/04/2026”, as a heading."""
    return _("Buổi %(half)s %(day)s") % {
        "half": session.get_half_display(),
        "day": f"{session.day:%d/%m/%Y}",
    }
