"""What every page about one class stands on."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from ocop.ui.parts import Crumb, Fact
from ocop.ui.templatetags.portal import dmy
from ocop.ui.views import ActionView
from trainings.models import (
    TrainingClass,
)
from trainings.queries.people import is_of_organiser, organiser_of


class OneClass:
    """A page about one class."""

    model = TrainingClass

    def get_queryset(self) -> QuerySet[TrainingClass]:
        return super().get_queryset().select_related("organiser", "invitation")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return (
            Crumb(_("Tập huấn"), reverse("trainings:class-list")),
            Crumb(self.object.code, self.object.get_absolute_url()),
            Crumb(self.title),
        )

    @property
    def facts(self) -> list[Fact]:
        return facts_of(self.object)


def facts_of(one: TrainingClass) -> list[Fact]:
    days = dmy(one.first_on) if one.first_on == one.last_on else f"{dmy(one.first_on)} – {dmy(one.last_on)}"
    return [
        Fact(_("Loại, đối tượng"), f"{one.get_kind_display()}: {one.get_audience_display()}"),
        Fact(_("Đơn vị tổ chức"), one.holder),
        Fact(_("Thời gian"), days),
        Fact(_("Địa điểm"), one.venue),
        Fact(_("Số chỗ"), f"{one.seats_taken}/{one.seats}", note=_("đã có người giữ")),
    ]


class OfOrganiser:
    """What only the organiser of a class reads, and those above; others who know the class answer 403."""

    def check_role(self) -> None:
        """Raise `Http404` outside reach, `PermissionDenied` for whoever only sends people."""
        super().check_role()
        if not is_of_organiser(self.request.user, self.object):
            raise PermissionDenied


class OfClass(OneClass, ActionView):
    """A form about one class, for whoever runs it."""

    template_name = "trainings/form.html"

    def allowed_roles(self) -> frozenset[str]:
        return frozenset({organiser_of(self.object)})
