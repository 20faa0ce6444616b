"""The list of classes, a class, its planning and its moves."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.models.estimates import READERS
from ocop.core import clock
from ocop.core.roles import OFFICERS, Role
from ocop.ui.forms import NoteForm
from ocop.ui.parts import Crumb, Fact, MoveLink, Pill, Status, Where
from ocop.ui.templatetags.portal import dmy, vnd
from ocop.ui.views import ActionView, ScopedDetailView, ScopedFormView, ScopedListView
from trainings import services
from trainings.choices import CHANGEABLE, HELD, TAKES_PEOPLE, ClassState
from trainings.exchange import ClassSheet
from trainings.forms import ClassFilter, ClassForm, ConfirmForm, TopicsForm
from trainings.models import (
    ClassCost,
    ClassSession,
    CompletionCertificate,
    Nomination,
    Trainer,
    TrainingClass,
)
from trainings.queries.classes import class_rows, people_of
from trainings.queries.feedback import why_not_answer_for
from trainings.queries.money import ClassMoney, costs_of, money_of, why_not_bind
from trainings.queries.people import SENDERS, is_of_organiser, organised_by, organiser_of
from trainings.queries.refusals import (
    why_not_certify,
    why_not_change,
    why_not_invite,
    why_not_nominate,
)
from trainings.queries.roll import nomination_of
from trainings.queries.seats import QuotaUse, quotas_in_use
from trainings.rules import fee_total_vnd
from trainings.services import ClassContent
from trainings.views.looks import class_status, nomination_status
from trainings.workflow import CLASS

ORGANISERS = frozenset(OFFICERS.values())


class ClassList(ScopedListView):
    """The classes in reach, the latest first."""

    model = TrainingClass
    title = gettext_lazy("Tập huấn")
    template_name = "trainings/class_list.html"
    filter_form_class = ClassFilter
    sheet_class = ClassSheet
    search_in = ("search_key", "organiser__search_key")
    sorts = {"first": ("-first_on",), "code": ("code",), "organiser": ("organiser__sort_key", "-first_on")}
    lookups = {"year": "first_on__year", "kind": "kind", "audience": "audience", "state": "state"}

    def decorate_rows(self, rows: QuerySet) -> QuerySet:
        return class_rows(rows)

    @property
    def lines(self) -> list[tuple[TrainingClass, Status]]:
        return [(one, class_status(one)) for one in self.rows]

    @property
    def pills(self) -> list[Pill]:
        chosen = self.request.GET.get("state", "")
        states = (ClassState.NOMINATING, ClassState.RUNNING, ClassState.CLOSED)
        return [
            Pill(_("Tất cả"), self.address(state=None, page=None), is_current=not chosen),
            *(
                Pill(str(state.label), self.address(state=state.value, page=None), is_current=chosen == state)
                for state in states
            ),
        ]

    @property
    def sees_coverage(self) -> bool:
        return bool(frozenset(READERS) & {post.role for post in self.request.user.posts()})

    @property
    def may_plan(self) -> bool:
        return organised_by(self.request.user).exists()


class ClassPlan(ScopedFormView):
    roles = ORGANISERS
    form_class = ClassForm
    title = gettext_lazy("Lập lớp tập huấn")
    button = gettext_lazy("Lập lớp")
    template_name = "trainings/form.html"
    autosaves = True
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


class ClassDetail(OneClass, ScopedDetailView):
    """Everything about a class that its reader may know."""

    template_name = "trainings/class_detail.html"

    @property
    def title(self) -> str:
        return self.object.title

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(_("Tập huấn"), reverse("trainings:class-list")), Crumb(self.object.code)

    @cached_property
    def is_organiser(self) -> bool:
        return organiser_of(self.object) in self.held_roles

    @cached_property
    def sees_all(self) -> bool:
        """The organiser and those above read everybody's names and the money."""
        return is_of_organiser(self.request.user, self.object)

    @property
    def status(self) -> Status:
        return class_status(self.object)

    @property
    def facts(self) -> list[Fact]:
        one = self.object
        return [
            *facts_of(one),
            Fact(_("Hạn cử người"), dmy(one.nominate_until)),
            Fact(_("Hoàn thành khi dự từ"), f"{one.threshold_percent} % số buổi"),
        ]

    @property
    def where(self) -> Where:
        one = self.object
        match ClassState(one.state):
            case ClassState.PLANNED:
                return Where(
                    _("Đang chuẩn bị"), one.holder, note=_("Mở cử người khi lịch học và chỉ tiêu đã đúng.")
                )
            case ClassState.NOMINATING:
                late = clock.today() > one.nominate_until
                verdict = (
                    _("Đã hết hạn cử người")
                    if late
                    else _("Đến hết ngày %(day)s") % {"day": dmy(one.nominate_until)}
                )
                return Where(_("Đang cử người"), _("Các đơn vị có chỉ tiêu"), verdict=verdict, is_late=late)
            case ClassState.RUNNING:
                return Where(
                    _("Đang học"),
                    one.holder,
                    note=_("Điểm danh từng buổi; buổi chưa tới không điểm danh được."),
                )
            case ClassState.CLOSED:
                return Where(
                    _("Đã kết thúc"), one.holder, note=_("Cấp giấy chứng nhận, lập hồ sơ quyết toán.")
                )
            case ClassState.SETTLED:
                return Where(_("Đã quyết toán"), one.holder)
            case _:
                return Where(_("Đã hủy"), one.holder)

    @cached_property
    def sessions(self) -> list[ClassSession]:
        rows = ClassSession.objects.visible_to(self.request.user).filter(training=self.object)
        return list(rows.order_by("day", "half"))

    @property
    def calls_roll(self) -> bool:
        return self.is_organiser and self.object.state in {ClassState.RUNNING, *HELD}

    @property
    def trainers(self) -> list[tuple[Trainer, int]]:
        """Each with the fee for all half-days."""
        rows = Trainer.objects.visible_to(self.request.user).filter(training=self.object)
        return [(one, fee_total_vnd(one.fee_vnd, one.half_days)) for one in rows.order_by("pk")]

    @property
    def fees(self) -> str:
        return vnd(sum(total for _one, total in self.trainers))

    @property
    def quotas(self) -> list[QuotaUse]:
        return quotas_in_use(self.object)

    @property
    def may_change(self) -> bool:
        return self.is_organiser and self.object.state in CHANGEABLE

    @cached_property
    def people(self) -> list[tuple[Nomination, Status, list[MoveLink]]]:
        rows = list(people_of(self.object, self.request.user))
        return [(one, nomination_status(one), self._answers(one)) for one in rows]

    def _answers(self, one: Nomination) -> list[MoveLink]:
        """What may still be said about somebody: that they come, that they do not."""
        if self.object.state not in TAKES_PEOPLE or one.state == "withdrawn":
            return []
        moves = [
            MoveLink(_("Báo không dự"), reverse("trainings:nomination-withdraw", args=[one.pk]), "minus")
        ]
        if one.state == "seated":
            url = reverse("trainings:nomination-confirm", args=[one.pk])
            moves.insert(0, MoveLink(_("Xác nhận dự"), url, "check", "primary"))
        return moves

    @cached_property
    def may_answer(self) -> bool:
        """Whether the reader is a trainee who has still to say what they think."""
        return not why_not_answer_for(self.object, nomination_of(self.request.user, self.object))

    @property
    def papers(self) -> list[tuple[str, str, tuple[str, ...]]]:
        """What the organiser prints: name, route, endings."""
        both = ("pdf", "docx")
        return [
            (_("Giấy mời"), "trainings:class-invitation", both),
            (_("Bảng điểm danh để ký"), "trainings:class-roll-paper", (*both, "xlsx")),
            (_("Phiếu ý kiến trắng"), "trainings:class-feedback-paper", both),
            (_("Báo cáo kết quả lớp"), "trainings:class-result-paper", both),
        ]

    @property
    def certificates(self) -> int:
        rows = CompletionCertificate.objects.visible_to(self.request.user)
        return rows.filter(nomination__training=self.object, paper__isnull=False).count()

    @property
    def costs(self) -> list[ClassCost]:
        return list(costs_of(self.object)) if self.sees_all else []

    @property
    def money(self) -> ClassMoney:
        return money_of(self.object)

    @property
    def may_settle(self) -> bool:
        settlers = {organiser_of(self.object), Role.PROVINCE_OFFICER, Role.FINANCE_OFFICER}
        return self.object.state == ClassState.CLOSED and bool(settlers & self.held_roles)

    @property
    def may_bind(self) -> bool:
        return self.is_organiser and not why_not_bind(self.object)

    @property
    def moves(self) -> list[MoveLink]:
        pk, moves = [self.object.pk], []
        if SENDERS & self.held_roles and not why_not_nominate(self.object, as_organiser=self.sees_all):
            moves += [
                MoveLink(_("Cử người"), reverse("trainings:class-nominate", args=pk), "user", "primary"),
                MoveLink(_("Cử theo tên"), reverse("trainings:class-nominate-name", args=pk), "plus"),
            ]
        if self.may_settle:
            moves.append(MoveLink(_("Quyết toán"), reverse("trainings:class-settle", args=pk), "budget"))
        if not self.is_organiser:
            return moves
        icons = {"open": "send", "start": "today", "close": "done", "reopen": "refresh", "cancel": "minus"}
        moves += [
            MoveLink(
                str(move.label),
                reverse(f"trainings:class-{move.name}", args=pk),
                icons[move.name],
                move.tone or ("secondary" if move.name == "reopen" else "primary"),
            )
            for move in CLASS.open_to(self.request.user, self.object)
            if move.name in icons
        ]
        if not why_not_invite(self.object):
            moves.insert(
                0, MoveLink(_("Phát hành giấy mời"), reverse("trainings:class-invite", args=pk), "send")
            )
        if not why_not_certify(self.object):
            url = reverse("trainings:class-certify", args=pk)
            moves.insert(0, MoveLink(_("Cấp giấy chứng nhận"), url, "certificate", "primary"))
        return moves


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


