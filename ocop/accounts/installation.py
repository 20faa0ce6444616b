"""The first administrator of a portal: the one person nobody could appoint."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ocop.accounts.models import Membership, User
from ocop.accounts.passwords import refuse_weak
from ocop.audit.services import record, snapshot
from ocop.core import clock
from ocop.core.errors import RuleViolation
from ocop.core.roles import Role
from ocop.localities.models import Place
from ocop.localities.queries import country


@transaction.atomic
def install_administrator(*, username: str, full_name: str, password: str) -> User:
    """Open the first sign-in, with the admin site and the post of administrator over every place.

    Raises `RuleViolation` when an administrator exists, for a weak password and an unfit user name, and
    before places are loaded.
    """
    if User.objects.filter(is_superuser=True, is_active=True).exists():
        raise RuleViolation(_("Cổng đã có quản trị; hãy nhờ người đó tạo tài khoản."))
    user = User(
        username=User.normalize_username(username), full_name=full_name, is_staff=True, is_superuser=True
    )
    _refuse_unfit(user, password)
    user.set_password(password)
    user.save()
    record(actor=user, verb="account.create", subject=user, after=snapshot(user, "username", "full_name"))
    post = Membership.objects.create(
        user=user, role=Role.ADMINISTRATOR, place=_everywhere(), starts_on=clock.today()
    )
    record(
        actor=user,
        verb="post.give",
        subject=post,
        role=Role.ADMINISTRATOR,
        after=snapshot(post, "user", "role", "place", "starts_on"),
        person=user.pk,
    )
    return user


def _refuse_unfit(user: User, password: str) -> None:
    try:
        user.clean_fields(exclude=["password", "email"])
        refuse_weak(password, user)
        user.validate_unique()
    except ValidationError as error:
        raise RuleViolation(" ".join(error.messages)) from None


def _everywhere() -> Place:
    try:
        return country()
    except Place.DoesNotExist:
        raise RuleViolation(_("Chưa có danh mục địa bàn; hãy chạy load_places trước.")) from None
