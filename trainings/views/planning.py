"""A class planned and changed: what it is, and its topics half-day by half-day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.core.roles import OFFICERS
from ocop.ui.parts import Crumb
from ocop.ui.views import ScopedFormView
from trainings import services
from trainings.forms import ClassForm, TopicsForm
from trainings.models import TrainingClass
from trainings.queries.refusals import (
    why_not_change,
)
from trainings.services import ClassContent
from trainings.views.one_class import OfClass

ORGANISERS = frozenset(OFFICERS.values())


class ClassPlan(ScopedFormView):
    roles = ORGANISERS
    form_class = ClassForm
    title = gettext_lazy("Lập lớp tập huấn")
    button = gettext_lazy("Lập lớp")
    template_name = "trainings/form.html"
    way_out = "/tap-huan/"

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(_("Tập huấn"), reverse("trainings:class-list")), Crumb(self.title)

    def act(self, *, organiser: Any, **cleaned: Any) -> str:
        self.object = services.plan_class(
            actor=self.request.user, organiser=organiser, content=content_of(cleaned)
        )
        return _("Đã lập lớp %(code)s. Hãy xem chuyên đề, giảng viên, chỉ tiêu rồi mở cử người.") % {
            "code": self.object.code
        }


def content_of(cleaned: dict[str, Any]) -> ClassContent:
    return ClassContent(**cleaned | {"field_days": cleaned.get("field_days") or 0})


class ClassEdit(OfClass):
    form_class = ClassForm
    title = gettext_lazy("Sửa lớp")
    button = gettext_lazy("Lưu")
    prefill = True

    @property
    def closed_because(self) -> str:
        return why_not_change(self.object)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"training": self.object}

    def get_initial(self) -> dict[str, Any]:
        days = self.object.sessions.values_list("day", "kind").distinct()
        field = {day for day, kind in days if kind == "field"}
        return super().get_initial() | {
            "starts_on": self.object.first_on,
            "lesson_days": len({day for day, _kind in days} - field),
            "field_days": len(field),
            "with_weekends": any(day.weekday() > 4 for day, _kind in days),
        }

    def act(self, *, note: str = "", **cleaned: Any) -> str:
        changed = services.change_class(
            actor=self.request.user,
            training=self.object,
            content=content_of(cleaned),
            note=note,
            version=self.submitted_version,
        )
        return _("Đã lưu lớp.") + said_of_the_invitation(self.object, changed)


class ClassTopics(OfClass):
    form_class = TopicsForm
    title = gettext_lazy("Chuyên đề từng buổi")
    button = gettext_lazy("Lưu chuyên đề")

    @property
    def closed_because(self) -> str:
        return why_not_change(self.object)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"training": self.object}

    def act(self, *, note: str = "", **cleaned: Any) -> str:
        topics = {
            one.pk: (cleaned[f"topic_{one.pk}"], cleaned[f"venue_{one.pk}"])
            for one in self.object.sessions.order_by("pk")
        }
        changed = services.set_topics(
            actor=self.request.user,
            training=self.object,
            topics=topics,
            note=note,
            version=self.submitted_version,
        )
        return _("Đã lưu chuyên đề.") + said_of_the_invitation(self.object, changed)


def said_of_the_invitation(before: TrainingClass, after: TrainingClass) -> str:
    """What is to be done next where this change has outdated the invitation."""
    if before.invitation_outdated or not after.invitation_outdated:
        return ""
    return " " + _("Ngày hoặc địa điểm khác giấy mời đã phát hành: hãy phát hành giấy mời thay thế.")
