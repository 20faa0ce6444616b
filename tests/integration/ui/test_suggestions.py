"""Places offered while their name is typed."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import include, path

from ocop.accounts import queries
from ocop.accounts.models import User
from ocop.localities.fields import PlaceField
from ocop.localities.models import Place
from ocop.ui.forms import PortalForm
from tests.factories.places import make_dong_thap

urlpatterns = [path("dia-ban/", include("ocop.localities.urls"))]
EVERYWHERE = "/dia-ban/goi-y/all/"


class HomeForm(PortalForm):
    home = PlaceField(Place.objects.all(), label="Địa bàn")


@pytest.fixture(autouse=True)
def routes(settings):
    settings.ROOT_URLCONF = __name__
    settings.LOGIN_URL = "/dang-nhap/"
    settings.POST_SOURCES = ["ocop.accounts.queries.PLACE_POSTS"]
    queries._sources.cache_clear()
    yield
    queries._sources.cache_clear()


@pytest.fixture
def world(db):
    return make_dong_thap()


@pytest.fixture
def signed_in(client, world):
    client.force_login(User.objects.create(username="somebody", full_name="Somebody"))
    return client


def test_places_of_a_name_are_offered_with_their_addresses(signed_in, world):
    html = signed_in.get(EVERYWHERE, {"name": "home", "home": "my hiep"}).text

    assert f'name="home_pick" id="id_home_pick_{world.my_hiep.pk}" value="{world.my_hiep.pk}"' in html
    assert "xã Mỹ Hiệp, tỉnh Đồng Tháp" in html
    assert " → xã Mỹ Hiệp, tỉnh Đồng Tháp" in html, "the former commune says where it is today"


def test_offers_keep_to_a_tier(signed_in):
    html = signed_in.get("/dia-ban/goi-y/province/", {"name": "home", "home": "my hiep"}).text

    assert html.strip() == ""


@pytest.mark.parametrize("name", ["", "<script>", "a b", "x" * 100])
def test_name_that_is_no_field_offers_nothing(signed_in, name):
    assert signed_in.get(EVERYWHERE, {"name": name, name: "my hiep"}).text.strip() == ""


def test_visitor_is_offered_nothing(client, world):
    assert client.get(EVERYWHERE, {"name": "home", "home": "my hiep"}).status_code == 302


def test_what_was_offered_is_taken(world):
    form = HomeForm({"home": "my hiep", "home_pick": str(world.my_hiep.pk)}, user=None)

    assert form.is_valid()
    assert form.cleaned_data["home"] == world.my_hiep


def test_name_of_then_and_now_is_answered_with_both_today_first(world):
    form = HomeForm({"home": "Mỹ Hiệp"}, user=None)

    assert not form.is_valid()
    shown = [pk for pk, _label, _note in form.fields["home"].widget.found]
    assert shown[0] == world.my_hiep.pk
    assert len(shown) > 1


def test_box_asks_for_offers_of_its_own_name():
    assert f'hx-get="{EVERYWHERE}?name=home"' in str(HomeForm(user=None)["home"])


def test_without_script_places_of_a_name_are_told_apart(world):
    form = HomeForm({"home": "Mỹ Hiệp"}, user=AnonymousUser())

    assert not form.is_valid()
    lines = [note for _pk, _label, note in form.fields["home"].widget.found]
    assert lines == [
        "xã Mỹ Hiệp, tỉnh Đồng Tháp",
        "xã Mỹ Hiệp, huyện Cao Lãnh, tỉnh Đồng Tháp (đến hết 30/06/2025)",
    ]
