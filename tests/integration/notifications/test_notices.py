"""Inbox and e-mail."""

from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from ocop.core.roles import Role
from ocop.notifications import services
from ocop.notifications.models import Notice
from ocop.notifications.queries import latest_notices, unread_count
from tests.factories.accounts import make_officer
from tests.factories.places import make_dong_thap

pytestmark = pytest.mark.django_db
LIST_QUERIES = 7
"""Session, reader, posts (three sources), count, rows, unread notices (for the page and for its head)."""
TEXT, PATH = "Hồ sơ Thảm lục bình đã được tiếp nhận.", "/ho-so/1/"


@pytest.fixture
def officer():
    place = make_dong_thap().my_hiep
    return make_officer(Role.COMMUNE_OFFICER, place, email="canbo@example.vn")


@pytest.fixture
def other(officer):
    return make_officer(Role.AUDITOR, officer.memberships.get().place)


@pytest.fixture
def nudges(monkeypatch):
    """The tasks that would be woken, by name and id."""
    seen = []
    monkeypatch.setattr("ocop.core.jobs._nudge", lambda task, ids: seen.append((task.name, ids)))
    return seen


def test_each_person_is_told_once_and_mailed_after_the_commit(
    officer, other, nudges, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        services.notify([officer, other, officer], TEXT, PATH)
        assert nudges == []

    told = list(Notice.objects.order_by("pk").values_list("person", "text", "path"))
    assert told == [(officer.pk, TEXT, PATH), (other.pk, TEXT, PATH)]
    mine = Notice.objects.get(person=officer)
    assert nudges == [("notifications.mail", {"notice_id": mine.pk})]


def test_what_is_rolled_back_tells_nobody(officer, nudges, django_capture_on_commit_callbacks):
    with (
        django_capture_on_commit_callbacks(execute=True),
        pytest.raises(ZeroDivisionError),
        transaction.atomic(),
    ):
        services.notify([officer], TEXT, PATH)
        raise ZeroDivisionError

    assert not Notice.objects.exists()
    assert nudges == []


def test_a_mail_goes_out_once_however_often_the_task_runs(officer, settings):
    settings.SITE_URL = "https://ocop.example.vn"
    (notice,) = services.notify([officer], TEXT, PATH)

    sent = [services.mail_notice(notice_id=notice.pk) for _i in range(3)]

    assert sent == [True, False, False]
    (message,) = mail.outbox
    assert message.to == ["canbo@example.vn"]
    assert message.subject == "Cổng OCOP: có tin báo mới"
    assert "https://ocop.example.vn/ho-so/1/" in message.body


def test_a_mail_server_that_fails_leaves_the_notice_to_be_sent(officer, monkeypatch):
    (notice,) = services.notify([officer], TEXT, PATH)

    def refuse(**message):
        raise SMTPServerDisconnected

    with monkeypatch.context() as broken:
        broken.setattr("ocop.notifications.services.send_mail", refuse)
        with pytest.raises(SMTPServerDisconnected):
            services.mail_notice(notice_id=notice.pk)

    assert services.mail_notice(notice_id=notice.pk) is True
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("change", [{"email": ""}, {"is_active": False}])
def test_nobody_to_mail_is_no_error(officer, change):
    (notice,) = services.notify([officer], TEXT, PATH)
    type(officer).objects.filter(pk=officer.pk).update(**change)

    assert services.mail_notice(notice_id=notice.pk) is False
    assert mail.outbox == []


def test_a_long_text_is_cut_to_the_column(officer):
    (notice,) = services.notify([officer], "ồ" * 400, PATH)

    notice.refresh_from_db()
    assert len(notice.text) == 300


def test_opening_a_notice_marks_it_and_leads_on(client, officer, other):
    first, second = (services.notify([officer], TEXT, PATH)[0] for _i in range(2))
    services.notify([other], TEXT, PATH)
    client.force_login(officer)

    answer = client.post(reverse("notifications:read", args=[first.pk]))

    assert answer.url == PATH
    assert list(latest_notices(officer)) == [second]
    assert (unread_count(officer), unread_count(other)) == (1, 1)


def test_reading_changes_nothing_by_get_and_nothing_of_others(client, officer, other):
    (notice,) = services.notify([other], TEXT, PATH)
    client.force_login(officer)
    url = reverse("notifications:read", args=[notice.pk])

    assert client.get(url).status_code == 405
    assert client.post(url).status_code == 404
    assert unread_count(other) == 1


def test_all_are_read_with_one_press(client, officer, other):
    services.notify([officer, other], TEXT, PATH)
    client.force_login(officer)

    answer = client.post(reverse("notifications:read-all"), follow=True)

    assert "Bạn đã đọc hết." in answer.content.decode()
    assert (unread_count(officer), unread_count(other)) == (0, 1)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_many(client, officer, django_assert_num_queries, count):
    for _i in range(count):
        services.notify([officer], TEXT, PATH)
    client.force_login(officer)
    client.get(reverse("accounts:profile"))

    with django_assert_num_queries(LIST_QUERIES):
        client.get(reverse("notifications:list"))


def test_the_list_keeps_to_the_unread_when_asked(client, officer):
    read, unread = (services.notify([officer], text, PATH)[0] for text in ("Đã đọc rồi", "Còn mới"))
    services.mark_read(person=officer, notice=read)
    client.force_login(officer)

    page = client.get(reverse("notifications:list"), {"xem": "chua-doc"}).context["page"]

    assert list(page.rows) == [unread]


# --- What waits for an act --------------------------------------------------------------------------------
def test_what_waited_is_shown_as_done_once_somebody_did_it(officer, other, client):
    services.notify([officer, other], "Chờ bạn ban hành: Kế hoạch OCOP.", PATH, awaits=True)
    services.notify([officer], TEXT, PATH)
    services.notify([officer], "Chờ bạn duyệt: việc khác.", "/khac/", awaits=True)

    assert services.settle(PATH) == 2, "whoever was asked, whoever did it"

    assert (unread_count(officer), unread_count(other)) == (2, 0), "news that asked for nothing stays"
    client.force_login(other)
    page = client.get(reverse("notifications:list")).content.decode()
    assert "Đã xong" in page
    assert "Chưa đọc</span>" not in page
    assert services.settle(PATH) == 0


def test_what_waited_is_done_for_some_people(officer, other):
    services.notify([officer, other], "2 phiếu chờ bạn chấm.", "/phieu/", awaits=True)

    services.settle("/phieu/", people=[other])

    assert (unread_count(officer), unread_count(other)) == (1, 0)


def test_no_mail_asks_for_what_is_done(officer):
    (notice,) = services.notify([officer], "Chờ bạn ban hành: Kế hoạch OCOP.", PATH, awaits=True)
    services.settle(PATH)

    assert not services.mail_notice(notice_id=notice.pk)
    assert mail.outbox == []


def test_only_what_waits_is_done(officer):
    (notice,) = services.notify([officer], TEXT, PATH)

    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.filter(pk=notice.pk).update(done_at=timezone.now())
