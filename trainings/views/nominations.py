"""People named for a class, confirmed and withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ocop.accounts.models import User
from ocop.ui.parts import Crumb, Fact
from ocop.ui.views import ActionView
from registrations.models import Producer
from trainings import services
from trainings.choices import HOLDS_A_SEAT, Audience
from trainings.forms import (
    ConfirmForm,
    ConfirmPeopleForm,
    NameOfficialForm,
    NameProducerForm,
    NominateByNameForm,
    NominateForm,
    WithdrawForm,
)
from trainings.models import Nomination
from trainings.queries.candidates import Candidate, candidates
from trainings.queries.people import ANSWERERS, SENDERS, is_of_organiser, to_confirm
from trainings.queries.refusals import (
    why_list_is_closed,
    why_not_answer,
    why_not_name_official,
    why_not_name_producer,
    why_not_nominate,
)
from trainings.services import Nominee
from trainings.views.one_class import OneClass
from trainings.workflow import NOMINATION


class Naming(OneClass, ActionView):
    roles = SENDERS

    @property
    def row_version(self) -> None:
        return None

    @property
    def closed_because(self) -> str:
        return why_not_nominate(self.object, as_organiser=is_of_organiser(self.request.user, self.object))

    def name_them(self, people: Sequence[Nominee]) -> str:
        named = services.nominate(actor=self.request.user, training=self.object, people=people)
        waiting = sum(one.state not in HOLDS_A_SEAT for one in named)
        said = ngettext("Đã cử %(n)s người.", "Đã cử %(n)s người.", len(named)) % {"n": len(named)}
        if waiting:
            said += " " + _("%(n)s người trong danh sách chờ, có chỗ sẽ tự lên.") % {"n": waiting}
        return said


class ClassNominate(Naming):
    """Ticks beside officials by their posts and producers by their dossiers of the year."""

    form_class = NominateForm
    template_name = "trainings/nominate.html"
    title = gettext_lazy("Cử người đi học")
    button = gettext_lazy("Cử những người đã chọn")

    @cached_property
    def candidates(self) -> list[Candidate]:
        return candidates(self.request.user, self.object)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"candidates": self.candidates}

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"people": self.request.GET.getlist("chon")}

    def act(self, *, people: Sequence[Nominee]) -> str:
        return self.name_them(people)


class ClassNominateByName(Naming):
    """Somebody without an account of the portal, or of a producer without a dossier."""

    form_class = NominateByNameForm
    template_name = "trainings/nominate_by_name.html"
    title = gettext_lazy("Cử theo tên")
    button = gettext_lazy("Cử người này")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"training": self.object}

    @property
    def one_of(self) -> tuple[str, ...]:
        """The fields of which one must be filled in: none of them is called optional."""
        return ("producer", "producer_kind") if self.object.audience == Audience.PRODUCERS else ()

    def act(self, **cleaned: Any) -> str:
        return self.name_them([Nominee(**cleaned)])


class ClassConfirm(OneClass, ActionView):
    """That many come, said at once; who does not come keeps their own button."""

    roles = SENDERS
    form_class = ConfirmPeopleForm
    template_name = "trainings/confirm_people.html"
    title = gettext_lazy("Xác nhận người dự")
    button = gettext_lazy("Xác nhận những người đã chọn")

    @property
    def row_version(self) -> None:
        return None

    @cached_property
    def people(self) -> QuerySet[Nomination]:
        return to_confirm(self.request.user, self.object).select_related("unit").order_by("order")

    @property
    def closed_because(self) -> str:
        return why_list_is_closed(self.object)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"people": self.people}

    def act(self, *, nominations: QuerySet[Nomination]) -> str:
        said = services.confirm_people(actor=self.request.user, training=self.object, nominations=nominations)
        return _("Đã xác nhận %(n)s người dự.") % {"n": len(said)}


class OneNomination(ActionView):
    model = Nomination
    roles = ANSWERERS
    template_name = "layouts/confirm.html"
    form_class = ConfirmForm

    def get_queryset(self) -> QuerySet[Nomination]:
        return super().get_queryset().select_related("training__organiser", "unit", "producer")

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
        one = self.object
        return [
            Fact(_("Học viên"), one.full_name, note=one.position),
            Fact(_("Đơn vị cử"), str(one.unit)),
            Fact(_("Lớp"), one.training.title),
        ]


class NominationConfirm(OneNomination):
    title = gettext_lazy("Xác nhận dự lớp")
    button = gettext_lazy("Xác nhận dự")

    @property
    def closed_because(self) -> str:
        return why_not_answer(self.object) or NOMINATION.closed_because("confirm", self.object)

    def act(self) -> str:
        services.confirm(actor=self.request.user, nomination=self.object, version=self.submitted_version)
        return _("Đã xác nhận dự.")


class NominationWithdraw(OneNomination):
    title = gettext_lazy("Báo không dự")
    button = gettext_lazy("Báo không dự")
    button_tone = "danger"
    form_class = WithdrawForm

    @property
    def closed_because(self) -> str:
        return why_not_answer(self.object) or NOMINATION.closed_because("withdraw", self.object)

    def act(self, *, note: str) -> str:
        services.withdraw(
            actor=self.request.user, nomination=self.object, note=note, version=self.submitted_version
        )
        return _("Đã ghi không dự. Chỗ trống được giao cho người chờ tiếp theo.")


class NominationProducer(OneNomination):
    """For which producer somebody came who was named beside a kind alone."""

    roles = SENDERS
    title = gettext_lazy("Nêu chủ thể của học viên")
    button = gettext_lazy("Ghi chủ thể này")
    form_class = NameProducerForm

    @property
    def closed_because(self) -> str:
        return why_not_name_producer(self.object)

    @property
    def facts(self) -> list[Fact]:
        return [*super().facts, Fact(_("Loại hình"), self.object.get_producer_kind_display())]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"nomination": self.object}

    def act(self, *, producer: Producer) -> str:
        services.name_producer(actor=self.request.user, nomination=self.object, producer=producer)
        return _("Đã ghi %(person)s dự cho %(producer)s.") % {
            "person": self.object.full_name,
            "producer": producer,
        }


class NominationOfficial(OneNomination):
    """Who on the portal an official is that was named by name alone."""

    roles = SENDERS
    title = gettext_lazy("Nêu cán bộ đã học")
    button = gettext_lazy("Ghi cán bộ này")
    form_class = NameOfficialForm

    @property
    def closed_because(self) -> str:
        return why_not_name_official(self.object)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"nomination": self.object}

    def act(self, *, user: User) -> str:
        services.name_official(actor=self.request.user, nomination=self.object, user=user)
        return _("Đã ghi %(person)s là %(user)s.") % {
            "person": self.object.full_name,
            "user": user.full_name,
        }
