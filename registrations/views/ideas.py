"""Pages of ideas: the list, one idea, writing it, and making it a dossier."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.access.scope import scope_of
from ocop.audit.queries import history_of
from ocop.core import clock
from ocop.core.roles import Role
from ocop.localities.models import Place
from ocop.localities.territory import Territory
from ocop.programme.models import Cycle
from ocop.programme.queries import cycles_for
from ocop.ui.parts import Crumb, Fact, MoveLink, Pill, Status
from ocop.ui.views import ActionView, ScopedDetailView, ScopedFormView, ScopedListView
from registrations import queries, services
from registrations.choices import IdeaState
from registrations.exchange import IdeaSheet
from registrations.forms import (
    IdeaChangeForm,
    IdeaFilter,
    IdeaForm,
    IdeaRegisterForm,
)
from registrations.models import Idea, Producer
from registrations.queries.stations import idea_at
from registrations.services.ideas import IDEA_PRINTED
from registrations.views.alike import AsksWhetherKnown
from registrations.views.parts import FORMAT_WORDS, entries_of
from registrations.views.producers import BY_PRODUCER, FROM_IDEA
from registrations.workflow import IDEA

OFFICER = frozenset({Role.COMMUNE_OFFICER})
PILL, MINE = "muc", "cho-toi"


def ideas_crumb() -> Crumb:
    return Crumb(_("Ý tưởng"), reverse("registrations:idea-list"))


class IdeaList(ScopedListView):
    model = Idea
    title = gettext_lazy("Ý tưởng sản phẩm")
    template_name = "registrations/idea_list.html"
    sheet_class = IdeaSheet
    filter_form_class = IdeaFilter
    search_in = ("search_key",)
    lookups = {"cycle": "cycle", "state": "state", "year": "cycle__year"}
    sorts = {
        "new": ("-pk",),
        "name": ("sort_key",),
        "commune": ("commune__sort_key", "sort_key"),
    }

    def filter_rows(
        self,
        rows: QuerySet,
        *,
        commune: str = "",
        station: str = "",
        place: Territory | None = None,
        **chosen: Any,
    ) -> QuerySet:
        rows = super().filter_rows(rows, **chosen)
        if station:
            rows = rows.filter(idea_at(station))
        if place:
            rows = rows.filter(place.condition("commune"))
        return rows.filter(commune__in=Place.objects.search(commune).values("pk")) if commune else rows

    def decorate_rows(self, rows: QuerySet) -> QuerySet:
        return queries.idea_rows(rows)

    @cached_property
    def matched(self) -> QuerySet:
        """What passes search and filters, whatever the pill: the pills count these."""
        return ScopedListView.found.func(self)

    @cached_property
    def found(self) -> QuerySet:
        mine = self.request.GET.get(PILL) == MINE
        return self.matched.filter(self._mine) if mine else self.matched

    @cached_property
    def _mine(self) -> Q:
        return queries.ideas_waiting_for(self.request.user)

    @property
    def pills(self) -> list[Pill]:
        asked = self.request.GET.get(PILL) == MINE
        counts = self.matched.aggregate(all=Count("pk"), mine=Count("pk", filter=self._mine))
        return [
            Pill(_("Tất cả"), self.address(**{PILL: None}), counts["all"], not asked),
            Pill(
                _("Chờ tôi xử lý"),
                self.address(**{PILL: MINE}),
                counts["mine"],
                asked,
                "due" if counts["mine"] else "",
            ),
        ]

    @property
    def is_narrowed(self) -> bool:
        return self.listing.is_filtered or self.request.GET.get(PILL) == MINE

    @property
    def lines(self) -> list[tuple[Idea, Status]]:
        return [(idea, queries.idea_status(idea)) for idea in self.rows]

    @property
    def may_collect(self) -> bool:
        return Role.COMMUNE_OFFICER in scope_of(self.request.user).roles


class IdeaCreate(AsksWhetherKnown, ScopedFormView):
    roles = OFFICER
    form_class = IdeaForm
    template_name = "registrations/form.html"
    title = gettext_lazy("Ghi ý tưởng sản phẩm")
    not_this = gettext_lazy("không phải ý tưởng tôi đang ghi")
    button = gettext_lazy("Lưu ý tưởng")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return ideas_crumb(), Crumb(str(self.title))

    @property
    def way_out(self) -> str:
        return reverse("registrations:idea-list")

    @cached_property
    def cycles(self) -> QuerySet[Cycle]:
        """The open cycles of the officer's communes."""
        own = queries.own_communes(self.request.user)
        found = {
            cycle.pk
            for place in own
            for cycle in cycles_for(place, clock.today())
            if not cycle.closed_on and queries.is_of_its_units(cycle, place)
        }
        return Cycle.objects.visible_to(self.request.user).filter(pk__in=found).order_by("-year", "pk")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"cycles": self.cycles.select_related("province")}

    def get_initial(self) -> dict[str, Any]:
        return {"commune": queries.own_communes(self.request.user).first(), "cycle": self.cycles.first()}

    def act(self, **fields: Any) -> str:
        self.object = services.collect_idea(actor=self.request.user, apart_from=self.apart_from, **fields)
        return _("Đã ghi ý tưởng. Bấm “Gửi để chọn” khi đã đủ.")


class OneIdea:
    """Pages about one idea; after a change they lead back to it."""

    model = Idea

    def get_queryset(self) -> QuerySet[Idea]:
        return queries.idea_rows(super().get_queryset()).select_related("created_by")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return (
            ideas_crumb(),
            Crumb(self.object.product_name, self.object.get_absolute_url()),
            Crumb(str(self.title)),
        )


