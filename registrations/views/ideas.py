"""Pages of ideas: the list, one idea, its moves, and the communes against their targets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ocop.access.scope import scope_of
from ocop.audit.queries import history_of
from ocop.core import clock
from ocop.core.roles import Role
from ocop.localities.models import Place
from ocop.programme.models import Cycle, ProductTarget
from ocop.programme.queries import communes_to_target, current_cycle, cycles_for
from ocop.programme.services import set_product_targets
from ocop.ui.forms import NoteForm
from ocop.ui.parts import Crumb, Fact, MoveLink, Pill, Status
from ocop.ui.views import ActionView, PortalView, ScopedDetailView, ScopedFormView, ScopedListView
from registrations import queries, services
from registrations.choices import IdeaState
from registrations.exchange import IdeaSheet
from registrations.forms import (
    ConfirmForm,
    IdeaChangeForm,
    IdeaFilter,
    IdeaForm,
    IdeaRegisterForm,
    TargetsForm,
)
from registrations.models import Idea, Producer
from registrations.views.parts import entries_of
from registrations.views.producers import FROM_IDEA
from registrations.workflow import IDEA

OFFICER = frozenset({Role.COMMUNE_OFFICER})
SETTERS = frozenset({Role.DISTRICT_OFFICER, Role.PROVINCE_OFFICER})
PILL, MINE = "muc", "cho-toi"


def _ideas() -> Crumb:
    return Crumb(_("Ý tưởng"), reverse("registrations:idea-list"))


class IdeaList(ScopedListView):
    model = Idea
    title = gettext_lazy("Ý tưởng sản phẩm")
    template_name = "registrations/idea_list.html"
    sheet_class = IdeaSheet
    filter_form_class = IdeaFilter
    search_in = ("search_key",)
    lookups = {"cycle": "cycle", "state": "state"}
    sorts = {
        "new": ("-pk",),
        "name": ("sort_key",),
        "commune": ("commune__sort_key", "sort_key"),
    }

    def filter_rows(self, rows: QuerySet, *, commune: str = "", **chosen: Any) -> QuerySet:
        rows = super().filter_rows(rows, **chosen)
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


class IdeaCreate(ScopedFormView):
    roles = OFFICER
    autosaves = True
    form_class = IdeaForm
    template_name = "registrations/form.html"
    title = gettext_lazy("Ghi ý tưởng sản phẩm")
    button = gettext_lazy("Lưu ý tưởng")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return _ideas(), Crumb(str(self.title))

    @property
    def way_out(self) -> str:
        return reverse("registrations:idea-list")

    @cached_property
    def cycles(self) -> QuerySet[Cycle]:
        """The open cycles of the officer's communes."""
        own = queries.own_communes(self.request.user)
        found = {c.pk for place in own for c in cycles_for(place, clock.today()) if not c.closed_on}
        return Cycle.objects.visible_to(self.request.user).filter(pk__in=found).order_by("-year", "pk")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"cycles": self.cycles.select_related("province")}

    def get_initial(self) -> dict[str, Any]:
        return {"commune": queries.own_communes(self.request.user).first(), "cycle": self.cycles.first()}

    def act(self, **fields: Any) -> str:
        self.object = services.collect_idea(actor=self.request.user, **fields)
        return _("Đã ghi ý tưởng. Bấm “Gửi để chọn” khi đã đủ.")


