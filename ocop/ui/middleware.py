"""The language of a page, and text that is sent when nobody is signed in any more."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from ocop.ui import drafts


class LanguageMiddleware:
    """Vietnamese unless the reader chose otherwise at the foot of a page; never guessed from the browser."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        return response


class DraftMiddleware:
    """A form sent after the session has ended: its text is kept, and signing in leads back to the field."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        if request.method != "POST" or request.user.is_authenticated:
            return None
        if not getattr(view, "login_required", True):
            return None
        author = drafts.author_of(request.POST.get(drafts.TOKEN, ""))
        page = drafts.page_of(request)
        if author is None or drafts.keep(author, page, request.POST) is None:
            return None
        messages.info(request, _("Phiên làm việc đã hết. Chữ bạn gõ đã được giữ; đăng nhập để làm tiếp."))
        answer = redirect_to_login(page + self._place(request))
        return HttpResponseClientRedirect(answer.url) if request.htmx else answer

    @staticmethod
    def _place(request: HttpRequest) -> str:
        """The field that was being typed in, as the end of an address."""
        field = request.POST.get(drafts.FIELD, "")
        return f"#{field}" if field.isascii() and field.replace("_", "").replace("-", "").isalnum() else ""
