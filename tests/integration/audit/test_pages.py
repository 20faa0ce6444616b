"""The pages of the trail: who reads what, found by what."""

import pytest
from django.urls import reverse
from freezegun import freeze_time

from ocop.audit.models import Event
from ocop.audit.services import record
from ocop.audit.words import words_for
from ocop.core.roles import Role
from tests.factories.accounts import make_officer
from tests.factories.places import make_dong_thap

pytestmark = pytest.mark.django_db
LIST_QUERIES = 6
"""Session, reader, posts (three sources), count, rows with their actors, unread notices."""


@pytest.fixture
def places(db):
    return make_dong_thap()


@pytest.fixture
def auditor(places):
    return make_officer(Role.AUDITOR, places.province)


@pytest.fixture
def officer(places):
    return make_officer(Role.COMMUNE_OFFICER, places.my_hiep, name="Cán bộ xã Mỹ Hiệp")


@pytest.fixture
def events(places, officer):
    def at(moment, verb, place, note=""):
        with freeze_time(moment):
            return record(actor=officer, verb=verb, subject=officer, place=place, note=note)

    return [
        at("2026-11-01 03:00", "dossier.return", places.my_hiep, "Thiếu ảnh nhãn"),
        at("2026-11-02 16:59", "post.give", places.old_my_long),
        at("2026-11-02 17:00", "account.sign-in", places.an_giang),
    ]


def shown(client, **query):
    """The events on the page, without the reader's own sign-in."""
    page = client.get(reverse("audit:event-list"), query).context["page"]
    return [event.pk for event, *_rest in page.lines if event.actor_id != page.request.user.pk]


def test_a_reader_sees_the_own_places_of_today_and_of_the_past(client, auditor, events):
    client.force_login(auditor)

    assert shown(client) == [events[1].pk, events[0].pk]


@pytest.mark.parametrize(
    ("query", "positions"),
    [
        ({"thing": "dossier"}, [0]),
        ({"person": "can bo my hiep"}, [1, 0]),
        ({"person": "thanh tra"}, []),
        ({"q": "mỹ hiệp"}, [1, 0]),
        ({"q": "khong co"}, []),
        ({"since": "02/11/2026"}, [1]),
        ({"until": "01/11/2026"}, [0]),
        ({"until": "02/11/2026"}, [1, 0]),
    ],
)
def test_the_trail_is_filtered_by_kind_person_words_and_days_of_hanoi(
    client, auditor, events, query, positions
):
    client.force_login(auditor)

    assert shown(client, **query) == [events[position].pk for position in positions]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_many(
    client, auditor, officer, places, django_assert_num_queries, count
):
    for _i in range(count):
        record(actor=officer, verb="post.give", subject=officer, place=places.my_hiep)
    client.force_login(auditor)
    client.get(reverse("accounts:profile"))

    with django_assert_num_queries(LIST_QUERIES):
        client.get(reverse("audit:event-list"))


def test_one_event_shows_its_fields_before_and_after(client, auditor, officer, places):
    event = record(
        actor=officer,
        verb="post.end",
        subject=officer,
        place=places.my_hiep,
        role=Role.ADMINISTRATOR,
        before={"ends_on": None},
        after={"ends_on": "2026-11-30"},
        fields=["email", "phone"],
        complete=True,
        unheard="2026-02-30",
    )
    client.force_login(auditor)

    page = client.get(reverse("audit:event-detail", args=[event.pk])).context["page"]

    assert page.changes == [("Đến hết ngày", "—", "30/11/2026")]
    assert {fact.label: fact.value for fact in page.detail} == {
        "Các mục": "Email, Điện thoại",
        "Dùng chấm được": "có",
        "unheard": "2026-02-30",
    }
    assert page.title == "Vị trí công tác: kết thúc"


def test_foreign_events_do_not_exist(client, auditor, events):
    client.force_login(auditor)

    assert client.get(reverse("audit:event-detail", args=[events[2].pk])).status_code == 404


def test_an_officer_does_not_read_the_trail(client, officer, events):
    client.force_login(officer)

    assert client.get(reverse("audit:event-list")).status_code == 403
    assert not Event.objects.visible_to(officer).exists()


def test_verbs_without_words_stay_readable():
    assert words_for("dossier.return") == "Hồ sơ: trả lại"
    assert words_for("thing.unheard") == "thing: unheard"
