"""The gate: right and wrong passwords, the slow-down, the demo's open doors, the password to be changed."""

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.urls import reverse
from freezegun import freeze_time

from ocop.accounts.demo import DEMO_PASSWORD
from ocop.accounts.models import User
from ocop.audit.models import Event
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db
SIGN_IN = "/tai-khoan/dang-nhap/"


def sign_in(client, username, password=PASSWORD, **extra):
    return client.post(SIGN_IN, {"username": username, "password": password}, **extra)


def test_the_right_password_opens_and_is_recorded(client, world):
    answer = sign_in(client, world.officer.username)

    assert (answer.status_code, answer.url) == (302, "/")
    event = Event.objects.get()
    assert (event.verb, event.actor, event.place_path) == (
        "account.sign-in",
        world.officer,
        world.places.my_hiep.path,
    )


def test_the_official_address_opens_too(client, world):
    User.objects.filter(pk=world.officer.pk).update(email="canbo@example.vn")

    assert sign_in(client, "Canbo@example.vn").status_code == 302


def test_known_and_unknown_names_get_the_same_answer(client, world):
    known = sign_in(client, world.officer.username, "sai")
    unknown = sign_in(client, "khong-co-ai", "sai")

    def words(answer):
        import re

        body = re.sub(r'value="[^"]*"', "", answer.content.decode())
        return body.replace("khong-co-ai", "").replace(world.officer.username, "")

    assert known.status_code == unknown.status_code == 200
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in words(known)
    assert words(known) == words(unknown)
    assert list(Event.objects.values_list("verb", "subject_label", "actor")) == [
        ("account.sign-in-failed", "Cán bộ xã Mỹ Hiệp", None)
    ]


def test_a_failure_is_seen_by_the_leader_of_the_place_and_holds_no_password(client, world):
    sign_in(client, world.officer.username, "bi-mat-go-nham")

    assert "bi-mat-go-nham" not in str(list(Event.objects.values()))
    assert Event.objects.visible_to(world.admin).count() == 1


@pytest.mark.parametrize("known", [True, False])
def test_six_wrong_passwords_slow_down_for_a_quarter_of_an_hour(client, world, known):
    name = world.officer.username if known else "khong-co-ai"
    with freeze_time("2026-11-24 03:00") as clock:
        answers = [sign_in(client, name, "sai").status_code for _i in range(6)]
        slowed = sign_in(client, name)
        clock.tick(16 * 60)
        afterwards = sign_in(client, name)

    assert answers == [200] * 5 + [429]
    assert slowed.status_code == 429
    assert "đợi 15 phút" in slowed.content.decode()
    assert slowed["Retry-After"] == "900"
    assert afterwards.status_code == (302 if known else 200)


def test_others_and_other_machines_are_not_slowed_down(client, world):
    for _i in range(7):
        sign_in(client, world.officer.username, "sai")

    assert sign_in(client, world.neighbour.username).status_code == 302
    assert sign_in(client, world.officer.username, REMOTE_ADDR="10.0.0.9").status_code == 302


def test_an_inactive_person_is_told_nothing_special(client, world):
    User.objects.filter(pk=world.officer.pk).update(is_active=False)

    answer = sign_in(client, world.officer.username)

    assert "Tên đăng nhập hoặc mật khẩu không đúng" in answer.content.decode()


def test_signing_out_needs_a_press_and_is_recorded(client, world):
    client.force_login(world.officer)

    assert client.get(reverse("accounts:sign-out")).status_code == 405
    assert client.post(reverse("accounts:sign-out")).status_code == 302
    assert "_auth_user_id" not in client.session
    assert Event.objects.order_by("-pk").first().verb == "account.sign-out"


def test_a_password_set_by_somebody_else_must_be_changed_first(client, world):
    User.objects.filter(pk=world.officer.pk).update(must_change_password=True)
    client.force_login(world.officer)

    answer = client.get(reverse("accounts:profile"))
    page = client.get(answer.url)

    assert answer.url == reverse("accounts:password-change")
    assert "do quản trị đặt" in page.content.decode()


