"""The gate: signing in, its second door, and what too many failures are told."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from axes.helpers import get_cool_off
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ocop.accounts import demo
from ocop.accounts.forms import SignInForm
from ocop.accounts.models import User
from ocop.core.errors import RuleViolation

TOO_MANY_REQUESTS = 429


@dataclass(frozen=True, slots=True)
class SlowDown:
    """What somebody reads who typed too many wrong passwords; the same for known and unknown names."""

    title: str
    minutes: int


class SignIn(LoginView):
    form_class = SignInForm
    template_name = "accounts/sign_in.html"
    redirect_authenticated_user = True
    title = gettext_lazy("Đăng nhập")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"page": self}

    @cached_property
    def demo_accounts(self) -> list[tuple[User, str]]:
        """The accounts of the demo world with what they are; none outside a demo."""
        return [(user, first_title(user)) for user in demo.demo_accounts()]

    @property
    def demo_password(self) -> str:
        return demo.DEMO_PASSWORD


def no_second_door(request: HttpRequest) -> HttpResponse:
    """The admin site has no sign-in of its own: who is in and may not enter it is told so."""
    if not request.user.is_staff:
        raise PermissionDenied
    return redirect("admin:index")


@login_not_required
@never_cache
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Enter as a demo account with one press; refused outside a demo."""
    try:
        user = demo.demo_account(request.POST.get("username", ""))
    except RuleViolation:
        return redirect("accounts:sign-in")
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("today")


def slow_down(request: HttpRequest, original_response=None, credentials=None) -> HttpResponse:
    """The answer of django-axes to too many failures."""
    wait = get_cool_off(request)
    page = SlowDown(_("Hãy đợi một lát"), minutes=int(wait.total_seconds() // 60))
    response = render(request, "accounts/slow_down.html", {"page": page}, status=TOO_MANY_REQUESTS)
    response["Retry-After"] = str(int(wait.total_seconds()))
    return response


def first_title(user: User) -> str:
    posts = user.posts()
    return posts[0].title if posts else ""
