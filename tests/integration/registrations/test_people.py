"""A producer's representative invites an accountant or a consultant, who writes until a day."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from freezegun import freeze_time

from ocop.audit.models import Event
from ocop.celery import app
from ocop.core import clock
from ocop.core.errors import RuleViolation
from ocop.core.roles import Role
from ocop.notifications.models import Notice
from registrations import queries, services
from registrations.choices import ActingAs
from registrations.models import Dossier, ProducerPost
from registrations.tasks import tell_of_ended_posts
from tests.factories.registrations import complete_dossier, fresh

pytestmark = pytest.mark.django_db


def invite(cast, *, actor=None, kind=ActingAs.ACCOUNTANT, days=30, username="ke-toan-xoai"):
    return services.invite_helper(
        actor=actor or cast.producer_person,
        producer=cast.producer,
        kind=kind,
        ends_on=clock.today() + timedelta(days=days),
        username=username,
        full_name="Kế toán Hợp tác xã Xoài",
    )


@pytest.fixture
def helper(cast):
    return invite(cast).user


def test_an_invited_accountant_writes_until_the_day(cast, helper):
    post = helper.producer_posts.get()

    assert (post.kind, post.starts_on) == (ActingAs.ACCOUNTANT, clock.today())
    assert {row.role for row in helper.posts()} == {Role.PRODUCER}
    assert Event.objects.filter(verb="post.invite", subject_id=post.pk).count() == 1
    told = Notice.objects.get(person=cast.officer)
    assert "mời Kế toán Hợp tác xã Xoài (kế toán)" in told.text
    services.create_product(actor=helper, producer=cast.producer, name="Xoài sấy")


def test_a_consultant_of_one_producer_is_invited_by_another(client, cast, helper):
    other = cast.new_producer
    client.force_login(cast.new_producer_person)
    address = reverse("registrations:producer-invite", args=[other.pk])
    typed = {
        "form_key": client.get(address).context["form"].form_key,
        "version": other.version,
        "kind": ActingAs.CONSULTANT,
        "full_name": "kế toán hợp tác xã xoài",
        "username": helper.username,
        "ends_on": f"{clock.today() + timedelta(days=30):%d/%m/%Y}",
    }

    answer = client.post(address, typed, follow=True)

    assert "Đã mời Kế toán Hợp tác xã Xoài." in answer.content.decode()
    assert set(helper.producer_posts.values_list("producer", flat=True)) == {cast.producer.pk, other.pk}
    assert Notice.objects.filter(person=helper, text__contains="mời bạn làm tư vấn").count() == 1
    again = {"full_name": helper.full_name, "username": helper.username, "kind": ActingAs.CONSULTANT}
    with pytest.raises(RuleViolation, match="đang làm việc cho chủ thể rồi"):
        services.invite_helper(actor=cast.new_producer_person, producer=other, ends_on=clock.today(), **again)


def test_a_sign_in_of_another_name_is_taken_like_any_other(cast, helper):
    with pytest.raises(RuleViolation, match="đã có người dùng"):
        services.invite_helper(
            actor=cast.new_producer_person,
            producer=cast.new_producer,
            kind=ActingAs.CONSULTANT,
            ends_on=clock.today(),
            username=helper.username,
            full_name="Người khác",
        )

    assert helper.producer_posts.count() == 1


def test_the_officer_of_the_commune_does_not_work_for_the_producer(cast):
    with pytest.raises(RuleViolation, match="cán bộ phụ trách địa bàn"):
        services.invite_helper(
            actor=cast.producer_person,
            producer=cast.producer,
            kind=ActingAs.CONSULTANT,
            ends_on=clock.today(),
            username=cast.officer.username,
            full_name=cast.officer.full_name,
        )


@pytest.mark.parametrize("who", ["officer", "new_producer_person", "district_officer"])
def test_only_a_representative_invites(cast, who):
    with pytest.raises(RuleViolation, match="Chỉ người đại diện"):
        invite(cast, actor=getattr(cast, who))

    assert not ProducerPost.objects.filter(kind=ActingAs.ACCOUNTANT).exists()


def test_a_helper_invites_nobody(cast, helper):
    with pytest.raises(RuleViolation, match="Chỉ người đại diện"):
        invite(cast, actor=helper, username="nguoi-khac")


def test_a_representative_is_not_invited(cast):
    with pytest.raises(RuleViolation, match="cán bộ OCOP xã cấp"):
        invite(cast, kind=ActingAs.REPRESENTATIVE)


@pytest.mark.parametrize(("days", "reason"), [(-1, "không thể trước hôm nay"), (400, "Chỉ mời được đến hết")])
def test_an_invitation_ends_within_the_longest_term(cast, days, reason):
    with pytest.raises(RuleViolation, match=reason):
        invite(cast, days=days)


def test_the_database_knows_no_helper_without_an_end(cast, helper):
    with pytest.raises(IntegrityError), transaction.atomic():
        helper.producer_posts.update(ends_on=None)


def test_reach_ends_with_the_day(client, cast, helper):
    helper.must_change_password = False
    helper.save()
    url = cast.producer.get_absolute_url()
    last = helper.producer_posts.get().ends_on

    with freeze_time(f"{last} 05:00:00"):
        client.force_login(helper)
        assert client.get(url).status_code == 200
    with freeze_time(f"{last + timedelta(days=1)} 05:00:00"):
        client.force_login(helper)
        assert client.get(url).status_code == 404


def test_the_representative_ends_it_at_once(client, cast, helper):
    helper.must_change_password = False
    helper.save()
    post = helper.producer_posts.get()
    client.force_login(helper)
    assert client.get(cast.producer.get_absolute_url()).status_code == 200

    services.end_producer_post(actor=cast.producer_person, post=post)

    assert client.get(cast.producer.get_absolute_url()).status_code == 404
    with pytest.raises(RuleViolation, match="đã kết thúc"):
        services.end_producer_post(actor=cast.officer, post=ProducerPost.objects.get(pk=post.pk))


def test_whose_invitation_ended_is_written_down_and_told_once(cast, helper):
    post = helper.producer_posts.get()
    Notice.objects.all().delete()

    with freeze_time(f"{post.ends_on} 05:00:00"):
        assert services.tell_of_ended_posts() == 0
    with freeze_time(f"{post.ends_on + timedelta(days=1)} 05:00:00"):
        assert services.tell_of_ended_posts() == 1
        assert services.tell_of_ended_posts() == 0

    event = Event.objects.get(verb="post.lapse")
    assert (event.subject_id, event.actor, event.detail["person"]) == (post.pk, None, helper.pk)
    told = {notice.person: notice.text for notice in Notice.objects.all()}
    over = f"{helper} (kế toán) không còn làm việc cho {cast.producer} trên cổng."
    assert told.pop(helper) == f"Bạn không còn làm việc cho {cast.producer} trên cổng (kế toán)."
    assert {cast.producer_person, cast.officer} <= set(told)
    assert set(told.values()) == {over}


def test_the_clock_tells_of_ended_invitations(cast, helper):
    assert app.conf.beat_schedule["tell-of-ended-posts"]["task"] == tell_of_ended_posts.name
    with freeze_time(f"{helper.producer_posts.get().ends_on + timedelta(days=1)} 05:00:00"):
        tell_of_ended_posts()

    assert Event.objects.filter(verb="post.lapse").count() == 1


def test_whoever_is_ended_at_once_and_the_commune_are_told(cast, helper):
    Notice.objects.all().delete()

    services.end_producer_post(actor=cast.producer_person, post=helper.producer_posts.get())

    told = set(Notice.objects.values_list("person", flat=True))
    assert {helper.pk, cast.officer.pk} <= told
    assert cast.producer_person.pk not in told
    with freeze_time(clock.today() + timedelta(days=60)):
        assert services.tell_of_ended_posts() == 0


def test_a_helper_ends_no_one(cast, helper):
    other = invite(cast, kind=ActingAs.CONSULTANT, username="tu-van-xoai").user.producer_posts.get()

    with pytest.raises(RuleViolation, match="thẩm quyền"):
        services.end_producer_post(actor=helper, post=other)


def test_helpers_write_but_do_not_bind_the_producer(client, cast, helper):
    dossier = complete_dossier(cast.producer, cast.cycle_148, actor=cast.officer, consent=False)
    services.update_registration_form(actor=helper, dossier=dossier, phone="0277 111 2222")
    dossier = fresh(dossier)
    read = queries.consent_standing(dossier).digest

    for refused in (
        lambda: services.hand_in_dossier(actor=helper, dossier=dossier),
        lambda: services.withdraw_dossier(actor=helper, dossier=dossier, note="Thôi"),
        lambda: services.confirm_contents(actor=helper, dossier=dossier, read=read),
    ):
        with pytest.raises(RuleViolation, match="người đại diện"):
            refused()
    assert services.hand_in_dossier(actor=cast.producer_person, dossier=dossier).handed_in_by == (
        cast.producer_person
    )


def test_pages_offer_helpers_only_what_they_may_do(client, cast, helper):
    helper.must_change_password = False
    helper.save()
    dossier = complete_dossier(cast.producer, cast.cycle_148, actor=cast.officer, consent=False)
    client.force_login(helper)
    page = client.get(dossier.get_absolute_url()).content.decode()

    for route in ("dossier-hand-in", "dossier-withdraw", "dossier-confirm"):
        assert reverse(f"registrations:{route}", args=[dossier.pk]) not in page
    assert client.get(reverse("registrations:dossier-hand-in", args=[dossier.pk])).status_code == 302
    assert client.get(reverse("registrations:dossier-confirm", args=[dossier.pk])).status_code == 403
    assert client.get(reverse("registrations:producer-invite", args=[cast.producer.pk])).status_code == 403
    assert Dossier.objects.visible_to(helper).filter(pk=dossier.pk).exists()


def test_officials_see_who_acts_as_what_until_when(client, cast, helper):
    dossier = complete_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    services.submit_dossier(actor=cast.officer, dossier=dossier)
    until = f"{helper.producer_posts.get().ends_on:%d/%m/%Y}"
    client.force_login(cast.district_officer)

    for url in (cast.producer.get_absolute_url(), dossier.get_absolute_url()):
        page = client.get(url).content.decode()
        assert f"Kế toán, đến hết {until}" in page and "Người đại diện" in page


def test_a_second_press_says_what_became_of_the_password(client, cast):
    client.force_login(cast.officer)
    url = reverse("registrations:producer-sign-in", args=[cast.producer.pk])
    form = client.get(url).context["form"]
    typed = {
        "form_key": form.form_key,
        "version": form.version,
        "full_name": "Chị Tư",
        "username": "chi-tu-my-hiep",
    }
    client.post(url, typed)

    again = client.post(url, typed, follow=True)

    assert ProducerPost.objects.filter(user__username="chi-tu-my-hiep").count() == 1
    assert "mật khẩu chỉ hiện một lần" in again.content.decode()


def test_the_representative_invites_on_the_page_and_reads_the_password_once(client, cast):
    client.force_login(cast.producer_person)
    url = reverse("registrations:producer-invite", args=[cast.producer.pk])
    assert url in client.get(cast.producer.get_absolute_url()).content.decode()
    form = client.get(url).context["form"]

    answer = client.post(
        url,
        {
            "form_key": form.form_key,
            "version": form.version,
            "kind": "consultant",
            "full_name": "Tư vấn của Hợp tác xã",
            "username": "tu-van",
            "ends_on": f"{clock.today() + timedelta(days=20):%d/%m/%Y}",
        },
    )

    post = ProducerPost.objects.get(kind=ActingAs.CONSULTANT)
    assert answer.status_code == 200 and answer["Cache-Control"] == "no-store"
    assert "Tư vấn của Hợp tác xã" in answer.content.decode()
    end = reverse("registrations:producer-post-end", args=[post.pk])
    assert end in client.get(cast.producer.get_absolute_url()).content.decode()
    assert client.get(end).status_code == 200
