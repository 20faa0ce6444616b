"""Everything an administrator does to people and posts, and what a person does to their own sign-in."""

import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from ocop.access.scope import Post
from ocop.accounts.models import Membership, User
from ocop.accounts.queries import reach_of_administrator, username_in_use, users_managed_by
from ocop.audit.services import record, snapshot
from ocop.core import clock
from ocop.core.errors import RuleViolation, refuse_first
from ocop.core.roles import Role
from ocop.localities.models import Place

PLACE_ROLES = tuple(
    role
    for role in Role
    if role not in {Role.PRODUCER, Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY, Role.ADVISER}
)
"""Roles that are held at a place. The others come from a producer or from a seat in a council."""
PROVINCE_DEPTH = 2
"""Segments in the path of a province (`VN.b82.`); the country has one."""
_CONSONANTS, _VOWELS = "bcdghklmnprstvx", "aeiou"


@dataclass(frozen=True, slots=True)
class NewSignIn:
    """A sign-in with the password that is shown once and then known to nobody but its owner."""

    user: User
    password: str


@transaction.atomic
def create_user(
    *,
    actor: User,
    username: str,
    full_name: str,
    home: Place,
    email: str = "",
    phone: str = "",
    role: str = "",
    title: str = "",
    starts_on: date | None = None,
    decision_number: str = "",
) -> NewSignIn:
    """Open a sign-in looked after at `home`, and give its first post there when a role is named.

    Members of councils and people who act for a producer get a sign-in without a role here; their posts come
    from their seats and their producers. Raises `RuleViolation` outside the actor's reach and for a name in
    use.
    """
    _refuse_foreign_place(actor, home)
    new = open_sign_in(
        actor=actor, username=username, full_name=full_name, email=email, phone=phone, home=home
    )
    if role:
        give_post(
            actor=actor,
            user=new.user,
            role=role,
            place=home,
            title=title,
            starts_on=starts_on or clock.today(),
            decision_number=decision_number,
        )
    return new


@transaction.atomic
def open_sign_in(
    *, actor: User, username: str, full_name: str, home: Place, email: str = "", phone: str = ""
) -> NewSignIn:
    """A new person without any post; who may do it is asked by the caller. The password must be changed."""
    password = spoken_password()
    user = User(
        username=User.normalize_username(username),
        full_name=full_name,
        email=email,
        phone=phone,
        home=home,
        must_change_password=True,
    )
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:
        refuse_first(username_in_use(user.username))
        raise
    record(actor=actor, verb="account.create", subject=user, after=snapshot(user, "username", "full_name"))
    return NewSignIn(user, password)


@transaction.atomic
def give_post(
    *,
    actor: User,
    user: User,
    role: str,
    place: Place,
    starts_on: date,
    ends_on: date | None = None,
    title: str = "",
    decision_number: str = "",
    acting_for: Membership | None = None,
) -> Membership:
    """Give a person a role at a place from a day on.

    Raises `RuleViolation` for the actor's own posts, outside the actor's reach, for roles that are not held
    at places, and where the same post is already held on one of these days.
    """
    _refuse_own(actor, user)
    _refuse_foreign_place(actor, place)
    if role not in PLACE_ROLES:
        raise RuleViolation(_("Vai trò này không giao theo địa bàn."), field="role")
    if ends_on and ends_on < starts_on:
        raise RuleViolation(_("Ngày kết thúc không được trước ngày bắt đầu."), field="ends_on")
    _lock(user)
    _refuse_overlap(user, role, place, starts_on, ends_on)
    post = Membership.objects.create(
        user=user,
        role=role,
        place=place,
        title=title,
        starts_on=starts_on,
        ends_on=ends_on,
        decision_number=decision_number,
        acting_for=acting_for,
    )
    record(
        actor=actor,
        verb="post.give",
        subject=post,
        role=Role.ADMINISTRATOR,
        after=snapshot(post, "role", "starts_on", "ends_on", "decision_number") | {"place": str(place)},
        person=str(user),
    )
    return post


@transaction.atomic
def end_post(*, actor: User, post: Membership, ends_on: date, note: str = "") -> Membership:
    """End a post with the close of a day: yesterday, to stop at once, or later."""
    _refuse_own(actor, post.user)
    post = Membership.objects.select_for_update(of=("self",)).select_related("place", "user").get(pk=post.pk)
    _refuse_foreign_place(actor, post.place)
    if post.ends_on and post.ends_on < clock.today():
        raise RuleViolation(_("Vị trí này đã kết thúc."))
    earliest = max(post.starts_on, clock.today() - timedelta(days=1))
    if ends_on < earliest:
        raise RuleViolation(
            _("Ngày kết thúc sớm nhất là %(day)s.") % {"day": f"{earliest:%d/%m/%Y}"}, field="ends_on"
        )
    before = snapshot(post, "ends_on")
    post.ends_on = ends_on
    post.save(update_fields=["ends_on"])
    record(
        actor=actor,
        verb="post.end",
        subject=post,
        role=Role.ADMINISTRATOR,
        before=before,
        after=snapshot(post, "ends_on"),
        note=note,
        person=str(post.user),
    )
    return post


