"""Feedback of a class: who may answer, and what came together."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Avg, Count
from django.utils.translation import gettext as _

from trainings.choices import HELD, ClassState
from trainings.models import Feedback, Nomination, TrainingClass
from trainings.models.results import QUESTIONS


@dataclass(frozen=True, slots=True)
class Answer:
    """A question with the mean of its marks, 1–5, to one place; None without answers."""

    name: str
    question: str
    mean: Decimal | None


@dataclass(frozen=True, slots=True)
class FeedbackSum:
    count: int
    asked: int
    answers: tuple[Answer, ...]
    words: tuple[str, ...]


def feedback_of(training: TrainingClass) -> FeedbackSum:
    """All forms of a class together, without a name; what was written stands by the alphabet, not by time."""
    rows = Feedback.objects.filter(training=training)
    sums = rows.aggregate(n=Count("pk"), **{f"mean_{name}": Avg(name) for name in QUESTIONS})
    answers = tuple(Answer(name, question_in_words(name), _tenth(sums[f"mean_{name}"])) for name in QUESTIONS)
    words = rows.exclude(words="").order_by("words").values_list("words", flat=True)
    return FeedbackSum(sums["n"], training.seats_taken, answers, tuple(words))


def question_in_words(name: str) -> str:
    label = str(Feedback._meta.get_field(name).verbose_name)
    return label[0].upper() + label[1:]


def why_not_collect(training: TrainingClass) -> str:
    if training.state == ClassState.RUNNING or training.state in HELD:
        return ""
    return _("Phiếu ý kiến được nhận từ khi lớp bắt đầu học.")


def why_not_answer_for(training: TrainingClass, one: Nomination | None) -> str:
    """Why somebody cannot answer: not on the list, too early, or answered already."""
    if reason := why_not_collect(training):
        return reason
    if one is None:
        return _("Bạn không có tên trong danh sách học viên của lớp.")
    return _("Bạn đã gửi phiếu ý kiến cho lớp này.") if one.has_answered else ""


def _tenth(mean) -> Decimal | None:
    return None if mean is None else Decimal(str(mean)).quantize(Decimal("0.1"))
