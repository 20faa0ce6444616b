"""Feedback of a class: given, typed from paper, read together."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.models.estimates import READERS
from ocop.core.roles import Role
from ocop.ui.parts import Bar
from ocop.ui.views import ActionView, ScopedDetailView
from trainings import services
from trainings.forms.after import FeedbackForm
from trainings.models.results import BEST
from trainings.queries.feedback import FeedbackSum, feedback_of, why_not_answer_for, why_not_collect
from trainings.queries.people import organiser_of
from trainings.queries.roll import nomination_of
from trainings.views.one_class import OfClass, OfOrganiser, OneClass


class FeedbackGive(OneClass, ActionView):
    """One's own answer, once, without a name."""

    roles = frozenset(READERS) | {Role.PRODUCER}
    form_class = FeedbackForm
    template_name = "trainings/form.html"
    title = gettext_lazy("Phiếu ý kiến học viên")
    button = gettext_lazy("Gửi phiếu")

    @property
    def row_version(self) -> None:
        return None

    @property
    def closed_because(self) -> str:
        return why_not_answer_for(self.object, nomination_of(self.request.user, self.object))

    def act(self, **cleaned: Any) -> str:
        services.give_feedback(actor=self.request.user, training=self.object, **cleaned)
        return _("Cảm ơn bạn. Phiếu không ghi tên người gửi.")


class FeedbackEnter(OfClass):
    """A form that came in on paper."""

    form_class = FeedbackForm
    title = gettext_lazy("Nhập phiếu ý kiến giấy")
    button = gettext_lazy("Ghi phiếu, nhập phiếu tiếp")

    @property
    def row_version(self) -> None:
        return None

    @property
    def closed_because(self) -> str:
        return why_not_collect(self.object)

    def act(self, **cleaned: Any) -> str:
        services.enter_paper_feedback(actor=self.request.user, training=self.object, **cleaned)
        return _("Đã ghi một phiếu.")

    def get_success_url(self) -> str:
        return reverse("trainings:feedback-enter", args=[self.object.pk])


class FeedbackDetail(OfOrganiser, OneClass, ScopedDetailView):
    template_name = "trainings/feedback_detail.html"
    title = gettext_lazy("Ý kiến học viên")

    @property
    def may_enter(self) -> bool:
        return organiser_of(self.object) in self.held_roles

    @property
    def sum(self) -> FeedbackSum:
        return feedback_of(self.object)

    @property
    def bars(self) -> list[Bar]:
        return [
            Bar(one.question, int(100 * one.mean / BEST), f"{str(one.mean).replace('.', ',')}/{BEST}")
            for one in self.sum.answers
            if one.mean is not None
        ]