class OneIdea:
    """Pages about one idea; after a change they lead back to it."""

    model = Idea

    def get_queryset(self) -> QuerySet[Idea]:
        return queries.idea_rows(super().get_queryset()).select_related("created_by")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return (
            _ideas(),
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
        return _ideas(), Crumb(self.title)

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
            if self.object.state == IdeaState.CHOSEN and not self.object.dossier_id:
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
        return entries_of(history_of(self.object))


class IdeaUpdate(OneIdea, ActionView):
    roles = OFFICER
    autosaves = True
    form_class = IdeaChangeForm
    prefill = True
    template_name = "registrations/form.html"
    title = gettext_lazy("Sửa ý tưởng")
    button = gettext_lazy("Lưu ý tưởng")

    @property
    def closed_because(self) -> str:
        if self.object.state == IdeaState.COLLECTED:
            return ""
        return _("Ý tưởng đã gửi đi. Muốn sửa, hãy lấy lại trước.")

    def act(self, **fields: Any) -> str:
        services.update_idea(
            actor=self.request.user, idea=self.object, version=self.submitted_version, **fields
        )
        return _("Đã lưu ý tưởng.")


class IdeaMove(OneIdea, ActionView):
    """One move of an idea, asked for once more."""

    move: ClassVar[str] = ""
    service: ClassVar[Callable[..., Idea]]
    form_class = ConfirmForm
    template_name = "registrations/confirm.html"
    lead: ClassVar[str] = ""
    done_sentence: ClassVar[str] = ""

    def allowed_roles(self) -> frozenset[str]:
        return IDEA.move(self.move).roles_for(self.object)

    @property
    def title(self) -> str:
        return str(IDEA.move(self.move).label)

    @property
    def button(self) -> str:
        return self.title

    @property
    def button_tone(self) -> str:
        return IDEA.move(self.move).tone or "primary"

    @property
    def closed_because(self) -> str:
        if self.object.state in IDEA.move(self.move).sources:
            return ""
        return _("Ý tưởng đang “%(state)s” nên không làm được việc này.") % {
            "state": self.object.get_state_display()
        }

    @property
    def facts(self) -> list[Fact]:
        idea = self.object
        return [
            Fact(_("Sản phẩm"), idea.product_name),
            Fact(_("Người, cơ sở đề xuất"), idea.proposer_name),
            Fact(_("Xã, phường"), str(idea.commune)),
            Fact(_("Trạng thái"), queries.idea_status(idea)),
        ]

    def act(self, **cleaned: Any) -> str:
        type(self).service(
            actor=self.request.user, idea=self.object, version=self.submitted_version, **cleaned
        )
        return str(self.done_sentence)


class IdeaSend(IdeaMove):
    move = "send"
    service = staticmethod(services.send_idea)
    lead = gettext_lazy("Cấp trên xem và chọn. Trước khi được chọn, xã còn lấy lại để sửa được.")
    done_sentence = gettext_lazy("Đã gửi ý tưởng.")


class IdeaTakeBack(IdeaMove):
    move = "take_back"
    service = staticmethod(services.take_back_idea)
    lead = gettext_lazy("Ý tưởng trở về xã; cấp trên không thấy nữa cho đến khi gửi lại.")
    done_sentence = gettext_lazy("Đã lấy lại ý tưởng.")


class IdeaChoose(IdeaMove):
    move = "choose"
    service = staticmethod(services.choose_idea)
    lead = gettext_lazy("Xã được báo ngay và lập hồ sơ từ ý tưởng này, không phải gõ lại.")
    done_sentence = gettext_lazy("Đã chọn ý tưởng.")


class IdeaDecline(IdeaMove):
    move = "decline"
    service = staticmethod(services.decline_idea)
    form_class = NoteForm
    lead = gettext_lazy("Xã và chủ thể đọc được lý do.")
    done_sentence = gettext_lazy("Đã báo là chưa chọn ý tưởng này.")


class IdeaReconsider(IdeaMove):
    move = "reconsider"
    service = staticmethod(services.reconsider_idea)
    lead = gettext_lazy("Ý tưởng trở lại danh sách chờ chọn.")
    done_sentence = gettext_lazy("Ý tưởng đang chờ chọn lại.")


class IdeaWithdraw(IdeaMove):
    move = "withdraw"
    service = staticmethod(services.withdraw_idea)
    form_class = NoteForm
    lead = gettext_lazy("Ý tưởng đã rút không mở lại được; muốn làm tiếp thì ghi ý tưởng mới.")
    done_sentence = gettext_lazy("Đã rút ý tưởng.")


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
        return _("Ý tưởng này đã có hồ sơ.") if self.object.dossier_id else ""

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"idea": self.object}

    def get_initial(self) -> dict[str, Any]:
        return {"producer": self.object.producer_id}

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


class CommuneBoard(PortalView):
    """Ideas and dossiers of each commune against its target for the year."""

    template_name = "registrations/commune_board.html"
    title = gettext_lazy("Ý tưởng, hồ sơ theo xã")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return _ideas(), Crumb(str(self.title))

    @cached_property
    def cycles(self) -> list[Cycle]:
        known = Cycle.objects.visible_to(self.request.user).select_related("province", "regime")
        return list(known.order_by("-year", "pk"))

    @cached_property
    def cycle(self) -> Cycle | None:
        """The cycle asked for, else the newest open one."""
        asked = self.request.GET.get("cycle", "")
        return next(
            (c for c in self.cycles if str(c.pk) == asked),
            current_cycle(self.request.user) or next(iter(self.cycles), None),
        )

    @property
    def pills(self) -> list[Pill]:
        return [Pill(str(c), f"?cycle={c.pk}", is_current=c == self.cycle) for c in self.cycles]

    @cached_property
    def lines(self) -> list[queries.CommuneCounts]:
        return queries.communes_against_targets(self.request.user, self.cycle) if self.cycle else []

    @property
    def totals(self) -> dict[str, int]:
        names = ("target", "ideas", "chosen", "dossiers", "handed_in", "recognised", "short")
        return {name: sum(getattr(line, name) or 0 for line in self.lines) for name in names}

    @property
    def targets_url(self) -> str:
        """Where this person sets targets; empty for others."""
        if self.cycle is None or self.cycle.closed_on or not SETTERS & scope_of(self.request.user).roles:
            return ""
        return reverse("registrations:targets", args=[self.cycle.pk])


class TargetsSet(ActionView):
    model = Cycle
    roles = SETTERS
    form_class = TargetsForm
    template_name = "registrations/targets.html"
    title = gettext_lazy("Chỉ tiêu sản phẩm của các xã")
    button = gettext_lazy("Lưu chỉ tiêu")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return _ideas(), Crumb(_("Theo xã"), self.way_out), Crumb(str(self.title))

    @property
    def way_out(self) -> str:
        return f"{reverse('registrations:commune-board')}?cycle={self.object.pk}"

    def get_success_url(self) -> str:
        return self.way_out

    @property
    def closed_because(self) -> str:
        return _("Chu trình này đã đóng.") if self.object.closed_on else ""

    def get_form_kwargs(self) -> dict[str, Any]:
        mine = ProductTarget.objects.visible_to(self.request.user).filter(cycle=self.object)
        return super().get_form_kwargs() | {
            "communes": communes_to_target(self.request.user, self.object),
            "targets": dict(mine.values_list("place", "products")),
        }

    def act(self, *, targets: dict[Place, int | None]) -> str:
        count = set_product_targets(actor=self.request.user, cycle=self.object, targets=targets)
        if not count:
            return _("Không có chỉ tiêu nào thay đổi.")
        return ngettext("Đã lưu %(n)s chỉ tiêu.", "Đã lưu %(n)s chỉ tiêu.", count) % {"n": count}