_MOVE_LOOKS = {
    "send": ("send", "primary"),
    "choose": ("check", "primary"),
    "decline": ("cross", "secondary"),
    "take_back": ("return", "secondary"),
    "reconsider": ("return", "secondary"),
    "withdraw": ("minus", "danger"),
}


class IdeaDetail(OneIdea, ScopedDetailView):
    template_name = "registrations/idea_detail.html"

    @property
    def title(self) -> str:
        return self.object.product_name

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return ideas_crumb(), Crumb(self.title)

    @property
    def status(self) -> Status:
        return queries.idea_status(self.object)

    @property
    def facts(self) -> list[Fact]:
        idea = self.object
        producer_url = idea.producer.get_absolute_url() if idea.producer else ""
        dossier_url = idea.dossier.get_absolute_url() if idea.dossier else ""
        lines = (
            Fact(_("Người, cơ sở đề xuất"), idea.proposer_name, url=producer_url),
            Fact(_("Loại hình"), idea.get_proposer_kind_display() or _("Chưa đăng ký kinh doanh")),
            Fact(_("Điện thoại"), idea.proposer_phone),
            Fact(_("Địa chỉ"), ", ".join(filter(None, (idea.proposer_address, str(idea.commune))))),
            Fact(_("Chu trình"), str(idea.cycle)),
            Fact(_("Hồ sơ"), str(idea.dossier or ""), url=dossier_url),
            Fact(_("Người ghi"), str(idea.created_by)),
        )
        return [fact for fact in lines if fact.value]

    @property
    def contents(self) -> list[Fact]:
        idea = self.object
        made = _("Đã làm và bán") if idea.made_already else _("Sản phẩm mới")
        lines = (
            Fact(_("Sản phẩm"), made),
            Fact(_("Ý tưởng"), idea.description),
            Fact(_("Lợi thế địa phương"), idea.local_strength),
            Fact(_("Cần hỗ trợ"), idea.needs),
        )
        return [fact for fact in lines if fact.value]

    @property
    def moves(self) -> list[MoveLink]:
        pk, moves = [self.object.pk], []
        if OFFICER & self.held_roles:
            if self.object.state == IdeaState.CHOSEN and not queries.has_dossier(self.object):
                url = reverse("registrations:idea-register", args=pk)
                moves.append(MoveLink(_("Lập hồ sơ"), url, "plus", "primary"))
            if self.object.state == IdeaState.COLLECTED:
                moves.append(
                    MoveLink(_("Sửa ý tưởng"), reverse("registrations:idea-update", args=pk), "edit")
                )
        for move in IDEA.open_to(self.request.user, self.object):
            icon, tone = _MOVE_LOOKS[move.name]
            url = reverse(f"registrations:idea-{move.name.replace('_', '-')}", args=pk)
            moves.append(MoveLink(str(move.label), url, icon, tone))
        return moves

    @property
    def is_declined(self) -> bool:
        return self.object.state == IdeaState.DECLINED

    @property
    def entries(self) -> list:
        return entries_of(history_of(self.object).exclude(verb=IDEA_PRINTED))

    @property
    def prints(self) -> list[MoveLink]:
        return [
            MoveLink(words, reverse("registrations:idea-print", args=[self.object.pk, kind]), "print")
            for kind, words in FORMAT_WORDS.items()
        ]


class IdeaUpdate(OneIdea, ActionView):
    roles = OFFICER
    form_class = IdeaChangeForm
    prefill = True
    template_name = "registrations/form.html"
    title = gettext_lazy("Sửa ý tưởng")
    button = gettext_lazy("Lưu ý tưởng")

    @property
    def closed_because(self) -> str:
        return queries.why_not_write_idea(self.object)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"commune": self.object.commune}

    def act(self, **fields: Any) -> str:
        services.update_idea(
            actor=self.request.user, idea=self.object, version=self.submitted_version, **fields
        )
        return _("Đã lưu ý tưởng.")


class IdeaRegister(OneIdea, ActionView):
    """A chosen idea becomes a dossier."""

    roles = OFFICER
    form_class = IdeaRegisterForm
    template_name = "registrations/idea_register.html"
    title = gettext_lazy("Lập hồ sơ từ ý tưởng")
    button = gettext_lazy("Lập hồ sơ")

    @property
    def closed_because(self) -> str:
        if self.object.state != IdeaState.CHOSEN:
            return _("Chỉ ý tưởng đã được chọn mới lập thành hồ sơ.")
        return _("Ý tưởng này đã có hồ sơ.") if queries.has_dossier(self.object) else ""

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"idea": self.object}

    def get_initial(self) -> dict[str, Any]:
        return {"producer": self.request.GET.get(BY_PRODUCER) or self.object.producer_id}

    @property
    def producer_exists(self) -> bool:
        own = Producer.objects.visible_to(self.request.user)
        return own.filter(commune=self.object.commune).exists()

    @property
    def new_producer_url(self) -> str:
        return f"{reverse('registrations:producer-create')}?{FROM_IDEA}={self.object.pk}"

    def act(self, *, producer: Producer) -> str:
        self.dossier = services.register_idea(
            actor=self.request.user, idea=self.object, producer=producer, version=self.submitted_version
        )
        return _("Đã lập hồ sơ từ ý tưởng. Tiếp theo: chọn bộ tiêu chí.")

    def get_success_url(self) -> str:
        return reverse("registrations:dossier-set", args=[self.dossier.pk])
