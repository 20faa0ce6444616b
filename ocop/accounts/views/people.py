"""The people and posts that an administrator looks after."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.accounts import services
from ocop.accounts.exchange import PersonSheet
from ocop.accounts.forms import ConfirmForm, EndPostForm, PersonFilter, PersonForm, PostForm
from ocop.accounts.models import Membership, User
from ocop.accounts.queries import (
    places_to_administer,
    roles_over_person,
    trail_of,
    users_at,
    users_managed_by,
    with_posts,
)
from ocop.audit.words import words_for
from ocop.core import clock
from ocop.core.roles import Role
from ocop.localities.models import Place
from ocop.localities.views import PlaceSuggestions
from ocop.ui.parts import Crumb, Entry, Fact, MoveLink, Status
from ocop.ui.templatetags.portal import dmy, dmyhm
from ocop.ui.views import ActionView, ScopedDetailView, ScopedFormView, ScopedListView

ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
READERS = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})


class PersonList(ScopedListView):
    """The people an administrator looks after, with their posts."""

    model = User
    roles = READERS
    title = gettext_lazy("Người dùng và vị trí công tác")
    template_name = "accounts/person_list.html"
    sheet_class = PersonSheet
    filter_form_class = PersonFilter
    sorts = {"name": ("search_key",), "signed": ("last_login",)}

    def get_queryset(self) -> QuerySet[User]:
        return users_managed_by(self.request.user)

    def filter_rows(self, rows: QuerySet, **chosen: Any) -> QuerySet:
        return users_at(rows, seen_by=self.request.user, **chosen)

    def decorate_rows(self, rows: QuerySet) -> QuerySet:
        return with_posts(rows, seen_by=self.request.user)

    @property
    def may_create(self) -> bool:
        return any(post.role == Role.ADMINISTRATOR for post in self.request.user.posts())

    @property
    def lines(self) -> list[tuple[User, list[tuple[Membership, Status]]]]:
        return [(user, [(post, post_status(post)) for post in user.held]) for user in self.rows]


class OnePerson:
    """Pages about one of these people. Outside reach they answer 404."""

    model = User

    def get_queryset(self) -> QuerySet[User]:
        return users_managed_by(self.request.user)

    @cached_property
    def held_roles(self) -> frozenset[Role]:
        return roles_over_person(self.request.user, self.object)

    @property
    def crumbs(self) -> Sequence[Crumb]:
        people = Crumb(_("Người dùng"), reverse("accounts:person-list"))
        return people, Crumb(self.object.full_name, self.person_url), Crumb(self.title)

    @property
    def person_url(self) -> str:
        return reverse("accounts:person-detail", args=[self.object.pk])

    way_out = person_url

    def get_success_url(self) -> str:
        return self.person_url


class PersonDetail(OnePerson, ScopedDetailView):
    roles = READERS
    template_name = "accounts/person_detail.html"

    @property
    def title(self) -> str:
        return self.object.full_name

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(_("Người dùng"), reverse("accounts:person-list")), Crumb(self.title)

    @property
    def facts(self) -> list[Fact]:
        user = self.object
        facts = [
            Fact(_("Tên đăng nhập"), user.username),
            Fact(_("Email"), user.email),
            Fact(_("Điện thoại"), user.phone),
            Fact(_("Nơi quản lý tài khoản"), str(user.home) if user.home else ""),
            Fact(_("Đăng nhập lần cuối"), dmyhm(user.last_login)),
            Fact(_("Mật khẩu"), _("phải đổi khi đăng nhập") if user.must_change_password else ""),
        ]
        return [fact for fact in facts if fact.value]

    @cached_property
    def posts(self) -> list[tuple[Membership, Status, str]]:
        """The posts in the reader's reach: post, status, and where to end it ("" when that is not theirs to
        do).
        """
        user = with_posts(self.get_queryset().filter(pk=self.object.pk), seen_by=self.request.user).get()
        return [(post, post_status(post), self._end_url(post)) for post in user.held]

    def _end_url(self, post: Membership) -> str:
        open_yet = post.ends_on is None or post.ends_on >= clock.today()
        return reverse("accounts:post-end", args=[post.pk]) if open_yet and self.may_act else ""

    @cached_property
    def may_act(self) -> bool:
        return Role.ADMINISTRATOR in self.held_roles and self.object != self.request.user

    @property
    def moves(self) -> list[MoveLink]:
        if not self.may_act:
            return []
        pk = [self.object.pk]
        moves = [MoveLink(_("Giao vị trí"), reverse("accounts:post-give", args=pk), "plus", "primary")]
        if services.may_reset(self.request.user, self.object):
            moves.append(MoveLink(_("Đặt lại mật khẩu"), reverse("accounts:password-reset", args=pk), "lock"))
        return moves

    @property
    def entries(self) -> list[Entry]:
        """What was done to this sign-in and its posts, the latest first."""
        events = trail_of(self.object, seen_by=self.request.user)
        return [
            Entry(dmyhm(event.at), words_for(event.verb), str(event.actor or _("Cổng OCOP")), event.note)
            for event in events
        ]


class ShowsPassword:
    """A password is shown in the answer to the press that made it, and nowhere else."""

    new: services.NewSignIn

    def done(self, said: str, location: str) -> HttpResponse:
        page = PasswordOnce(said, self.new.user, self.new.password, location)
        response = render(self.request, "accounts/password_once.html", {"page": page})
        response["Cache-Control"] = "no-store"
        return response


@dataclass(frozen=True, slots=True)
class PasswordOnce:
    title: str
    user: User
    password: str
    url: str


class PlacesToAdminister(PlaceSuggestions):
    """The places offered where an administrator enters people and posts: no others would be taken."""

    roles = frozenset({Role.ADMINISTRATOR})

    @property
    def within(self) -> QuerySet[Place]:
        return places_to_administer(self.request.user)


class PersonCreate(ShowsPassword, ScopedFormView):
    roles = ADMINISTRATOR
    form_class = PersonForm
    template_name = "accounts/person_form.html"
    title = gettext_lazy("Tạo tài khoản")
    button = gettext_lazy("Tạo tài khoản")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(_("Người dùng"), reverse("accounts:person-list")), Crumb(self.title)

    @property
    def way_out(self) -> str:
        return reverse("accounts:person-list")

    def act(self, **cleaned: Any) -> str:
        self.new = services.create_user(actor=self.request.user, **cleaned)
        return _("Đã tạo tài khoản.")

    def get_success_url(self) -> str:
        return reverse("accounts:person-detail", args=[self.new.user.pk])


class PostGive(OnePerson, ActionView):
    roles = ADMINISTRATOR
    form_class = PostForm
    template_name = "accounts/person_form.html"
    title = gettext_lazy("Giao vị trí công tác")
    button = gettext_lazy("Giao vị trí")

    def act(self, **cleaned: Any) -> str:
        post = services.give_post(actor=self.request.user, user=self.object, **cleaned)
        return _("Đã giao: %(post)s.") % {"post": post}


class PasswordReset(ShowsPassword, OnePerson, ActionView):
    roles = ADMINISTRATOR
    form_class = ConfirmForm
    template_name = "accounts/password_reset.html"
    title = gettext_lazy("Đặt lại mật khẩu")
    button = gettext_lazy("Đặt lại mật khẩu")
    button_tone = "danger"

    @property
    def facts(self) -> list[Fact]:
        return [Fact(_("Người dùng"), self.object.full_name), Fact(_("Tên đăng nhập"), self.object.username)]

    def act(self) -> str:
        self.new = services.reset_password(actor=self.request.user, user=self.object)
        return _("Đã đặt mật khẩu mới.")


class PostEnd(ActionView):
    model = Membership
    roles = ADMINISTRATOR
    form_class = EndPostForm
    template_name = "accounts/post_end.html"
    title = gettext_lazy("Kết thúc vị trí công tác")
    button = gettext_lazy("Kết thúc vị trí")
    button_tone = "danger"

    def get_initial(self) -> dict[str, Any]:
        return {"ends_on": self.object.ends_on or clock.today()}

    @property
    def facts(self) -> list[Fact]:
        post = self.object
        return [
            Fact(_("Người dùng"), post.user.full_name),
            Fact(_("Vị trí"), str(post)),
            Fact(_("Từ ngày"), dmy(post.starts_on)),
        ]

    @property
    def crumbs(self) -> Sequence[Crumb]:
        people = Crumb(_("Người dùng"), reverse("accounts:person-list"))
        return people, Crumb(self.object.user.full_name, self.way_out), Crumb(self.title)

    @property
    def way_out(self) -> str:
        return reverse("accounts:person-detail", args=[self.object.user_id])

    def act(self, **cleaned: Any) -> str:
        post = services.end_post(actor=self.request.user, post=self.object, **cleaned)
        return _("Vị trí kết thúc hết ngày %(day)s.") % {"day": dmy(post.ends_on)}

    def get_success_url(self) -> str:
        return self.way_out


def post_status(post: Membership) -> Status:
    """Whether a post is held today, was held, or will be."""
    today = clock.today()
    if post.starts_on > today:
        return Status("draft", "todo", _("Từ %(day)s") % {"day": dmy(post.starts_on)})
    if post.ends_on is None:
        return Status("good", "done", _("Đang giữ"))
    if post.ends_on >= today:
        return Status("act", "clock", _("Đến hết %(day)s") % {"day": dmy(post.ends_on)})
    return Status("end", "lock", _("Hết ngày %(day)s") % {"day": dmy(post.ends_on)})
