"""The help pages: open to everybody, in the language the reader chose, without a cookie until then."""

import pytest
from django.test import Client
from django.urls import include, path

urlpatterns = [path("giao-dien/", include("ocop.ui.urls"))]
HELP, ACCESS, LANGUAGE = "/giao-dien/huong-dan/", "/giao-dien/tro-nang-bao-mat/", "/giao-dien/ngon-ngu/"

pytestmark = pytest.mark.urls(__name__)


@pytest.mark.parametrize("address", [HELP, ACCESS])
def test_visitor_reads_help_without_a_cookie_or_a_query(client, db, address, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get(address)

    assert answer.status_code == 200
    assert '<html lang="vi">' in answer.text
    assert dict(answer.cookies) == {}


def test_reader_chooses_the_language(client, db):
    chosen = client.post(LANGUAGE, {"language": "en", "next": HELP})

    assert (chosen.status_code, chosen.headers["Location"]) == (302, HELP)
    answer = client.get(HELP)
    assert '<html lang="en">' in answer.text
    assert "<h1>Step-by-step guide</h1>" in answer.text
    assert answer.headers["Content-Language"] == "en"


def test_language_can_be_chosen_without_a_token(db):
    assert (
        Client(enforce_csrf_checks=True).post(LANGUAGE, {"language": "en", "next": HELP}).status_code == 302
    )


@pytest.mark.parametrize(
    ("asked", "back"), [(f"{HELP}?q=xoai", f"{HELP}?q=xoai"), (f"{HELP}?q={'xoai' * 200}", HELP)]
)
def test_language_switch_repeats_no_long_address(client, db, asked, back):
    assert f'name="next" value="{back}"' in client.get(asked).text


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_language_switch_leads_nowhere_else(client, db, elsewhere):
    assert client.post(LANGUAGE, {"language": "en", "next": elsewhere}).headers["Location"] == "/"


def test_gallery_is_for_those_who_signed_in(client, db, settings):
    settings.LOGIN_URL = "/dang-nhap/"

    assert client.get("/giao-dien/bo-thanh-phan/").headers["Location"].startswith("/dang-nhap/")


def test_pages_carry_the_content_policy(client, db):
    policy = client.get(HELP).headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
