"""Forms in a real browser, with and without script, under the content policy of production."""

import re

import pytest
from django.test import Client

from ocop.core.roles import Role
from ocop.localities.choices import PlaceKind
from tests.factories.places import make_place
from tests.integration.ui import pages
from tests.integration.ui.test_views import post_of, sample_pages  # noqa: F401 -- a fixture

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def post(sample_pages):  # noqa: F811 -- the fixture imported above
    return post_of("admin", Role.ADMINISTRATOR, make_place(PlaceKind.PROVINCE, "Đồng Tháp", "82"), title="Cũ")


@pytest.fixture
def signed_in(open_page, post, live_server):
    """Opens a page as the administrator; faults of script and blocked content are collected."""

    def opened(**options):
        client = Client()
        client.force_login(post.user)
        page = open_page(**options)
        page.context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
        )
        page.faults = []
        page.on("pageerror", lambda fault: page.faults.append(str(fault)))
        page.on(
            "console", lambda said: page.faults.append(said.text) if "Content Security" in said.text else None
        )
        return page

    return opened


def test_part_is_swapped_in_and_can_be_sent_again(signed_in, post):
    page = signed_in()
    page.goto(f"/vi-tri/{post.pk}/ten/")

    page.fill("#id_title", "Một")
    page.click("text=Lưu")
    page.get_by_text("Đã đổi chức vụ.").wait_for()
    page.fill("#id_title", "Hai")
    page.click("text=Lưu")
    page.locator('[name=version][value="3"]').wait_for(state="attached")

    assert pages.effects == ["Một", "Hai"]
    assert page.faults == []


def test_refused_part_is_shown_with_the_focus_on_its_errors(signed_in, post):
    page = signed_in()
    page.goto(f"/vi-tri/{post.pk}/ten/")

    page.fill("#id_title", "Cấm")
    page.click("text=Lưu")
    page.locator(".error-summary").wait_for()

    assert page.evaluate("document.activeElement.className") == "error-summary"
    assert page.input_value("#id_title") == "Cấm"
    page.click(".error-summary a")
    assert page.evaluate("document.activeElement.id") == "id_title"


def test_double_click_has_one_effect(signed_in):
    page = signed_in()
    page.goto("/ghi-chu/")

    page.fill("#id_title", "Một lần")
    page.dblclick("text=Lưu")
    page.wait_for_url(re.compile("/vi-tri/"))

    assert pages.effects == ["Một lần"]


def test_everything_works_without_script(signed_in, post):
    page = signed_in(java_script_enabled=False)
    page.goto(f"/vi-tri/{post.pk}/ten/")

    page.fill("#id_title", "Cấm")
    page.click("text=Lưu")
    assert page.title().startswith("Lỗi:")
    page.fill("#id_title", "Được")
    page.click("text=Lưu")
    page.wait_for_url(re.compile("/vi-tri/$"))

    assert pages.effects == ["Được"]
    assert "Đã đổi chức vụ." in page.inner_text("body")
