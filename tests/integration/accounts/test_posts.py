"""Who may give, end and reset what, and what the trail says about it."""

from datetime import date

import pytest
from freezegun import freeze_time

from ocop.accounts import services
from ocop.accounts.models import Membership, User
from ocop.audit.models import Event
from ocop.core.errors import RuleViolation
from ocop.core.roles import Role
from tests.factories.accounts import PASSWORD, make_officer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_november")]


@pytest.fixture
def _november():
    with freeze_time("2026-11-24 03:00"):
        yield


def give(world, **changes):
    terms = {
        "actor": world.admin,
        "user": world.nobody,
        "role": Role.COMMUNE_OFFICER,
        "place": world.places.my_hiep,
        "starts_on": date(2026, 12, 1),
    }
    return services.give_post(**terms | changes)


def test_a_new_person_holds_the_first_post_and_must_change_the_password(world):
    new = services.create_user(
        actor=world.commune_admin,
        username="myhiep-2",
        full_name="Cán bộ thứ hai xã Mỹ Hiệp",
        home=world.places.my_hiep,
        role=Role.COMMUNE_OFFICER,
        starts_on=date(2026, 11, 24),
    )

    user = User.objects.get(username="myhiep-2")
    assert user.check_password(new.password)
    assert user.must_change_password
    assert [(post.role, post.path) for post in user.posts()] == [
        (Role.COMMUNE_OFFICER, world.places.my_hiep.path)
    ]
    events = Event.objects.order_by("pk").values_list("verb", "actor", "subject_label")
    assert list(events) == [
        ("account.create", world.commune_admin.pk, "Cán bộ thứ hai xã Mỹ Hiệp"),
        ("post.give", world.commune_admin.pk, "Cán bộ OCOP xã, Xã Mỹ Hiệp"),
    ]
    assert new.password not in str(list(Event.objects.values()))


def test_a_person_without_post_is_created_where_they_are_looked_after(world):
    new = services.create_user(
        actor=world.admin, username="chuyen-gia", full_name="Chuyên gia", home=world.places.province
    )

    assert new.user.posts() == ()


def test_a_user_name_in_use_is_refused_and_nothing_is_left(world):
    with pytest.raises(RuleViolation) as refusal:
        services.create_user(
            actor=world.admin,
            username=world.officer.username,
            full_name="Người khác",
            home=world.places.my_hiep,
        )

    assert refusal.value.field == "username"
    assert not Event.objects.exists()


def test_nobody_is_created_outside_the_reach(world):
    with pytest.raises(RuleViolation, match="không thuộc địa bàn"):
        services.create_user(
            actor=world.commune_admin, username="x", full_name="Người khác", home=world.places.my_tho
        )

    assert not User.objects.filter(username="x").exists()


def test_a_post_acts_from_its_first_day_to_its_last(world):
    post = give(world, ends_on=date(2026, 12, 31))

    def roles_on(day):
        with freeze_time(f"{day} 03:00"):
            return [held.role for held in User.objects.get(pk=post.user_id).posts()]

    assert roles_on("2026-11-30") == []
    assert roles_on("2026-12-01") == [Role.COMMUNE_OFFICER]
    assert roles_on("2026-12-31") == [Role.COMMUNE_OFFICER]
    assert roles_on("2027-01-01") == []


@pytest.mark.parametrize("ends_on", [None, date(2026, 12, 1), date(2027, 6, 30)])
def test_the_same_post_twice_on_one_day_is_refused(world, ends_on):
    give(world, starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 31))

    with pytest.raises(RuleViolation, match="đã giữ vị trí đó từ ngày 01/12/2026"):
        give(world, starts_on=date(2026, 11, 1), ends_on=ends_on)

    assert Membership.objects.filter(user=world.nobody).count() == 1


def test_the_same_post_may_be_held_again_later(world):
    give(world, starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 31))

    give(world, starts_on=date(2027, 1, 1))

    assert Membership.objects.filter(user=world.nobody).count() == 2


@pytest.mark.parametrize("role", [Role.PRODUCER, Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY])
def test_roles_of_producers_and_councils_are_not_given_at_places(world, role):
    with pytest.raises(RuleViolation, match="không giao theo địa bàn"):
        give(world, role=role)


def test_an_administrator_gives_posts_only_at_or_below_the_own_place(world):
    for place in (world.places.my_tho, world.places.province, world.places.an_giang):
        with pytest.raises(RuleViolation, match="không thuộc địa bàn"):
            give(world, actor=world.commune_admin, place=place)
    with pytest.raises(RuleViolation, match="không thuộc địa bàn"):
        give(world, actor=world.officer)

    assert give(world, actor=world.commune_admin).place == world.places.my_hiep


