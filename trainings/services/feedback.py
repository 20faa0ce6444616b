"""What people thought of a class: answered once each in the portal, or typed from paper."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core.errors import RuleViolation, refuse
from trainings.models import Feedback, Nomination, TrainingClass
from trainings.queries.feedback import why_not_answer_for, why_not_collect
from trainings.queries.roll import nomination_of
from trainings.services.authority import locked, require_organiser


@transaction.atomic
def give_feedback(*, actor: User, training: TrainingClass, words: str = "", **marks: int) -> Feedback:
    """Answer for oneself, once; the answer carries no name. `marks` are 1–5 for each question.

    Raises `RuleViolation` for somebody who is not on the list, before the class has begun and the second
    time.
    """
    training = locked(training.pk)
    one = nomination_of(actor, training)
    refuse(why_not_answer_for(training, one))
    changed = Nomination.objects.filter(pk=one.pk, has_answered=False).update(has_answered=True)
    if not changed:
        raise RuleViolation(_("Bạn đã gửi phiếu ý kiến cho lớp này."))
    record(actor=actor, verb="class.answer", subject=training)
    return Feedback.objects.create(training=training, words=words, **marks)


@transaction.atomic
def enter_paper_feedback(*, actor: User, training: TrainingClass, words: str = "", **marks: int) -> Feedback:
    """Type one form that came in on paper. Raises `RuleViolation` beyond one form for each on the list."""
    training = locked(training.pk)
    role = require_organiser(actor, training)
    refuse(why_not_collect(training))
    if training.feedback.count() >= training.seats_taken:
        raise RuleViolation(_("Đã có %(n)s phiếu, bằng số học viên của lớp.") % {"n": training.seats_taken})
    record(actor=actor, verb="class.feedback", subject=training, role=role)
    return Feedback.objects.create(training=training, words=words, is_paper=True, **marks)
