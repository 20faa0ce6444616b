"""Open sign-ins of a demo world. Everything here is refused unless the portal runs with `DEMO`."""

from django.conf import settings
from django.utils.translation import gettext as _

from ocop.accounts.models import User
from ocop.core.errors import RuleViolation

DEMO_PREFIX = "thu-"
"""How the user names of demo accounts begin; no other account can be entered without its own password."""
DEMO_PASSWORD = "lua-chin-tren-dong"  # noqa: S105 -- meant to be known: it opens demo accounts only


def demo_accounts() -> list[User]:
    """The accounts the sign-in page offers, in the order they were made; none outside a demo."""
    if not settings.DEMO:
        return []
    accounts = User.objects.filter(username__startswith=DEMO_PREFIX, is_active=True, is_superuser=False)
    return list(accounts.order_by("pk"))


def demo_account(username: str) -> User:
    """The demo account of this name. Raises `RuleViolation` for any other name, and for every name outside a
    demo.
    """
    user = next((account for account in demo_accounts() if account.username == username), None)
    if user is None or not user.check_password(DEMO_PASSWORD):
        raise RuleViolation(_("Không có tài khoản dùng thử này."))
    return user