def test_nobody_changes_their_own_posts(world):
    own = world.admin.memberships.get()

    for deed in (
        lambda: give(world, user=world.admin),
        lambda: services.end_post(actor=world.admin, post=own, ends_on=date(2026, 12, 1)),
        lambda: services.reset_password(actor=world.admin, user=world.admin),
    ):
        with pytest.raises(RuleViolation, match="Không ai tự thay đổi"):
            deed()


def test_a_post_ends_at_once_or_later_and_the_trail_keeps_both_days(world):
    post = world.officer.memberships.get()

    services.end_post(actor=world.admin, post=post, ends_on=date(2026, 11, 23), note="Chuyển công tác")

    assert User.objects.get(pk=world.officer.pk).posts() == ()
    event = Event.objects.get()
    assert (event.verb, event.before, event.after, event.note) == (
        "post.end",
        {"ends_on": None},
        {"ends_on": "2026-11-23"},
        "Chuyển công tác",
    )
    assert event.place_path == world.places.my_hiep.path


def test_the_past_is_not_rewritten(world):
    post = world.officer.memberships.get()

    with pytest.raises(RuleViolation, match="sớm nhất là 23/11/2026"):
        services.end_post(actor=world.admin, post=post, ends_on=date(2026, 11, 22))
    services.end_post(actor=world.admin, post=post, ends_on=date(2026, 11, 23))
    with pytest.raises(RuleViolation, match="đã kết thúc"):
        services.end_post(actor=world.admin, post=post, ends_on=date(2027, 1, 1))

    post.refresh_from_db()
    assert post.ends_on == date(2026, 11, 23)


def test_a_post_of_the_neighbour_cannot_be_ended(world):
    post = world.neighbour.memberships.get()

    with pytest.raises(RuleViolation, match="không thuộc địa bàn"):
        services.end_post(actor=world.admin, post=post, ends_on=date(2026, 12, 1))


def test_an_administrator_of_the_old_district_reaches_the_commune_of_today(world):
    veteran = make_officer(Role.ADMINISTRATOR, world.places.old_province)

    assert give(world, actor=veteran, place=world.places.old_my_long).place == world.places.old_my_long


def test_a_reset_password_is_new_must_be_changed_and_is_kept_nowhere(world):
    new = services.reset_password(actor=world.commune_admin, user=world.officer)

    world.officer.refresh_from_db()
    assert world.officer.check_password(new.password)
    assert not world.officer.check_password(PASSWORD)
    assert world.officer.must_change_password
    event = Event.objects.get()
    assert (event.verb, event.actor, event.place_path) == (
        "account.reset-password",
        world.commune_admin,
        world.places.my_hiep.path,
    )
    assert new.password not in str(Event.objects.values().get())


def test_a_post_above_keeps_the_password_out_of_a_communes_hands(world):
    give(world, user=world.officer, role=Role.PROVINCE_OFFICER, place=world.places.province,
         starts_on=date(2026, 11, 1))  # fmt: skip
    officer = User.objects.get(pk=world.officer.pk)

    with pytest.raises(RuleViolation, match="quản trị cấp trên"):
        services.reset_password(actor=world.commune_admin, user=officer)

    assert services.reset_password(actor=world.admin, user=officer).user == officer


def test_a_superuser_is_out_of_reach(world):
    services.give_post(
        actor=world.admin,
        user=(root := User.objects.create_superuser("root", "", PASSWORD, full_name="Kỹ thuật")),
        role=Role.COMMUNE_OFFICER,
        place=world.places.my_hiep,
        starts_on=date(2026, 1, 1),
    )

    with pytest.raises(RuleViolation, match="quản trị cấp trên"):
        services.reset_password(actor=world.admin, user=root)


def test_spoken_passwords_pass_the_rules_and_differ(settings):
    from django.contrib.auth.password_validation import validate_password

    passwords = {services.spoken_password() for _i in range(50)}

    assert len(passwords) == 50
    for password in passwords:
        validate_password(password)


def test_contact_is_changed_without_telling_the_trail_what_it_is(world):
    services.update_contact(actor=world.officer, email="canbo@example.vn", phone="0901 234 567")

    world.officer.refresh_from_db()
    assert (world.officer.email, world.officer.phone) == ("canbo@example.vn", "0901 234 567")
    event = Event.objects.get()
    assert (event.verb, event.detail) == ("account.contact", {"fields": ["email", "phone"]})