class ClassEdit(OfClass):
    form_class = ClassForm
    title = gettext_lazy("Sửa lớp")
    button = gettext_lazy("Lưu")
    prefill = True
    autosaves = True

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

    def act(self, **cleaned: Any) -> str:
        services.change_class(
            actor=self.request.user,
            training=self.object,
            content=content_of(cleaned),
            version=self.submitted_version,
        )
        return _("Đã lưu lớp.")


class ClassTopics(OfClass):
    form_class = TopicsForm
    title = gettext_lazy("Chuyên đề từng buổi")
    button = gettext_lazy("Lưu chuyên đề")
    autosaves = True

    @property
    def closed_because(self) -> str:
        return why_not_change(self.object)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"training": self.object}

    def act(self, **cleaned: Any) -> str:
        topics = {
            one.pk: (cleaned[f"topic_{one.pk}"], cleaned[f"venue_{one.pk}"])
            for one in self.object.sessions.order_by("pk")
        }
        services.set_topics(
            actor=self.request.user, training=self.object, topics=topics, version=self.submitted_version
        )
        return _("Đã lưu chuyên đề.")


class ClassMove(OfClass):
    """A move of a class that asks for nothing, or for a reason; `move` names it."""

    template_name = "layouts/confirm.html"
    form_class = ConfirmForm
    move = ""

    @property
    def button_tone(self) -> str:
        return CLASS.move(self.move).tone or "primary"

    @property
    def title(self) -> str:
        return str(CLASS.move(self.move).label)

    button = title

    @property
    def closed_because(self) -> str:
        return CLASS.closed_because(self.move, self.object)

    def get_form_class(self) -> type:
        return NoteForm if CLASS.move(self.move).needs_note else ConfirmForm


