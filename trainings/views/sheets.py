"""A paper roll brought in: uploaded, looked at, written."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.ui.parts import Crumb, Fact
from ocop.ui.templatetags.portal import dmyhm
from ocop.ui.views import ActionView, ScopedDetailView
from trainings import services
from trainings.choices import ClassState
from trainings.forms import ConfirmForm
from trainings.forms.after import RollUploadForm
from trainings.models import RollSheet
from trainings.queries.people import organiser_of
from trainings.queries.sheets import reading_of
from trainings.rules import RollReading
from trainings.views.one_class import OfClass


class ClassRollImport(OfClass):
    form_class = RollUploadForm
    title = gettext_lazy("Nhập bảng điểm danh giấy")
    button = gettext_lazy("Đọc bảng")

    @property
    def row_version(self) -> None:
        return None

    @property
    def closed_because(self) -> str:
        if self.object.state == ClassState.RUNNING:
            return ""
        return _("Chỉ nhập điểm danh khi lớp đang học.")

    def act(self, **cleaned: Any) -> str:
        self.sheet = services.upload_roll(actor=self.request.user, training=self.object, **cleaned)
        return ""

    def get_success_url(self) -> str:
        return self.sheet.get_absolute_url()


class OneSheet:
    model = RollSheet

    def get_queryset(self) -> QuerySet[RollSheet]:
        return super().get_queryset().select_related("training__organiser", "uploaded_by", "applied_by")

    @cached_property
    def reading(self) -> RollReading:
        return reading_of(self.object)

    @property
    def crumbs(self) -> Sequence[Crumb]:
        training = self.object.training
        return (
            Crumb(_("Tập huấn"), reverse("trainings:class-list")),
            Crumb(training.code, training.get_absolute_url()),
            Crumb(self.title),
        )

    @property
    def facts(self) -> list[Fact]:
        one, reading = self.object, self.reading
        return [
            Fact(_("Người tải lên"), f"{one.uploaded_by}, {dmyhm(one.uploaded_at)}"),
            Fact(_("Dòng nhập được"), f"{len(reading.taken)}/{len(reading.lines)}"),
            Fact(_("Buổi nhập được"), f"{len(reading.good_columns)}/{len(reading.columns)}"),
        ]


class RollSheetDetail(OneSheet, ScopedDetailView):
    """What the paper says and what would be written; nothing is, until somebody says so."""

    template_name = "trainings/roll_sheet.html"

    @property
    def title(self) -> str:
        return _("Bảng “%(name)s”") % {"name": self.object.name}

    @property
    def may_apply(self) -> bool:
        return (
            not self.object.applied_at
            and organiser_of(self.object.training) in self.held_roles
            and bool(self.reading.taken and self.reading.good_columns)
        )


class RollSheetApply(OneSheet, ActionView):
    template_name = "layouts/confirm.html"
    form_class = ConfirmForm
    title = gettext_lazy("Nhập điểm danh")
    button = gettext_lazy("Nhập")

    @property
    def closed_because(self) -> str:
        return _("Bảng này đã được nhập.") if self.object.applied_at else ""

    def allowed_roles(self) -> frozenset[str]:
        return frozenset({organiser_of(self.object.training)})

    def act(self) -> str:
        count = services.apply_roll(actor=self.request.user, sheet=self.object)
        return _("Đã nhập điểm danh %(n)s buổi.") % {"n": count}

    def get_success_url(self) -> str:
        return reverse("trainings:class-roll", args=[self.object.training_id])
