"""A class: everything that its reader may know."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from django.core.paginator import Paginator
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.core import clock
from ocop.core.roles import Role
from ocop.core.text import search_key
from ocop.ui.forms import FilterForm
from ocop.ui.listing import Listing
from ocop.ui.parts import Crumb, Fact, MoveLink, Status, Where
from ocop.ui.templatetags.portal import dmy, vnd
from ocop.ui.views import ScopedDetailView
from trainings.choices import CHANGEABLE, HELD, TAKES_PEOPLE, ClassState
from trainings.models import (
    ClassCost,
    ClassSession,
    CompletionCertificate,
    Invitation,
    Nomination,
    Trainer,
)
from trainings.queries.classes import people_of
from trainings.queries.feedback import why_not_answer_for
from trainings.queries.letters import letters_in_force, next_letter
from trainings.queries.money import ClassMoney, costs_of, money_of, why_not_bind
from trainings.queries.people import ANSWERERS, SENDERS, is_of_organiser, organiser_of, to_confirm
from trainings.queries.refusals import (
    why_list_is_closed,
    why_not_certify,
    why_not_invite,
    why_not_nominate,
)
from trainings.queries.roll import nomination_of
from trainings.queries.seats import QuotaUse, quotas_in_use
from trainings.rules import fee_total_vnd
from trainings.views.looks import class_status, nomination_status
from trainings.views.one_class import OneClass, facts_of
from trainings.views.papers import words_of
from trainings.workflow import CLASS

PEOPLE_ON_A_PAGE = 50


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
    def listing(self) -> Listing:
        """Those named whom the reader may know, a page at a time; found by name, position and unit."""
        rows = people_of(self.object, self.request.user)
        for word in search_key(self.filters.chosen.get("q", "")).split():
            rows = rows.filter(Q(search_key__contains=word) | Q(unit__search_key__contains=word))
        return Listing(
            page=Paginator(rows, PEOPLE_ON_A_PAGE).get_page(self.request.GET.get("page")),
            query=self.request.GET,
            sort="",
            sorts=(),
            filters=self.filters,
            chosen=len(self.filters.chosen),
        )

    @cached_property
    def filters(self) -> FilterForm:
        return FilterForm(self.request.GET, user=self.request.user)

    @property
    def seeks_people(self) -> bool:
        """Whether there are so many that some are looked for."""
        return self.listing.is_filtered or self.listing.page.has_other_pages()

    @property
    def people(self) -> list[tuple[Nomination, Status, list[MoveLink]]]:
        return [(one, nomination_status(one), self._answers(one)) for one in self.listing.rows]

    @cached_property
    def _speaks_for_people(self) -> bool:
        return any(post.role in ANSWERERS for post in self.request.user.posts())

    def _answers(self, one: Nomination) -> list[MoveLink]:
        """What may still be said about somebody: that they come, that they do not."""
        if not self._speaks_for_people or self.object.state not in TAKES_PEOPLE or one.state == "withdrawn":
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
            *([self._draft] if self._awaits_letter else []),
            (_("Bảng điểm danh để ký"), "trainings:class-roll-paper", (*both, "xlsx")),
            (_("Phiếu ý kiến trắng"), "trainings:class-feedback-paper", both),
            (_("Báo cáo kết quả lớp"), "trainings:class-result-paper", both),
        ]

    _draft = gettext_lazy("Dự thảo giấy mời"), "trainings:class-invitation", ("pdf", "docx")

    @property
    def _awaits_letter(self) -> bool:
        """Whether a letter may still be issued, now or once somebody has a seat."""
        if self.object.state not in {ClassState.PLANNED, *TAKES_PEOPLE}:
            return False
        return not self.letters or not why_not_invite(self.object)

    @cached_property
    def letters(self) -> list[Invitation]:
        """The letters in force."""
        return letters_in_force(self.object)

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
    def may_confirm(self) -> bool:
        """Whether the reader has still to say of somebody that they come."""
        if why_list_is_closed(self.object) or not SENDERS & self.held_roles:
            return False
        return to_confirm(self.request.user, self.object).exists()

    @property
    def moves(self) -> list[MoveLink]:
        pk, moves = [self.object.pk], []
        if SENDERS & self.held_roles and not why_not_nominate(self.object, as_organiser=self.sees_all):
            moves += [
                MoveLink(_("Cử người"), reverse("trainings:class-nominate", args=pk), "user", "primary"),
                MoveLink(_("Cử theo tên"), reverse("trainings:class-nominate-name", args=pk), "plus"),
            ]
        if self.may_confirm:
            url = reverse("trainings:class-confirm", args=pk)
            moves.append(MoveLink(_("Xác nhận người dự"), url, "check"))
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
                0,
                MoveLink(
                    words_of(next_letter(self.object)),
                    reverse("trainings:class-invite", args=pk),
                    "send",
                ),
            )
        if not why_not_certify(self.object):
            url = reverse("trainings:class-certify", args=pk)
            moves.insert(0, MoveLink(_("Cấp giấy chứng nhận"), url, "certificate", "primary"))
        return moves
