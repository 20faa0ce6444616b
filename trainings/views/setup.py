"""Trainers and quotas of a class, added and taken away."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.ui.parts import Crumb, Fact
from ocop.ui.templatetags.portal import vnd
from ocop.ui.views import ActionView
from trainings import services
from trainings.forms import ConfirmForm, QuotaForm, TrainerForm
from trainings.models import Quota, Trainer
from trainings.queries.people import organiser_of
from trainings.queries.refusals import why_not_change
from trainings.views.one_class import OfClass


class SetUp(OfClass):
    @property
    def closed_because(self) -> str:
        return why_not_change(self.object)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"training": self.object}


class TrainerAdd(SetUp):
    form_class = TrainerForm
    title = gettext_lazy("Thêm giảng viên")
    button = gettext_lazy("Thêm")

    def act(self, **cleaned: Any) -> str:
        services.add_trainer(actor=self.request.user, training=self.object, **cleaned)
        return _("Đã thêm giảng viên.")


class QuotaSet(SetUp):
    form_class = QuotaForm
    title = gettext_lazy("Giao chỉ tiêu")
    button = gettext_lazy("Giao")

    def act(self, **cleaned: Any) -> str:
        count = services.set_quota(actor=self.request.user, training=self.object, **cleaned)
        return _("Đã giao %(n)s chỉ tiêu.") % {"n": count}


class PartOfClass(ActionView):
    """Taking a part of a class away."""

    template_name = "layouts/confirm.html"
    form_class = ConfirmForm
    button = gettext_lazy("Bỏ")
    button_tone = "danger"

    def get_queryset(self):
        return super().get_queryset().select_related("training__organiser")

    def allowed_roles(self) -> frozenset[str]:
        return frozenset({organiser_of(self.object.training)})

    @property
    def closed_because(self) -> str:
        return why_not_change(self.object.training)

    @property
    def way_out(self) -> str:
        return self.object.training.get_absolute_url()

    def get_success_url(self) -> str:
        return self.training.get_absolute_url()

    @property
    def crumbs(self):
        training = self.object.training
        return (
            Crumb(_("Tập huấn"), reverse("trainings:class-list")),
            Crumb(training.code, training.get_absolute_url()),
            Crumb(self.title),
        )


class TrainerDrop(PartOfClass):
    model = Trainer
    title = gettext_lazy("Bỏ giảng viên")

    @property
    def facts(self) -> list[Fact]:
        one = self.object
        return [Fact(_("Giảng viên"), one.full_name), Fact(_("Thù lao một buổi"), f"{vnd(one.fee_vnd)} đồng")]

    def act(self) -> str:
        self.training = services.drop_trainer(actor=self.request.user, trainer=self.object)
        return _("Đã bỏ giảng viên.")


class QuotaDrop(PartOfClass):
    model = Quota
    title = gettext_lazy("Bỏ chỉ tiêu")

    @property
    def facts(self) -> list[Fact]:
        return [Fact(_("Chỉ tiêu"), str(self.object)), Fact(_("Nhiều nhất"), f"{self.object.seats} người")]

    def act(self) -> str:
        self.training = services.drop_quota(actor=self.request.user, quota=self.object)
        return _("Đã bỏ chỉ tiêu.")
