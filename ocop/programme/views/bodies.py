"""Bodies of the programme, their members, and the units that have nobody in charge."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.core import clock
from ocop.core.roles import Role
from ocop.localities.models import Place
from ocop.programme import services
from ocop.programme.exchange import BodySheet, GapSheet
from ocop.programme.forms import (
    AccessForm,
    BodyChangeForm,
    BodyFilter,
    BodyForm,
    MemberEndForm,
    MemberForm,
)
from ocop.programme.models import Body, BodyMember
from ocop.programme.queries.bodies import (
    KEEPERS,
    WATCHERS,
    Gap,
    gaps_of,
    rights_left_over,
    role_of,
    units_without_officer,
)
from ocop.ui.parts import Crumb, Fact, MoveLink, Status
from ocop.ui.templatetags.portal import dmy
from ocop.ui.views import ActionView, ScopedDetailView, ScopedFormView, ScopedListView

LIST_CRUMB = gettext_lazy("Bộ máy")


def body_status(body: Body) -> Status:
    if body.ends_on and body.ends_on < clock.today():
        return Status("end", "lock", _("Đã kết thúc"))
    return Status("good", "doing", _("Đang hoạt động"))


def member_status(member: BodyMember) -> Status:
    """Whether a member is in office, and whether a right follows from the seat."""
    if member.ends_on and member.ends_on < clock.today():
        return Status("end", "lock", _("Đã thôi"))
    if member.post_id:
        return Status("good", "check", _("Có quyền trên cổng"))
    return Status("plain", "user", _("Không có quyền trên cổng"))


class BodyList(ScopedListView):
    model = Body
    title = gettext_lazy("Bộ máy của chương trình")
    template_name = "programme/body_list.html"
    filter_form_class = BodyFilter
    sheet_class = BodySheet
    lookups = {"kind": "kind"}
    search_in = ("unit__search_key",)
    sorts = {"unit": ("unit__path", "kind"), "decided": ("-decided_on",)}

    def decorate_rows(self, rows: QuerySet) -> QuerySet:
        today = clock.today()
        serving = Q(members__ends_on__isnull=True) | Q(members__ends_on__gte=today)
        return rows.select_related("unit").annotate(serving=Count("members", filter=serving))

    @property
    def lines(self) -> list[tuple[Body, Status]]:
        return [(body, body_status(body)) for body in self.rows]

    @property
    def may_keep(self) -> bool:
        return bool(set(KEEPERS) & {post.role for post in self.request.user.posts()})

    @cached_property
    def gap_count(self) -> int:
        return units_without_officer(self.request.user, on=clock.today()).count()


class GapList(ScopedListView):
    """The communes without an officer in charge, for the level above."""

    model = Place
    roles = frozenset(WATCHERS)
    title = gettext_lazy("Xã, phường chưa có cán bộ phụ trách")
    template_name = "programme/gap_list.html"
    sheet_class = GapSheet
    search_in = ("search_key",)
    sorts = {"unit": ("sort_key",)}

    def get_queryset(self) -> QuerySet[Place]:
        return units_without_officer(self.request.user, on=clock.today())

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(str(LIST_CRUMB), reverse("programme:body-list")), Crumb(str(self.title))

    @property
    def gaps(self) -> list[Gap]:
        return gaps_of(self.rows)

    @property
    def left_over(self) -> list[BodyMember]:
        """Rights that go on though the member has left; only an administrator can end them."""
        return list(rights_left_over(self.request.user, on=clock.today())[:20])


class OneBody:
    model = Body

    def get_queryset(self) -> QuerySet[Body]:
        return super().get_queryset().select_related("unit", "set_up_by")

    def allowed_roles(self) -> frozenset[str] | None:
        return frozenset(KEEPERS)

    @property
    def crumbs(self) -> Sequence[Crumb]:
        body = self.object
        return (
            Crumb(str(LIST_CRUMB), reverse("programme:body-list")),
            Crumb(str(body), body.get_absolute_url()),
            Crumb(str(self.title)),
        )


class BodyDetail(OneBody, ScopedDetailView):
    template_name = "programme/body_detail.html"

    def allowed_roles(self) -> None:
        return None

    @property
    def title(self) -> str:
        return self.object.name or self.object.get_kind_display()

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(str(LIST_CRUMB), reverse("programme:body-list")), Crumb(self.title)

    @property
    def facts(self) -> list[Fact]:
        body, role = self.object, role_of(self.object)
        return [
            Fact(_("Trạng thái"), body_status(body)),
            Fact(_("Quyết định"), f"{body.decision_number}, {dmy(body.decided_on)}"),
            Fact(_("Từ ngày"), dmy(body.starts_on)),
            Fact(_("Nơi lưu hồ sơ giấy"), body.papers_at or _("chưa ghi")),
            Fact(
                _("Quyền theo sau"),
                str(role.label) if role else _("không kèm quyền trên cổng"),
                note=_("do quản trị giao cho từng người") if role else "",
            ),
        ]

    @cached_property
    def lines(self) -> list[tuple[BodyMember, Status, list[MoveLink]]]:
        members = BodyMember.objects.visible_to(self.request.user).filter(body=self.object)
        rows = members.select_related("person", "post")
        rows = rows.order_by(F("ends_on").desc(nulls_first=True), "starts_on", "pk")
        return [(row, member_status(row), self.moves_of(row)) for row in rows]

    def moves_of(self, member: BodyMember) -> list[MoveLink]:
        if member.ends_on or not self.may_keep:
            return []
        moves = []
        if (
            Role.ADMINISTRATOR in self.held_roles
            and member.person_id
            and not member.post_id
            and role_of(self.object)
        ):
            url = reverse("programme:member-access", args=[member.pk])
            moves.append(MoveLink(_("Giao quyền"), url, "shield"))
        return [*moves, MoveLink(_("Ghi thôi"), reverse("programme:member-end", args=[member.pk]), "ban")]

    @property
    def may_keep(self) -> bool:
        return bool(self.held_roles & set(KEEPERS))

    @property
    def moves(self) -> list[MoveLink]:
        if not self.may_keep:
            return []
        pk = [self.object.pk]
        return [
            MoveLink(_("Thêm thành viên"), reverse("programme:body-add-member", args=pk), "plus", "primary"),
            MoveLink(_("Sửa quyết định, nơi lưu"), reverse("programme:body-change", args=pk), "edit"),
        ]


class BodyAdd(ScopedFormView):
    roles = frozenset(KEEPERS)
    form_class = BodyForm
    template_name = "programme/cycle_form.html"
    title = gettext_lazy("Ghi tổ chức mới")
    button = gettext_lazy("Ghi tổ chức")

    @property
    def way_out(self) -> str:
        return reverse("programme:body-list")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(str(LIST_CRUMB), self.way_out), Crumb(str(self.title))

    def act(self, **cleaned: Any) -> str:
        self.object = services.set_up_body(actor=self.request.user, **cleaned)
        return _("Đã ghi %(body)s. Việc tiếp theo: thêm thành viên.") % {"body": self.object}


class BodyChange(OneBody, ActionView):
    form_class = BodyChangeForm
    template_name = "programme/cycle_form.html"
    title = gettext_lazy("Sửa quyết định, nơi lưu")
    button = gettext_lazy("Lưu")
    prefill = True

    def act(self, **cleaned: Any) -> str:
        services.change_body(
            actor=self.request.user, body=self.object, version=self.submitted_version, **cleaned
        )
        return _("Đã lưu.")


class MemberAdd(OneBody, ActionView):
    form_class = MemberForm
    template_name = "programme/cycle_form.html"
    title = gettext_lazy("Thêm thành viên")
    button = gettext_lazy("Thêm thành viên")

    def act(self, **cleaned: Any) -> str:
        member = services.add_member(
            actor=self.request.user, body=self.object, version=self.submitted_version, **cleaned
        )
        return _("Đã thêm %(member)s.") % {"member": member}


class OneMember:
    model = BodyMember
    template_name = "layouts/confirm.html"

    def get_queryset(self) -> QuerySet[BodyMember]:
        return super().get_queryset().select_related("body__unit", "person", "post")

    @property
    def way_out(self) -> str:
        return self.object.body.get_absolute_url()

    def get_success_url(self) -> str:
        return self.way_out

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return (
            Crumb(str(LIST_CRUMB), reverse("programme:body-list")),
            Crumb(str(self.object.body), self.way_out),
            Crumb(str(self.title)),
        )

    @property
    def facts(self) -> list[Fact]:
        member = self.object
        return [
            Fact(_("Thành viên"), str(member)),
            Fact(_("Tổ chức"), str(member.body)),
            Fact(_("Tài khoản trên cổng"), member.person.username if member.person else _("chưa có")),
        ]


class MemberEnd(OneMember, ActionView):
    form_class = MemberEndForm
    title = gettext_lazy("Ghi thôi")
    button = gettext_lazy("Ghi thôi")
    button_tone = "danger"

    def allowed_roles(self) -> frozenset[str]:
        return frozenset(KEEPERS)

    @property
    def closed_because(self) -> str:
        return _("Thành viên này đã thôi.") if self.object.ends_on else ""

    def act(self, **cleaned: Any) -> str:
        services.end_member(
            actor=self.request.user, member=self.object, version=self.submitted_version, **cleaned
        )
        return _("Đã ghi ngày thôi.")


class MemberAccess(OneMember, ActionView):
    form_class = AccessForm
    title = gettext_lazy("Giao quyền trên cổng")
    button = gettext_lazy("Giao quyền")

    def allowed_roles(self) -> frozenset[str]:
        return frozenset({Role.ADMINISTRATOR})

    @property
    def closed_because(self) -> str:
        if self.object.post_id:
            return _("Thành viên này đã được giao quyền.")
        if self.object.person_id is None:
            return _("Thành viên này chưa có tài khoản trên cổng.")
        return "" if role_of(self.object.body) else _("Tổ chức này không kèm quyền trên cổng.")

    @property
    def facts(self) -> list[Fact]:
        role = role_of(self.object.body)
        given = f"{role.label}, {self.object.body.unit}" if role else "—"
        return [*super().facts, Fact(_("Quyền sẽ giao"), given)]

    def act(self) -> str:
        services.give_access(actor=self.request.user, member=self.object)
        return _("Đã giao quyền.")