class ClassOpen(ClassMove):
    move = "open"

    def act(self) -> str:
        services.open_nominations(
            actor=self.request.user, training=self.object, version=self.submitted_version
        )
        return _("Đã mở cử người. Các đơn vị đã được báo.")


class ClassStart(ClassMove):
    move = "start"

    def act(self) -> str:
        services.start_class(actor=self.request.user, training=self.object, version=self.submitted_version)
        return _("Lớp đã bắt đầu. Hãy điểm danh từng buổi.")


class ClassClose(ClassMove):
    move = "close"

    def act(self) -> str:
        services.close_class(actor=self.request.user, training=self.object, version=self.submitted_version)
        done = self.object.nominations.filter(completed=True).count()
        return _("Lớp đã kết thúc: %(n)s học viên hoàn thành.") % {"n": done}


class ClassReopen(ClassMove):
    move = "reopen"

    def act(self, *, note: str) -> str:
        services.reopen_class(
            actor=self.request.user, training=self.object, note=note, version=self.submitted_version
        )
        return _("Đã mở lại để sửa điểm danh.")


class ClassCancel(ClassMove):
    move = "cancel"

    def act(self, *, note: str) -> str:
        services.cancel_class(
            actor=self.request.user, training=self.object, note=note, version=self.submitted_version
        )
        return _("Đã hủy lớp. Mọi người được cử đã được báo.")
