"""The admin site has one door: the portal's own."""

import pytest

from ocop.accounts.models import User

pytestmark = pytest.mark.django_db


def test_a_visitor_is_led_to_the_portals_sign_in(client):
    led = client.get("/quan-tri/", follow=True)

    assert led.redirect_chain[-1][0].startswith("/tai-khoan/dang-nhap/")


def test_an_official_without_the_right_is_told_so(client, cast):
    client.force_login(cast.administrator)

    assert client.get("/quan-tri/", follow=True).status_code == 403


def test_a_superuser_enters(client):
    client.force_login(User.objects.create_superuser("goc", full_name="Quản trị máy chủ", email=""))

    assert client.get("/quan-tri/").status_code == 200
    assert client.get("/quan-tri/login/").url == "/quan-tri/"
