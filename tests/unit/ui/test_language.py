"""The language of a page: Vietnamese, unless the reader chose another."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation

from ocop.ui.middleware import LanguageMiddleware


def language_for(*, cookie: str | None = None, browser: str = "en-US") -> str:
    request = RequestFactory().get("/", HTTP_ACCEPT_LANGUAGE=browser)
    if cookie is not None:
        request.COOKIES["django_language"] = cookie
    return LanguageMiddleware(lambda _request: HttpResponse(translation.get_language()))(
        request
    ).content.decode()


@pytest.mark.parametrize(
    ("cookie", "language"), [(None, "vi"), ("en", "en"), ("vi", "vi"), ("fr", "vi"), ("../en", "vi")]
)
def test_language_comes_from_the_cookie_alone(cookie, language):
    assert language_for(cookie=cookie) == language


def test_language_of_one_request_does_not_stay_for_the_next():
    before = translation.get_language()

    language_for(cookie="en")

    assert translation.get_language() == before