def change(client, **changes):
    page = client.get(reverse("accounts:password-change"))
    typed = {
        "form_key": page.context["page"].form_key,
        "old_password": PASSWORD,
        "new_password": "dong-lua-chin-vang",
        "repeated_password": "dong-lua-chin-vang",
    }
    return client.post(reverse("accounts:password-change"), typed | changes)


def test_changing_the_password_keeps_this_session_and_ends_the_others(client, world):
    User.objects.filter(pk=world.officer.pk).update(must_change_password=True)
    other = type(client)()
    other.force_login(world.officer)
    client.force_login(world.officer)

    answer = change(client)

    world.officer.refresh_from_db()
    assert (answer.status_code, answer.url) == (302, "/")
    assert world.officer.check_password("dong-lua-chin-vang")
    assert not world.officer.must_change_password
    assert client.get(reverse("accounts:profile")).status_code == 200
    assert other.get(reverse("accounts:profile")).status_code == 302
    assert Event.objects.filter(verb="account.change-password").count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"old_password": "sai"}, "Mật khẩu hiện nay không đúng"),
        ({"new_password": "ngan", "repeated_password": "ngan"}, "10"),
        ({"new_password": PASSWORD, "repeated_password": PASSWORD}, "phải khác mật khẩu hiện nay"),
        ({"repeated_password": "khac-hai-lan"}, "không giống nhau"),
        ({"new_password": "1234567890", "repeated_password": "1234567890"}, "id_new_password"),
    ],
)
def test_a_bad_new_password_is_refused_with_its_reason(client, world, changes, words):
    client.force_login(world.officer)

    answer = change(client, **changes)

    world.officer.refresh_from_db()
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert world.officer.check_password(PASSWORD)


@pytest.fixture
def demo_officer(world):
    return User.objects.create_user("thu-xa", password=DEMO_PASSWORD, full_name="Cán bộ dùng thử")


def test_a_demo_opens_its_accounts_with_one_press(client, settings, demo_officer):
    settings.DEMO = True

    page = client.get(SIGN_IN).content.decode()
    answer = client.post(reverse("accounts:demo-sign-in"), {"username": "thu-xa"})

    assert 'value="thu-xa"' in page
    assert DEMO_PASSWORD in page
    assert answer.url == "/"
    assert client.session["_auth_user_id"] == str(demo_officer.pk)


def test_outside_a_demo_there_is_no_open_door(client, settings, demo_officer):
    settings.DEMO = False

    page = client.get(SIGN_IN).content.decode()
    answer = client.post(reverse("accounts:demo-sign-in"), {"username": "thu-xa"})

    assert "thu-xa" not in page
    assert DEMO_PASSWORD not in page
    assert answer.url == SIGN_IN
    assert "_auth_user_id" not in client.session


def test_even_a_demo_opens_only_accounts_with_the_known_password(client, settings, world, demo_officer):
    settings.DEMO = True
    demo_officer.set_password("mat-khau-rieng")
    demo_officer.save()

    for username in ("thu-xa", world.admin.username, ""):
        client.post(reverse("accounts:demo-sign-in"), {"username": username})

    assert "_auth_user_id" not in client.session


def test_deploying_a_demo_or_the_embedded_database_is_an_error(settings):
    settings.DEMO, settings.DATABASE_URL = True, ""

    found = {problem.id for problem in run_checks(include_deployment_checks=True, databases=["default"])}

    assert {"accounts.E001", "accounts.E002"} <= found


def test_a_real_deployment_passes_these_checks(settings):
    settings.DEMO, settings.DATABASE_URL = False, "postgres://somewhere/portal"

    found = {problem.id for problem in run_checks(include_deployment_checks=True, databases=["default"])}

    assert not {"accounts.E001", "accounts.E002"} & found


def test_the_first_administrator_can_be_made_by_command(db):
    call_command("createsuperuser", username="root", full_name="Kỹ thuật", email="", interactive=False)

    assert User.objects.get().is_superuser
