"""The gallery and the help pages in a real browser: readable by everybody, no sideways scroll."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client

from ocop.accounts.models import User
from tests.e2e.conftest import DESK, PHONE

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = ["/giao-dien/bo-thanh-phan/", "/giao-dien/huong-dan/", "/giao-dien/tro-nang-bao-mat/"]


@pytest.fixture
def signed_in(open_page, live_server):
    client = Client()
    client.force_login(User.objects.create(username="somebody", full_name="Cán bộ OCOP"))

    def opened(size: dict[str, int]):
        page = open_page(size)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        page.context.add_cookies([cookie])
        return page

    return opened


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("address", PAGES)
def test_page_is_readable_by_everybody(signed_in, address, size):
    page = signed_in(size)
    faults = []
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)

    page.goto(address)

    assert [fault["id"] for fault in Axe().run(page).response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert faults == []


def test_keyboard_reaches_the_content_first(signed_in):
    page = signed_in(DESK)
    page.goto("/giao-dien/huong-dan/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize(("size", "wrap"), [(DESK, "nowrap"), (PHONE, "normal")], ids=["desk", "phone"])
def test_a_state_in_a_table_stays_on_one_line_where_there_is_room(signed_in, size, wrap):
    page = signed_in(size)
    page.goto("/giao-dien/bo-thanh-phan/")

    styles = page.locator("td .tag").evaluate_all("tags => tags.map(tag => getComputedStyle(tag).whiteSpace)")

    assert set(styles) == {wrap}


TARGETS = ".btn, .page-link, .thumb a, .pills a, .steps a, summary, .form-check"
"""What stands alone and is pressed; links inside a sentence are let off, as WCAG 2.5.8 does."""


def test_every_target_is_large_enough_for_a_thumb(signed_in):
    page = signed_in(PHONE)
    page.goto("/giao-dien/bo-thanh-phan/")

    boxes = [(target.inner_text(), target.bounding_box()) for target in page.locator(TARGETS).all()]

    assert [text for text, box in boxes if box and box["height"] < 43.5] == []
    assert len(boxes) > 50
