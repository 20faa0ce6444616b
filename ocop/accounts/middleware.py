"""What every request of a signed-in person passes: the end of the session, the password to be changed."""

from collections.abc import Callable
from time import time

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

SIGNED_IN_AT = "signed_in_at"


class SessionLimitMiddleware:
    """Ends a session that has lasted its longest, however busy it was."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            started = request.session.setdefault(SIGNED_IN_AT, int(time()))
            if time() - started > settings.SESSION_ABSOLUTE_AGE:
                logout(request)
        return self.get_response(request)


class PasswordChangeMiddleware:
    """Leads a person whose password was set by somebody else to the page where they choose their own."""

    open_views = frozenset({"accounts:password-change", "accounts:sign-out", "ui:language", "health"})

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        must = request.user.is_authenticated and request.user.must_change_password
        if must and request.resolver_match.view_name not in self.open_views:
            return redirect("accounts:password-change")
        return None
