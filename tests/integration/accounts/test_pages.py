"""The pages of people and posts."""

from datetime import date

import pytest
from django.urls import reverse

from ocop.accounts import services
from ocop.accounts.models import Membership, User
from ocop.core.roles import Role
from tests.factories.accounts import make_officer

pytestmark = pytest.mark.django_db
LIST_QUERIES = 7
"""Session, reader, posts of the reader, count, rows, their posts; unread notices."""


def send(client, url, **typed):
    page = client.get(url)
    keys = {"form_key": page.context["page"].form_key}
    return client.post(url, keys | typed)


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_many(client, world, django_assert_num_queries, people):
    for number in range(people):
        make_officer(Role.COMMUNE_OFFICER, world.places.my_tho, name=f"Cán bộ {number}")
    client.force_login(world.admin)
    client.get(reverse("accounts:profile"))  # the first page of a session writes when it began

    with django_assert_num_queries(LIST_QUERIES):
        client.get(reverse("accounts:person-list"))


def test_the_list_shows_the_people_of_ones_own_places(client, world):
    client.force_login(world.commune_admin)

    page = client.get(reverse("accounts:person-list")).content.decode()

    assert "Cán bộ xã Mỹ Hiệp" in page
    assert "Người chưa giao vị trí" in page
    assert "Cán bộ phường Mỹ Thới" not in page
    assert "Thanh tra tỉnh" not in page


def names(answer):
    return [user.full_name for user in answer.context["page"].rows]


def test_the_list_is_searched_without_marks_and_filtered(client, world):
    client.force_login(world.admin)
    url = reverse("accounts:person-list")

    assert names(client.get(url, {"q": "can bo my hiep"})) == ["Cán bộ xã Mỹ Hiệp"]
    assert names(client.get(url, {"role": Role.AUDITOR})) == ["Thanh tra tỉnh Đồng Tháp"]
    assert names(client.get(url, {"place": "my hiep"})) == ["Cán bộ xã Mỹ Hiệp", "Quản trị xã Mỹ Hiệp"]


@pytest.mark.parametrize("route", ["person-detail", "post-give", "password-reset"])
def test_foreign_people_do_not_exist(client, world, route):
    client.force_login(world.admin)

    assert client.get(reverse(f"accounts:{route}", args=[world.neighbour.pk])).status_code == 404
    assert client.get(reverse(f"accounts:{route}", args=[99999])).status_code == 404


def test_foreign_posts_do_not_exist(client, world):
    client.force_login(world.admin)

    url = reverse("accounts:post-end", args=[world.neighbour.memberships.get().pk])
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("route", ["person-list", "person-create"])
def test_an_officer_has_no_business_here(client, world, route):
    client.force_login(world.officer)

    assert client.get(reverse(f"accounts:{route}")).status_code == 403


def test_an_auditor_reads_and_changes_nothing(client, world):
    client.force_login(world.auditor)
    detail = client.get(reverse("accounts:person-detail", args=[world.officer.pk]))

    assert detail.status_code == 200
    assert detail.context["page"].moves == []
    assert client.get(reverse("accounts:post-give", args=[world.officer.pk])).status_code == 403
    assert client.get(reverse("accounts:person-create")).status_code == 403


def test_a_person_is_created_and_the_password_shown_once(client, world):
    client.force_login(world.admin)

    answer = send(
        client,
        reverse("accounts:person-create"),
        full_name="Cán bộ xã Mỹ Thọ",
        username="MyTho-1",
        home="Mỹ Thọ",
        role=Role.COMMUNE_OFFICER,
        starts_on="01/11/2026",
    )

    new = User.objects.get(username="mytho-1")
    password = answer.context["page"].password
    assert password in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert new.check_password(password)
    assert Membership.objects.get(user=new).place == world.places.my_tho
    assert password not in client.get(reverse("accounts:person-detail", args=[new.pk])).content.decode()


def test_what_was_typed_stays_when_the_name_is_in_use(client, world):
    client.force_login(world.admin)

    answer = send(
        client,
        reverse("accounts:person-create"),
        full_name="Cán bộ trùng tên đăng nhập",
        username=world.officer.username,
        home="Mỹ Thọ",
    )

    assert answer.status_code == 422
    assert "Tên đăng nhập này đã có người dùng." in answer.content.decode()
    assert "Cán bộ trùng tên đăng nhập" in answer.content.decode()


def test_a_foreign_place_cannot_be_chosen(client, world):
    client.force_login(world.commune_admin)

    answer = send(
        client,
        reverse("accounts:post-give", args=[world.nobody.pk]),
        role=Role.COMMUNE_OFFICER,
        place="Mỹ Thọ",
        starts_on="01/12/2026",
    )

    assert answer.status_code == 422
    assert "Không tìm thấy “Mỹ Thọ”" in answer.content.decode()


def test_a_post_is_given_and_ended_on_pages(client, world):
    client.force_login(world.admin)
    send(
        client,
        reverse("accounts:post-give", args=[world.nobody.pk]),
        role=Role.COMMUNE_OFFICER,
        place="Mỹ Hiệp",
        starts_on="01/01/2026",
    )
    post = Membership.objects.get(user=world.nobody)

    answer = send(client, reverse("accounts:post-end", args=[post.pk]), ends_on="31/12/2099")

    post.refresh_from_db()
    assert answer.url == reverse("accounts:person-detail", args=[world.nobody.pk])
    assert f"{post.ends_on:%d/%m/%Y}" == "31/12/2099"


def test_a_double_press_resets_the_password_once(client, world):
    client.force_login(world.admin)
    url = reverse("accounts:password-reset", args=[world.officer.pk])
    key = client.get(url).context["page"].form_key

    first = client.post(url, {"form_key": key})
    second = client.post(url, {"form_key": key})

    world.officer.refresh_from_db()
    assert world.officer.check_password(first.context["page"].password)
    assert second.url == reverse("accounts:person-detail", args=[world.officer.pk])


def test_the_profile_names_the_posts_of_today(client, world):
    client.force_login(world.officer)

    page = client.get(reverse("accounts:profile")).content.decode()

    assert "Cán bộ OCOP xã" in page
    assert "Xã Mỹ Hiệp" in page


def test_the_trail_of_a_person_names_the_posts_in_reach_only(client, world):
    for place in (world.places.my_hiep, world.places.my_tho):
        services.give_post(
            actor=world.admin,
            user=world.nobody,
            role=Role.COMMUNE_OFFICER,
            place=place,
            starts_on=date(2026, 1, 1),
        )
    url = reverse("accounts:person-detail", args=[world.nobody.pk])
    client.force_login(world.commune_admin)

    page = client.get(url)

    assert [entry.what for entry in page.context["page"].entries] == ["Vị trí công tác: giao"]
    assert "Mỹ Thọ" not in page.content.decode()


def test_only_places_that_would_be_taken_are_offered(client, cast):
    client.force_login(cast.administrator)
    form = client.get(reverse("accounts:person-create")).context["form"]
    assert "tỉnh, huyện hoặc xã" in str(form.fields["home"].help_text)
    asked = form.fields["home"].widget.suggest_url

    offered = client.get(asked, {"name": "home", "home": "Mỹ Hiệp"}).context["page"].found

    assert [pk for pk, _name, _note in offered] == [cast.places.my_hiep.pk]