@transaction.atomic
def reset_password(*, actor: User, user: User) -> NewSignIn:
    """Set a password that the owner must change; their open sessions end.

    Who resets a password could sign in as that person. So all places of the person's posts must lie within
    the actor's reach, and who also sits in a council or acts for a producer is reset by a province's
    administrator.
    """
    _refuse_own(actor, user)
    user = _lock(user)
    if not may_reset(actor, user):
        raise RuleViolation(_("Tài khoản này do quản trị cấp trên đặt lại mật khẩu."))
    password = spoken_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    record(
        actor=actor,
        verb="account.reset-password",
        subject=user,
        role=Role.ADMINISTRATOR,
        place=_place_of(user),
    )
    return NewSignIn(user, password)


@transaction.atomic
def change_password(*, user: User, password: str) -> User:
    """Set the password a person chose; the form has checked the old one and the rules of passwords."""
    user = _lock(user)
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    record(actor=user, verb="account.change-password", subject=user, place=_place_of(user))
    return user


@transaction.atomic
def update_contact(*, actor: User, email: str, phone: str) -> User:
    """Change one's own address for e-mail and telephone. The trail says that they changed, not what they
    are.
    """
    user = _lock(actor)
    changed = [name for name, value in (("email", email), ("phone", phone)) if getattr(user, name) != value]
    user.email, user.phone = email, phone
    user.save(update_fields=["email", "phone"])
    if changed:
        record(actor=user, verb="account.contact", subject=user, place=_place_of(user), fields=changed)
    return user


def record_sign_in(user: User) -> None:
    record(actor=user, verb="account.sign-in", subject=user, place=_place_of(user))


def record_sign_out(user: User) -> None:
    record(actor=user, verb="account.sign-out", subject=user, place=_place_of(user))


def record_failed_sign_in(username: str) -> None:
    """One failure against a known name. Unknown names are not kept: they may be passwords typed too early."""
    user = User.objects.filter(username=username).first()
    if user is not None:
        record(actor=None, verb="account.sign-in-failed", subject=user, place=_place_of(user))


def may_reset(actor: User, user: User) -> bool:
    """Whether every place this person holds a post at lies within the actor's reach as an administrator."""
    if user.is_superuser or not users_managed_by(actor).filter(pk=user.pk).exists():
        return False
    offices = [post.path for post in actor.posts() if post.role == Role.ADMINISTRATOR]
    of_province = any(path.count(".") <= PROVINCE_DEPTH for path in offices)
    return all(of_province if not post.path else _covers(offices, post) for post in user.posts())


def _covers(offices: list[str], post: Post) -> bool:
    place = Place.objects.get(path=post.path)
    return any(place.path.startswith(path) or place.today_path.startswith(path) for path in offices)


def spoken_password() -> str:
    """A random password that can be told over the telephone: nine short syllables, 56 bits."""
    return "-".join("".join(_syllable() for _i in range(3)) for _word in range(3))


def _syllable() -> str:
    return secrets.choice(_CONSONANTS) + secrets.choice(_VOWELS)


def _lock(user: User) -> User:
    return User.objects.select_for_update(of=("self",)).get(pk=user.pk)


def _refuse_own(actor: User, user: User) -> None:
    if actor.pk == user.pk:
        raise RuleViolation(_("Không ai tự thay đổi vị trí hay tự đặt lại mật khẩu của mình ở đây."))


def _refuse_foreign_place(actor: User, place: Place) -> None:
    if not reach_of_administrator(actor).filter(pk=place.pk).exists():
        raise RuleViolation(
            _("%(place)s không thuộc địa bàn bạn quản trị.") % {"place": place}, field="place"
        )


def _refuse_overlap(user: User, role: str, place: Place, starts_on: date, ends_on: date | None) -> None:
    same = Membership.objects.filter(user=user, role=role, place=place)
    same = same.filter(models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=starts_on))
    if ends_on:
        same = same.filter(starts_on__lte=ends_on)
    if other := same.order_by("starts_on").first():
        raise RuleViolation(
            _("Người này đã giữ vị trí đó từ ngày %(day)s.") % {"day": f"{other.starts_on:%d/%m/%Y}"},
            field="starts_on",
        )


def _place_of(user: User) -> Place | None:
    """Where events about a sign-in belong: the place of the first post held today, else where it is looked
    after.
    """
    held = user.memberships.held_on(clock.today()).select_related("place").order_by("pk").first()
    return held.place if held else user.home
